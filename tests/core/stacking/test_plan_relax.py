"""When a stack cannot be met, a smallest set of what is in the way is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from credstone.model.enrolment import Enrolment, Waiver
from credstone.model.plan import ObstacleKind
from credstone.model.requirement import All, AnyOf, NOf, Take
from credstone.model.selector import DefinitionRef, Period, Selector, Window
from credstone.model.stack import Age, Cap, NoDoubleCount, Overlap, Residency, SharingScope
from credstone.stacking.plan import plan
from credstone.stacking.question import Question
from credstone.stacking.relax import why_impossible
from tests.core.stacking.plan_stories import (
    NORD,
    catalogue,
    code,
    every,
    held,
    offer,
    question,
    tagged,
)


def in_the_way(asked: Question, *offers: object) -> list[str]:
    return [one.name for one in why_impossible(asked, offers)]  # type: ignore[arg-type]


def _three_of_x() -> All:
    """Two requirements at a time would have to give way."""
    return every(*(Take(id=f"x{n}", select=Selector(tag=("x",))) for n in range(3)))


def test_what_is_possible_has_nothing_in_the_way() -> None:
    assert in_the_way(question(every(code("A"))), offer("A")) == []


def test_the_requirement_for_which_nothing_is_on_offer_is_named() -> None:
    asked = question(every(code("A"), code("B"), code("C")), held("C"))
    [one] = why_impossible(asked, [offer("A")])
    assert (one.kind, one.name) == (ObstacleKind.REQUIREMENT, "b")
    assert one.reason == "nothing that is held or on offer can count here"


def test_of_two_alternatives_the_easier_one_is_named() -> None:
    rules = AnyOf(id="any", of=(every(code("A"), code("B")), code("C")))
    assert in_the_way(question(rules)) == ["c"]


def test_of_an_n_of_only_so_many_are_named_as_are_missing() -> None:
    rules = NOf(id="two", n=2, of=(code("A"), code("B"), code("C")))
    assert in_the_way(question(every(rules)), offer("B")) == ["a"]


def test_two_that_want_the_same_credential_are_short_of_one() -> None:
    rules = every(tagged("x", min_count=2), Take(id="y", select=Selector(tag=("x",))))
    found = why_impossible(question(rules), [offer("A", tags=("x",)), offer("B", tags=("x",))])
    assert [one.name for one in found] == ["x"]
    assert found[0].reason.startswith("2 credentials, held or on offer, can count here")


def test_a_total_that_cannot_be_reached_names_its_group() -> None:
    group = every(code("A"), code("B"), min_credits=Decimal(60))
    asked = question(AnyOf(id="top", of=(group,)))
    assert in_the_way(asked, offer("A"), offer("B")) == ["all"]


def test_rules_that_cannot_be_met_as_a_whole_are_named_at_the_top() -> None:
    asked = question(every(code("A"), min_credits=Decimal(60)))
    assert in_the_way(asked, offer("A")) == ["all"]


def test_a_condition_on_the_whole_is_named_when_it_is_in_the_way() -> None:
    asked = question(
        every(code("A"), code("B")),
        residency=(Residency(("ub",), min_credits=Decimal(6)),),
        overlap=(Overlap((DefinitionRef("A"), DefinitionRef("C")), count_at_most=1),),
    )
    [one] = why_impossible(asked, [offer("A"), offer("B", issuers=(NORD,))])
    assert (one.kind, one.name) == (ObstacleKind.CONSTRAINT, "residency")


def test_the_second_of_two_caps_is_told_from_the_first() -> None:
    asked = question(
        every(tagged("x", min_count=2)),
        caps=(
            Cap(Selector(tag=("y",)), max_count=1),
            Cap(Selector(tag=("x",)), max_count=1),
        ),
    )
    offers = (offer("A", tags=("x",)), offer("B", tags=("x",)))
    # One requirement would have to give way as well; among equals it goes first.
    assert in_the_way(asked, *offers) == ["x"]
    twice = replace(asked, stack=replace(asked.stack, rules=_three_of_x()))
    assert in_the_way(twice, *offers, offer("C", tags=("x",))) == ["caps/2"]


def test_constraints_are_left_out_together_where_one_alone_does_not_help() -> None:
    """Both want credits from an institution that offers nothing."""
    asked = question(
        every(code("A")),
        residency=(
            Residency(("did:web:a.example",), min_credits=Decimal(1)),
            Residency(("did:web:b.example",), min_credits=Decimal(1)),
        ),
    )
    assert in_the_way(asked, offer("A")) == ["residency/1", "residency/2"]


def test_more_than_three_constraints_in_the_way_are_found_one_after_another() -> None:
    nowhere = [Residency((f"did:web:{n}.example",), min_credits=Decimal(1)) for n in range(5)]
    asked = question(every(code("A")), residency=tuple(nowhere), age=Age(Period(years=9)))
    assert in_the_way(asked, offer("A")) == [f"residency/{n}" for n in range(1, 6)]


def test_what_may_not_count_twice_is_a_reason_too() -> None:
    both = every(*(Take(id=name, select=Selector(tag=("x",))) for name in ("a", "b", "c")))
    asked = question(both, no_double_count=NoDoubleCount(SharingScope.STACK))
    assert in_the_way(asked, offer("A", tags=("x",))) == ["no_double_count"]


def test_a_requirement_that_is_not_asked_is_never_in_the_way() -> None:
    past = Window(last=date(2020, 1, 1))
    asked = question(every(code("A", effective=past), code("B", waivable_by="dean"), code("C")))
    waived = Enrolment(waivers=(Waiver("b", "dean", "D. Ean", date(2026, 9, 1)),))
    assert in_the_way(replace(asked, enrolment=waived)) == ["c"]


def test_an_order_waits_for_a_requirement_that_gives_way() -> None:
    asked = question(every(code("A"), code("B")), order=(("a", "b"),))
    assert in_the_way(asked, offer("B")) == ["a"]


def test_the_plan_tells_what_is_in_the_way() -> None:
    found = plan(question(every(code("A"), code("B"))), catalogue(offer("A")))
    assert not found.possible
    assert [one.name for one in found.obstacles] == ["b"]


def test_an_order_that_prerequisites_turn_round_is_in_the_way() -> None:
    asked = question(every(code("A"), code("B")), order=(("a", "b"),))
    found = plan(asked, catalogue(offer("A", prerequisites=("B",)), offer("B")))
    [one] = found.obstacles
    assert one.name == "a"
    assert one.reason == "1 credential, held or on offer, can count here, but not with all the rest"
