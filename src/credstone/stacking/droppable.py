"""What holds a question together beside its requirements, each with the question without it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from credstone.model.stack import Constraints, NoDoubleCount, SharingScope
from credstone.stacking.question import Question

Entry = TypeVar("Entry")
Drop = Callable[[Question], Question]
_Change = Callable[[Constraints], Constraints]


@dataclass(frozen=True)
class Droppable:
    """A constraint as the file calls it ("caps/2" is the second cap), and how to leave it out.

    ``granted`` stands for the uses that are granted in this stack and would have to stay.
    """

    name: str
    drop: Drop


def droppable(question: Question) -> tuple[Droppable, ...]:
    """Every constraint that holds, in a fixed order: the first to be questioned first."""
    return tuple(_droppable(question))


def without(question: Question, dropped: Iterable[Droppable]) -> Question:
    """``question`` without those; ``dropped`` stand in the order of ``droppable``."""
    # The last entry of a list goes first, so that the places of the others stay.
    for one in reversed(list(dropped)):
        question = one.drop(question)
    return question


def _droppable(question: Question) -> Iterator[Droppable]:
    given = question.stack.constraints
    yield from _each(
        "overlap", given.overlap, lambda c, at: replace(c, overlap=_but(c.overlap, at))
    )
    yield from _each("caps", given.caps, lambda c, at: replace(c, caps=_but(c.caps, at)))
    yield from _each("order", given.order, lambda c, at: replace(c, order=_but(c.order, at)))
    yield from _each(
        "cross_stack",
        given.cross_stack,
        lambda c, at: replace(c, cross_stack=_but(c.cross_stack, at)),
    )
    yield from _each(
        "residency", given.residency, lambda c, at: replace(c, residency=_but(c.residency, at))
    )
    yield from _each(
        "level",
        given.min_credits_at,
        lambda c, at: replace(c, min_credits_at=_but(c.min_credits_at, at)),
    )
    if given.age is not None:
        yield Droppable("age", _changing(lambda c: replace(c, age=None)))
    if given.compensation is not None:
        yield Droppable("compensation", _changing(lambda c: replace(c, compensation=None)))
    if given.grade_average is not None:
        yield Droppable("grade_average", _changing(lambda c: replace(c, grade_average=None)))
    if any(use.stack == question.stack.id for use in question.enrolment.granted):
        yield Droppable("granted", _without_granted)
    # What hardly anybody would give up is questioned last.
    if given.no_double_count.scope is not SharingScope.NONE:
        anywhere = NoDoubleCount(SharingScope.NONE)
        yield Droppable(
            "no_double_count", _changing(lambda c: replace(c, no_double_count=anywhere))
        )


def _each(
    name: str, entries: Sequence[object], drop: Callable[[Constraints, int], Constraints]
) -> Iterator[Droppable]:
    for at in range(len(entries)):
        place = f"/{at + 1}" if len(entries) > 1 else ""
        yield Droppable(f"{name}{place}", _dropping(drop, at))


def _dropping(drop: Callable[[Constraints, int], Constraints], at: int) -> Drop:
    return _changing(lambda given: drop(given, at))


def _changing(change: _Change) -> Drop:
    def drop(question: Question) -> Question:
        stack = question.stack
        return replace(question, stack=replace(stack, constraints=change(stack.constraints)))

    return drop


def _without_granted(question: Question) -> Question:
    enrolment = question.enrolment
    others = tuple(use for use in enrolment.granted if use.stack != question.stack.id)
    return replace(question, enrolment=replace(enrolment, granted=others))


def _but(entries: tuple[Entry, ...], at: int) -> tuple[Entry, ...]:
    return (*entries[:at], *entries[at + 1 :])
