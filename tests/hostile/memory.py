"""How much memory this process holds, and the most it held since the last look (Linux)."""

from __future__ import annotations

import re
from pathlib import Path

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
_LINE = re.compile(r"^(VmRSS|VmHWM):\s+([0-9]+) kB$", re.MULTILINE)


def held() -> int:
    """Bytes of memory in use now (resident set)."""
    return _now("VmRSS")


def most_held() -> int:
    """The most bytes in use since ``forget_most``."""
    return _now("VmHWM")


def forget_most() -> None:
    """Let ``most_held`` begin anew (proc(5), clear_refs)."""
    _CLEAR.write_text("5")


def can_measure() -> bool:
    """Whether this machine tells."""
    return _STATUS.exists() and _CLEAR.exists()


def _now(name: str) -> int:
    return int(dict(_LINE.findall(_STATUS.read_text()))[name]) * 1024
