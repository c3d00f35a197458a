"""Features of the language, each with the question as it is without it.

``FEATURES`` names every kind, constraint and notable option. A feature is taken away by the most
neutral rule in its place: an ``n_of`` becomes an ``all``, a leaf is not asked, a wall is gone. A
question has the feature when taking it away changes the question; it bites when that changes the
six values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from credstone.model.enrolment import Enrolment
from credstone.model.learning import Holding, Standing
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    CoverMode,
    NOf,
    Outcomes,
    Requirement,
    Take,
)
from credstone.model.selector import DefinitionRef, Window
from credstone.model.stack import AgeClock, Constraints, NoDoubleCount, SharingScope
from credstone.stacking.question import Question
from tests.core.stacking.oracle.selector_features import SELECTORS
from tests.core.stacking.oracle.trees import Without, default_of, everywhere

_NOBODY = Window(first=date.max)


def without(question: Question, feature: str) -> Question:
    """The question without the feature; the same question when it does not have it."""
    return FEATURES[feature](question)


# Kinds


def _turned(kind: type, into: type) -> Without:
    """Groups of one kind become another, their totals as before."""

    def edit(one: Requirement) -> Requirement:
        if not isinstance(one, kind):
            return one
        kept = {name: value for name, value in vars(one).items() if name in _SHARED}
        return into(**kept)

    return lambda question: everywhere(question, edit)


_SHARED = set(All.__dataclass_fields__)


def _not_asked(kind: type) -> Without:
    return _edit(kind, lambda _one: {"effective": _NOBODY})


def _edit(kind: type | tuple[type, ...], change: Callable[[Any], dict[str, Any]]) -> Without:
    def edit(one: Requirement) -> Requirement:
        return replace(one, **change(one)) if isinstance(one, kind) else one

    return lambda question: everywhere(question, edit)


def _cleared(kind: type | tuple[type, ...], *fields: str) -> Without:
    """The fields of that kind back to what they are when nothing is said."""
    return _edit(kind, lambda one: {field: default_of(one, field) for field in fields})


def _without_cond(question: Question) -> Question:
    """``then`` for everybody, in the place of the condition."""

    def edit(one: Requirement) -> Requirement:
        return one.then if isinstance(one, Cond) else one

    return everywhere(question, edit)


def _cover_all(mode: CoverMode) -> Without:
    def change(one: Outcomes) -> dict[str, Any]:
        kept = one.cover.mode is not mode
        return {"cover": one.cover if kept else default_of(one, "cover")}

    return _edit(Outcomes, change)


def _wanted(**change: object) -> Without:
    return _edit(
        Outcomes,
        lambda one: {"outcomes": tuple(replace(wanted, **change) for wanted in one.outcomes)},
    )


def _differ(kind: type, all_of_them: bool) -> Without:
    def change(one: Take | NOf) -> dict[str, Any]:
        mine = one.distinct is not None and (one.distinct.at_least is None) == all_of_them
        return {"distinct": None if mine else one.distinct}

    return _edit(kind, change)


def _graded(**change: object) -> Without:
    """Without the minimum of each grade, or of the average."""

    def edit(one: Take) -> dict[str, Any]:
        rule = None if one.grade is None else replace(one.grade, **change)
        return {"grade": rule if rule and (rule.min or rule.avg_min) else None}

    return _edit(Take, edit)


# Constraints


def _rules(change: Callable[[Constraints], dict[str, Any]]) -> Without:
    def without_it(question: Question) -> Question:
        rules = question.stack.constraints
        changed = replace(rules, **change(rules))
        return replace(question, stack=replace(question.stack, constraints=changed))

    return without_it


def _no(field: str) -> Without:
    """Without the constraint at all."""
    return _rules(lambda rules: {field: default_of(rules, field)})


def _none_with(field: str, part: str) -> Without:
    """Without those of the constraint's entries that say ``part``."""
    return _rules(
        lambda rules: {field: tuple(one for one in getattr(rules, field) if not getattr(one, part))}
    )


def _sharing(change: Callable[[NoDoubleCount], dict[str, Any]]) -> Without:
    return _rules(
        lambda rules: {
            "no_double_count": replace(rules.no_double_count, **change(rules.no_double_count))
        }
    )


def _scope(scope: SharingScope, instead: SharingScope) -> Without:
    return _sharing(lambda rule: {"scope": instead if rule.scope is scope else rule.scope})


def _all_repeatable(question: Question) -> Question:
    names = sorted({holding.learning.code for holding in question.holdings})
    return _rules(lambda _rules: {"repeatable": tuple(map(DefinitionRef, names))})(question)


def _within_everything(rules: Constraints) -> dict[str, Any]:
    return {"caps": tuple(replace(cap, within="") for cap in rules.caps)}


def _clock(rules: Constraints) -> dict[str, Any]:
    return {"age": None if rules.age is None else replace(rules.age, clock=AgeClock.ISSUED)}


# The learner


