"""What a fetcher remembers about hosts between two calls, so that nobody can point it at one.

A host that could not be reached rests for half a minute, and no host is asked more than a few
times a second, whatever the credentials say (security.md, threat 15). Bodies are not kept here.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from threading import Lock

from credstone.net.cache import Cache, Clock

REST_SECONDS = 30.0
WINDOW_SECONDS = 10.0
ASKED_PER_WINDOW = 30
MAX_HOSTS = 1024


@dataclass
class HostMemory:
    """Failures and recent calls for each origin (``host:port``), the oldest forgotten first.

    ``clock`` counts seconds and never goes back. Safe to share between threads.
    """

    clock: Clock = time.monotonic
    _asked: dict[str, deque[float]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)
    _failed: Cache[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._failed = Cache(self.clock, MAX_HOSTS)

    def failure(self, origin: str) -> str | None:
        """Answer why the host could not be reached a moment ago, or None when it may be tried."""
        return self._failed.get(origin)

    def remember_failure(self, origin: str, reason: str) -> None:
        """Let the host rest for ``REST_SECONDS``."""
        self._failed.put(origin, reason, REST_SECONDS)

    def may_ask(self, origin: str) -> bool:
        """Count one call, and answer whether it is within ``ASKED_PER_WINDOW``."""
        with self._lock:
            now = self.clock()
            recent = self._asked.pop(origin, deque())
            while recent and recent[0] <= now - WINDOW_SECONDS:
                recent.popleft()
            if len(self._asked) >= MAX_HOSTS:
                del self._asked[next(iter(self._asked))]
            self._asked[origin] = recent  # last in line, so that busy hosts are not forgotten
            if len(recent) >= ASKED_PER_WINDOW:
                return False
            recent.append(now)
            return True
