"""Grades become numbers in their own scheme, and never in another's."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from credstone.model.outcome import GradingScheme
from credstone.model.stack import SchemeInStack
from credstone.model.text import Text
from credstone.stacking.grades import above, holding_reaches, is_fail, reaches, score
from tests.core.stacking.credentials import GERMAN, PERCENT, WORDS, holding, setting, stack

POINTS = SchemeInStack(
    "words",
    points=(("distinction", Decimal(4)), ("merit", Decimal(3)), ("pass", Decimal(2))),
)


@pytest.mark.parametrize(
    ("grade", "grading", "thousandths"),
    [
        ("1.3", GERMAN, -1300),
        ("1,3", GERMAN, -1300),
        ("85", PERCENT, 85000),
        ("85.5", PERCENT, 85500),
        ("85.5", replace(PERCENT, maximum="", minimum=""), 85500),
        ("very good", GERMAN, None),
        ("13", GERMAN, None),
        ("", GERMAN, None),
        ("merit", WORDS, None),
    ],
)
def test_a_grade_is_a_number_in_its_own_scheme(
    grade: str, grading: GradingScheme, thousandths: int | None
) -> None:
    assert score(grade, grading, None, grading.id) == thousandths


def test_in_another_scheme_it_is_no_number() -> None:
    assert score("85", PERCENT, SchemeInStack("de", lower_is_better=True), "de") is None


def test_words_are_numbers_where_the_stack_gives_points() -> None:
    assert score("Merit", WORDS, POINTS, "words") == 3000
    assert score("unheard", WORDS, POINTS, "words") is None


def test_a_credential_without_a_scheme_is_read_in_one_the_stack_describes() -> None:
    scheme = SchemeInStack("de", lower_is_better=True)
    assert score("1.3", None, scheme, "de") == -1300
    assert score("1.3", None, None, "de") is None


def test_without_a_direction_there_is_no_number() -> None:
    silent = replace(GERMAN, lower_is_better=None)
    assert score("1.3", silent, None, "de") is None
    assert score("1.3", silent, SchemeInStack("de", lower_is_better=True), "de") == -1300


def test_a_list_of_numbers_tells_by_its_order_which_end_is_best() -> None:
    listed = GradingScheme("list", Text(), allowed=("1.0", "1.3", "2.0", "5.0"))
    assert score("1.3", listed, None, "list") == -1300
    turned = replace(listed, allowed=listed.allowed[::-1])
    assert score("1.3", turned, None, "list") == 1300


def test_words_reach_a_word_by_their_place_in_the_list() -> None:
    assert reaches("merit", "pass", WORDS, None, "words")
    assert reaches("merit", "merit", WORDS, None, "words")
    assert not reaches("pass", "merit", WORDS, None, "words")
    assert not reaches("unheard", "merit", WORDS, None, "words")
    assert not reaches("merit", "pass", WORDS, None, "de")


def test_a_hair_below_the_mark_does_not_reach_it() -> None:
    assert not reaches("84.9999", "85", PERCENT, None, "percent")


def test_how_far_above_the_mark_has_one_sign_in_every_direction() -> None:
    here = setting()
    assert above(holding(grading=GERMAN, grade="1.7"), "2.5", "de", here) == 800
    assert above(holding(grading=PERCENT, grade="60"), "65", "percent", here) == -5000
    assert above(holding(grading=WORDS, grade="pass"), "merit", "words", here) is None


@pytest.mark.parametrize(
    ("grade", "grading", "fails"),
    [
        ("4.0", GERMAN, False),
        ("4,3", GERMAN, True),
        ("49.9", PERCENT, True),
        ("Fail", WORDS, True),
        ("merit", WORDS, False),
        ("unheard", WORDS, True),
        ("seen", GERMAN, False),
        ("", GERMAN, False),
        ("4.3", replace(GERMAN, lower_is_better=None), False),
    ],
)
def test_a_fail_is_a_fail_by_its_own_scheme(
    grade: str, grading: GradingScheme, fails: bool
) -> None:
    assert is_fail(holding(grading=grading, grade=grade), setting()) is fails


def test_the_stack_says_what_passes_where_the_credential_does_not() -> None:
    one = stack(schemes=(SchemeInStack("de", lower_is_better=True, passing="4.0"),))
    assert is_fail(holding(grade="4.3"), setting(one))
    assert not is_fail(holding(grade="3.7"), setting(one))
    assert not is_fail(holding(grade="passed"), setting(one))
    silent = replace(GERMAN, pass_mark="")
    assert is_fail(holding(grading=silent, grade="4.3"), setting(one))
    two = stack(schemes=(*one.schemes, SchemeInStack("percent", passing="50")))
    assert not is_fail(holding(grade="4.3"), setting(two))


def test_points_follow_the_direction_of_the_stack() -> None:
    german_words = SchemeInStack(
        "words", lower_is_better=True, points=(("distinction", Decimal(1)), ("pass", Decimal(4)))
    )
    one = stack(schemes=(german_words,))
    assert holding_reaches(
        holding(grading=WORDS, grade="distinction"), "2.5", "words", setting(one)
    )
    assert not holding_reaches(holding(grading=WORDS, grade="pass"), "2.5", "words", setting(one))
