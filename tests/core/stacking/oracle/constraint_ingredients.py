"""Ingredients that add a constraint, close to what the learner holds so that it may well bite."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from credstone.model.enrolment import AwardUse, Pin
from credstone.model.learning import Holding, Standing
from credstone.model.requirement import Requirement
from credstone.model.selector import DefinitionRef, Period
from credstone.model.stack import (
    Age,
    AgeClock,
    AverageWeights,
    Cap,
    Compensation,
    CrossStack,
    GradeAverage,
    NoDoubleCount,
    Overlap,
    Residency,
    SharingScope,
)
from credstone.stacking.question import Question
from tests.core.stacking.oracle.case import Case
from tests.core.stacking.oracle.learners import AT, AVERAGES, GRADES
from tests.core.stacking.oracle.rules import Writer
from tests.core.stacking.oracle.selectors import definitions, selector
from tests.core.stacking.oracle.trees import all_of, everything


def _with(question: Question, **change: object) -> Question:
    stack = question.stack
    return replace(question, stack=replace(stack, constraints=replace(stack.constraints, **change)))


def scope(write: Writer, question: Question) -> Question:
    scope = write.random.choice((SharingScope.GROUP, SharingScope.GROUP, SharingScope.NONE))
    return _with(question, no_double_count=NoDoubleCount(scope))


def exceptions(write: Writer, question: Question) -> Question:
    ids = [one.id for one in all_of(question)]
    pairs = []
    for _ in range(write.random.choice((1, 2))):
        pairs.append((write.random.choice(ids), write.random.choice((*ids, "*"))))
    before = question.stack.constraints.no_double_count
    return _with(question, no_double_count=replace(before, exceptions=tuple(pairs)))


def shared_budget(write: Writer, question: Question) -> Question:
    before = question.stack.constraints.no_double_count
    if before.scope is SharingScope.STACK and not before.exceptions:
        question = scope(write, question)
        before = question.stack.constraints.no_double_count
    budget = Decimal(write.random.choice(("0", "2.5", "4", "5", "7")))
    return _with(question, no_double_count=replace(before, max_shared_credits=budget))


def residency(write: Writer, question: Question) -> Question:
    issuer = (write.random.choice(question.holdings).learning.issuer,)
    if write.chance(0.6):
        share = Decimal(write.random.choice(("0.35", "0.5", "0.6", "0.75", "0.9")))
        return _with(question, residency=(Residency(issuer, min_share=share),))
    return _with(question, residency=(Residency(issuer, min_credits=write.credits(0.1, 0.4)),))


def level(write: Writer, question: Question) -> Question:
    at_level = write.random.choice((5, 6, 7))
    return _with(question, min_credits_at=((at_level, write.credits(0.05, 0.35)),))


def average(write: Writer, question: Question) -> Question:
    scheme = _scheme(write, question)
    floor = write.random.choice(AVERAGES[scheme])
    weights = write.random.choice(list(AverageWeights))
    return _with(question, grade_average=GradeAverage(scheme, floor, weights))


def _scheme(write: Writer, question: Question) -> str:
    known = [h.learning.grading.id for h in question.holdings if h.learning.grading and h.grade]
    return write.random.choice(known or ["marks"])


def age(write: Writer, question: Question) -> Question:
    longest = Period(years=write.random.choice((3, 4, 5, 6)))
    question = _with(question, age=Age(longest, write.random.choice(list(AgeClock))))
    # Somebody renewed, too, or the clock would make no difference.
    place = write.random.randrange(len(question.holdings))
    held: list[Holding] = list(question.holdings)
    held[place] = replace(held[place], renewed_on=AT)
    return replace(question, holdings=tuple(held))


def overlap(write: Writer, question: Question) -> Question:
    alike = definitions(write.random, question.holdings, write.random.choice((2, 3, 4)))
    if write.chance(0.5):
        return _with(question, overlap=(Overlap(alike, count_at_most=1),))
    return _with(question, overlap=(Overlap(alike, credit_cap=write.credits(0.1, 0.4)),))


def cap(write: Writer, question: Question) -> Question:
    select = selector(write.random, question.holdings)
    within = ""
    if write.chance(0.5):
        within = write.random.choice(all_of(question)[1:] or all_of(question)).id
    if write.chance(0.5):
        rule = Cap(select, max_count=write.random.choice((0, 1, 1)), within=within)
    else:
        rule = Cap(select, max_credits=write.credits(0.1, 0.4), within=within)
    return _with(question, caps=(*question.stack.constraints.caps, rule))


def order(write: Writer, question: Question) -> Question:
    """One after another, neither of them below the other."""
    everything_asked = all_of(question)
    pairs = [
        (one.id, other.id)
        for one in everything_asked
        for other in everything_asked
        if not _related(one, other)
    ]
    return _with(question, order=(write.random.choice(pairs),)) if pairs else question


def _related(one: Requirement, other: Requirement) -> bool:
    return one.id in {o.id for o in everything(other)} or other.id in {
        o.id for o in everything(one)
    }


def elsewhere(write: Writer, question: Question) -> Question:
    """Some of the credentials are granted to other stacks, and little of that may count here."""
    other = write.random.choice(("other", "*"))
    rule = CrossStack(other, Decimal(write.random.choice(("0", "2.5", "4", "6"))))
    granted = tuple(
        AwardUse(h.id, write.random.choice(("other", "another")), "x", Decimal(3), AT)
        for h in question.holdings
        if write.chance(0.6)
    )
    question = _with(question, cross_stack=(rule,))
    return replace(question, enrolment=replace(question.enrolment, granted=granted))


def compensation(write: Writer, question: Question) -> Question:
    """Somebody failed, and good grades may make up for it."""
    scheme = _scheme(write, question)
    floor = write.random.choice((GRADES[scheme][-1], GRADES[scheme][-2]))
    worst = [i for i, h in enumerate(question.holdings) if _is_in(h, scheme)]
    held = list(question.holdings)
    for place in write.random.sample(worst, min(len(worst), 2)):
        grade = write.random.choice(GRADES[scheme][-2:] if scheme != "words" else ("F",))
        held[place] = replace(held[place], grade=grade)
    rule = Compensation(
        scheme,
        avg_min=write.random.choice(GRADES[scheme][-5:-1]),
        fail_floor=floor,
        max_compensated_credits=write.random.choice((Decimal(4), Decimal(5), Decimal(9))),
    )
    return replace(_with(question, compensation=rule), holdings=tuple(held))


def _is_in(holding: Holding, scheme: str) -> bool:
    return holding.learning.grading is not None and holding.learning.grading.id == scheme


def capstone(write: Writer, question: Question) -> Question:
    leaf = write.take()
    last = write.group(2) if write.chance(0.2) else leaf
    return _with(question, capstone=last)


def repeatable(write: Writer, question: Question) -> Question:
    """Some definition was earned twice or more, and may be used so."""
    held = list(question.holdings)
    twice = write.random.choice(held)
    place = write.random.randrange(len(held))
    held[place] = replace(held[place], learning=replace(twice.learning, version="1.1"))
    question = replace(question, holdings=tuple(held))
    if write.chance(0.5):
        return question
    name = write.random.choice((twice.learning.code, twice.learning.id))
    return _with(question, repeatable=(DefinitionRef(name),))


# What is last because it looks at everything before


def pins(write: Writer, question: Question) -> Question:
    """Wishes that could come true, and now and then one that could not."""
    case = Case.of(question)
    wishes = [
        Pin(case.holdings[i].id, write.random.choice(case.leaves[j].node.way))
        for i, leaves in enumerate(case.possible)
        for j in leaves
    ]
    wishes.append(Pin(case.holdings[0].id, write.random.choice(all_of(question)).id))
    some = write.random.sample(wishes, min(len(wishes), write.random.choice((1, 1, 2, 3))))
    return replace(question, enrolment=replace(question.enrolment, pins=tuple(some)))


def granted(write: Writer, question: Question) -> Question:
    """A use or two that were decided before, be it beyond a wall; sometimes one ended since."""
    case = Case.of(question)
    places = [(i, j) for i, leaves in enumerate(case.possible) for j in leaves]
    some = frozenset(write.random.sample(places, min(len(places), write.random.choice((1, 1, 2)))))
    uses = tuple(
        AwardUse(case.holdings[i].id, question.stack.id, case.leaves[j].node.id, Decimal(3), AT)
        for i, j in sorted(some)
    )
    before = question.enrolment.granted
    question = replace(question, enrolment=replace(question.enrolment, granted=(*before, *uses)))
    if write.chance(0.3):
        ended = {use.award for use in uses}
        held = tuple(
            replace(h, standing=Standing.EXPIRED) if h.id in ended else h for h in question.holdings
        )
        question = replace(question, holdings=held)
    return question
