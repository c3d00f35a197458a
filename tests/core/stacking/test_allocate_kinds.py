"""Each kind of requirement, met and not, as both solvers decide it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from credstone.model.enrolment import Attestation, Enrolment, Waiver
from credstone.model.learning import Holding, Skill
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
    Requirement,
    WantedOutcome,
)
from credstone.model.selector import Declares, GradeRule, Window
from credstone.model.stack import Constraints
from credstone.model.text import Text
from credstone.stacking.allocation import Allocation, StageName
from tests.core.stacking.allocating import answer_to, credits, every, take, uses, value
from tests.core.stacking.credentials import GERMAN, HUB, UB, holding, question, stack

A, B, C = holding("A"), holding("B"), holding("C")
EARLY = Enrolment(enrolled_on=date(2026, 1, 1))


def ask(rules: Requirement, *holdings: Holding, **parts: object) -> Allocation:
    return answer_to(question(stack(rules), *holdings, **parts))


def test_a_holding_counts_where_it_helps_not_where_it_comes_first() -> None:
    answer = ask(every(take("either", "A", "B"), take("only", "A")), A, B)
    assert answer.met
    assert answer.uses == uses(("a", "only"), ("b", "either"))


def test_without_minimum_one_credential_is_asked_and_no_more_is_used() -> None:
    assert ask(take("t"), A, B).uses == uses(("a", "t"))


def test_credits_that_do_not_suffice_still_count_as_progress() -> None:
    answer = ask(take("t", min_credits=credits("12")), A, B)
    assert not answer.met
    assert value(answer, StageName.PROGRESS) == 1000


def test_a_cap_on_each_credential_asks_for_more_of_them() -> None:
    wish = take("t", min_credits=credits("6"), per_item_cap=credits("2"))
    assert ask(wish, A, B, C).met
    assert not ask(wish, A, B).met


def test_all_providers_differ() -> None:
    wish = take("t", min_count=2, distinct=Distinct(DistinctBy.PROVIDER))
    assert not ask(wish, A, B).met
    answer = ask(wish, A, B, holding("C", issuers=(HUB,)))
    assert answer.uses == uses(("a", "t"), ("c", "t"))


def test_two_providers_among_three() -> None:
    wish = take("t", min_count=3, distinct=Distinct(DistinctBy.PROVIDER, 2))
    assert not ask(wish, A, B, C).met
    assert ask(wish, A, B, holding("C", issuers=(HUB,))).met


def test_an_average_leaves_out_the_bad_grade() -> None:
    wish = take("t", min_count=2, grade=GradeRule("de", avg_min="2.0"))
    graded = [holding(code, grading=GERMAN, grade=grade) for code, grade in
              (("A", "3.7"), ("B", "1.3"), ("C", "2.5"))]  # fmt: skip
    assert ask(wish, *graded).uses == uses(("b", "t"), ("c", "t"))


def test_n_of_is_met_by_any_two() -> None:
    wish = NOf(id="n", n=2, of=(take("a", "A"), take("b", "B"), take("c", "C")))
    assert ask(wish, A, C).met
    assert not ask(wish, A).met


def test_one_part_may_stand_for_two() -> None:
    wish = NOf(id="n", n=2, of=(take("many", "A", "B", counts_up_to=2), take("c", "C")))
    assert ask(wish, A, B).met


def test_the_parts_come_from_two_providers() -> None:
    wish = NOf(id="n", n=2, of=(take("one"), take("two")), distinct=Distinct(DistinctBy.PROVIDER))
    assert not ask(wish, A, B).met
    assert ask(wish, A, holding("B", issuers=(HUB,))).met


def test_best_takes_credentials_for_one_part_only() -> None:
    parts = (take("one", "A", min_count=2), take("two", "B"))
    assert ask(AnyOf(id="any", of=parts), A, B).uses == uses(("b", "two"))
    third = AnyOf(id="any", of=(take("one", "A"), take("two", "B")), best=True)
    whole = every(third, min_count=2)
    assert not ask(whole, A, B).met
    assert ask(every(replace(third, best=False), min_count=2), A, B).met


def test_a_group_counts_its_parts_credits_up_to_their_ceiling() -> None:
    capped = every(
        take("a", "A", "B", max_credits=credits("7")), take("c", "C"), min_credits=credits("12.01")
    )
    assert not ask(capped, A, B, C).met
    assert ask(replace(capped, min_credits=credits("12")), A, B, C).met


def test_a_group_takes_no_more_than_it_allows() -> None:
    assert not ask(every(take("a", "A"), take("b", "B"), max_count=1), A, B).met


@pytest.mark.parametrize(
    ("cover", "met"),
    [
        (Cover(), False),
        (Cover(CoverMode.COUNT, 2), True),
        (Cover(CoverMode.WEIGHT, 4), True),
        (Cover(CoverMode.WEIGHT, 5), False),
    ],
)
def test_outcomes_are_covered_together(cover: Cover, met: bool) -> None:
    wanted = (WantedOutcome("x", essential=True), WantedOutcome("y", weight=3), WantedOutcome("z"))
    shows = [holding("A", skills=(Skill("x"),)), holding("B", skills=(Skill("y"),))]
    answer = ask(Outcomes(id="o", outcomes=wanted, cover=cover), *shows)
    assert answer.met is met
    assert value(answer, StageName.PROGRESS) == (0 if met else 200)


def test_an_essential_outcome_has_no_substitute() -> None:
    wanted = (WantedOutcome("x", essential=True), WantedOutcome("y"))
    wish = Outcomes(id="o", outcomes=wanted, cover=Cover(CoverMode.COUNT, 1))
    assert not ask(wish, holding("A", skills=(Skill("y"),))).met


def word(role: str, day: int, *, confirmed: bool = True) -> Attestation:
    return Attestation("viva", role, "Dr Ek", date(2026, 5, day), confirmed)


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ((), False),
        ((word("tutor", 1),), False),
        ((word("examiner", 1),), True),
        ((word("examiner", 1), word("examiner", 2, confirmed=False)), False),
        ((word("examiner", 1), word("examiner", 1, confirmed=False)), False),
        ((word("examiner", 1, confirmed=False), word("examiner", 2)), True),
    ],
)
def test_the_last_word_of_the_role_counts(words: tuple[Attestation, ...], met: bool) -> None:
    viva = Attest(id="viva", role="examiner", statement=Text())
    enrolment = Enrolment(attestations=words)
    assert ask(every(viva, take("a")), A, enrolment=enrolment).met is met
    asked_besides = take("viva", attest="examiner")
    assert ask(asked_besides, A, enrolment=enrolment).met is met


def test_a_condition_chooses_its_branch() -> None:
    wish = Cond(id="c", when=Declares("law"), then=take("a", "A"), otherwise=take("b", "B"))
    assert ask(wish, A, B).uses == uses(("b", "b"))
    assert ask(wish, A, B, enrolment=Enrolment(declared=("law",))).uses == uses(("a", "a"))


def test_what_is_not_asked_is_as_if_it_were_not_written() -> None:
    later = take("later", "B", effective=Window(first=date(2026, 6, 1)))
    assert ask(every(take("a", "A"), later), A, enrolment=EARLY).met
    assert not ask(every(take("a", "A"), later), A).met


def test_rules_of_which_nothing_is_asked_are_not_met() -> None:
    assert not ask(take("later", effective=Window(first=date(2026, 6, 1))), A, enrolment=EARLY).met


def waived(role: str = "registrar", day: int = 1) -> Enrolment:
    return Enrolment(waivers=(Waiver("b", role, "Dr Ek", date(2026, 5, day)),))


def test_a_waived_part_is_met_and_nothing_counts_there() -> None:
    wish = every(take("a", "A"), take("b", "A", "B", waivable_by="registrar"))
    answer = ask(wish, A, B, enrolment=waived())
    assert answer.met
    assert answer.uses == uses(("a", "a"))
    assert not ask(replace(wish, min_count=2), A, B, enrolment=waived()).met


@pytest.mark.parametrize("role", ["tutor", ""])
def test_only_the_role_named_can_waive(role: str) -> None:
    wish = every(take("a", "A"), take("b", "B", waivable_by="registrar"))
    assert not ask(wish, A, enrolment=waived(role)).met


def test_the_capstone_is_asked_besides_and_shares_nothing() -> None:
    capstone = Constraints(capstone=take("thesis", "A", "B"))
    whole = stack(take("t", "A"), constraints=capstone, issuers=(("ub", UB),))
    assert not answer_to(question(whole, A)).met
    assert answer_to(question(whole, A, B)).uses == uses(("a", "t"), ("b", "thesis"))


def test_weights_decide_when_not_everything_can_be_met() -> None:
    wish = every(take("light", "A"), take("heavy", "A", weight=3), take("never", "C"))
    assert ask(wish, A).uses == uses(("a", "heavy"))
