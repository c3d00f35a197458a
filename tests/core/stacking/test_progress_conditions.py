"""Beside the rules stands every constraint: what it allows, and how far that is used."""

from __future__ import annotations

from credstone.model.learning import Holding
from credstone.model.selector import DefinitionRef, Period, Selector
from credstone.model.stack import (
    Age,
    Cap,
    Compensation,
    Constraints,
    CrossStack,
    GradeAverage,
    NoDoubleCount,
    Overlap,
    Residency,
    SchemeInStack,
    SharingScope,
)
from tests.core.stacking.answers import condition, credits, day, every, take, told
from tests.core.stacking.credentials import GERMAN, HUB, holding

SCHEMES = (SchemeInStack("de", lower_is_better=True),)


def _state(name: str, constraints: Constraints, *held: Holding) -> str:
    leaf = take("all", select=Selector(), min_count=len(held) or 1)
    return condition(told(leaf, *held, constraints=constraints, schemes=SCHEMES), name)


def test_double_counting_is_told_even_where_the_file_says_nothing() -> None:
    assert _state("no_double_count", Constraints()) == "kept: each credential counts once"


def test_exceptions_are_named_with_what_may_still_be_shared() -> None:
    rule = NoDoubleCount(SharingScope.GROUP, (("core", "*"),), credits(12))
    rules = every(take("core", "ETH", label="Core"), take("wide", select=Selector()))
    answer = told(rules, holding("ETH"), constraints=Constraints(no_double_count=rule))
    assert condition(answer, "no_double_count") == (
        "kept: each credential counts once in each part of the rules, except between Core and "
        "any other; 5 of at most 12 credits count twice"
    )


def test_residency_counts_credits_from_the_house() -> None:
    rule = Constraints(residency=(Residency(("ub",), min_credits=credits(15)),))
    held = holding("A"), holding("B", issuers=(HUB,))
    assert _state("residency", rule, *held) == "does not hold: 5 of 15 credits from ub"


def test_residency_as_a_share() -> None:
    rule = Constraints(residency=(Residency(("ub",), min_share=credits(0.5)),))
    held = holding("A"), holding("B", issuers=(HUB,))
    assert _state("residency", rule, *held) == "holds: 5 of 10 credits from ub, 50 % asked"


def test_credits_at_a_level() -> None:
    rule = Constraints(min_credits_at=((7, credits(10)),))
    held = holding("A"), holding("B", eqf=7)
    assert _state("level", rule, *held) == (
        "does not hold: 5 of 10 credits at EQF level 7 or higher"
    )


def test_the_average_of_grades() -> None:
    rule = Constraints(grade_average=GradeAverage("de", "2.0"))
    held = holding("A", grading=GERMAN, grade="1.0"), holding("B", grading=GERMAN, grade="2.7")
    assert _state("grade_average", rule, *held) == (
        "holds: average grade 1.85; 2.0 or better in de is asked"
    )
    assert _state("grade_average", rule, holding("A")) == (
        "holds: no grade to average yet; 2.0 or better in de is asked"
    )


def test_age_says_how_many_it_set_aside() -> None:
    rule = Constraints(age=Age(Period(years=5)))
    held = holding("A"), holding("B", awarded_on=day("2020-01-01"))
    assert (
        _state("age", rule, *held)
        == "kept: nothing older than 5 years counts; 1 credential set aside"
    )


def test_overlaps_and_caps_say_how_far_they_are_used() -> None:
    rule = Constraints(
        overlap=(Overlap((DefinitionRef("A"), DefinitionRef("B")), count_at_most=1),),
        caps=(Cap(Selector(tag=("online",)), max_credits=credits(12)),),
    )
    held = holding("A", tags=("online",)), holding("C")
    assert _state("overlap", rule, *held) == "kept: 1 of at most 1 of A, B count"
    assert _state("caps", rule, *held) == "kept: 5 of at most 12 credits (tag online) count"


def test_what_other_stacks_use_and_what_failed() -> None:
    rule = Constraints(
        cross_stack=(CrossStack("*", credits(4)),),
        compensation=Compensation("de", "3.0", "4.3", credits(6)),
    )
    held = (
        holding("A", grading=GERMAN, grade="1.0"),
        holding("B", grading=GERMAN, grade="4.3"),
    )
    assert _state("cross_stack", rule, *held) == (
        "kept: 0 of at most 4 credits that other stacks use count here too"
    )
    assert _state("compensation", rule, *held) == (
        "kept: 5 of at most 6 credits of failed credentials count"
    )


def test_the_order_of_requirements() -> None:
    rules = every(take("core", "A", label="Core"), take("project", "B", label="Project"))
    answer = told(rules, constraints=Constraints(order=(("core", "project"),)))
    assert condition(answer, "order") == "kept: Core comes before Project"


def test_a_gate_that_does_not_hold_is_in_the_headline() -> None:
    rule = Constraints(residency=(Residency(("hub",), min_credits=credits(5)),))
    answer = told(take("a", "A"), holding("A"), constraints=rule)
    assert not answer.met
    assert answer.headline.endswith("residency does not hold.")


def test_several_awards_of_one_definition_are_told_of() -> None:
    held = holding("WEB"), holding("WEB", id="again")
    assert _state("one_award", Constraints(), *held) == "kept: 1 of several awards of WEB counts"
