"""Which conditions can hold for any learner, and whom a stack is tried with."""

from __future__ import annotations

from datetime import date

import pytest

from credstone.model.requirement import All, Attest, Cond, Take
from credstone.model.selector import (
    Attribute,
    Declares,
    Enrolled,
    Every,
    Predicate,
    Selector,
    Some,
    Today,
    Unless,
    Window,
)
from credstone.model.text import Text
from credstone.stacking.lint.learners import outcomes, typical
from credstone.stacking.lint.look import Look
from tests.core.stacking.credentials import TODAY, stack

THIS_YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
LAST_YEAR = Window(date(2025, 1, 1), date(2025, 12, 31))
LOOK = Look(stack(effective=THIS_YEAR), None, (), TODAY)


@pytest.mark.parametrize(
    ("predicate", "found"),
    [
        (Declares("law"), {True, False}),
        (Every((Declares("law"), Unless(Declares("law")))), {False}),
        (Some((Declares("law"), Unless(Declares("law")))), {True}),
        (Enrolled(LAST_YEAR), {False}),
        (Enrolled(THIS_YEAR), {True}),
        (Enrolled(Window(first=date(2026, 4, 1))), {True, False}),
        (Today(LAST_YEAR), {True, False}),
        (Every((Today(LAST_YEAR), Today(THIS_YEAR))), {False}),
        (Attribute("mode", "part-time"), {True, False}),
        (Some(tuple(Declares(str(n)) for n in range(30))), {True, False}),
    ],
)
def test_what_a_condition_can_come_to(predicate: Predicate, found: set[bool]) -> None:
    assert outcomes(predicate, LOOK) == found


def test_a_stack_is_tried_with_everyone_it_tells_apart() -> None:
    leaf = Take(id="leaf", select=Selector())
    rules = All(
        id="all",
        of=(
            Cond(id="track", when=Declares("law"), then=leaf),
            Cond(id="slow", when=Unless(Attribute("mode", "part-time")), then=leaf),
            Take(id="new", select=Selector(), effective=Window(first=date(2026, 10, 1))),
            Attest(id="viva", role="tutor", statement=Text.of({"en": "Held."})),
        ),
    )
    look = Look(
        stack(rules, effective=Window(date(2026, 1, 1), date(2026, 10, 1))), None, (), TODAY
    )
    learners = dict(typical(look))
    assert [*learners] == [
        "",
        "who declare law",
        "with mode part-time",
        "who enrolled on 2026-09-30",
        "who enrolled on 2026-10-01",
    ]
    assert learners[""].enrolled_on == date(2026, 1, 1)
    assert all(one.attestations[0].role == "tutor" for one in learners.values())
