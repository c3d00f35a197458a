"""Where a home keeps its keys: folder, file, locks and socket, all for their owner alone.

Folders are made with mode 0700 and refused when they are someone else's or open to others.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from credstone.errors import KeyUnavailable

_MAX_SOCKET_PATH = 100  # the kernel's limit is 108 bytes with the closing zero, 104 on macOS


@dataclass(frozen=True)
class Place:
    """The keystore of one home; every process that names the same home finds the same place."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "keys.json"

    @property
    def signer_lock(self) -> Path:
        """Held by the one signer process for as long as it lives."""
        return self.folder / "signer.lock"

    @property
    def start_lock(self) -> Path:
        """Held by the one client that is starting a signer."""
        return self.folder / "start.lock"

    @property
    def socket(self) -> Path:
        """Where a signer listens; under a short private folder when the home's path is long."""
        beside = self.folder / "signer.sock"
        if len(os.fsencode(beside)) <= _MAX_SOCKET_PATH:
            return beside
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:24]
        own = Path(f"credstone-{os.geteuid()}", f"{name}.sock")
        # Both of these may be long too, in a build or a test.
        for runtime in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir()):
            chosen = Path(runtime or "", own)
            # A relative one would be another folder for every process.
            if chosen.is_absolute() and len(os.fsencode(chosen)) <= _MAX_SOCKET_PATH:
                return chosen
        return Path("/tmp", own)  # noqa: S108 a folder of the owner alone, see prepare

    def announce(self) -> None:
        """Note in the lock where the signer listens: another login may have other folders."""
        self.signer_lock.write_text(os.fspath(self.socket))

    def announced(self) -> Path:
        """Answer where the signer said it listens, or where one would."""
        try:
            return Path(self.signer_lock.read_text() or self.socket)
        except OSError:
            return self.socket

    def prepare(self) -> None:
        """Make the folders; raises ``KeyUnavailable`` when they are not the owner's alone."""
        for folder in (self.folder, self.socket.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            status = folder.lstat()
            if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
                raise KeyUnavailable("The keystore's folder is not yours.", where=str(folder))
            if stat.S_IMODE(status.st_mode) & 0o077:
                raise KeyUnavailable(
                    "The keystore's folder is open to others.",
                    where=str(folder),
                    fix=f"Close it: chmod 700 {folder}",
                )


def place_of(home: Path) -> Place:
    """Answer the keystore's place in ``home`` (``CREDSTONE_HOME``)."""
    return Place(home.resolve() / "keystore")


@contextmanager
def locked(path: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the lock file; yields False when ``wait`` is off and another process holds it.

    The kernel lets go of it when the holder dies, so no stale lock survives a kill.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
