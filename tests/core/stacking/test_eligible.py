"""Which credentials can count at all, in which leaf they may be used, and the reason if not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from credstone.model.enrolment import Enrolment
from credstone.model.learning import Holding, Skill, Standing
from credstone.model.requirement import Distinct, DistinctBy, Outcomes, Take, WantedOutcome
from credstone.model.selector import GradeRule, Period, Selector
from credstone.model.stack import Age, AgeClock, Compensation, Constraints
from credstone.stacking.eligible import (
    Leaf,
    covered,
    credits_of,
    is_usable,
    may_be_used,
    set_aside,
)
from tests.core.stacking.credentials import (
    GERMAN,
    HUB,
    PERCENT,
    STRANGER,
    holding,
    question,
    setting,
    stack,
)

PYTHON = "https://skills.example/python"
SQL = "https://skills.example/sql"
NOTHING_SAID = Constraints()


def aside(one: Holding, constraints: Constraints = NOTHING_SAID, **parts: object) -> str:
    """Why ``one`` is set aside; "" when it is not."""
    found = set_aside(question(stack(constraints=constraints), one, **parts))
    return found[one.id].why if found else ""


def test_a_current_credential_of_a_known_issuer_counts() -> None:
    assert aside(holding()) == ""


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.CURRENT])
def test_one_that_is_not_current_does_not(standing: Standing) -> None:
    why = aside(holding(standing=standing, standing_reason="said the office"))
    assert why.startswith("it ")
    assert why.endswith(": said the office")


def test_one_that_ran_out_before_the_day_does_not() -> None:
    assert aside(holding(valid_until=date(2026, 11, 22))) == ""
    assert aside(holding(valid_until=date(2026, 11, 21))) == "it is expired: valid until 2026-11-21"


def test_a_stranger_counts_only_when_trusted_or_named() -> None:
    strangers = holding(issuers=(STRANGER, HUB), trusted=False)
    assert aside(strangers) == f"{STRANGER} is in no trust list, and the stack does not name it"
    assert aside(holding(issuers=(STRANGER,), trusted=True)) == ""
    assert aside(holding(issuers=(HUB,), trusted=False)) == ""


def test_what_is_awarded_after_the_day_does_not_count_yet() -> None:
    assert aside(holding(awarded_on=date(2026, 11, 22))) == ""
    later = holding(awarded_on=date(2026, 11, 23))
    assert aside(later) == "awarded 2026-11-23, after 2026-11-22"


def test_what_the_learner_keeps_out_does_not_count() -> None:
    why = aside(holding(), enrolment=Enrolment(excluded=("eth",)))
    assert why == "the learner keeps it out of this stack"


def test_what_is_too_old_does_not_count() -> None:
    old = holding(awarded_on=date(2017, 3, 1), renewed_on=date(2019, 3, 1))
    five_years = Period(years=5)
    assert (
        aside(old, Constraints(age=Age(five_years)))
        == "awarded 2017-03-01, older than 5 years on 2026-11-22"
    )
    assert (
        aside(old, Constraints(age=Age(five_years, AgeClock.RENEWED)))
        == "last renewed 2019-03-01, older than 5 years on 2026-11-22"
    )


def test_a_fail_counts_only_where_it_may_be_compensated() -> None:
    rule = Constraints(compensation=Compensation("de", "2.5", "4.3", Decimal(5)))
    assert aside(holding(grading=GERMAN, grade="4.3")) == "grade 4.3 is a fail"
    assert aside(holding(grading=GERMAN, grade="4.3"), rule) == ""
    assert (
        aside(holding(grading=GERMAN, grade="5.0"), rule)
        == "grade 5.0 is a fail and not even 4.3 in de, which may be compensated"
    )
    assert "a fail" in aside(holding(grading=PERCENT, grade="45"), rule)


def test_the_first_reason_is_told() -> None:
    bad = holding(standing=Standing.REVOKED, trusted=False, issuers=(STRANGER,))
    assert aside(bad) == "it is revoked"


def why_not(leaf: Leaf, one: Holding) -> list[str]:
    """Both ways of asking agree; the reasons."""
    found = may_be_used(leaf, one, setting())
    assert is_usable(leaf, one, setting()) is not bool(found)
    return [miss.why for miss in found]


def test_a_small_credential_is_not_taken() -> None:
    leaf = Take(id="a", select=Selector(), min_each=Decimal(5))
    assert why_not(leaf, holding(credits=Decimal(5))) == []
    assert why_not(leaf, holding(credits=Decimal("2.5"))) == ["2.5 credits, fewer than 5 credits"]
    assert why_not(leaf, holding(unit="hours")) == ["0 credits, fewer than 5 credits"]


def test_a_grade_must_reach_the_least() -> None:
    leaf = Take(id="a", select=Selector(eqf_min=7), grade=GradeRule("de", min="2.0"))
    assert why_not(leaf, holding(eqf=7, grading=GERMAN, grade="2,0")) == []
    assert why_not(leaf, holding(eqf=6, grading=GERMAN, grade="2.3")) == [
        "EQF level 6 is below 7",
        "grade 2.3 does not reach 2.0 in de",
    ]


def test_an_average_needs_numbers() -> None:
    leaf = Take(id="a", select=Selector(), grade=GradeRule("de", avg_min="2.0"))
    assert why_not(leaf, holding(grading=GERMAN, grade="5.0")) == []
    assert why_not(leaf, holding(grading=PERCENT, grade="90")) == [
        "it has no numeric grade in de, which the average needs"
    ]


def test_what_has_to_differ_must_be_stated() -> None:
    all_differ = Take(id="a", select=Selector(), distinct=Distinct(DistinctBy.FIELD))
    assert why_not(all_differ, holding(field="0613")) == []
    assert why_not(all_differ, holding(field="")) == ["it states no field, which has to differ"]
    two_differ = Take(id="a", select=Selector(), distinct=Distinct(DistinctBy.FIELD, 2))
    assert why_not(two_differ, holding(field="")) == []


def test_an_outcome_must_be_shown_surely_and_at_its_level() -> None:
    leaf = Outcomes(
        id="a",
        outcomes=(WantedOutcome(PYTHON, min_level=6), WantedOutcome(SQL)),
        min_confidence=Decimal("0.5"),
    )
    shows_both = holding(skills=(Skill(PYTHON), Skill(SQL, Decimal("0.5"))))
    assert why_not(leaf, shows_both) == []
    assert covered(leaf, shows_both) == (PYTHON, SQL)
    assert why_not(leaf, holding(eqf=5, skills=(Skill(PYTHON),))) == [
        f"it shows {PYTHON} at EQF level 5, and 6 is asked"
    ]
    assert why_not(leaf, holding(skills=(Skill(SQL, Decimal("0.4")),))) == [
        f"it shows {SQL} with confidence 0.4, below 0.5"
    ]
    assert why_not(leaf, holding()) == [f"it shows none of {PYTHON}, {SQL}"]


def test_credits_are_hundredths_of_the_stacks_unit() -> None:
    assert credits_of(holding(credits=Decimal("2.5")), setting()) == 250
    assert credits_of(holding(credits=Decimal("0.999")), setting()) == 99
    assert credits_of(holding(credits=None), setting()) == 0
    assert credits_of(holding(unit="ecvet"), setting()) == 0


@pytest.mark.parametrize(
    ("credits", "why"),
    [
        ("-5", "it states -5 credits, which no credential has"),
        ("99999999999", "it states 99999999999 credits, which no credential has"),
        ("0", ""),
        ("100000", ""),
    ],
)
def test_credits_that_nobody_earns_set_a_credential_aside(credits: str, why: str) -> None:
    assert aside(holding("ODD", credits=Decimal(credits))) == why


def test_credits_in_another_unit_may_be_as_many_as_they_like() -> None:
    assert not aside(holding("HOURS", credits=Decimal(200_000), unit="hours"))


def test_credits_of_a_granted_use_stay_within_what_can_be_reckoned() -> None:
    most = credits_of(holding("HUGE", credits=Decimal(99_999_999_999)), setting())
    assert (most, credits_of(holding("BELOW", credits=Decimal(-5)), setting())) == (10_000_000, 0)
