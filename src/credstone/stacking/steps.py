"""Steps in an order in which they can be taken: what something asks for comes before it.

Knows whether a step can be next and nothing of why; which offers to take is decided in
``cheapest``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

Step = TypeVar("Step")


def in_order(
    steps: Collection[Step],
    may_be_next: Callable[[Step, Collection[Step]], bool],
    place: Callable[[Step], tuple[object, ...]],
) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The steps one after another, and those that never get their turn.

    ``may_be_next`` answers for a step and those done before it. Among steps that may be next,
    the one with the smallest ``place`` is.
    """
    waiting = sorted(steps, key=place)
    done: list[Step] = []
    while True:
        following = next((step for step in waiting if may_be_next(step, done)), None)
        if following is None:
            return tuple(done), tuple(waiting)
        waiting.remove(following)
        done.append(following)
