"""Things kept for seconds: small, counted, and by the clock that its owner hands in.

Used for what hosts answered and for which hosts did not. Nothing here outlives the process.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

Clock = Callable[[], float]
Kept = TypeVar("Kept")


@dataclass
class Cache(Generic[Kept]):
    """At most ``max_entries`` things, each until its own end; the oldest makes room.

    ``clock`` counts seconds and never goes back. Safe to share between threads.
    """

    clock: Clock = time.monotonic
    max_entries: int = 256
    _entries: dict[str, tuple[float, Kept]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def get(self, name: str) -> Kept | None:
        """Answer what is kept under ``name`` and has not ended."""
        with self._lock:
            entry = self._entries.get(name)
            if entry is None or entry[0] <= self.clock():
                return None
            return entry[1]

    def put(self, name: str, kept: Kept, seconds: float) -> None:
        """Keep it for ``seconds``; not at all when these are none."""
        with self._lock:
            self._entries.pop(name, None)
            if seconds <= 0:
                return
            if len(self._entries) >= self.max_entries:
                del self._entries[next(iter(self._entries))]
            self._entries[name] = (self.clock() + seconds, kept)
