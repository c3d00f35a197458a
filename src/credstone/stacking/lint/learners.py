"""The kinds of learners that a stack tells apart, and which conditions can hold for any of them.

A condition asks what is declared, when one enrolled, which day it is, what the enrolment says. Of
all learners only those are tried that differ in what the stack asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from typing import TypeVar

from credstone.model.enrolment import Attestation, Enrolment
from credstone.model.requirement import Attest, Cond
from credstone.model.selector import (
    Attribute,
    Declares,
    Enrolled,
    Every,
    Predicate,
    Some,
    Today,
    Unless,
    Window,
)
from credstone.stacking.lint.look import Look
from credstone.stacking.predicates import holds
from credstone.stacking.question import Question

Thing = TypeVar("Thing")

_MOST_TOLD_APART = 4096
_MOST_TRIED = 256
_MOST_COMBINED = 12
_DAY = timedelta(days=1)


def outcomes(predicate: Predicate, look: Look) -> set[bool]:
    """What the condition can come to; both when there are too many learners to try."""
    atoms = tuple(dict.fromkeys(_atoms(predicate)))
    declared = [one.target for one in atoms if isinstance(one, Declares)]
    stated = [(one.name, one.value) for one in atoms if isinstance(one, Attribute)]
    enrolled = _days((one.window for one in atoms if isinstance(one, Enrolled)), look, open_=True)
    todays = _days((one.window for one in atoms if isinstance(one, Today)), look, open_=False)
    size = 2 ** (len(declared) + len(stated)) * len(enrolled) * len(todays)
    if size > _MOST_TOLD_APART:
        return {True, False}
    found = set()
    for targets, attributes, on, at in product(
        _subsets(declared), _subsets(stated), enrolled, todays
    ):
        learner = Enrolment(enrolled_on=on, declared=targets, attributes=attributes)
        found.add(holds(predicate, Question(look.stack, (), at, learner))[0])
    return found


@dataclass(frozen=True)
class Learner:
    """``traits`` are what tells them apart, in words that follow "learners"."""

    enrolment: Enrolment
    traits: tuple[str, ...]


def typical(look: Look) -> tuple[Learner, ...]:
    """Everyone the stack tells apart: what they declare and are, combined, and when they enrolled.

    Everything that people can confirm is confirmed. Of very many only those are answered who
    have two traits at most besides their day.
    """
    atoms = dict.fromkeys(
        atom
        for place in look.places
        if isinstance(place.requirement, Cond)
        for atom in _atoms(place.requirement.when)
    )
    marks = [atom for atom in atoms if isinstance(atom, Declares | Attribute)]
    days = _days(_windows(look), look, open_=True)
    kinds = [each for each in _subsets(marks) if _is_possible(each)]
    if len(kinds) * len(days) > _MOST_TRIED:
        kinds = [each for each in kinds if len(each) <= 2][: max(1, _MOST_TRIED // len(days))]
    given = tuple(_confirmations(look))
    return tuple(
        Learner(
            Enrolment(
                enrolled_on=day,
                declared=tuple(one.target for one in each if isinstance(one, Declares)),
                attributes=tuple(
                    (one.name, one.value) for one in each if isinstance(one, Attribute)
                ),
                attestations=given,
            ),
            (*map(_trait, each), *((f"who enrolled on {day}",) if len(days) > 1 else ())),
        )
        for each in kinds
        for day in days
    )


def _trait(atom: Declares | Attribute) -> str:
    if isinstance(atom, Declares):
        return f"who declare {atom.target}"
    return f"with {atom.name} {atom.value}"


def _is_possible(marks: tuple[Declares | Attribute, ...]) -> bool:
    """Whether no attribute has two values."""
    stated = [one.name for one in marks if isinstance(one, Attribute)]
    return len(stated) == len(set(stated))


def _windows(look: Look) -> Iterator[Window]:
    """Windows of enrolment that decide what is asked."""
    for place in look.places:
        one = place.requirement
        if one.effective is not None:
            yield one.effective
        if isinstance(one, Cond):
            yield from (atom.window for atom in _atoms(one.when) if isinstance(atom, Enrolled))


def _confirmations(look: Look) -> Iterator[Attestation]:
    for place in look.places:
        one = place.requirement
        roles = (one.attest, one.role if isinstance(one, Attest) else "")
        for role in filter(None, roles):
            yield Attestation(one.id, role, "anybody", date.min)


def _first_day(look: Look) -> date:
    window = look.stack.effective
    if window.holds(look.at):
        return look.at
    return window.first or window.last or look.at


def _days(windows: Iterable[Window], look: Look, *, open_: bool) -> list[date]:
    """Days on both sides of every edge; of enrolment only those on which one may enrol."""
    edges = [edge for window in windows for edge in (window.first, window.last) if edge]
    days = {_first_day(look) if open_ else look.day}
    for edge in edges:
        days |= {max(edge, date.min + _DAY) - _DAY, edge, min(edge, date.max - _DAY) + _DAY}
    if open_:
        days = {day for day in days if look.stack.effective.holds(day)} or days
    return sorted(days)


def _atoms(predicate: Predicate) -> Iterator[Declares | Enrolled | Today | Attribute]:
    match predicate:
        case Every(of) | Some(of):
            for one in of:
                yield from _atoms(one)
        case Unless(inner):
            yield from _atoms(inner)
        case _:
            yield predicate


def _subsets(items: list[Thing]) -> list[tuple[Thing, ...]]:
    """All of them, the small ones first; of very many things only up to two together."""
    if len(items) > _MOST_COMBINED:
        return [one for size in range(3) for one in combinations(items, size)]
    return [one for size in range(len(items) + 1) for one in combinations(items, size)]
