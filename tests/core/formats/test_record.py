"""Awards and learning records as JSON files."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from credstone.formats.record import award_to_json, read_award, read_record, record_to_json
from credstone.model.achievement import CreditPoints, Level, Workload
from credstone.model.award import Award
from credstone.model.learning import Recognition, Standing
from credstone.model.record import LearningRecord, RecordedAward, SetAside
from credstone.model.vocabulary import CreditSystem
from credstone.ports import JsonObject
from tests.core.formats.samples import CREDENTIAL_ID, award
from tests.core.formats.strategies import awards

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
RECORDED = RecordedAward(award(), CREDENTIAL_ID, "did:web:ub.example", True, AT)
many = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


@many
@given(awards)
def test_reading_what_was_written_gives_an_equal_award(one: Award) -> None:
    read, findings = read_award(json.loads(json.dumps(award_to_json(one))))
    assert findings == ()
    assert read == one


def test_a_learning_record_comes_back() -> None:
    verified_at = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)
    recorded = RecordedAward(award(), CREDENTIAL_ID, "did:web:ub.example", True, verified_at)
    record = LearningRecord(award().learner_id, (recorded,), other_ids=("urn:uuid:2",))
    assert read_record(record_to_json(record)) == (record, ())


def test_an_entry_given_twice_is_read_once() -> None:
    once = LearningRecord(award().learner_id, (RECORDED,))
    again = replace(RECORDED, verified_at=datetime(2026, 11, 23, tzinfo=UTC))
    twice = replace(once, awards=(RECORDED, again))
    assert read_record(record_to_json(twice)) == (once, ())


def with_achievement(**changed: Workload | Level) -> RecordedAward:
    one = award()
    return replace(RECORDED, award=replace(one, achievement=replace(one.achievement, **changed)))  # type: ignore[arg-type]


MINUS = Workload(None, (CreditPoints(CreditSystem.ECTS, Decimal(-3)),))
REVOKED = SetAside(
    "a.json", Standing.REVOKED, "revoked", AT, CREDENTIAL_ID, "did:web:ub.example", award=award()
)


@pytest.mark.parametrize(
    ("record", "place", "why"),
    [
        (
            LearningRecord("me", (RECORDED, replace(RECORDED, credential_id="urn:uuid:9"))),
            "/awards/1/award/id",
            "another award",
        ),
        (
            LearningRecord(
                "me", (RECORDED, replace(RECORDED, award=replace(award(), id="urn:uuid:9")))
            ),
            "/awards/1/credential_id",
            "another credential",
        ),
        (LearningRecord("", (RECORDED,)), "/learner_id", "whose record"),
        (LearningRecord("me", (replace(RECORDED, issuer_id=""),)), "/awards/0/issuer_id", "signed"),
        (
            LearningRecord("me", (with_achievement(workload=MINUS),)),
            "/awards/0/award/achievement/workload/credits/0/value",
            "fewer than no credits",
        ),
        (
            LearningRecord("me", (with_achievement(level=Level(eqf=99)),)),
            "/awards/0/award/achievement/level/eqf",
            "1 to 8",
        ),
        (
            LearningRecord("me", (RECORDED,), (REVOKED,)),
            "/awards/0/credential_id",
            "set aside as revoked",
        ),
    ],
)
def test_what_no_record_can_say_is_told_where_it_stands(
    record: LearningRecord, place: str, why: str
) -> None:
    read, [found] = read_record(record_to_json(record))
    assert read is None
    assert found.pointer == place
    assert why in found.why


def test_what_is_missing_is_told() -> None:
    read, findings = read_record({"learner_id": "urn:uuid:1", "awards": [{"award": {}}]})
    assert read is None
    assert "/awards/0/verified_at" in [one.pointer for one in findings]
    assert "/awards/0/award/issued_at" in [one.pointer for one in findings]


def test_what_was_set_aside_comes_back_too() -> None:
    at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    recognised = (Recognition("did:web:nord.example", "three-universities"),)
    recorded = RecordedAward(award(), CREDENTIAL_ID, "did:web:ub.example", True, at, recognised)
    revoked = SetAside("old.json", Standing.REVOKED, "The issuer revoked it", at, award=award())
    torn = SetAside("torn.json", Standing.UNVERIFIABLE, "It is no JSON", at, title="A badge")
    record = LearningRecord(award().learner_id, (recorded,), (revoked, torn))
    assert read_record(json.loads(json.dumps(record_to_json(record)))) == (record, ())


def test_what_counts_is_not_set_aside() -> None:
    value: JsonObject = {
        "learner_id": "urn:uuid:1",
        "awards": [],
        "set_aside": [
            {
                "source": "a.json",
                "standing": "current",
                "reason": "",
                "verified_at": "2026-11-22T09:30:00Z",
            }
        ],
    }
    read, [found] = read_record(value)
    assert read is None
    assert found.pointer == "/set_aside/0/standing"


def test_a_list_is_no_record() -> None:
    read, [found] = read_record([])
    assert read is None
    assert "record make" in found.fix
