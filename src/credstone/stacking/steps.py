"""Steps in an order in which they can be taken: what something asks for comes before it.

Knows which steps each one waits for and nothing of why; which offers to take is decided in
``cheapest``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from heapq import heapify, heappop, heappush
from typing import TypeVar

Step = TypeVar("Step")

Wishes = Collection[Collection[int]]
"""Of each collection one step (by its place) has to come before."""


def in_order(
    steps: Sequence[Step], wishes: Sequence[Wishes]
) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The steps one after another, and those that never get their turn.

    ``wishes`` are those of each step, in the order of ``steps``. Among steps that may be next,
    the first is.
    """
    waiting: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for step, asked in enumerate(wishes):
        for wish, ways in enumerate(asked):
            for before in ways:
                waiting[before].append((step, wish))
    open_ = [set(range(len(asked))) for asked in wishes]
    ready = [step for step, asked in enumerate(open_) if not asked]
    heapify(ready)
    done: list[int] = []
    while ready:
        done.append(heappop(ready))
        for step, wish in waiting[done[-1]]:
            if wish in open_[step]:
                open_[step].remove(wish)
                if not open_[step]:
                    heappush(ready, step)
    stuck = sorted(set(range(len(steps))) - set(done))
    return tuple(steps[at] for at in done), tuple(steps[at] for at in stuck)
