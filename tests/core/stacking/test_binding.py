"""The version of a stack that binds a learner: of enrolment, of the day, or the better one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from credstone.model.enrolment import Enrolment
from credstone.model.selector import Window
from credstone.model.stack import Grandfather, Retirement, Stack
from credstone.stacking.allocation import Allocation, Stage, StageName
from credstone.stacking.binding import binding, worth
from tests.core.stacking.credentials import TODAY, stack

OLD = stack(version="2024", effective=Window(date(2024, 1, 1), date(2025, 12, 31)))
NEW = stack(version="2026", effective=Window(date(2026, 1, 1)))
IN_2024 = Enrolment(enrolled_on=date(2024, 10, 1))


def unasked(version: Stack) -> tuple[int, ...]:
    pytest.fail(f"nothing has to be compared, and {version.version} was")


def grants(way: Grandfather) -> list[Stack]:
    return [NEW, replace(OLD, grandfather=way)]


def test_a_learner_stays_with_the_version_of_enrolment() -> None:
    bound = binding([NEW, OLD], IN_2024, TODAY, unasked)
    assert bound.stack is OLD
    assert bound.reason == "Version 2024 is that of enrolment on 2024-10-01."
    assert bound.may_be_awarded
    assert [(one.version, one.why) for one in bound.passed_over] == [("2026", "version 2024 binds")]


def test_a_version_named_in_the_enrolment_goes_before_the_day() -> None:
    named = Enrolment(version="2026", enrolled_on=date(2024, 10, 1))
    assert binding([OLD, NEW], named, TODAY, unasked).stack is NEW


def test_a_version_nobody_wrote_binds_nobody() -> None:
    bound = binding([OLD, NEW], Enrolment(version="2019"), TODAY, unasked)
    assert bound.stack is None
    assert bound.reason == "There is no version 2019; known: 2024, 2026."


def test_who_only_asks_is_bound_by_the_version_open_today() -> None:
    bound = binding([OLD, NEW], Enrolment(), TODAY, unasked)
    assert bound.stack is NEW
    assert bound.reason == "Version 2026 is open to enrolment on 2026-11-22."


def test_where_two_are_open_the_later_one_binds() -> None:
    early = stack(version="2025", effective=Window(first=date(2025, 1, 1)))
    assert binding([NEW, early], Enrolment(), TODAY, unasked).stack is NEW


def test_the_version_of_the_award_day_where_the_version_of_enrolment_grants_it() -> None:
    bound = binding(grants(Grandfather.AWARD), IN_2024, TODAY, unasked)
    assert bound.stack is NEW
    assert bound.reason == "Version 2026 is that of 2026-11-22, which version 2024 grants."


@pytest.mark.parametrize(
    ("old", "new", "binds", "reason"),
    [
        ((0, 4), (1, 3), "2026", "Version 2026 is better for the learner than 2024."),
        ((1, 4), (0, 9), "2024", "Version 2024 is that of enrolment and no worse than 2026."),
        ((1, 4), (1, 4), "2024", "Version 2024 is that of enrolment and no worse than 2026."),
    ],
)
def test_the_better_version(
    old: tuple[int, ...], new: tuple[int, ...], binds: str, reason: str
) -> None:
    answers = {"2024": old, "2026": new}
    versions = grants(Grandfather.BEST)
    bound = binding(versions, IN_2024, TODAY, lambda one: answers[one.version])
    assert bound.stack is not None
    assert bound.stack.version == binds
    assert bound.reason == reason


def test_nothing_is_compared_where_only_one_version_is_open() -> None:
    versions = [replace(OLD, grandfather=Grandfather.BEST)]
    assert binding(versions, IN_2024, TODAY, unasked).stack is versions[0]


def test_a_taught_out_version_is_awarded_no_more_and_names_its_successor() -> None:
    ended = replace(OLD, retirement=Retirement(date(2025, 1, 1), date(2026, 6, 30), "data@2026"))
    bound = binding([NEW, ended], IN_2024, TODAY, unasked)
    assert bound.stack is ended
    assert not bound.may_be_awarded
    assert bound.reason == (
        "Version 2024 is that of enrolment on 2024-10-01, "
        "but version 2024 was taught out on 2026-06-30; data@2026 takes over."
    )
    before = binding([NEW, ended], IN_2024, date(2026, 6, 30), unasked)
    assert before.may_be_awarded


def test_a_taught_out_version_gives_way_where_the_better_one_binds() -> None:
    ended = replace(
        OLD,
        grandfather=Grandfather.BEST,
        retirement=Retirement(date(2025, 1, 1), date(2026, 6, 30)),
    )
    bound = binding([NEW, ended], IN_2024, TODAY, unasked)
    assert bound.stack is NEW
    assert bound.may_be_awarded


def test_nobody_enrols_in_a_retired_version() -> None:
    retired = replace(NEW, retirement=Retirement(date(2026, 6, 1)))
    bound = binding([OLD, retired], Enrolment(), TODAY, unasked)
    assert bound.stack is None
    assert bound.reason == "No version is open to enrolment on 2026-11-22."
    assert [one.why for one in bound.passed_over] == [
        "version 2024 is open to enrolment from 2024-01-01 until 2025-12-31",
        "version 2026 is closed to enrolment from 2026-06-01",
    ]


def test_versions_are_compared_by_what_is_met_and_not_by_order() -> None:
    stages = tuple(Stage(name, place) for place, name in enumerate(StageName))
    assert worth(Allocation(False, (), stages)) == (0, 1, 2)
