"""Ingredients of made-up questions: each adds one option or constraint where it may well bite.

An ingredient takes the draft and gives it back with something more; where there is no place for
it, as it was. How often each is used is tuned in ``INGREDIENTS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from credstone.model.enrolment import Attestation, Waiver
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    NOf,
    Requirement,
    Take,
)
from credstone.model.selector import GradeRule, Selector, Window
from credstone.stacking.question import Question
from tests.core.stacking.oracle.learners import AT, AVERAGES, GRADES, clouded
from tests.core.stacking.oracle.rules import Writer
from tests.core.stacking.oracle.trees import all_of, at

Ingredient = Callable[[Writer, Question], Question]


def _some(random: Random, question: Question, *kinds: type) -> Requirement | None:
    fitting = [one for one in all_of(question) if isinstance(one, kinds)]
    return random.choice(fitting) if fitting else None


def _changed(
    write: Writer, question: Question, kinds: tuple[type, ...], **change: object
) -> Question:
    """The question with the change made to one requirement of these kinds, if there is one."""
    one = _some(write.random, question, *kinds)
    return question if one is None else at(question, one.id, lambda it: replace(it, **change))


# Options of a take


def take_max_count(write: Writer, question: Question) -> Question:
    one = _some(write.random, question, Take)
    if not isinstance(one, Take):
        return question
    most = one.min_count or 1
    least = write.credits(0.12, 0.3)
    change = {"max_count": most, "min_credits": least, "select": _wider(write, one)}
    return at(question, one.id, lambda it: replace(it, **change))


def _wider(write: Writer, one: Take) -> Selector:
    return Selector(any=(one.select, write.select()))


def per_item_cap(write: Writer, question: Question) -> Question:
    cap = write.random.choice((Decimal(2), Decimal("2.5"), Decimal(3), Decimal(4)))
    return _only_credit_takes(write, question, per_item_cap=cap)


def _only_credit_takes(write: Writer, question: Question, **change: object) -> Question:
    fitting = [o for o in all_of(question) if isinstance(o, Take) and o.min_credits is not None]
    if not fitting:
        return question
    return at(question, write.random.choice(fitting).id, lambda it: replace(it, **change))


def min_each(write: Writer, question: Question) -> Question:
    least = write.random.choice((Decimal(3), Decimal(4), Decimal(5)))
    return _changed(write, question, (Take,), min_each=least)


def take_all_differ(write: Writer, question: Question) -> Question:
    one = _some(write.random, question, Take)
    if not isinstance(one, Take):
        return question
    least = one.min_count if one.min_credits is not None else 2
    change = {"distinct": write.distinct(None), "min_count": least}
    return at(question, one.id, lambda it: replace(it, **change))


def take_some_differ(write: Writer, question: Question) -> Question:
    return _changed(write, question, (Take,), distinct=write.distinct(2))


def grade_each(write: Writer, question: Question) -> Question:
    scheme = _scheme(write.random, question)
    rule = GradeRule(scheme, min=write.random.choice(GRADES[scheme][1:4]))
    return _changed(write, question, (Take,), grade=rule)


def grade_average(write: Writer, question: Question) -> Question:
    scheme = _scheme(write.random, question)
    rule = GradeRule(scheme, avg_min=write.random.choice(AVERAGES[scheme]))
    return _changed(write, question, (Take,), grade=rule)


def _scheme(random: Random, question: Question) -> str:
    """A scheme that one of the learner's grades is in."""
    known = [h.learning.grading.id for h in question.holdings if h.learning.grading and h.grade]
    return random.choice(known or ["marks"])


def counts_up_to(write: Writer, question: Question) -> Question:
    """A take that stands for several, in a group that becomes an ``n_of`` if it is none."""
    fitting = [
        (group, part)
        for group in all_of(question)
        if isinstance(group, All | AnyOf | NOf)
        for part in group.of
        if isinstance(part, Take)
    ]
    if not fitting:
        return question
    group, part = write.random.choice(fitting)
    n = len(group.of) + write.random.choice((0, 1, 1))
    question = at(question, group.id, lambda _: NOf(id=group.id, of=group.of, n=n))
    least = write.random.choice((None, None, 1, 2))
    up_to = write.random.choice((2, 3))
    change = {"counts_up_to": up_to, "min_count": least, "select": _wider(write, part)}
    return at(question, part.id, lambda it: replace(it, **change))


