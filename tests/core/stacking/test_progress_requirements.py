"""Every requirement says how far it is, with its numbers and whose word it waits for."""

from __future__ import annotations

import pytest

from credstone.model.enrolment import Attestation, Enrolment, Waiver
from credstone.model.learning import Skill
from credstone.model.progress import State
from credstone.model.requirement import (
    AnyOf,
    Attest,
    Cond,
    Cover,
    CoverMode,
    Distinct,
    DistinctBy,
    NOf,
    Outcomes,
    WantedOutcome,
)
from credstone.model.selector import Declares, GradeRule, Selector, Window
from credstone.model.stack import Constraints, SchemeInStack
from credstone.model.text import Text
from tests.core.stacking.answers import credits, day, every, take, told
from tests.core.stacking.credentials import GERMAN, HUB, holding

ALL = Selector()


def test_a_leaf_counts_credentials_and_credits_together() -> None:
    rules = take("electives", select=ALL, min_count=3, min_credits=credits(30))
    branch = told(rules, holding("A"), holding("B", credits=credits(2.5))).rules
    assert branch.state is State.OPEN
    assert branch.reason == "2 of 3 credentials, 7.5 of 30 credits"


def test_without_any_minimum_one_credential_is_asked() -> None:
    assert told(take("ethics", "ETH")).rules.reason == "0 of 1 credential"


def test_a_leaf_that_is_met_says_what_counts_there() -> None:
    branch = told(take("ethics", "ETH"), holding("ETH")).rules
    assert branch.state is State.MET
    assert [(one.holding, one.credits) for one in branch.counted] == [("eth", credits(5))]


def test_credits_above_the_most_that_count_are_said_to_be_too_many() -> None:
    leaf = take("electives", select=ALL, min_count=3, max_credits=credits(12))
    branch = told(leaf, holding("A"), holding("B"), holding("C")).rules
    assert branch.notes == ("of the 15 credits here 12 count further up: no more may",)


def test_a_credential_that_is_cut_says_why() -> None:
    leaf = take("electives", select=ALL, min_credits=credits(4), per_item_cap=credits(4))
    [counted] = told(leaf, holding("A")).rules.counted
    assert counted.credits == 4
    assert counted.cut == "of its 5, since one credential brings at most 4 credits here"


def test_different_providers_are_counted() -> None:
    leaf = take("wide", select=ALL, min_count=2, distinct=Distinct(DistinctBy.PROVIDER, 2))
    branch = told(leaf, holding("A"), holding("B")).rules
    assert branch.reason == "2 of 2 credentials, 1 of 2 different providers"


def test_an_average_stands_beside_the_one_that_is_asked() -> None:
    leaf = take("good", select=ALL, min_count=2, grade=GradeRule("de", avg_min="2.0"))
    held = [
        holding("A", grading=GERMAN, grade="2.0"),
        holding("B", grading=GERMAN, grade="2.7"),
    ]
    branch = told(leaf, *held, schemes=(SchemeInStack("de", lower_is_better=True),)).rules
    assert branch.state is State.OPEN
    assert branch.reason == "2 of 2 credentials, average grade 2.35 (2.0 or better is asked)"


def test_a_group_counts_its_parts_and_their_credits() -> None:
    rules = every(take("a", "A"), take("b", "B"), min_credits=credits(10))
    branch = told(rules, holding("A")).rules
    assert branch.reason == "1 of 2 parts met, 5 of 10 credits together"


def test_a_choice_says_what_met_it_and_that_the_rest_is_not_needed() -> None:
    rules = AnyOf(id="way", of=(take("long", "L", label="Long course"), take("short", "S")))
    answer = told(rules, holding("L"))
    assert answer.rules.reason == "met by Long course"
    assert answer.branch("short").notes == ("not needed: way is met without it",)
    assert answer.branch("short").not_counted == ()


def test_an_open_choice_says_that_one_suffices() -> None:
    rules = AnyOf(id="way", of=(take("long", "L"), take("short", "S")))
    assert told(rules).rules.reason == "none of 2 parts met; one suffices"


def test_n_of_several_says_of_how_many_and_from_how_many_providers() -> None:
    rules = NOf(
        id="groups",
        n=2,
        of=(take("a", "A"), take("b", "B"), take("c", "C")),
        distinct=Distinct(DistinctBy.PROVIDER),
    )
    expected = "2 of 2 parts met, of 3 to choose from, 1 of 2 different providers"
    assert told(rules, holding("A"), holding("B")).rules.reason == expected
    assert told(rules, holding("A"), holding("B", issuers=(HUB,))).met


def test_outcomes_name_what_is_missing_the_essential_ones_first() -> None:
    wanted = tuple(
        WantedOutcome(f"urn:s:{name}", essential=name == "lca", weight=2)
        for name in ("lca", "energy", "water")
    )
    rules = Outcomes(id="skills", outcomes=wanted, cover=Cover(CoverMode.WEIGHT, 4))
    branch = told(rules, holding("E", skills=(Skill("urn:s:energy"),))).rules
    assert branch.reason == (
        "2 of 4 by weight of the outcomes shown; missing and essential: urn:s:lca"
    )
    assert branch.notes == ("not shown: urn:s:water",)


