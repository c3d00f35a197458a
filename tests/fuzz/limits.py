"""What one input may cost, so that a slow answer is found like a wrong one."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

CPU_SECONDS = 2.0
"""Security promise P12, for a whole verification."""
GROWTH_MIB = 256

OneInput = Callable[[bytes], None]


class TooCostlyError(AssertionError):
    """One input took more time or memory than any input may."""


def peak_mib() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def limited(one_input: OneInput, data: bytes) -> None:
    """Run one input, and raise ``TooCostlyError`` when it goes beyond the limits."""
    memory, began = peak_mib(), time.process_time()
    one_input(data)
    seconds, growth = time.process_time() - began, peak_mib() - memory
    if seconds > CPU_SECONDS:
        raise TooCostlyError(f"{len(data)} bytes took {seconds:.1f} s of processor time")
    if growth > GROWTH_MIB:
        raise TooCostlyError(f"{len(data)} bytes took {growth:.0f} MiB more memory")
