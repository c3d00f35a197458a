"""Under an open requirement stands every credential that comes near, with why it does not count."""

from __future__ import annotations

from credstone.model.enrolment import AwardUse, Enrolment
from credstone.model.learning import Standing
from credstone.model.requirement import AnyOf, Distinct, DistinctBy
from credstone.model.selector import DefinitionRef, GradeRule, Period, Selector
from credstone.model.stack import (
    Age,
    Cap,
    Compensation,
    Constraints,
    CrossStack,
    NoDoubleCount,
    Overlap,
    SchemeInStack,
    SharingScope,
)
from tests.core.stacking.answers import credits, day, every, take, told, why_not
from tests.core.stacking.credentials import GERMAN, STRANGER, holding

ALL = Selector()


def test_every_field_that_misses_is_told() -> None:
    leaf = take("high", select=Selector(eqf_min=7, subject=("05",)))
    reasons = why_not(told(leaf, holding("A")), "high", "a")
    assert reasons == ("field 0613 is not in 05", "EQF level 6 is below 7")


def test_the_nearest_comes_first_and_what_is_meant_otherwise_is_left_out() -> None:
    answer = told(
        every(
            take("high", select=Selector(eqf_min=7, subject=("05",))), take("law", "LAW", "LAW-EU")
        ),
        holding("A"),
        holding("B", field="0511"),
    )
    assert [one.holding for one in answer.branch("high").not_counted] == ["b", "a"]
    assert answer.branch("law").not_counted == ()


def test_another_version_of_what_is_meant_is_not_left_out() -> None:
    leaf = take("law", select=Selector(definition=(DefinitionRef("LAW", ">=2"),)))
    assert why_not(told(leaf, holding("LAW")), "law", "law") == ("version 1.0 is not in >=2",)


def test_what_counts_elsewhere_is_not_counted_twice() -> None:
    rules = every(take("core", "ETH", label="Core"), take("electives", select=ALL, min_count=2))
    answer = told(rules, holding("ETH"), holding("A"))
    assert why_not(answer, "electives", "eth") == ("already counts for Core (no double counting)",)


def test_what_is_set_aside_says_so_even_where_it_would_fit() -> None:
    answer = told(take("law", "LAW"), holding("LAW", standing=Standing.REVOKED))
    assert why_not(answer, "law", "law") == ("it is revoked",)


def test_what_is_too_old_says_so() -> None:
    rules = Constraints(age=Age(Period(years=6)))
    answer = told(take("law", "LAW"), holding("LAW", awarded_on=day("2019-01-01")),
                  constraints=rules)  # fmt: skip
    [reason] = why_not(answer, "law", "law")
    assert reason == "awarded 2019-01-01, older than 6 years on 2026-11-22"


def test_what_overlaps_names_what_it_overlaps_with() -> None:
    both = (DefinitionRef("VIZ"), DefinitionRef("STORY"))
    answer = told(
        take("electives", select=ALL, min_count=2),
        holding("VIZ"),
        holding("STORY"),
        constraints=Constraints(overlap=(Overlap(both, count_at_most=1),)),
    )
    [left] = answer.branch("electives").not_counted
    counts = {"viz": "VIZ", "story": "STORY"}
    del counts[left.holding]
    [other] = counts.values()
    assert left.reasons == (f"overlaps with {other}: no more than 1 of them may count",)


def test_what_is_capped_says_how_much_may_count() -> None:
    cap = Cap(Selector(tag=("online",)), max_credits=credits(6), within="electives")
    answer = told(
        take("electives", select=ALL, min_count=2, label="Electives"),
        holding("A", tags=("online",)),
        holding("B", tags=("online",)),
        constraints=Constraints(caps=(cap,)),
    )
    [left] = answer.branch("electives").not_counted
    assert left.reasons == ("capped: no more than 6 credits of this kind may count in Electives",)


def test_a_second_award_of_one_definition_does_not_count() -> None:
    leaf = take("electives", select=ALL, min_count=2)
    answer = told(leaf, holding("WEB"), holding("WEB", id="again"))
    [left] = answer.branch("electives").not_counted
    assert left.reasons == ("another award of WEB counts already, and one definition counts once",)


def test_more_than_the_most_do_not_count() -> None:
    leaf = take("electives", select=ALL, min_credits=credits(20), max_count=1)
    answer = told(leaf, holding("A"), holding("B"))
    [left] = answer.branch("electives").not_counted
    assert left.reasons == ("no more than 1 credential may count in electives",)


