"""What a command leaves behind: files that are whole or not there, and bytes on stdout."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from credstone.cli.outcome import WrongUsage


def replace_file(path: Path, content: bytes) -> None:
    """Write ``path`` whole: a reader sees the old file or the new one, never half of either.

    Raises ``WrongUsage`` when its folder is not there.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".credstone-", dir=path.parent)
    except FileNotFoundError:
        raise WrongUsage(
            "There is no such folder.", where=str(path.parent), fix="Make it first."
        ) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), 0o666 & ~_umask())
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(content: bytes) -> None:
    """Write bytes to stdout as they are, after whatever stands there already."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current
