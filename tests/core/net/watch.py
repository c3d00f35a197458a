"""Sees every connection and every question to a name service that this process attempts.

The canary sees who reaches it; a packet to somebody's private network reaches no canary. Python's
audit events (PEP 578) come before the system is asked, whichever library asks.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

_ASKED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


@dataclass
class Watch:
    """What was attempted while watching: addresses connected to, names asked for."""

    connected: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


_watching: list[Watch] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _watching:
        return
    if event in ("socket.connect", "socket.sendto"):
        _watching[-1].connected.append(str(arguments[1]))
    elif event in _ASKED:
        _watching[-1].asked.append(str(arguments[0]))


sys.addaudithook(_hook)  # for good: Python takes none back


@contextlib.contextmanager
def watching() -> Iterator[Watch]:
    """Note every attempt until the block ends."""
    watch = Watch()
    _watching.append(watch)
    try:
        yield watch
    finally:
        _watching.remove(watch)
