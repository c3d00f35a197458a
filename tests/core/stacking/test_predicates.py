"""Conditions ask the learner's enrolment and the day, and say what decided."""

from __future__ import annotations

from datetime import date

import pytest

from credstone.model.enrolment import Enrolment
from credstone.model.selector import (
    Attribute,
    Declares,
    Enrolled,
    Every,
    Predicate,
    Some,
    Today,
    Unless,
    Window,
)
from credstone.stacking.predicates import holds
from tests.core.stacking.credentials import TODAY, question, stack

LEARNER = Enrolment(
    enrolled_on=date(2025, 10, 1), declared=("law",), attributes=(("mode", "part-time"),)
)
SINCE_2026 = Window(first=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("predicate", "held", "why"),
    [
        (Declares("law"), True, "law is declared"),
        (Declares("art"), False, "art is not declared"),
        (Enrolled(SINCE_2026), False, "enrolled on 2025-10-01, which is not from 2026-01-01"),
        (Today(SINCE_2026), True, "2026-11-22 is from 2026-01-01"),
        (Today(Window(last=date(2025, 1, 1))), False, "2026-11-22 is not until 2025-01-01"),
        (Attribute("mode", "part-time"), True, "mode is part-time"),
        (Attribute("mode", "full-time"), False, "mode is part-time, not full-time"),
        (Attribute("campus", "B"), False, "the enrolment says nothing about campus"),
        (
            Every((Declares("law"), Declares("art"), Declares("music"))),
            False,
            "art is not declared and music is not declared",
        ),
        (Some((Declares("art"), Declares("law"))), True, "law is declared"),
        (Some((Declares("art"),)), False, "art is not declared"),
        (Unless(Declares("art")), True, "art is not declared"),
    ],
)
def test_a_condition_and_its_reason(predicate: Predicate, held: bool, why: str) -> None:
    assert holds(predicate, question(stack(), enrolment=LEARNER)) == (held, why)


def test_without_a_day_of_enrolment_the_day_itself_is_asked() -> None:
    asked = question(stack())
    assert holds(Enrolled(Window(first=TODAY)), asked) == (
        True,
        f"not enrolled yet, and {TODAY} is from {TODAY}",
    )
