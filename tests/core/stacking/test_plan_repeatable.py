"""What a stack lets count again and again may be taken again and again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from credstone.model.learning import Standing
from credstone.model.plan import Criterion
from credstone.model.selector import DefinitionRef
from credstone.model.stack import NoDoubleCount, Residency, SharingScope
from credstone.stacking.plan import plan
from credstone.stacking.repeats import MOST, times
from credstone.stacking.whatif import name_of
from tests.core.stacking.plan_stories import (
    UB,
    catalogue,
    code,
    every,
    held,
    learning,
    offer,
    question,
    tagged,
)

AGAIN = (DefinitionRef("A"),)


def test_three_congresses_of_which_one_is_held() -> None:
    asked = question(every(code("A", min_count=3)), held("A"), repeatable=AGAIN)
    [way] = plan(asked, catalogue(offer("A")), k=3).ways
    [step] = way.offers
    assert (step.choose, len(step.among), len(set(step.among))) == (2, 2, 1)
    assert (way.sum.credentials, way.sum.price, step.serves) == (2, 200, ("a",))
    assert name_of(step) == "A, 2 times"


def test_what_is_not_repeatable_is_taken_once() -> None:
    asked = question(every(code("A", min_count=3)), held("A"))
    assert not plan(asked, catalogue(offer("A"))).possible


def test_many_cheap_ones_may_be_cheaper_than_one() -> None:
    asked = question(every(tagged("x", min_credits=9)), repeatable=AGAIN)
    on_offer = catalogue(offer("A", 2, price=10, tags=("x",)), offer("B", 9, price=60, tags=("x",)))
    cheap, dear = plan(asked, on_offer, criterion=Criterion.COST, k=2).ways
    assert [(step.choose, step.among[0].learning.code) for step in cheap.offers] == [(5, "A")]
    assert [step.among[0].learning.code for step in dear.offers] == ["B"]


def test_another_way_is_not_the_same_offer_the_other_time() -> None:
    """Two leaves that share with some and not with others keep the times of an offer apart."""
    rules = every(code("A", min_count=2), tagged("x"), tagged("y"))
    shared = NoDoubleCount(SharingScope.STACK, (("a", "x"), ("a", "y")))
    asked = question(rules, no_double_count=shared, repeatable=AGAIN)
    ways = plan(asked, catalogue(offer("A", tags=("x", "y")), offer("B", tags=("x",))), k=5).ways
    assert [
        [(step.choose, step.among[0].learning.code) for step in one.offers] for one in ways
    ] == [[(2, "A")]]


def test_a_choice_says_how_often_each_may_be_taken() -> None:
    asked = question(every(tagged("x", min_count=3)), repeatable=AGAIN)
    same = offer("B", tags=("x",))
    [way] = plan(asked, catalogue(offer("A", tags=("x",)), same)).ways
    [step] = way.offers
    assert (step.choose, [one.learning.code for one in step.among]) == (3, ["A", "A", "A", "B"])


def test_what_is_earned_in_a_what_if_may_be_taken_besides() -> None:
    asked = question(every(code("A", min_count=3)), repeatable=AGAIN)
    earned = replace(held("A"), id="offer:urn:A")
    [way] = plan(replace(asked, holdings=(earned,)), catalogue(offer("A"))).ways
    assert way.sum.credentials == 2


def test_what_has_expired_is_renewed_once() -> None:
    asked = question(every(code("A")), held("A", standing=Standing.EXPIRED))
    [step] = plan(asked, catalogue(offer("A"))).ways[0].offers
    assert (step.renews, step.again) == ("award-A", False)


def test_as_often_as_everything_asked_could_need() -> None:
    one = learning("A", 2)
    leaf = every(code("A", min_credits=Decimal(5), per_item_cap=Decimal(1)), tagged("x"))
    asked = question(leaf, residency=(Residency((UB,), Decimal(4)),), repeatable=AGAIN)
    assert times(asked.stack, one) == 5 + 1 + 2
    assert times(asked.stack, learning("B")) == 1
    many = question(every(code("A", min_count=1000)), repeatable=AGAIN)
    assert times(many.stack, one) == MOST
