"""A definition's JSON: total, the same for equal definitions, and nothing is lost in it."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from credstone.errors import MalformedInput
from credstone.formats.definition import (
    achievement_from_json,
    achievement_to_json,
    read_achievement,
)
from credstone.formats.organisation import organisation_from_json, organisation_to_json
from credstone.model.achievement import Achievement, CreditPoints, Workload
from credstone.model.party import Organisation
from credstone.model.vocabulary import CreditSystem
from tests.core.formats.samples import achievement, organisations
from tests.core.formats.strategies import achievements
from tests.core.formats.strategies import organisations as any_organisation

many = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@many
@given(achievements)
def test_reading_what_was_written_gives_an_equal_achievement(one: Achievement) -> None:
    assert achievement_from_json(json.loads(json.dumps(achievement_to_json(one)))) == one


@many
@given(any_organisation)
def test_reading_what_was_written_gives_an_equal_organisation(one: Organisation) -> None:
    assert organisation_from_json(organisation_to_json(one)) == one


def test_equal_achievements_are_written_the_same() -> None:
    def with_credits(value: str) -> Achievement:
        workload = Workload(Decimal("75.0"), (CreditPoints(CreditSystem.ECTS, Decimal(value)),))
        return replace(achievement(), workload=workload)

    assert with_credits("3") == with_credits("3.00")
    assert achievement_to_json(with_credits("3")) == achievement_to_json(with_credits("3.00"))
    assert achievement_to_json(with_credits("3"))["workload"] == {
        "hours": "75",
        "credits": [{"system": "ects", "value": "3"}],
    }


def test_what_says_nothing_is_left_out() -> None:
    written = achievement_to_json(replace(achievement(), tags=(), price=None, homepage=""))
    assert not {"tags", "price", "homepage"} & written.keys()


def test_awarding_bodies_are_looked_up_or_written_out() -> None:
    value = achievement_to_json(achievement())
    looked_up, findings = read_achievement(
        {**value, "awarding_bodies": ["ub", "hub"]}, organisations()
    )
    assert findings == ()
    assert looked_up == achievement()
    written_out, _ = read_achievement(value, {})
    assert written_out == achievement()


def test_numbers_and_strings_of_digits_are_the_same_number() -> None:
    value = achievement_to_json(achievement())
    workload = {"hours": 90, "credits": [{"system": "ects", "value": 3.0}]}
    again, findings = read_achievement({**value, "workload": workload}, {})
    assert findings == ()
    assert again == achievement()


def test_what_nobody_wrote_is_refused_where_only_our_own_is_expected() -> None:
    with pytest.raises(MalformedInput) as refused:
        achievement_from_json({"code": ["x"]})
    assert refused.value.where == "/code"
    with pytest.raises(MalformedInput):
        organisation_from_json("ub")
