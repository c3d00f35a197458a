"""The cheapest ways on are what trying every set of offers finds, three deep, by a judge apart.

Unlike ``test_plan_equal_to_brute_force`` nothing of ``credstone.stacking`` helps the judge here:
what an offer would be once earned, what it asks for first and what is to be confirmed are read
from docs/reference/plans.md anew.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from credstone.model.learning import Offer
from credstone.model.plan import Confirm, Criterion, Way
from credstone.stacking.plan import plan
from credstone.stacking.question import Question
from tests.core.stacking.oracle.cheapest import CheapWay, cheapest, counted
from tests.core.stacking.oracle.made_up_plans import MadeUpPlan, made_up_plan
from tests.core.stacking.oracle.shown import shown


@pytest.mark.parametrize("first", range(0, 150, 50))
def test_a_hundred_and_fifty_small_catalogues(first: int) -> None:
    for seed in range(first, first + 50):
        _judge(seed)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(0, 2_000, 100))
def test_two_thousand_small_catalogues(first: int) -> None:
    for seed in range(first, first + 100):
        _judge(seed)


def _judge(seed: int) -> None:
    asked = made_up_plan(seed)
    question, offers = asked.question, asked.catalogue.offers
    # Where each set of offers has a price of its own, the next best ways are certain, too.
    terms = {"k": 3 if asked.telling else 1, "promised_only": asked.promised_only}
    expected = cheapest(question, offers, asked.criterion, **terms)
    found = plan(question, asked.catalogue, criterion=asked.criterion, **terms)
    assert all(way.proven for way in found.ways), f"made_up_plan({seed})"
    keys = [_key(way, asked.criterion, question) for way in found.ways]
    assert keys == [way.key for way in expected], _told(seed, asked, expected, found.ways)
    if asked.telling:
        taken = [_taken(way) for way in found.ways]
        assert taken == [way.offers for way in expected], _told(seed, asked, expected, found.ways)


def _taken(way: Way) -> frozenset[tuple[Offer, int]]:
    return counted([offer for step in way.offers for offer in step.among])


def _key(way: Way, criterion: Criterion, question: Question) -> tuple[Decimal, int, Decimal, int]:
    """What ways are compared by: the criterion, credentials, price, confirmations."""
    total = way.sum
    price = total.price or Decimal(0)
    time = total.weeks or 0 if total.last_day is None else (total.last_day - question.at).days
    least = {
        Criterion.CREDENTIALS: total.credentials,
        Criterion.CREDITS: total.credits or 0,
        Criterion.COST: price,
        Criterion.TIME: time,
        Criterion.EXAMS: total.exams,
    }[criterion]
    confirmations = sum(isinstance(step, Confirm) for step in way.steps)
    return Decimal(least), total.credentials, price, confirmations


def _told(seed: int, asked: MadeUpPlan, expected: list[CheapWay], found: tuple[Way, ...]) -> str:
    offers = "\n".join(f"  on offer: {offer}" for offer in asked.catalogue.offers)
    return (
        f"made_up_plan({seed}), least {asked.criterion}\n{shown(asked.question)}\n{offers}\n"
        f"trying everything gives {expected}\nplan gives {found}"
    )
