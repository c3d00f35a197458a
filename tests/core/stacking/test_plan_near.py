"""Which pathways a learner is close to, the nearest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from credstone.errors import TooComplex
from credstone.model.enrolment import Enrolment
from credstone.model.learning import Holding
from credstone.model.plan import Criterion, Near
from credstone.model.requirement import (
    AnyOf,
    Attest,
    Cover,
    CoverMode,
    NOf,
    Outcomes,
    Requirement,
    WantedOutcome,
)
from credstone.model.stack import NoDoubleCount, Residency, SharingScope
from credstone.model.text import Text
from credstone.stacking.allocate import allocate
from credstone.stacking.asked import asked
from credstone.stacking.bound import fewest_further
from credstone.stacking.case import Case
from credstone.stacking.near import near
from credstone.stacking.offers import on_offer
from credstone.stacking.plan import plan, prepare
from credstone.stacking.question import Question
from credstone.stacking.share import share_met
from credstone.stacking.shortlist import Market
from credstone.stacking.solvers.program import Program, Solution
from credstone.stacking.solvers.registry import HIGHS
from credstone.stacking.weigh import weigh
from tests.core.stacking.plan_stories import catalogue, code, every, held, offer, question, tagged

ON_OFFER = catalogue(
    offer("A", price=500), offer("B", price=10), offer("C", price=10), offer("D", price=10)
)


def called(name: str, rules: Requirement, *holdings: Holding) -> Question:
    asked_for = question(rules, *holdings)
    return replace(asked_for, stack=replace(asked_for.stack, id=name))


def _many() -> list[Question]:
    mine = held("Z")
    return [
        called("far", every(code("B"), code("C"), code("D")), mine),
        called("met", every(code("Z")), mine),
        called("never", every(code("Q")), mine),
        called("dear", every(code("A")), mine),
        called("half", every(code("Z"), code("B")), mine),
    ]


def test_the_nearest_comes_first_and_what_is_impossible_last() -> None:
    found = near(_many(), ON_OFFER)
    assert [one.stack for one in found] == ["met", "half", "dear", "far", "never"]
    assert [one.at_least for one in found] == [0, 1, 1, 3, None]
    assert [one.reason for one in found] == [
        "it is met",
        "1 further credential",
        "1 further credential",
        "3 further credentials",
        "it cannot be completed with what is held and on offer",
    ]


def test_what_is_near_depends_on_what_is_counted() -> None:
    found = near(_many(), ON_OFFER, criterion=Criterion.COST)
    assert [(one.stack, one.at_least) for one in found[:4]] == [
        ("met", 0),
        ("half", 10),
        ("far", 30),
        ("dear", 500),
    ]
    assert found[1].unit == "EUR"


def test_what_is_surely_farther_is_not_reckoned() -> None:
    found = near(_many(), ON_OFFER, limit=2)
    assert [(one.stack, one.way is None) for one in found] == [
        ("met", False),
        ("half", False),
        ("dear", False),
        ("far", True),
        ("never", True),
    ]
    assert found[3].share is None
    assert found[3].at_least == 3


def test_with_a_limit_the_first_are_the_same_as_without() -> None:
    for criterion in Criterion:
        everything = near(_many(), ON_OFFER, criterion=criterion)
        assert near(_many(), ON_OFFER, criterion=criterion, limit=2)[:2] == everything[:2]


def test_of_two_equally_near_the_one_with_more_met_comes_first() -> None:
    fuller = called("z", every(code("Z"), code("B")), held("Z"))
    emptier = called("a", every(code("C")), held("Z"))
    assert [one.stack for one in near([emptier, fuller], ON_OFFER)] == ["z", "a"]


def share(asked_for: Question) -> Decimal:
    weighing = weigh(asked_for, allocate(asked_for).uses)
    found = share_met(asked(asked_for), weighing)
    return Decimal(found.numerator) / found.denominator


VIVA = Attest(id="viva", role="examiner", statement=Text())
URIS = tuple(WantedOutcome(f"urn:{n}") for n in range(4))


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (every(code("A"), code("B")), "0.5"),
        (every(code("A"), code("B", weight=3)), "0.25"),
        (AnyOf(id="any", of=(code("B"), every(code("A"), code("C")))), "0.5"),
        (NOf(id="n", n=2, of=(code("A"), code("B"), code("C"))), "0.5"),
        (tagged("x", min_count=4), "0.25"),
        (tagged("x", min_credits=20), "0.25"),
        (every(code("A"), VIVA), "0.5"),
        (every(code("A", attest="tutor"), code("B")), "0.25"),
        (Outcomes(id="o", outcomes=URIS), "0.25"),
        (Outcomes(id="o", outcomes=URIS, cover=Cover(CoverMode.COUNT, 2)), "0.5"),
        (every(code("A")), "1"),
    ],
)
def test_how_much_is_met_is_told_part_by_part(rules: Requirement, expected: str) -> None:
    mine = held("A", tags=("x",), skills=("urn:0",))
    assert share(question(rules, mine)) == Decimal(expected)


def test_a_condition_on_the_whole_that_fails_keeps_the_share_below_one() -> None:
    elsewhere = (Residency(("did:web:else.example",), min_credits=Decimal(1)),)
    assert share(question(every(code("A")), held("A"), residency=elsewhere)) == Decimal("0.5")


OFFERS = catalogue(*(offer(f"X{n}", n, tags=("x", "y"), skills=("urn:1",)) for n in range(1, 6)))
RULES = [
    every(tagged("x", min_count=2), tagged("y", min_count=2)),
    every(tagged("x", min_credits=9), tagged("y")),
    AnyOf(id="any", of=(tagged("x", min_count=3), tagged("y", min_credits=4))),
    AnyOf(id="any", of=(tagged("x"), tagged("y")), min_count=4),
    NOf(id="n", n=2, of=(tagged("x"), tagged("y", min_count=2), code("Q"))),
    NOf(id="n", n=3, of=(tagged("x", counts_up_to=3), code("X1"))),
    every(Outcomes(id="o", outcomes=(WantedOutcome("urn:1", essential=True),)), tagged("x")),
    every(VIVA, tagged("x")),
]


def laid_out(asked_for: Question) -> Case:
    return prepare(asked_for, Market(on_offer(asked_for, OFFERS))).case


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("scope", SharingScope)
def test_the_bound_is_never_above_what_is_needed(rules: Requirement, scope: SharingScope) -> None:
    asked_for = question(rules, held("H", tags=("x",)), no_double_count=NoDoubleCount(scope=scope))
    [way] = plan(asked_for, OFFERS).ways
    assert fewest_further(laid_out(asked_for)) <= way.sum.credentials


@pytest.mark.parametrize(
    ("rules", "least"),
    [
        (RULES[0], 3),
        (RULES[1], 2),
        (RULES[2], 1),
        (RULES[3], 3),
        (RULES[6], 1),
        (every(code("Q")), float("inf")),
        (tagged("x", min_credits=99), float("inf")),
        (NOf(id="n", n=2, of=(code("Q"), code("X1"))), float("inf")),
    ],
)
def test_where_nothing_counts_twice_the_bound_is_sharp(rules: Requirement, least: float) -> None:
    asked_for = question(rules, held("H", tags=("x",)))
    assert fewest_further(laid_out(asked_for)) == least


def test_nobody_is_near_to_nothing() -> None:
    assert near([], ON_OFFER) == ()


def test_a_record_without_credentials_is_as_far_as_the_stack_is_long() -> None:
    [one] = near([Question(_many()[0].stack, (), _many()[0].at, Enrolment())], ON_OFFER)
    assert isinstance(one, Near)
    assert (one.share, one.at_least) == (0, 3)


def test_a_stack_that_was_not_decided_keeps_its_bound() -> None:
    class Tired:
        """Decides what is held, and gives up where something has to be taken."""

        name = "tired"

        def maximise(
            self,
            program: Program,
            objective: Mapping[int, int],
            *,
            node_limit: int,
            start: Sequence[int] | None = None,
        ) -> Solution | None:
            if start is None:
                raise TooComplex("nothing was found within the limit")
            return HIGHS.maximise(program, objective, node_limit=node_limit, start=start)

    [one] = near([called("far", every(code("B"), code("C")))], ON_OFFER, solver=Tired())
    assert (one.way, one.at_least) == (None, 2)
    assert one.reason.endswith("there may be one")


def test_prices_in_different_currencies_are_never_compared() -> None:
    """A hundred kroner are not more than fifty euros because the number is larger."""
    on_offer = catalogue(
        offer("A", price=50),
        offer("B", price=500, currency="CZK"),
        offer("C", price=20, currency="CZK"),
        offer("D", price=None),
        offer("E", price=90),
    )
    asked_for = [called(name, every(code(name))) for name in "ABCDE"]
    free = called("F", every(code("F")), held("F"))
    found = near([*asked_for, free], on_offer, criterion=Criterion.COST)
    assert [one.stack for one in found] == ["F", "C", "B", "A", "E", "D"]
    assert "what it costs is unknown" in found[-1].reason
    nearest = near([*asked_for, free], on_offer, criterion=Criterion.COST, limit=1)
    assert nearest[0].stack == "F"
