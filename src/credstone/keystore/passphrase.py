"""The passphrase as it is given: read from its file, and compared with the one that opened.

Deriving keys from it is left to ``envelope``. Only the signer process comes here.
"""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path

from credstone.errors import KeyUnavailable

MAX_BYTES = 4096


def read_passphrase(file: Path) -> bytes:
    """Answer what the file holds, without its line end; raises ``KeyUnavailable``."""
    try:
        with file.open("rb") as stream:
            return without_line_end(stream.read(MAX_BYTES))
    except OSError as error:
        raise KeyUnavailable(
            f"The passphrase cannot be read: {error.strerror}.", where=str(file)
        ) from error


def without_line_end(given: bytes) -> bytes:
    """Answer the passphrase as it counts: editors end a file with a line end."""
    return given.rstrip(b"\r\n")


class Opener:
    """Knows again the passphrase that opened the keystore, without keeping it.

    A keyed digest suffices, since the process that holds it holds the opened keys too; deriving
    them anew would cost every command half a second.
    """

    def __init__(self, passphrase: bytes) -> None:
        self._key = secrets.token_bytes(32)
        self._digest = self._of(passphrase)

    def is_it(self, given: bytes) -> bool:
        """Say whether ``given`` is that passphrase."""
        return hmac.compare_digest(self._digest, self._of(given))

    def _of(self, passphrase: bytes) -> bytes:
        return hmac.digest(self._key, passphrase, "sha256")
