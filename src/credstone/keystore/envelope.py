"""The sealed envelope around private keys: scrypt, AES-256-GCM, and a seal over the whole file.

The passphrase becomes two keys (scrypt, then HKDF): one wraps private keys, each bound to its
tenant, id and purpose; the other authenticates the file. Files are left to ``store``.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from credstone.errors import KeyUnavailable

VERSION = 1
SALT_BYTES = 16
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**17, 8, 1
_NONCE_BYTES = 12


@dataclass(frozen=True)
class Envelope:
    """Two keys derived from one passphrase; never shown, never written."""

    _wrapping: bytes
    _sealing: bytes

    def __repr__(self) -> str:
        return "Envelope(…)"

    def wrap(self, secret: bytes, binding: tuple[str, ...]) -> bytes:
        """Answer nonce ‖ ciphertext ‖ tag; it opens under the same ``binding`` only."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self._wrapping).encrypt(nonce, secret, _associated(binding))

    def unwrap(self, box: bytes, binding: tuple[str, ...]) -> bytes:
        """Answer the secret; raises ``KeyUnavailable`` when box or binding was exchanged."""
        nonce, sealed = box[:_NONCE_BYTES], box[_NONCE_BYTES:]
        try:
            return AESGCM(self._wrapping).decrypt(nonce, sealed, _associated(binding))
        except (InvalidTag, ValueError) as error:
            raise KeyUnavailable(
                "A private key does not open: it was put in another key's place, or damaged.",
                fix="Restore the keystore from a backup.",
            ) from error

    def seal(self, content: bytes) -> bytes:
        """Answer HMAC-SHA256 over the file's content, 32 bytes."""
        return hmac.digest(self._sealing, content, "sha256")


def open_envelope(passphrase: bytes, salt: bytes) -> Envelope:
    """Derive the keys from the passphrase: scrypt with N = 2^17 takes about 0.4 s and 128 MiB."""
    master = Scrypt(salt=salt, length=32, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P).derive(passphrase)
    return Envelope(_expand(master, "wrap"), _expand(master, "seal"))


def _expand(master: bytes, use: str) -> bytes:
    info = f"credstone keystore v{VERSION} {use}".encode("ascii")
    return HKDFExpand(hashes.SHA256(), 32, info).derive(master)


def _associated(binding: tuple[str, ...]) -> bytes:
    # As a JSON array, because tenants and ids joined by a letter could be split in two ways.
    return json.dumps([VERSION, *binding]).encode("ascii")