@pytest.mark.parametrize(
    ("confirmed", "state", "reason"),
    [
        (True, State.MET, "confirmed by D. Novak (colleague) on 2026-05-01: well done"),
        (False, State.OPEN, "not confirmed by D. Novak (colleague) on 2026-05-01: well done"),
    ],
)
def test_what_a_person_said_is_told_with_name_role_and_day(
    confirmed: bool, state: State, reason: str
) -> None:
    rules = Attest(id="visit", role="colleague", statement=Text())
    word = Attestation("visit", "colleague", "D. Novak", day("2026-05-01"), confirmed, "well done")
    branch = told(rules, enrolment=Enrolment(attestations=(word,))).rules
    assert (branch.state, branch.reason) == (state, reason)


def test_a_leaf_that_needs_a_word_besides_waits_for_it() -> None:
    rules = take("portfolio", "P", attest="programme board")
    branch = told(rules, holding("P")).rules
    assert branch.state is State.OPEN
    assert branch.reason == ("1 of 1 credential; waiting for a confirmation by the programme board")


def test_a_leaf_that_has_it_says_who_gave_it() -> None:
    rules = take("portfolio", "P", attest="programme board")
    word = Attestation("portfolio", "programme board", "E. Weiss", day("2026-05-01"))
    branch = told(rules, holding("P"), enrolment=Enrolment(attestations=(word,))).rules
    assert branch.state is State.MET
    assert branch.notes == ("confirmed by E. Weiss (programme board) on 2026-05-01",)


def test_a_waived_requirement_says_by_whom_and_why() -> None:
    rules = every(take("law", "LAW"), waivable_by="dean")
    waiver = Waiver("rules", "dean", "C. Costa", day("2026-01-10"), "ten years of teaching")
    answer = told(rules, enrolment=Enrolment(waivers=(waiver,)))
    assert answer.rules.state is State.WAIVED
    assert answer.rules.reason == ("waived by C. Costa (dean) on 2026-01-10: ten years of teaching")
    assert answer.branch("law").state is State.NOT_ASKED
    assert answer.branch("law").reason == "rules is waived"


@pytest.mark.parametrize(
    ("role", "on", "waivable_by", "note"),
    [
        ("tutor", "2026-01-10", "dean", "only the dean may waive this"),
        ("dean", "2027-01-10", "dean", "has effect from 2027-01-10 only"),
        ("dean", "2026-01-10", "", "this cannot be waived"),
    ],
)
def test_a_waiver_without_effect_says_why(role: str, on: str, waivable_by: str, note: str) -> None:
    waiver = Waiver("law", role, "C. Costa", day(on))
    rules = take("law", "LAW", waivable_by=waivable_by)
    branch = told(rules, enrolment=Enrolment(waivers=(waiver,))).rules
    assert branch.state is State.OPEN
    assert note in " ".join(branch.notes)


def test_a_condition_says_which_branch_is_asked_and_why() -> None:
    rules = Cond(
        id="track", when=Declares("design"), then=take("then", "D"), otherwise=take("else", "E")
    )
    answer = told(rules, enrolment=Enrolment(declared=("design",)))
    assert answer.rules.reason == "then is asked, since design is declared"
    assert answer.branch("else").state is State.NOT_ASKED
    assert answer.branch("else").reason == "design is declared"


def test_what_does_not_bind_this_learner_is_not_asked() -> None:
    later = take("new", "NEW", effective=Window(first=day("2027-01-01")))
    answer = told(every(take("old", "OLD"), later), holding("OLD"))
    assert answer.met
    assert answer.branch("new").state is State.NOT_ASKED
    assert "from 2027-01-01" in answer.branch("new").reason


def test_what_has_to_come_first_is_named() -> None:
    rules = every(take("core", "CORE", label="Core"), take("project", "PRO"))
    answer = told(rules, holding("PRO"), constraints=Constraints(order=(("core", "project"),)))
    assert answer.branch("project").state is State.OPEN
    assert answer.branch("project").reason.endswith("; Core has to be met first")


def test_the_headline_says_what_is_missing_at_the_top() -> None:
    rules = every(take("core", "CORE"), take("law", "LAW"))
    capstone = Constraints(capstone=take("project", "PRO"))
    assert told(rules, holding("CORE"), constraints=capstone).headline == (
        "Open: Data, version 2026, on 2026-11-22: 1 of 2 parts met; the capstone is open."
    )
    assert told(take("core", "CORE"), holding("CORE")).headline == (
        "Met: Data, version 2026, on 2026-11-22."
    )


def test_a_stack_that_asks_nothing_of_this_learner_says_so() -> None:
    rules = take("new", "NEW", effective=Window(first=day("2027-01-01")))
    answer = told(rules, holding("NEW"))
    assert not answer.met
    assert "nothing in it is asked" in answer.headline
