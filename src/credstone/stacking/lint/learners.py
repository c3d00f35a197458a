"""The kinds of learners that a stack tells apart, and which conditions can hold for any of them.

A condition asks what is declared, when one enrolled, which day it is, what the enrolment says. Of
all learners only those are tried that differ in what the stack asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
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
_MOST_TRIED = 24
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


def typical(look: Look) -> Iterator[tuple[str, Enrolment]]:
    """Learners to try the whole stack with: who they are in words ("" for anybody), and standing.

    Everything that people can confirm is confirmed.
    """
    plain = Enrolment(enrolled_on=_first_day(look), attestations=tuple(_confirmations(look)))
    yield "", plain
    atoms = dict.fromkeys(
        atom
        for place in look.places
        if isinstance(place.requirement, Cond)
        for atom in _atoms(place.requirement.when)
    )
    learners: list[tuple[str, Enrolment]] = []
    for atom in atoms:
        match atom:
            case Declares(target):
                learners.append((f"who declare {target}", replace(plain, declared=(target,))))
            case Attribute(name, value):
                one = replace(plain, attributes=((name, value),))
                learners.append((f"with {name} {value}", one))
            case _:
                pass
    for window in _windows(look):
        for day in _days((window,), look, open_=True):
            if day is not None and day != plain.enrolled_on:
                learners.append((f"who enrolled on {day}", replace(plain, enrolled_on=day)))
    yield from learners[:_MOST_TRIED]


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
    chosen = product((False, True), repeat=len(items))
    return [
        tuple(item for item, taken in zip(items, each, strict=True) if taken) for each in chosen
    ]
