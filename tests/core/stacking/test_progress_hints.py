"""What one change would do is tried before it is told, and told only when it helps."""

from __future__ import annotations

import pytest

from credstone.model.enrolment import Attestation, Enrolment
from credstone.model.learning import Holding, Standing
from credstone.model.progress import Hint, HintKind, Progress
from credstone.model.requirement import AnyOf, Attest
from credstone.model.selector import Period, Selector
from credstone.model.stack import Age, AgeClock, Constraints
from credstone.model.text import Text
from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import Allocation
from credstone.stacking.progress import progress
from credstone.stacking.question import Question
from tests.core.stacking.answers import day, every, take, told
from tests.core.stacking.credentials import STRANGER, holding, question, stack


def _hint(answer: Progress, kind: HintKind) -> Hint:
    [found] = [one for one in answer.hints if one.kind is kind]
    return found


def test_a_waiver_that_would_help_names_who_may_give_it() -> None:
    rules = every(take("core", "CORE"), take("law", "LAW", label="Law", waivable_by="dean"))
    hint = _hint(told(rules, holding("CORE")), HintKind.WAIVER)
    assert hint.role == "dean"
    assert hint.meets == ("rules", "law")
    assert hint.stack_met
    assert hint.reason == (
        "a waiver by the dean would settle rules and Law; the whole stack would be met then"
    )


def test_a_confirmation_that_is_the_last_thing_missing_is_told() -> None:
    rules = every(
        take("course", "C", attest="programme board"),
        Attest(id="visit", role="colleague", statement=Text()),
    )
    answer = told(rules, holding("C"))
    assert {(one.role, one.meets) for one in answer.hints} == {
        ("programme board", ("course",)),
        ("colleague", ("visit",)),
    }
    assert answer.branch("visit").hints[0].role == "colleague"


def test_a_confirmation_after_a_refusal_of_the_same_day_would_still_count() -> None:
    rules = Attest(id="visit", role="colleague", statement=Text())
    refused = Attestation("visit", "colleague", "D.", day("2026-11-22"), confirmed=False)
    answer = told(rules, enrolment=Enrolment(attestations=(refused,)))
    assert _hint(answer, HintKind.ATTESTATION).stack_met


def test_a_confirmation_that_would_change_nothing_is_not_told() -> None:
    assert told(take("course", "C", attest="programme board")).hints == ()


@pytest.mark.parametrize(
    "held",
    [
        holding("FIRE", standing=Standing.EXPIRED, standing_reason="since June"),
        holding("FIRE", valid_until=day("2026-06-01")),
    ],
    ids=["said to be expired", "past its last day"],
)
def test_renewing_what_is_expired_would_help(held: Holding) -> None:
    hint = _hint(told(take("safety", "FIRE"), held), HintKind.RENEWAL)
    assert hint.holding == "fire"
    assert hint.reason.startswith("renewing FIRE would settle safety")


def test_renewing_what_is_too_old_helps_only_where_the_age_begins_anew() -> None:
    old = holding("FIRE", awarded_on=day("2019-01-01"))
    for clock, helps in ((AgeClock.RENEWED, True), (AgeClock.ISSUED, False)):
        rule = Constraints(age=Age(Period(years=2), clock))
        answer = told(take("safety", "FIRE"), old, constraints=rule)
        assert [one.kind for one in answer.hints] == [HintKind.RENEWAL] * helps


def test_accepting_an_unknown_issuer_would_help() -> None:
    stranger = holding("LAW", issuers=(STRANGER,), trusted=False)
    hint = _hint(told(take("law", "LAW"), stranger), HintKind.RECOGNITION)
    assert hint.reason.startswith("accepting the issuer of LAW would settle law")


def test_a_recognition_that_is_all_that_misses_would_help() -> None:
    select = Selector(tag=("law",), any=(Selector(agreement=("nord-2026",)), Selector(eqf_min=8)))
    answer = told(take("law", select=select), holding("LAW", tags=("law",)))
    hint = _hint(answer, HintKind.RECOGNITION)
    assert hint.reason.startswith("a recognition of LAW under nord-2026 would settle law")


def test_what_the_learner_keeps_out_would_help() -> None:
    answer = told(take("law", "LAW"), holding("LAW"), enrolment=Enrolment(excluded=("law",)))
    assert _hint(answer, HintKind.INCLUSION).holding == "law"


def test_an_exception_from_double_counting_would_help() -> None:
    rules = every(take("core", "ETH", label="Core"), take("wide", select=Selector(), label="Wide"))
    hint = _hint(told(rules, holding("ETH")), HintKind.EXCEPTION)
    assert hint.reason.startswith("an exception that lets Wide and Core share a credential")


def test_nothing_is_hinted_for_what_nobody_needs_or_when_all_is_met() -> None:
    rules = AnyOf(id="way", of=(take("a", "A"), take("b", "B", waivable_by="dean")))
    assert told(rules, holding("A")).hints == ()


def test_the_engine_is_asked_a_bounded_number_of_times() -> None:
    rules = every(*(take(f"r{n}", f"R{n}", waivable_by="dean") for n in range(9)))
    asked = question(stack(rules))
    times = []

    def counting(one: Question) -> Allocation:
        times.append(one)
        return allocate(one)

    answer = progress(asked, allocate(asked), ask=counting, tries=4)
    assert len(times) == len(answer.hints) == 4
    assert progress(asked, allocate(asked), ask=counting, tries=0).hints == ()
    assert len(times) == 4


def test_kinds_of_changes_take_turns_so_that_none_is_crowded_out() -> None:
    rules = every(
        *(take(f"r{n}", f"R{n}", waivable_by="dean") for n in range(9)), take("law", "LAW")
    )
    held = holding("LAW", standing=Standing.EXPIRED)
    assert HintKind.RENEWAL in {one.kind for one in told(rules, held, tries=3).hints}
