"""Awards and learning records as JSON files."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings

from credstone.formats.record import award_to_json, read_award, read_record, record_to_json
from credstone.model.award import Award
from credstone.model.learning import Recognition, Standing
from credstone.model.record import LearningRecord, RecordedAward, SetAside
from credstone.ports import JsonObject
from tests.core.formats.samples import CREDENTIAL_ID, award
from tests.core.formats.strategies import awards

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
    record = LearningRecord(award().learner_id, (recorded, recorded))
    assert read_record(record_to_json(record)) == (record, ())


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
