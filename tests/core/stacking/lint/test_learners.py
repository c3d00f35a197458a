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
    learners = typical(look)
    assert [one.traits for one in learners if "who enrolled on 2026-09-30" in one.traits] == [
        ("who enrolled on 2026-09-30",),
        ("who declare law", "who enrolled on 2026-09-30"),
        ("with mode part-time", "who enrolled on 2026-09-30"),
        ("who declare law", "with mode part-time", "who enrolled on 2026-09-30"),
    ]
    days = {one.enrolment.enrolled_on for one in learners}
    assert days == {date(2026, 1, 1), date(2026, 9, 30), date(2026, 10, 1)}
    assert all(one.enrolment.attestations[0].role == "tutor" for one in learners)


def test_nobody_has_two_values_of_an_attribute() -> None:
    leaf = Take(id="leaf", select=Selector())
    rules = All(
        id="all",
        of=tuple(
            Cond(id=value, when=Attribute("mode", value), then=leaf) for value in ("slow", "fast")
        ),
    )
    learners = typical(Look(stack(rules), None, (), TODAY))
    assert [one.traits for one in learners] == [(), ("with mode slow",), ("with mode fast",)]


def test_of_very_many_learners_some_are_tried() -> None:
    leaf = Take(id="leaf", select=Selector())
    tracks = tuple(Cond(id=f"t{n}", when=Declares(f"t{n}"), then=leaf) for n in range(40))
    learners = typical(Look(stack(All(id="all", of=tracks)), None, (), TODAY))
    assert len(learners) == 256
    assert max(len(one.traits) for one in learners) == 2
