"""What a requirement says of itself: one reason with its numbers, and further sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """``reason`` is one clause with the numbers, ``notes`` are sentences beside it."""

    reason: str
    notes: tuple[str, ...] = ()
