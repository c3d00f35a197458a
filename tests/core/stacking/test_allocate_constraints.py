"""Each wall and each gate, as both solvers decide it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from credstone.model.enrolment import AwardUse, Enrolment, Pin
from credstone.model.learning import Holding
from credstone.model.requirement import All, AnyOf, Requirement
from credstone.model.selector import DefinitionRef, Selector
from credstone.model.stack import (
    AverageWeights,
    Cap,
    Compensation,
    Constraints,
    CrossStack,
    GradeAverage,
    NoDoubleCount,
    Overlap,
    Residency,
    SharingScope,
)
from credstone.stacking.allocation import Allocation, StageName
from tests.core.stacking.allocating import answer_to, credits, every, take, uses, value
from tests.core.stacking.credentials import GERMAN, HUB, holding, question, stack

A, B, C = holding("A"), holding("B"), holding("C")
TWICE = every(take("one", "A"), take("two", "A"))


def ask(
    rules: Requirement, *holdings: Holding, enrolment: Enrolment = Enrolment(), **rule: object
) -> Allocation:
    given: dict[str, Any] = {**rule}
    whole = stack(rules, constraints=Constraints(**given))
    return answer_to(question(whole, *holdings, enrolment=enrolment))


def granted(award: str, requirement: str, in_stack: str = "data") -> AwardUse:
    return AwardUse(award, in_stack, requirement, credits("5"), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("sharing", "met"),
    [
        (NoDoubleCount(), False),
        (NoDoubleCount(SharingScope.GROUP), True),
        (NoDoubleCount(SharingScope.NONE), True),
        (NoDoubleCount(exceptions=(("one", "two"),)), True),
        (NoDoubleCount(exceptions=(("one", "*"),)), True),
        (NoDoubleCount(SharingScope.NONE, max_shared_credits=credits("4.99")), False),
        (NoDoubleCount(SharingScope.NONE, max_shared_credits=credits("5")), True),
    ],
)
def test_a_holding_counts_twice_where_it_may(sharing: NoDoubleCount, met: bool) -> None:
    assert ask(TWICE, A, no_double_count=sharing).met is met


def test_in_scope_group_a_holding_counts_once_in_each() -> None:
    inner = every(take("one", "A"), take("two", "A"))
    scope = NoDoubleCount(SharingScope.GROUP)
    whole = All(id="whole", of=(inner, take("other")))
    assert not ask(whole, A, no_double_count=scope).met


def test_two_awards_of_a_definition_are_not_both_used() -> None:
    again = holding("A", id="again", version="2.0")
    wish = take("t", min_count=2)
    assert not ask(wish, A, again).met
    assert ask(wish, A, again, repeatable=(DefinitionRef("A"),)).met


def test_overlapping_definitions_count_once_or_up_to_a_cap() -> None:
    both = (DefinitionRef("A"), DefinitionRef("B"))
    wish = take("t", min_count=2)
    assert not ask(wish, A, B, overlap=(Overlap(both, count_at_most=1),)).met
    assert ask(wish, A, B, C, overlap=(Overlap(both, count_at_most=1),)).met
    assert not ask(wish, A, B, overlap=(Overlap(both, credit_cap=credits("9")),)).met


@pytest.mark.parametrize("within", ["", "top", "one"])
def test_a_cap_leaves_room_for_others_only(within: str) -> None:
    cap = Cap(Selector(issuer=("hub",)), max_credits=credits("5"), within=within)
    foreign = [holding(code, issuers=(HUB,)) for code in "DEF"]
    wish = every(take("one", min_count=2), take("two", "F"))
    assert ask(wish, A, B, *foreign, caps=(cap,)).met
    assert ask(wish, A, *foreign, caps=(cap,)).met is (within == "one")


def test_order_is_by_day_and_by_what_is_met() -> None:
    rules = every(take("first", "A"), take("second", "B"))
    early = holding("B", awarded_on=date(2026, 2, 1))
    assert ask(rules, A, B, order=(("first", "second"),)).met
    answer = ask(rules, A, early, order=(("first", "second"),))
    assert not answer.met
    assert value(answer, StageName.WEIGHT) == 1
    alone = ask(rules, B, order=(("first", "second"),))
    assert value(alone, StageName.WEIGHT) == 0


def test_what_another_stack_was_granted_counts_here_only_so_far() -> None:
    elsewhere = Enrolment(granted=(granted("a", "x", "other"), granted("b", "x", "third")))
    wish = take("t", min_count=2)
    rule = CrossStack("*", credits("5"))
    assert not ask(wish, A, B, enrolment=elsewhere, cross_stack=(rule,)).met
    one = CrossStack("other", credits("5"))
    assert ask(wish, A, B, enrolment=elsewhere, cross_stack=(one,)).met


def graded(code: str, grade: str, **facts: object) -> Holding:
    return holding(code, grading=GERMAN, grade=grade, **facts)


@pytest.mark.parametrize(
    ("other", "most", "met"), [("1.7", "5", True), ("3.3", "5", False), ("1.7", "4", False)]
)
def test_a_good_grade_makes_up_for_a_failed_one(other: str, most: str, met: bool) -> None:
    rule = Compensation(
        "de", avg_min="3.0", fail_floor="4.3", max_compensated_credits=credits(most)
    )
    failed = graded("A", "4.3")
    answer = ask(take("t", min_count=2), failed, graded("B", other), compensation=rule)
    assert answer.met is met


def test_granted_uses_stay_where_they_are() -> None:
    wish = every(take("only", "A"), take("either", "A", "B"))
    answer = ask(wish, A, B, enrolment=Enrolment(granted=(granted("a", "either"),)))
    assert answer.uses == uses(("a", "either"))
    assert not answer.met


def test_what_granted_uses_exceed_alone_is_held_against_nobody() -> None:
    enrolment = Enrolment(granted=(granted("a", "one"), granted("a", "two")))
    assert ask(TWICE, A, enrolment=enrolment).met


def test_an_expired_holding_stays_where_it_is_granted_and_counts_nowhere_else() -> None:
    old = holding("A", valid_until=date(2026, 6, 1))
    enrolment = Enrolment(granted=(granted("a", "one"),))
    assert ask(take("one", "A"), old, enrolment=enrolment).met
    assert not ask(take("one", "A"), old).met


def test_a_share_comes_from_the_house() -> None:
    rule = Residency(("ub",), min_share=credits("0.5"))
    foreign = [holding(code, issuers=(HUB,)) for code in "DE"]
    wish = take("t", min_count=3)
    assert not ask(wish, A, *foreign, residency=(rule,)).met
    answer = ask(wish, A, B, *foreign, residency=(rule,))
    assert answer.met
    assert len(answer.uses) == 3


def test_credits_from_the_house_and_at_a_level() -> None:
    wish = take("t", min_count=2)
    assert not ask(wish, A, B, residency=(Residency(("hub",), min_credits=credits("5")),)).met
    assert ask(wish, A, B, residency=(Residency(("ub",), min_credits=credits("10")),)).met
    higher = holding("D", eqf=7)
    assert not ask(wish, A, B, min_credits_at=((7, credits("5")),)).met
    answer = ask(wish, A, B, higher, min_credits_at=((7, credits("5")),))
    assert answer.uses == uses(("a", "t"), ("d", "t"))


@pytest.mark.parametrize(
    ("weights", "met"), [(AverageWeights.CREDITS, False), (AverageWeights.EQUAL, True)]
)
def test_the_average_of_everything_used(weights: AverageWeights, met: bool) -> None:
    rule = GradeAverage("de", "2.0", weights)
    good, large = graded("A", "1.0", credits=credits("2")), graded("B", "3.0", credits=credits("8"))
    assert ask(take("t", min_count=2), good, large, grade_average=rule).met is met


def test_a_stack_that_is_met_uses_nothing_in_open_parts() -> None:
    rules = AnyOf(id="any", of=(take("met", "A"), take("open", "B", "C", min_count=3)))
    answer = ask(rules, A, B, C, enrolment=Enrolment(pins=(Pin("b", "open"),)))
    assert answer.met
    assert answer.uses == uses(("a", "met"))


def test_a_pin_is_honoured_where_nothing_better_is_lost() -> None:
    rules = every(take("one", "A", "B"), take("two", "A", "B", "C"))
    answer = ask(rules, A, B, C, enrolment=Enrolment(pins=(Pin("c", "two"), Pin("b", "one"))))
    assert answer.uses == uses(("b", "one"), ("c", "two"))
    assert value(answer, StageName.PINS) == 2
