"""Awards and learning records as JSON files."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings

from credstone.formats.record import award_to_json, read_award, read_record, record_to_json
from credstone.model.award import Award
from credstone.model.record import LearningRecord, RecordedAward
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
