"""Every credential is answered: where it counts and with how much, or why nowhere."""

from __future__ import annotations

from credstone.model.enrolment import AwardUse, Enrolment, Waiver
from credstone.model.learning import Standing
from credstone.model.progress import Place
from credstone.model.requirement import AnyOf
from credstone.model.selector import Selector, Window
from credstone.model.stack import Constraints, NoDoubleCount, SharingScope
from credstone.model.text import Text
from tests.core.stacking.answers import credits, day, every, take, told
from tests.core.stacking.credentials import holding


def test_a_credential_that_counts_says_where_and_with_how_much() -> None:
    leaf = take("points", select=Selector(), min_credits=credits(4), per_item_cap=credits(4))
    one = told(leaf, holding("A")).holding("a")
    assert one.counts == (Place("points", credits(4)),)
    assert one.why_not == ""


def test_one_that_counts_twice_names_both_places() -> None:
    answer = told(
        every(take("core", "ETH"), take("wide", select=Selector())),
        holding("ETH"),
        constraints=Constraints(no_double_count=NoDoubleCount(SharingScope.NONE)),
    )
    assert [place.requirement for place in answer.holding("eth").counts] == ["core", "wide"]


def test_one_that_is_unknown_to_the_stack_says_so() -> None:
    assert told(take("law", "LAW"), holding("COOKING")).holding("cooking").why_not == (
        "matches no requirement of this stack"
    )


def test_one_that_misses_by_little_names_the_nearest_requirement() -> None:
    rules = every(
        take("law", "LAW"),
        take("electives", select=Selector(eqf_min=7), label="Electives"),
        take("far", select=Selector(eqf_min=7, tag=("data",))),
    )
    one = told(rules, holding("A")).holding("a")
    assert one.nearest == "electives"
    assert one.why_not == ("matches no requirement; nearest is Electives: EQF level 6 is below 7")


def test_one_that_cannot_count_at_all_says_why() -> None:
    one = told(take("law", "LAW"), holding("LAW", standing=Standing.NOT_GENUINE)).holding("law")
    assert one.why_not == "it is not genuine"
    assert one.nearest == "law"


def test_one_that_is_kept_out_says_so() -> None:
    answer = told(take("law", "LAW"), holding("LAW"), enrolment=Enrolment(excluded=("law",)))
    assert answer.holding("law").why_not == "the learner keeps it out of this stack"


def test_one_that_nobody_needs_says_what_it_could_have_served() -> None:
    leaf = take("law", "LAW", "LAW-EU", label="Law")
    answer = told(leaf, holding("LAW"), holding("LAW-EU"))
    [left] = [one for one in answer.holdings if not one.counts]
    assert left.why_not == "not needed: everything it could serve is settled (Law)"


def test_one_that_could_serve_something_open_says_what_stands_in_its_way() -> None:
    leaf = take("all", select=Selector(), min_credits=credits(20), max_count=1, label="All")
    answer = told(leaf, holding("A"), holding("B"))
    [left] = [one for one in answer.holdings if not one.counts]
    assert left.why_not == ("could serve All, but no more than 1 credential may count in All")


def test_a_granted_use_is_marked_with_its_day() -> None:
    use = AwardUse("law", "data", "law", credits(5), day("2026-04-01"))
    revoked = holding("LAW", standing=Standing.REVOKED)
    answer = told(take("law", "LAW"), revoked, enrolment=Enrolment(granted=(use,)))
    [counted] = answer.rules.counted
    assert counted.granted_on == day("2026-04-01")
    assert "granted" in {one.name for one in answer.conditions}


def test_all_are_listed_by_day_and_id_whatever_the_order_they_came_in() -> None:
    held = [
        holding("B"),
        holding("A"),
        holding("OLD", awarded_on=day("2020-01-01")),
    ]
    leaf = take("law", "LAW")
    assert [one.id for one in told(leaf, *held).holdings] == ["old", "a", "b"]
    assert told(leaf, *held) == told(leaf, *reversed(held))


def test_one_that_could_serve_only_what_is_waived_or_not_asked_says_so() -> None:
    rules = every(
        take("law", "LAW", label="Law", waivable_by="dean"),
        take("new", "NEW", effective=Window(first=day("2027-01-01"))),
        take("core", "CORE"),
    )
    waiver = Waiver("law", "dean", "C. Costa", day("2026-01-10"))
    held = holding("LAW"), holding("NEW")
    answer = told(rules, *held, enrolment=Enrolment(waivers=(waiver,)))
    assert answer.holding("law").why_not == (
        "could serve Law, which is waived by C. Costa (dean) on 2026-01-10"
    )
    assert answer.holding("new").why_not.startswith("could serve new, which is not asked: ")


def test_one_that_an_alternative_makes_unneeded_says_which() -> None:
    one = take("one", "A", label="One")
    other = take("other", "B", "C", min_count=2, label="Other")
    answer = told(
        AnyOf(id="way", of=(one, other), label=Text.of({"en": "Way"})), *map(holding, "AB")
    )
    assert answer.holding("b").why_not == "not needed: Way is met by One"
