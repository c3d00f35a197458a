"""Steps in an order in which they can be taken: what something asks for comes before it.

Knows pairs of steps and nothing of why one comes before the other; which offers to take is
decided in ``cheapest``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from heapq import heappop, heappush
from typing import TypeVar

Step = TypeVar("Step")


def in_order(
    steps: Collection[Step],
    before: Collection[tuple[Step, Step]],
    place: Callable[[Step], tuple[object, ...]],
) -> tuple[tuple[Step, ...], frozenset[Step]]:
    """The steps so that the first of each pair comes before the second; and those left over.

    Among steps that could come next, the one with the smallest ``place`` does. Left over are
    steps that wait for one another, and those that wait for these.
    """
    waits = {step: {first for first, second in before if second == step} for step in steps}
    ready: list[tuple[tuple[object, ...], Step]] = []
    for step, firsts in waits.items():
        if not firsts:
            heappush(ready, (place(step), step))
    ordered: list[Step] = []
    while ready:
        _, done = heappop(ready)
        ordered.append(done)
        for step, firsts in waits.items():
            if done in firsts:
                firsts.discard(done)
                if not firsts:
                    heappush(ready, (place(step), step))
    return tuple(ordered), frozenset(waits) - frozenset(ordered)
