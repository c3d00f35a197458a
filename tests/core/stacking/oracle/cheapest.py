"""The judge of plans: the cheapest ways to meet a stack, by trying every set of offers.

Written from docs/reference/plans.md alone. Everything on offer is laid beside what is held, every
allocation of it all is tried once, and a set of offers is a way when some allocation that meets the
stack uses no other offer and the set can be learnt in some order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, combinations
from typing import TypeVar

from credstone.model.enrolment import Attestation
from credstone.model.learning import Holding, Learning, Offer, Standing
from credstone.model.outcome import GradingScheme
from credstone.model.plan import Criterion
from credstone.model.requirement import Attest, Outcomes, Take
from credstone.model.selector import GradeRule, Selector
from credstone.stacking.question import Question
from tests.core.stacking.oracle.brute_force import allocations
from tests.core.stacking.oracle.case import Case, Uses
from tests.core.stacking.oracle.facts import is_definition
from tests.core.stacking.oracle.grades import at_least_as_good, is_fail, worth
from tests.core.stacking.oracle.learners import GRADES
from tests.core.stacking.oracle.trees import all_of
from tests.core.stacking.oracle.weighing import values_of

T = TypeVar("T")
Said = tuple[str, str]
"""A confirmation: a requirement and a role."""


@dataclass(frozen=True)
class CheapWay:
    """``key`` is what ways are compared by: the criterion, credentials, price, confirmations."""

    key: tuple[Decimal, int, Decimal, int]
    offers: frozenset[tuple[Offer, int]]
    """Each with the how manieth of its kind it is, from 0."""


MOST_TIMES = 3
"""A repeatable offer is tried so many times at most."""


def cheapest(
    question: Question,
    offers: Sequence[Offer],
    criterion: Criterion,
    *,
    k: int,
    promised_only: bool = False,
) -> list[CheapWay]:
    """The ``k`` best ways, best first; offers state price, weeks and credits, all in one unit."""
    offers = [o for o in offers if _can_be_taken(o, question, promised_only=promised_only)]
    ways = sorted(_ways(question, offers, criterion), key=lambda way: way.key)
    chosen: list[CheapWay] = []
    for way in ways:
        if len(chosen) < k and not any(better.offers <= way.offers for better in chosen):
            chosen.append(way)
    return chosen


def _can_be_taken(offer: Offer, question: Question, *, promised_only: bool) -> bool:
    gone = (offer.retired_on, offer.ends_on)
    return not any(day is not None and day < question.at for day in gone) and (
        bool(offer.promised) or not promised_only
    )


def _ways(question: Question, offers: list[Offer], criterion: Criterion) -> Iterator[CheapWay]:
    earned = {
        f"offer {n} {again}": offer
        for n, offer in enumerate(offers)
        for again in range(MOST_TIMES if is_repeatable(offer.learning, question) else 1)
    }
    tomorrow = tuple(_earned(id, offer, question) for id, offer in earned.items())
    asked = replace(question, holdings=(*question.holdings, *tomorrow))
    by_words = {words: Case.of(_confirmed(asked, words)) for words in _subsets(_missing(asked))}
    everybody = max(by_words, key=len)
    solutions = [
        (_days(by_words[everybody], uses, earned), _fewest_words(by_words, uses))
        for uses in allocations(by_words[everybody])
        if values_of(by_words[everybody], uses)[0]
    ]
    for some in _subsets(tuple(earned)):
        if _takes_twice([earned[id].learning for id in some], question):
            continue
        words = [
            fewest
            for before, fewest in solutions
            if set(before) <= set(some) and _can_be_learnt(some, before, earned, question)
        ]
        if words:
            taken = [earned[id] for id in some]
            yield CheapWay((*_cost(taken, criterion, question), min(words)), counted(taken))


def counted(taken: Sequence[Offer]) -> frozenset[tuple[Offer, int]]:
    """The offers with the how manieth of its kind each is."""
    times = Counter(taken)
    return frozenset((offer, again) for offer in times for again in range(times[offer]))


def is_repeatable(it: Learning, question: Question) -> bool:
    """Whether it may be taken again and again."""
    return any(is_definition(it, ref) for ref in question.stack.constraints.repeatable)


def _takes_twice(some: list[Learning], question: Question) -> bool:
    """Of one definition at most one offer is taken, unless it is repeatable."""
    once = [(it.issuer, it.code) for it in some if not is_repeatable(it, question)]
    return len(once) > len(set(once))


def _subsets(some: tuple[T, ...]) -> Iterator[tuple[T, ...]]:
    return chain.from_iterable(combinations(some, n) for n in range(len(some) + 1))


def _cost(
    taken: Sequence[Offer], criterion: Criterion, question: Question
) -> tuple[Decimal, int, Decimal]:
    price = sum((offer.price or Decimal(0) for offer in taken), Decimal(0))
    return Decimal(_least(taken, criterion, question)), len(taken), price


def _least(taken: Sequence[Offer], criterion: Criterion, question: Question) -> Decimal | int:
    match criterion:
        case Criterion.CREDENTIALS:
            return len(taken)
        case Criterion.CREDITS:
            return sum((o.learning.credits or Decimal(0) for o in taken), Decimal(0))
        case Criterion.COST:
            return sum((offer.price or Decimal(0) for offer in taken), Decimal(0))
        case Criterion.EXAMS:
            return sum(offer.exams for offer in taken)
        case Criterion.TIME:
            ends = [(offer.ends_on - question.at).days for offer in taken if offer.ends_on]
            if taken and len(ends) == len(taken):
                return max(ends)
            return sum((offer.weeks or Decimal(0) for offer in taken), Decimal(0))


# What an offer would be once it is earned


def _earned(id: str, offer: Offer, question: Question) -> Holding:
    """Awarded on the day, with the best grade that the stack asks for in its scheme, a pass.

    Where the definition lists grades, it is the least of the list that is as good.
    """
    plain = Holding(id, offer.learning, question.at, recognised=offer.recognised)
    grading, stack = offer.learning.grading, question.stack
    assert grading is not None
    asked = [
        grade
        for rule in _grades_asked(question)
        for grade in (rule.min, rule.avg_min)
        if rule.scheme == grading.id and grade
    ]
    if not asked:
        return plain

    def graded(grade: str) -> Holding:
        return replace(plain, grade=grade)

    def as_good(grade: str) -> Decimal:
        number = worth(graded(grade), grade, grading.id, stack)
        return Decimal("-Infinity") if number is None else number

    best = max([*asked, _least_pass(graded, grading, question)], key=as_good)
    for grade in reversed(grading.allowed):
        if at_least_as_good(graded(grade), best, grading.id, stack):
            return graded(grade)
    return graded(best)


def _least_pass(
    graded: Callable[[str], Holding], grading: GradingScheme, question: Question
) -> str:
    """The least of the grades that are no fail."""
    passes = [grade for grade in GRADES[grading.id] if not is_fail(graded(grade), question.stack)]
    return passes[-1]


def _grades_asked(question: Question) -> Iterator[GradeRule]:
    rules = question.stack.constraints
    for one in all_of(question):
        if isinstance(one, Take) and one.grade is not None:
            yield one.grade
        if isinstance(one, Take | Outcomes):
            yield from _grades_in(one.select)
    if rules.grade_average is not None:
        yield GradeRule(rules.grade_average.scheme, min=rules.grade_average.min)
    if rules.compensation is not None:
        yield GradeRule(rules.compensation.scheme, min=rules.compensation.avg_min)


def _grades_in(selector: Selector) -> Iterator[GradeRule]:
    if selector.grade is not None:
        yield selector.grade
    for one in selector.any:
        yield from _grades_in(one)


# Confirmations


def _missing(question: Question) -> tuple[Said, ...]:
    """Everything that somebody has not confirmed, or refused."""
    nodes = Case.of(question).nodes.values()
    asked = {
        (node.id, role)
        for node in nodes
        if not node.waived and not node.confirmed
        for role in (
            node.requirement.attest,
            node.requirement.role if isinstance(node.requirement, Attest) else "",
        )
        if role
    }
    return tuple(sorted(asked))


def _confirmed(question: Question, words: Sequence[Said]) -> Question:
    """As if these had been said, whatever was said of it before."""
    enrolment = question.enrolment
    others = [one for one in enrolment.attestations if (one.requirement, one.role) not in words]
    given = [Attestation(one, role, "", question.at) for one, role in words]
    return replace(question, enrolment=replace(enrolment, attestations=(*others, *given)))


def _fewest_words(by_words: dict[tuple[Said, ...], Case], uses: Uses) -> int:
    """The fewest confirmations with which these uses meet the stack."""
    return min(len(words) for words, case in by_words.items() if values_of(case, uses)[0])


# The order in which offers can be learnt


def _days(case: Case, uses: Uses, earned: dict[str, Offer]) -> dict[str, set[str]]:
    """The offers used, each with those that ``order`` puts before it."""
    used = {case.holdings[i].id for i, _ in uses} & set(earned)
    before: dict[str, set[str]] = {id: set() for id in used}
    for first, then in case.question.stack.constraints.order:
        if first in case.nodes and then in case.nodes:
            sides = [
                {case.holdings[i].id for i, j in uses if case.leaves[j].is_in(side)} & used
                for side in (first, then)
            ]
            for later in sides[1]:
                before[later] |= sides[0] - {later}
    return before


def _can_be_learnt(
    some: Sequence[str], before: dict[str, set[str]], earned: dict[str, Offer], question: Question
) -> bool:
    """Whether there is an order in which each has what it asks for, and ``order`` is kept."""
    held = {
        name
        for holding in question.holdings
        if _is_held(holding, question)
        for name in (holding.learning.id, holding.learning.code)
    }
    waiting, done = set(some), set[str]()
    while waiting:
        known = held | {
            name for id in done for name in (earned[id].learning.id, earned[id].learning.code)
        }
        ready = {
            id
            for id in waiting
            if set(earned[id].learning.prerequisites) <= known and before.get(id, set()) <= done
        }
        if not ready:
            return False
        waiting -= ready
        done |= ready
    return True


def _is_held(holding: Holding, question: Question) -> bool:
    ended = holding.valid_until is not None and holding.valid_until < question.at
    current = holding.standing is Standing.CURRENT
    return current and not ended and holding.awarded_on <= question.at