def _held(change: Callable[[Holding], dict[str, Any]]) -> Without:
    def without_it(question: Question) -> Question:
        held = tuple(replace(holding, **change(holding)) for holding in question.holdings)
        return replace(question, holdings=held)

    return without_it


def _enrolled(field: str) -> Without:
    def without_it(question: Question) -> Question:
        nothing = getattr(Enrolment(), field)
        return replace(question, enrolment=replace(question.enrolment, **{field: nothing}))

    return without_it


def _not_granted(question: Question) -> Question:
    others = tuple(use for use in question.enrolment.granted if use.stack != question.stack.id)
    return replace(question, enrolment=replace(question.enrolment, granted=others))


def _one_unit(question: Question) -> Question:
    unit = question.stack.unit
    return _held(lambda one: {"learning": replace(one.learning, unit=unit)})(question)


_GROUPS = (All, AnyOf, NOf)

KINDS: dict[str, Without] = {
    "kind all": _turned(All, AnyOf),
    "kind any": _turned(AnyOf, All),
    "kind n_of": _turned(NOf, All),
    "kind take": _not_asked(Take),
    "kind outcomes": _not_asked(Outcomes),
    "kind attest": _not_asked(Attest),
    "kind cond": _without_cond,
}

CONSTRAINTS: dict[str, Without] = {
    "no_double_count in the stack": _scope(SharingScope.STACK, SharingScope.NONE),
    "no_double_count in a group": _scope(SharingScope.GROUP, SharingScope.NONE),
    "scope group": _scope(SharingScope.GROUP, SharingScope.STACK),
    "scope none": _scope(SharingScope.NONE, SharingScope.STACK),
    "exceptions": _sharing(lambda _: {"exceptions": ()}),
    "max_shared_credits": _sharing(lambda _: {"max_shared_credits": None}),
    "one award of a definition": _all_repeatable,
    "repeatable": _no("repeatable"),
    "residency": _no("residency"),
    "residency min_credits": _none_with("residency", "min_credits"),
    "residency min_share": _none_with("residency", "min_share"),
    "level": _no("min_credits_at"),
    "age": _no("age"),
    "age since renewal": _rules(_clock),
    "overlap count_at_most": _none_with("overlap", "count_at_most"),
    "overlap credit_cap": _none_with("overlap", "credit_cap"),
    "caps max_count": _rules(lambda r: {"caps": tuple(c for c in r.caps if c.max_count is None)}),
    "caps max_credits": _none_with("caps", "max_credits"),
    "caps within": _rules(_within_everything),
    "compensation": _no("compensation"),
    "capstone": _no("capstone"),
    "order": _no("order"),
    "grade_average": _no("grade_average"),
    "cross_stack": _no("cross_stack"),
    "granted uses": _not_granted,
}

OPTIONS: dict[str, Without] = {
    "any best": _cleared(AnyOf, "best"),
    "n_of distinct_by": _cleared(NOf, "distinct"),
    "counts_up_to": _cleared(Take, "counts_up_to"),
    "group min_count": _cleared(_GROUPS, "min_count"),
    "group max_count": _cleared(_GROUPS, "max_count"),
    "group min_credits": _cleared(_GROUPS, "min_credits"),
    "group max_credits": _cleared(_GROUPS, "max_credits"),
    "take min_count": _cleared(Take, "min_count"),
    "take max_count": _cleared(Take, "max_count"),
    "take min_credits": _cleared(Take, "min_credits"),
    "take max_credits": _cleared(Take, "max_credits"),
    "per_item_cap": _cleared(Take, "per_item_cap"),
    "min_each": _cleared(Take, "min_each"),
    "take distinct_by": _differ(Take, all_of_them=True),
    "take distinct_by at_least": _differ(Take, all_of_them=False),
    "take grade min": _graded(min=""),
    "take grade avg_min": _graded(avg_min=""),
    "outcomes essential": _wanted(essential=False),
    "outcomes min_level": _wanted(min_level=None),
    "outcomes weight": _wanted(weight=1),
    "outcomes min_confidence": _cleared(Outcomes, "min_confidence"),
    "outcomes cover a number": _cover_all(CoverMode.COUNT),
    "outcomes cover a weight": _cover_all(CoverMode.WEIGHT),
    "weight": _cleared(object, "weight"),
    "attest besides": _cleared(object, "attest"),
    "waivable_by": _cleared(object, "waivable_by"),
    "effective": _cleared(object, "effective"),
    "attestations": _enrolled("attestations"),
    "declared": _enrolled("declared"),
    "attributes": _enrolled("attributes"),
    "enrolled_on": _enrolled("enrolled_on"),
    "pins": _enrolled("pins"),
    "excluded": _enrolled("excluded"),
    "standing": _held(lambda _: {"standing": Standing.CURRENT}),
    "valid_until": _held(lambda _: {"valid_until": None}),
    "trust": _held(lambda _: {"trusted": True}),
    "unit": _one_unit,
    "grades": _held(lambda _: {"grade": ""}),
}

FEATURES: dict[str, Without] = KINDS | CONSTRAINTS | OPTIONS | SELECTORS