# Options of a group

_GROUPS: tuple[type, ...] = (All, AnyOf, NOf)


def best(write: Writer, question: Question) -> Question:
    question = _changed(write, question, (AnyOf,), best=True)
    if write.chance(0.6):
        return _changed(write, question, (AnyOf,), min_count=2)
    return _changed(write, question, (AnyOf,), min_credits=write.credits(0.3, 0.6))


def n_of_differ(write: Writer, question: Question) -> Question:
    least = write.random.choice((None, None, 2, 3))
    return _changed(write, question, (NOf,), distinct=write.distinct(least))


def group_min_count(write: Writer, question: Question) -> Question:
    return _changed(write, question, _GROUPS, min_count=write.random.choice((2, 2, 3)))


def group_max_count(write: Writer, question: Question) -> Question:
    return _changed(write, question, _GROUPS, max_count=write.random.choice((1, 2, 2, 3)))


def group_min_credits(write: Writer, question: Question) -> Question:
    return _changed(write, question, _GROUPS, min_credits=write.credits(0.2, 0.5))


def take_max_credits(write: Writer, question: Question) -> Question:
    return _cut_below(write, question, (Take,))


def group_max_credits(write: Writer, question: Question) -> Question:
    return _cut_below(write, question, _GROUPS)


def _cut_below(write: Writer, question: Question, kinds: tuple[type, ...]) -> Question:
    """A cut on a part of such a kind, right below a group that asks for credits."""
    fitting = [
        (group, part)
        for group in all_of(question)
        if isinstance(group, _GROUPS)
        for part in group.of
        if isinstance(part, kinds)
    ]
    if not fitting:
        return question
    group, part = write.random.choice(fitting)
    least, cut = write.credits(0.15, 0.45), write.credits(0.05, 0.2)
    question = at(question, group.id, lambda it: replace(it, min_credits=least))
    return at(question, part.id, lambda it: replace(it, max_credits=cut))


# Options of any requirement


def weight(write: Writer, question: Question) -> Question:
    one = write.random.choice(all_of(question))
    heavy = write.random.choice((2, 3, 5))
    return at(question, one.id, lambda it: replace(it, weight=heavy))


def confirmed(write: Writer, question: Question) -> Question:
    """One more confirmation is asked for."""
    one = write.random.choice(all_of(question))
    return at(question, one.id, lambda it: replace(it, attest="dean"))


def words_of_people(write: Writer, question: Question) -> Question:
    """Some of what is to be confirmed is, some refused, some both, some too late."""
    words = []
    for one in all_of(question):
        for role in [one.attest, one.role if isinstance(one, Attest) else ""]:
            for _ in range(write.random.choice((0, 1, 1, 1, 1, 2)) if role else 0):
                on = AT - timedelta(days=write.random.choice((-1, 0, 0, 0, 9, 9)))
                yes = write.chance(0.85)
                words.append(Attestation(one.id, role, "Ada", on, confirmed=yes))
    return replace(question, enrolment=replace(question.enrolment, attestations=tuple(words)))


def waived(write: Writer, question: Question) -> Question:
    one = write.random.choice(all_of(question))
    question = at(question, one.id, lambda it: replace(it, waivable_by="dean"))
    on = AT + timedelta(days=write.random.choice((0, 0, 0, 1)))
    role = "dean" if write.chance(0.9) else "tutor"
    waiver = Waiver(one.id, role, "Ada", on)
    waivers = (*question.enrolment.waivers, waiver)
    return replace(question, enrolment=replace(question.enrolment, waivers=waivers))


def effective(write: Writer, question: Question) -> Question:
    day = (question.enrolment.enrolled_on or AT) + timedelta(days=write.random.choice((-1, 0, 1)))
    window = Window(first=day) if write.chance(0.5) else Window(last=day)
    return _changed(write, question, (object,), effective=window)


# The learner


def cloud(write: Writer, question: Question) -> Question:
    held = [clouded(write.random, h) if write.chance(0.2) else h for h in question.holdings]
    return replace(question, holdings=tuple(held))


def excluded(write: Writer, question: Question) -> Question:
    out = tuple(h.id for h in question.holdings if write.chance(0.3))
    return replace(question, enrolment=replace(question.enrolment, excluded=out))