def test_what_has_to_differ_and_does_not_says_in_what() -> None:
    distinct = Distinct(DistinctBy.PROVIDER)
    answer = told(
        take("wide", select=ALL, min_count=2, distinct=distinct), holding("A"), holding("B")
    )
    [left] = answer.branch("wide").not_counted
    assert left.reasons == ("another credential of the same provider counts there",)


def test_below_the_better_part_only() -> None:
    rules = AnyOf(
        id="way",
        best=True,
        of=(
            take("long", "L", min_credits=credits(10)),
            take("short", select=Selector(tag=("s",)), min_credits=credits(10)),
        ),
    )
    answer = told(rules, holding("L", credits=credits(8)), holding("S", tags=("s",)))
    assert why_not(answer, "short", "s") == (
        "credentials are taken for one part of way only, and another one is used",
    )


def test_what_another_stack_uses_counts_here_only_so_far() -> None:
    granted = tuple(
        AwardUse(award, "wards", "practice", credits(5), day("2026-05-01")) for award in ("a", "b")
    )
    answer = told(
        take("points", select=ALL, min_credits=credits(10)),
        holding("A"),
        holding("B"),
        constraints=Constraints(cross_stack=(CrossStack("wards", credits(5)),)),
        enrolment=Enrolment(granted=granted),
    )
    [left] = answer.branch("points").not_counted
    assert left.reasons == ("no more than 5 credits that wards uses may count here too",)


def test_a_failed_credential_counts_only_while_there_is_room() -> None:
    rule = Compensation("de", avg_min="4.5", fail_floor="5.0", max_compensated_credits=credits(5))
    failed = {"grading": GERMAN, "grade": "4.3"}
    answer = told(
        take("points", select=ALL, min_credits=credits(10)),
        holding("A", **failed),
        holding("B", **failed),
        constraints=Constraints(compensation=rule),
        schemes=(SchemeInStack("de", lower_is_better=True),),
    )
    [left] = answer.branch("points").not_counted
    assert left.reasons == ("no more than 5 credits of failed credentials may count",)


def test_what_was_awarded_too_early_says_before_what() -> None:
    rules = every(take("core", "CORE", label="Core"), take("project", "PRO"))
    answer = told(
        rules,
        holding("CORE", awarded_on=day("2026-06-01")),
        holding("PRO", awarded_on=day("2026-01-01")),
        constraints=Constraints(order=(("core", "project"),)),
    )
    assert why_not(answer, "project", "pro") == ("awarded 2026-01-01, before what counts in Core",)


def test_sharing_that_is_used_up_says_how_much_may_be_shared() -> None:
    sharing = NoDoubleCount(SharingScope.NONE, max_shared_credits=credits(4))
    answer = told(
        every(take("core", "ETH"), take("wide", select=ALL)),
        holding("ETH"),
        constraints=Constraints(no_double_count=sharing),
    )
    assert why_not(answer, "wide", "eth") == ("no more than 4 credits may count twice",)


def test_what_has_no_credits_adds_none() -> None:
    leaf = take("points", select=ALL, min_credits=credits(10))
    answer = told(leaf, holding("A", credits=None))
    assert why_not(answer, "points", "a") == ("it would add nothing that is still missing there",)


def test_a_grade_below_the_one_asked_says_both() -> None:
    leaf = take("good", select=ALL, grade=GradeRule("de", min="2.0"))
    answer = told(leaf, holding("A", grading=GERMAN, grade="3.3"))
    assert why_not(answer, "good", "a") == ("grade 3.3 does not reach 2.0 in de",)


def test_foreign_and_unverified_credentials_are_each_answered() -> None:
    answer = told(
        take("any", select=ALL, min_count=5),
        holding("A", issuers=(STRANGER,), trusted=False),
        holding("B", standing=Standing.UNVERIFIABLE, standing_reason="its issuer is out of reach"),
        holding("C", standing=Standing.SOMEONE_ELSES),
        holding("D", valid_until=day("2026-10-01")),
    )
    reasons = {one.holding: one.reasons[0] for one in answer.rules.not_counted}
    assert "in no trust list" in reasons["a"]
    assert reasons["b"] == "it could not be verified: its issuer is out of reach"
    assert reasons["c"] == "it is someone else's"
    assert reasons["d"] == "it is expired: valid until 2026-10-01"
