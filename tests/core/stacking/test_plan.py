"""A learner asks for the way on, and is told the cheapest one with everything it rests on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from credstone.errors import TooComplex
from credstone.model.enrolment import Attestation, Enrolment, Waiver
from credstone.model.learning import Catalogue, Offer, Standing
from credstone.model.outcome import GradingScheme
from credstone.model.plan import Confirm, Criterion, Decide, Learn, Plan, Way
from credstone.model.requirement import AnyOf, Attest, NOf
from credstone.model.selector import DefinitionRef, GradeRule
from credstone.model.stack import AwardedBy, Residency, Retirement
from credstone.model.text import Text
from credstone.stacking.allocate import allocate
from credstone.stacking.offers import tomorrow
from credstone.stacking.plan import plan
from credstone.stacking.question import Question
from credstone.stacking.solvers.program import Program, Solution
from credstone.stacking.solvers.registry import HIGHS
from tests.core.stacking.plan_stories import (
    NORD,
    TODAY,
    catalogue,
    code,
    every,
    held,
    offer,
    question,
    tagged,
)


def codes(way: Way) -> list[str]:
    """The codes of each step: "A", or "2 of A B C"."""
    told = []
    for step in way.offers:
        among = " ".join(one.learning.code for one in step.among)
        told.append(among if len(step.among) == 1 else f"{step.choose} of {among}")
    return told


def best(found: Plan) -> list[str]:
    assert found.ways
    return codes(found.ways[0])


def test_what_is_missing_is_what_has_to_be_taken() -> None:
    asked = question(every(code("A"), code("B"), code("C")), held("A"))
    found = plan(asked, catalogue(offer("A"), offer("B"), offer("C"), offer("D")))
    assert best(found) == ["B", "C"]
    [b, c] = found.ways[0].offers
    assert (b.serves, c.serves) == (("b",), ("c",))
    assert found.ways[0].proven


def test_when_the_stack_is_met_nothing_is_left_to_do() -> None:
    found = plan(question(every(code("A")), held("A")), catalogue(offer("B")), k=3)
    assert found.done
    assert len(found.ways) == 1


def test_each_criterion_has_a_way_of_its_own() -> None:
    """One offer is best in one thing each; two small ones stand beside them."""
    rules = AnyOf(id="any", of=(*(code(name) for name in "ABCD"), every(code("E"), code("F"))))
    on_offer = catalogue(
        offer("A", 9, price=900, weeks=9, exams=9),  # one credential, and first in the catalogue
        offer("B", 20, price=10, weeks=20, exams=9),  # the cheapest
        offer("C", 20, price=999, weeks=1, exams=9),  # the shortest
        offer("D", 20, price=999, weeks=20, exams=0),  # no examination
        offer("E", 1, price=400, weeks=8, exams=5),
        offer("F", 1, price=400, weeks=8, exams=5),
    )
    ways = {
        criterion: best(plan(question(rules), on_offer, criterion=criterion))
        for criterion in Criterion
    }
    assert ways == {
        Criterion.CREDENTIALS: ["B"],  # among single ones the cheapest
        Criterion.CREDITS: ["E", "F"],
        Criterion.COST: ["B"],
        Criterion.TIME: ["C"],
        Criterion.EXAMS: ["D"],
    }


def test_fewest_credentials_is_not_lowest_price() -> None:
    rules = AnyOf(id="any", of=(code("A"), every(code("E"), code("F"))))
    on_offer = catalogue(offer("A", price=900), offer("E", price=10), offer("F", price=10))
    assert best(plan(question(rules), on_offer)) == ["A"]
    assert best(plan(question(rules), on_offer, criterion=Criterion.COST)) == ["E", "F"]


def test_offers_that_are_alike_are_shown_as_a_choice() -> None:
    three = [offer(name, tags=("x",)) for name in "ABC"]
    dear = offer("D", price=300, tags=("x",))
    asked = question(every(tagged("x", min_count=2)))
    found = plan(asked, catalogue(*three, dear))
    assert best(found) == ["2 of A B C"]
    assert found.ways[0].sum.price == 200


def test_further_ways_leave_out_something_of_every_better_one() -> None:
    asked = question(every(tagged("x", min_credits=None, min_count=1), code("B")))
    on_offer = catalogue(
        offer("X1", price=10, tags=("x",)),
        offer("X2", price=20, tags=("x",)),
        offer("X3", price=30, tags=("x",)),
        offer("B"),
    )
    found = plan(asked, on_offer, k=9)
    assert [codes(way) for way in found.ways] == [["B", "X1"], ["B", "X2"], ["B", "X3"]]
    assert plan(asked, on_offer, k=9) == found


def test_a_choice_is_one_way_and_not_many() -> None:
    asked = question(every(tagged("x", min_count=2)))
    on_offer = catalogue(*(offer(f"X{n}", tags=("x",)) for n in range(4)))
    assert len(plan(asked, on_offer, k=5).ways) == 1


def test_the_order_of_the_catalogue_changes_nothing() -> None:
    asked = question(every(tagged("x", min_count=1), tagged("y", min_count=1)))
    offers = [offer(f"X{n}", tags=("x", "y"), price=10 * n) for n in range(1, 6)]
    forth, back = (
        plan(asked, catalogue(*order), k=4) for order in (offers, list(reversed(offers)))
    )
    assert forth == back


def test_what_has_to_be_earned_first_comes_first_and_says_what_it_opens() -> None:
    asked = question(every(code("B")))
    found = plan(asked, catalogue(offer("B", prerequisites=("A",)), offer("A", price=5)))
    [first, second] = found.ways[0].offers
    assert (best(found), first.only_opens, first.opens) == (["A", "B"], True, ("B",))
    assert second.serves == ("b",)


def test_a_prerequisite_in_hand_costs_nothing() -> None:
    asked = question(every(code("B")), held("A"))
    found = plan(asked, catalogue(offer("B", prerequisites=("urn:A",)), offer("A")))
    assert best(found) == ["B"]


def test_a_long_way_round_is_taken_when_the_short_one_asks_for_more() -> None:
    rules = AnyOf(id="any", of=(code("A"), code("B")))
    on_offer = catalogue(
        offer("A", price=10, prerequisites=("C",)), offer("C", price=50), offer("B", price=55)
    )
    found = plan(question(rules), on_offer, criterion=Criterion.COST)
    assert best(found) == ["B"]


def test_two_that_want_each_other_first_need_a_third_to_begin() -> None:
    """A wants B, B wants A; but B is also given by another university that wants nothing."""
    on_offer = catalogue(
        offer("A", price=1, prerequisites=("B",)),
        offer("B", price=1, prerequisites=("A",)),
        offer("B", price=80, issuers=(NORD,)),
    )
    asked = question(every(code("A")))
    [first, second] = plan(asked, on_offer, criterion=Criterion.COST).ways[0].offers
    assert first.among[0].learning.issuer == NORD
    assert second.serves == ("a",)


def test_steps_stand_in_the_order_that_the_stack_asks_for() -> None:
    asked = question(every(code("A"), code("B")), order=(("b", "a"),))
    assert best(plan(asked, catalogue(offer("A"), offer("B")))) == ["B", "A"]


def test_what_is_taken_now_cannot_come_before_what_was_earned_long_ago() -> None:
    asked = question(every(code("A"), code("B")), held("A"), order=(("b", "a"),))
    found = plan(asked, catalogue(offer("A"), offer("B")))
    assert best(found) == ["B", "A"]
    assert found.ways[0].offers[1].renews == "award-A"


def test_an_order_that_prerequisites_turn_round_is_no_way() -> None:
    asked = question(every(code("A"), code("B")), order=(("a", "b"),))
    on_offer = catalogue(offer("A", prerequisites=("B",)), offer("B"))
    assert not plan(asked, on_offer).possible


def test_an_expired_credential_is_renewed_by_taking_it_again() -> None:
    old = held("A", valid_until=date(2026, 5, 1))
    found = plan(question(every(code("A")), old), catalogue(offer("A")))
    [step] = found.ways[0].offers
    assert step.renews == "award-A"


def test_a_revoked_credential_may_be_earned_again_too() -> None:
    old = held("A", standing=Standing.REVOKED)
    assert best(plan(question(every(code("A")), old), catalogue(offer("A")))) == ["A"]


def test_what_counts_already_is_not_called_renewed() -> None:
    asked = question(every(code("A", min_count=2)), held("A"), repeatable=(DefinitionRef("A"),))
    [step] = plan(asked, catalogue(offer("A"))).ways[0].offers
    assert step.renews == ""


def test_what_is_over_too_late_opens_nothing() -> None:
    """The cheap run ends after the course begins that asks for it."""
    begins = date(2026, 11, 1)
    on_offer = catalogue(
        offer("B", starts_on=begins, prerequisites=("A",)),
        offer("A", price=10, starts_on=TODAY, ends_on=date(2026, 11, 20)),
        offer("A", price=70, starts_on=TODAY, ends_on=date(2026, 10, 31), issuers=(NORD,)),
    )
    asked = question(every(code("B")))
    [first, second] = plan(asked, on_offer).ways[0].offers
    assert first.among[0].price == 70
    assert second.serves == ("b",)
    late = catalogue(*on_offer.offers[:2])
    assert [one.name for one in plan(asked, late).obstacles] == ["b"]


def test_an_order_is_kept_by_the_days_of_the_offers() -> None:
    asked = question(every(code("A"), tagged("b")), order=(("a", "b"),))
    on_offer = catalogue(
        offer("A", ends_on=date(2026, 12, 31)),
        offer("B1", price=1, ends_on=date(2026, 11, 30), tags=("b",)),
        offer("B2", price=9, ends_on=date(2027, 1, 31), tags=("b",)),
    )
    assert best(plan(asked, on_offer)) == ["A", "B2"]


def test_only_promised_steps_make_a_guaranteed_way() -> None:
    asked = question(every(tagged("x")))
    on_offer = catalogue(
        offer("A", price=1, tags=("x",)), offer("B", price=90, tags=("x",), promised="p-7")
    )
    free = plan(asked, on_offer).ways[0]
    sure = plan(asked, on_offer, promised_only=True).ways[0]
    assert (codes(free), free.guaranteed) == (["A"], False)
    assert (codes(sure), sure.guaranteed) == (["B"], True)


def test_unwanted_offers_are_left_out() -> None:
    asked = question(every(tagged("x")))
    on_offer = catalogue(offer("A", price=1, tags=("x",)), offer("B", price=9, tags=("x",)))
    assert best(plan(asked, on_offer, without=("A",))) == ["B"]


def test_a_confirmation_is_assumed_and_told_as_a_step() -> None:
    viva = Attest(id="viva", role="examiner", statement=Text.of({"en": "The viva was passed."}))
    found = plan(question(every(viva, code("A", attest="tutor"))), catalogue(offer("A")))
    way = found.ways[0]
    assert [one for one in way.steps if isinstance(one, Confirm)] == [
        Confirm("viva", "examiner", Text.of({"en": "The viva was passed."})),
        Confirm("a", "tutor"),
    ]
    assert "examiner confirms viva." in way.assumptions


def test_a_confirmation_that_nothing_rests_on_is_no_step() -> None:
    viva = Attest(id="viva", role="examiner", statement=Text())
    rules = AnyOf(id="any", of=(viva, code("A")))
    [way] = plan(question(rules, held("A")), catalogue()).ways
    assert way.steps == ()


def test_who_has_refused_so_far_is_named() -> None:
    viva = Attest(id="viva", role="examiner", statement=Text())
    no = Attestation("viva", "examiner", "Dr No", TODAY, confirmed=False)
    [way] = plan(question(every(viva), enrolment=Enrolment(attestations=(no,))), catalogue()).ways
    assert way.steps == (Confirm("viva", "examiner", Text(), refused=True),)
    assert "examiner, who has refused so far, confirms viva." in way.assumptions


def test_where_an_institution_decides_the_decision_is_the_last_step() -> None:
    asked = question(every(code("A")), by=AwardedBy.DECISION)
    [way] = plan(asked, catalogue(offer("A"))).ways
    assert isinstance(way.steps[0], Learn)
    assert way.steps[1:] == (Decide("cert"),)


def test_what_is_waived_needs_no_step() -> None:
    rules = every(code("A", waivable_by="dean"), code("B"))
    waived = Enrolment(waivers=(Waiver("a", "dean", "D. Ean", date(2026, 9, 1)),))
    asked = question(rules, enrolment=waived)
    assert best(plan(asked, catalogue(offer("A"), offer("B")))) == ["B"]


def test_an_unknown_price_is_said_and_not_taken_for_nothing() -> None:
    asked = question(every(tagged("x")))
    on_offer = catalogue(
        offer("A", price=None, tags=("x",)),
        offer("B", price=40, tags=("x",)),
        offer("C", price=70, tags=("x",), prerequisites=("D",)),
        offer("D", price=99),
        offer("E", price=500),
    )
    assert best(plan(asked, on_offer, criterion=Criterion.COST)) == ["B"]
    only = plan(asked, on_offer, criterion=Criterion.COST, without=("B",))
    assert best(only) == ["A"]
    assert only.ways[0].sum.unpriced == 1
    assert (
        "The price of A is unknown; it counts as 99 EUR, the dearest that could serve."
        in only.ways[0].assumptions
    )


def test_offers_with_days_are_compared_by_the_latest_last_day() -> None:
    """Two that run side by side end sooner than the one that lasts fewer weeks."""
    rules = AnyOf(id="any", of=(code("A"), every(code("B"), code("C"))))
    soon, late = date(2026, 12, 1), date(2027, 1, 31)
    on_offer = catalogue(
        offer("A", weeks=2, ends_on=late),
        offer("B", weeks=8, ends_on=soon),
        offer("C", weeks=8, ends_on=soon),
    )
    found = plan(question(rules), on_offer, criterion=Criterion.TIME)
    assert best(found) == ["B", "C"]
    assert "Offers run side by side: what counts is the latest last day." in found.assumptions
    undated = [replace(one, ends_on=None) for one in on_offer.offers]
    assert best(plan(question(rules), catalogue(*undated), criterion=Criterion.TIME)) == ["A"]


def test_credits_are_made_up_by_the_lightest_combination() -> None:
    asked = question(every(tagged("x", min_count=None, min_credits=11)))
    on_offer = catalogue(*(offer(f"X{n}", n, tags=("x",), price=n) for n in (4, 5, 7, 10)))
    assert best(plan(asked, on_offer, criterion=Criterion.CREDITS)) == ["X4", "X7"]


def test_conditions_on_the_whole_are_kept() -> None:
    asked = question(
        every(tagged("x", min_count=2)), residency=(Residency(("ub",), min_credits=Decimal(10)),)
    )
    on_offer = catalogue(
        offer("A", price=1, tags=("x",), issuers=(NORD,)),
        offer("B", price=90, tags=("x",)),
        offer("C", price=90, tags=("x",)),
    )
    assert best(plan(asked, on_offer)) == ["B", "C"]


def test_an_issuer_that_the_stack_does_not_name_has_to_be_trusted() -> None:
    [way] = plan(question(every(code("A"))), catalogue(offer("A", issuers=(NORD,)))).ways
    assert any(NORD in one and "trust list" in one for one in way.assumptions)


def test_the_answer_says_what_it_rests_on() -> None:
    found = plan(question(every(code("A"))), catalogue(offer("A")))
    assert found.assumptions == (
        "Judged on 2026-10-01 by version 2026 of cert.",
        "On offer is what catalogue offers, version 2026, lists; its prices are of 2026-09-01.",
        "Every step is passed.",
        "Offers are taken one after another, so their weeks add up.",
    )


def _earned(asked: Question, chosen: Collection[Offer]) -> Question:
    return replace(asked, holdings=(*asked.holdings, *tomorrow(tuple(chosen), asked)))


@pytest.mark.parametrize("criterion", Criterion)
def test_whoever_follows_the_plan_meets_the_stack(criterion: Criterion) -> None:
    rules = every(
        NOf(id="two", n=2, of=(tagged("x", min_credits=10), tagged("y"), tagged("z"))), code("B")
    )
    asked = question(rules, held("X0", tags=("x",)))
    on_offer = catalogue(
        offer("X1", 6, tags=("x", "y"), price=30),
        offer("X2", 4, tags=("x",), price=10, weeks=9),
        offer("Z1", 8, tags=("z",), price=50, exams=0, prerequisites=("B",)),
        offer("B"),
    )
    for way in plan(asked, on_offer, criterion=criterion, k=4).ways:
        chosen = [one for step in way.offers for one in step.among[: step.choose]]
        assert allocate(_earned(asked, chosen)).met
        for left in range(len(chosen)):
            fewer = [one for at, one in enumerate(chosen) if at != left]
            opens = {name for one in chosen for name in one.learning.prerequisites}
            if chosen[left].learning.code not in opens:
                assert not allocate(_earned(asked, fewer)).met


def _knapsack() -> tuple[Question, Catalogue]:
    """Uneven credits that have to be shared out exactly among three requirements."""
    offers = [
        offer(f"X{n}", 3 + 7 * n % 11, tags=tuple(t for at, t in enumerate("abc") if n % (at + 2)))
        for n in range(24)
    ]
    wanted = (tagged(tag, min_count=None, min_credits=37) for tag in "abc")
    return question(every(*wanted)), catalogue(*offers)


class Tired:
    """A solver that stops where it is told: after ``good`` answers it finds nothing more."""

    name = "tired"

    def __init__(self, good: int, proves: bool = True) -> None:
        self.good = good
        self.proves = proves

    def maximise(
        self,
        program: Program,
        objective: Mapping[int, int],
        *,
        node_limit: int,
        start: Sequence[int] | None = None,
    ) -> Solution | None:
        if self.good == 0:
            raise TooComplex("nothing was found within the limit")
        self.good -= 1
        found = HIGHS.maximise(program, objective, node_limit=node_limit, start=start)
        return found and replace(found, proven=self.proves and found.proven)


def test_a_way_that_is_not_proven_says_so() -> None:
    asked, on_offer = _knapsack()
    [way] = plan(asked, on_offer, solver=Tired(99, proves=False)).ways
    assert not way.proven


def test_when_nothing_was_found_it_is_not_called_impossible() -> None:
    asked, on_offer = _knapsack()
    found = plan(asked, on_offer, solver=Tired(0))
    assert (found.possible, found.decided, found.obstacles) == (False, False, ())


def test_ways_found_before_the_limit_stay() -> None:
    asked, on_offer = _knapsack()
    for good in range(1, 9):
        found = plan(asked, on_offer, k=9, solver=Tired(good))
        if found.ways:
            break
    assert found.decided
    assert found.ways == plan(asked, on_offer, k=len(found.ways)).ways


def test_no_way_leads_to_a_version_that_is_taught_out() -> None:
    asked = question(every(code("A")))
    ended = Retirement(date(2025, 1, 1), teach_out_until=TODAY, successor="cert@2027")
    asked = replace(asked, stack=replace(asked.stack, retirement=ended))
    assert plan(asked, catalogue(offer("A"))).possible
    later = plan(replace(asked, at=date(2026, 10, 2)), catalogue(offer("A")))
    assert (later.ways, later.obstacles, later.decided) == ((), (), True)
    assert later.closed == "version 2026 was taught out on 2026-10-01; cert@2027 takes over"


def test_a_mark_that_is_too_low_is_a_reason_to_take_it_again() -> None:
    german = GradingScheme("de", Text(), minimum="1.0", maximum="5.0", lower_is_better=True)
    rules = every(code("A", grade=GradeRule("de", min="2.0")))
    low, old = (held("A", grading=german, grade=mark) for mark in ("3.0", "1.3"))
    old = replace(old, standing=Standing.EXPIRED)
    steps = [
        plan(question(rules, one), catalogue(offer("A", grading=german))).ways[0].offers[0]
        for one in (low, old)
    ]
    assert [(one.renews, one.again) for one in steps] == [("award-A", True), ("award-A", False)]
