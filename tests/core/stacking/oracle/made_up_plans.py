"""Made-up plans: a made-up stack whose learner has yet to earn some of the credentials."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from credstone.model.learning import Catalogue, Holding, Offer
from credstone.model.outcome import GradingScheme
from credstone.model.plan import Criterion
from credstone.model.text import Text
from credstone.stacking.question import Question
from tests.core.stacking.oracle.brute_force import best, size
from tests.core.stacking.oracle.cheapest import MOST_TIMES, is_repeatable
from tests.core.stacking.oracle.learners import AT, SCHEMES, holdings
from tests.core.stacking.oracle.made_up import draft

MOST_OFFERS = 6
MOST_ALLOCATIONS = 1500


@dataclass(frozen=True)
class MadeUpPlan:
    """What is asked of ``plan``; with ``telling`` prices, every set of offers has its own price."""

    question: Question
    catalogue: Catalogue
    criterion: Criterion
    promised_only: bool
    telling: bool


def made_up_plan(seed: int) -> MadeUpPlan:
    """The made-up plan of this number, small enough to try every set of offers."""
    random = Random(seed)
    while True:
        question = draft(random)
        learner, earned_yet = _without_some(random, question)
        again = [
            replace(one, id=f"{one.id} {time}")
            for one in earned_yet
            if is_repeatable(one.learning, learner)
            for time in range(1, MOST_TIMES)
        ]
        new = map(_afresh, (*earned_yet, *again))
        everything = replace(learner, holdings=(*learner.holdings, *new))
        if size(everything) <= MOST_ALLOCATIONS and _is_worth_a_plan(random, learner, everything):
            break
    dated, telling = random.random() < 0.2, random.random() < 0.5
    offers = tuple(
        _offer(random, n, holding, question, dated=dated, telling=telling)
        for n, holding in enumerate(earned_yet)
    )
    return MadeUpPlan(
        learner,
        Catalogue("catalogue", "1", offers),
        random.choice(list(Criterion)),
        promised_only=random.random() < 0.1,
        telling=telling,
    )


def _is_worth_a_plan(random: Random, learner: Question, everything: Question) -> bool:
    """Mostly, whether it is not met yet and could be."""
    missing = best(everything).values[0] > best(learner).values[0]
    return missing or random.random() < 0.05


def _without_some(random: Random, question: Question) -> tuple[Question, tuple[Holding, ...]]:
    """The learner with about half of what they hold, and the rest with a little more.

    What is granted is held. All schemes are described, so that every grade asked can be read.
    """
    granted = {use.award for use in question.enrolment.granted}
    later = [h for h in question.holdings if h.id not in granted and random.random() < 0.6]
    kept = tuple(h for h in question.holdings if h not in later)
    more = holdings(random)[: random.choice((0, 1, 2))]
    stack = replace(question.stack, schemes=SCHEMES)
    learner = replace(question, stack=stack, holdings=kept)
    new = (*later, *(replace(holding, id=f"more {holding.id}") for holding in more))
    return learner, tuple(new)[:MOST_OFFERS]


def _afresh(holding: Holding) -> Holding:
    return Holding(f"new {holding.id}", holding.learning, AT)


def _offer(
    random: Random, n: int, holding: Holding, question: Question, *, dated: bool, telling: bool
) -> Offer:
    learning = holding.learning
    unit = question.stack.unit
    credits = learning.credits if learning.credits is not None else Decimal(3)
    grading = learning.grading or GradingScheme("marks", Text(), lower_is_better=True)
    names = [*(h.learning.code for h in question.holdings), learning.code, "nobody offers this"]
    asks_first = (random.choice(names),) if random.random() < 0.25 else ()
    ends = AT + timedelta(days=random.choice((0, 30, 60, 60, 90)))
    return Offer(
        learning=replace(
            learning, credits=credits, unit=unit, grading=grading, prerequisites=asks_first
        ),
        price=Decimal(100 + 2**n) if telling else Decimal(random.choice((0, 50, 50, 100))),
        currency="EUR",
        weeks=Decimal(random.choice(("1", "2", "2.5", "4"))),
        exams=random.choice((0, 1, 1, 2)),
        ends_on=ends if dated else None,
        recognised=holding.recognised,
        promised="promise" if random.random() < 0.7 else "",
        retired_on=AT - timedelta(days=random.choice((-1, 0, 1)))
        if random.random() < 0.1
        else None,
    )
