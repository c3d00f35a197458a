"""What a requirement asks, in words: for lists and graphs of a stack that nobody answered yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from credstone.formats import compact
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    CoverMode,
    Group,
    NOf,
    Outcomes,
    Requirement,
    Take,
)
from credstone.model.selector import (
    Attribute,
    Declares,
    Enrolled,
    Every,
    Predicate,
    Some,
    Today,
    Unless,
)
from credstone.stacking.predicates import in_words
from credstone.stacking.selector_words import meant
from credstone.stacking.wording import plural, unit_word


def asks(requirement: Requirement, unit: str) -> str:
    """One clause: what has to be there, and who may say what about it."""
    return "; ".join((_own(requirement, unit), *_besides(requirement)))


def _own(requirement: Requirement, unit: str) -> str:
    match requirement:
        case All():
            return f"all of {plural(len(requirement.of), 'part')}{_totals(requirement, unit)}"
        case AnyOf():
            best = ", the best one" if requirement.best else ""
            parts = plural(len(requirement.of), "part")
            return f"one of {parts}{best}{_totals(requirement, unit)}"
        case NOf():
            of = f"{requirement.n} of {plural(len(requirement.of), 'part')}"
            distinct = requirement.distinct
            differ = ""
            if distinct is not None:
                differ = f", {distinct.at_least or requirement.n} different {distinct.by}s"
            return f"{of}{differ}{_totals(requirement, unit)}"
        case Take():
            return f"{', '.join(_amounts(requirement, unit))}: {meant(requirement.select)}"
        case Outcomes():
            return _outcomes(requirement)
        case Attest():
            statement = requirement.statement.best()
            said = f": {statement}" if statement else ""
            return f"confirmed by the {requirement.role}{said}"
        case Cond():
            other = "" if requirement.otherwise is None else f", else {requirement.otherwise.id}"
            return f"if {_when(requirement.when)}: {requirement.then.id}{other}"
        case _:
            assert_never(requirement)


def _totals(group: Group, unit: str) -> str:
    found = []
    if group.min_count is not None:
        found.append(f"at least {plural(group.min_count, 'credential')}")
    if group.min_credits is not None:
        found.append(f"at least {compact.decimal(group.min_credits)} {unit_word(unit)}")
    if group.max_count is not None:
        found.append(f"at most {plural(group.max_count, 'credential')}")
    if group.max_credits is not None:
        found.append(f"at most {compact.decimal(group.max_credits)} {unit_word(unit)}")
    return f", {' and '.join(found)} together" if found else ""


def _amounts(take: Take, unit: str) -> Iterator[str]:
    if take.min_count is not None or take.min_credits is None:
        yield plural(1 if take.min_count is None else take.min_count, "credential")
    if take.min_credits is not None:
        yield f"{compact.decimal(take.min_credits)} {unit_word(unit)}"
    if take.max_count is not None:
        yield f"at most {plural(take.max_count, 'credential')}"
    if take.distinct is not None:
        some = take.distinct.at_least
        by = take.distinct.by
        yield f"{some} different {by}s" if some else f"each of another {by}"
    if take.grade is not None and take.grade.min:
        yield f"grade {take.grade.min} or better"
    if take.grade is not None and take.grade.avg_min:
        yield f"average grade {take.grade.avg_min} or better"


def _outcomes(leaf: Outcomes) -> str:
    whole = plural(len(leaf.outcomes), "outcome")
    match leaf.cover.mode:
        case CoverMode.ALL:
            return f"all of {whole} shown"
        case CoverMode.COUNT:
            return f"{leaf.cover.at_least} of {whole} shown"
        case CoverMode.WEIGHT:
            return f"{leaf.cover.at_least} by weight of {whole} shown"
        case _:
            assert_never(leaf.cover.mode)


def _besides(requirement: Requirement) -> Iterator[str]:
    if requirement.attest:
        yield f"besides confirmed by the {requirement.attest}"
    if requirement.waivable_by:
        yield f"may be waived by the {requirement.waivable_by}"
    if requirement.effective is not None:
        yield f"binds those who enrolled {in_words(requirement.effective)}"


def _when(predicate: Predicate) -> str:
    match predicate:
        case Declares(target):
            return f"{target} is declared"
        case Enrolled(window):
            return f"enrolled {in_words(window)}"
        case Today(window):
            return f"the day is {in_words(window)}"
        case Attribute(name, value):
            return f"{name} is {value}"
        case Every(of):
            return " and ".join(map(_when, of))
        case Some(of):
            return " or ".join(map(_when, of))
        case Unless(inner):
            return f"not ({_when(inner)})"
        case _:
            assert_never(predicate)
