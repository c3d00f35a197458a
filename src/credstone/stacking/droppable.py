"""A stack's constraints one by one, each with the stack as it would be without it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from credstone.model.stack import Constraints, NoDoubleCount, SharingScope

Entry = TypeVar("Entry")
Drop = Callable[[Constraints], Constraints]


@dataclass(frozen=True)
class Droppable:
    """A constraint as the file calls it ("caps/2" is the second cap), and how to leave it out."""

    name: str
    drop: Drop


def droppable(given: Constraints) -> tuple[Droppable, ...]:
    """Every constraint that holds, in a fixed order: the first to be questioned first."""
    found: list[Droppable] = []
    found += _entries(
        "overlap", given.overlap, lambda c, at: replace(c, overlap=_but(c.overlap, at))
    )
    found += _entries("caps", given.caps, lambda c, at: replace(c, caps=_but(c.caps, at)))
    found += _entries("order", given.order, lambda c, at: replace(c, order=_but(c.order, at)))
    found += _entries(
        "cross_stack",
        given.cross_stack,
        lambda c, at: replace(c, cross_stack=_but(c.cross_stack, at)),
    )
    found += _entries(
        "residency", given.residency, lambda c, at: replace(c, residency=_but(c.residency, at))
    )
    found += _entries(
        "level",
        given.min_credits_at,
        lambda c, at: replace(c, min_credits_at=_but(c.min_credits_at, at)),
    )
    if given.age is not None:
        found.append(Droppable("age", lambda c: replace(c, age=None)))
    if given.compensation is not None:
        found.append(Droppable("compensation", lambda c: replace(c, compensation=None)))
    if given.grade_average is not None:
        found.append(Droppable("grade_average", lambda c: replace(c, grade_average=None)))
    # What hardly anybody would give up is questioned last.
    if given.no_double_count.scope is not SharingScope.NONE:
        anywhere = NoDoubleCount(SharingScope.NONE)
        found.append(Droppable("no_double_count", lambda c: replace(c, no_double_count=anywhere)))
    return tuple(found)


def without(given: Constraints, dropped: Iterable[Droppable]) -> Constraints:
    """``given`` without those; ``dropped`` stand in the order of ``droppable``."""
    # The last entry of a list goes first, so that the places of the others stay.
    for one in reversed(list(dropped)):
        given = one.drop(given)
    return given


def _entries(
    name: str, entries: Sequence[object], drop: Callable[[Constraints, int], Constraints]
) -> Iterator[Droppable]:
    for at in range(len(entries)):
        place = f"/{at + 1}" if len(entries) > 1 else ""
        yield Droppable(f"{name}{place}", _dropping(drop, at))


def _dropping(drop: Callable[[Constraints, int], Constraints], at: int) -> Drop:
    return lambda given: drop(given, at)


def _but(entries: tuple[Entry, ...], at: int) -> tuple[Entry, ...]:
    return (*entries[:at], *entries[at + 1 :])
