"""The published JSON Schemas, the examples and the readers say the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from credstone.documents.structured_file import read_structured
from credstone.formats import definition, organisation, record
from credstone.formats.definition import achievement_to_json, read_achievement
from credstone.formats.organisation import organisation_to_json
from credstone.formats.record import award_to_json, read_record, record_to_json
from credstone.model.learning import Standing
from credstone.model.record import LearningRecord, RecordedAward, SetAside
from tests.core.formats.samples import CREDENTIAL_ID, EXAMPLES, achievement, award, organisations
from tests.core.formats.test_findings import ERRORS, put

SCHEMAS = EXAMPLES.parent / "docs" / "reference" / "schema"
NAMES = ("organisation", "achievement", "award", "learning-record")


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return found


REGISTRY = Registry().with_resources(
    (schema(name)["$id"], Resource.from_contents(schema(name))) for name in NAMES
)


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name), registry=REGISTRY)


def problems(name: str, value: object) -> list[str]:
    return [f"{one.json_path}: {one.message}" for one in validator(name).iter_errors(value)]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize(
    ("folder", "name"), [("achievements", "achievement"), ("organisations", "organisation")]
)
def test_the_hand_written_examples_hold(folder: str, name: str) -> None:
    files = sorted((EXAMPLES / folder).glob("*.yaml"))
    assert files
    for path in files:
        assert problems(name, read_structured(path.read_bytes()).value) == [], path.name


def test_what_we_write_holds() -> None:
    for code in ("mc-coinno-01", "mc-data-02"):
        assert problems("achievement", achievement_to_json(achievement(code))) == []
        assert problems("award", award_to_json(award(code))) == []
    for body in organisations().values():
        assert problems("organisation", organisation_to_json(body)) == []
    verified_at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    one = RecordedAward(award(), CREDENTIAL_ID, "did:web:ub.example", True, verified_at)
    out = SetAside("old.json", Standing.REVOKED, "It is revoked", verified_at, award=award())
    whole = LearningRecord("urn:uuid:1", (one,), (out,))
    assert problems("learning-record", record_to_json(whole)) == []


def test_the_example_record_is_read() -> None:
    [path] = (EXAMPLES / "records").glob("*.json")
    value = read_structured(path.read_bytes()).value
    assert problems("learning-record", value) == []
    read, findings = read_record(value)
    assert findings == ()
    assert read is not None
    assert read.awards


def test_schema_and_readers_know_the_same_fields() -> None:
    assert set(schema("achievement")["properties"]) == set(definition.FIELDS)
    assert set(schema("organisation")["properties"]) == set(organisation.FIELDS)
    assert set(schema("award")["properties"]) == set(record.AWARD_FIELDS)


SHAPES = [
    (pointer, value)
    for pointer, value, _, reason in ERRORS
    if reason in ("text is expected", "language tag", "not in the list", "not known", "currency")
]


@pytest.mark.parametrize(("pointer", "value"), SHAPES)
def test_what_the_reader_refuses_for_its_shape_the_schema_refuses_too(
    pointer: str, value: object
) -> None:
    changed = put(achievement_to_json(achievement()), pointer, value)
    assert read_achievement(changed, organisations())[0] is None
    assert problems("achievement", changed)


def test_every_schema_has_its_file_name_in_its_id() -> None:
    for path in sorted(Path(SCHEMAS).glob("*.schema.json")):
        if path.name.removesuffix(".schema.json") in NAMES:
            assert json.loads(path.read_text("utf-8"))["$id"].endswith(f"/{path.name}")
