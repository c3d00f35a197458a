"""The schemas of stacks, catalogues, enrolments and cases say what the readers read."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from credstone.documents.catalogue_file import read_catalogue_file
from credstone.documents.enrolment_file import read_enrolment_file
from credstone.documents.record_file import read_record_file
from credstone.documents.stack_file import read_stack_file
from credstone.documents.structured_file import read_structured
from credstone.formats import (
    catalogue,
    constraint_parts,
    enrolment,
    learning_parts,
    requirement_parts,
    selector_parts,
    stack,
    stack_cases,
)
from credstone.model.enrolment import Enrolment
from credstone.model.learning import Catalogue
from credstone.model.stack import Stack
from credstone.ports import Json
from tests.core.formats import test_catalogue, test_stack_findings
from tests.core.formats.samples import EXAMPLES
from tests.core.formats.stack_strategies import stacks
from tests.core.formats.test_catalogue import catalogues
from tests.core.formats.test_enrolment import enrolments
from tests.core.formats.test_findings import put

ROOT = EXAMPLES.parent
SCHEMAS = ROOT / "docs" / "reference" / "schema"
FOLDERS = sorted((*(ROOT / "policies" / "stacks").iterdir(), *(EXAMPLES / "stacks").iterdir()))
many = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return found


@cache
def validator(name: str) -> Draft202012Validator:
    known = (
        "organisation", "achievement", "award", "learning-record",
        "stack", "catalogue", "enrolment", "stack-cases",
    )  # fmt: skip
    registry = Registry().with_resources(
        (schema(one)["$id"], Resource.from_contents(schema(one))) for one in known
    )
    return Draft202012Validator(schema(name), registry=registry)


def problems(name: str, value: object) -> list[str]:
    return [f"{one.json_path}: {one.message}" for one in validator(name).iter_errors(value)]


@pytest.mark.parametrize("name", ["stack", "catalogue", "enrolment", "stack-cases"])
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"].endswith(f"/{name}.schema.json")


def test_schemas_and_readers_know_the_same_fields() -> None:
    whole, parts = schema("stack"), schema("stack")["$defs"]
    assert set(whole["properties"]) == set(stack.FIELDS)
    assert set(parts["selector"]["properties"]) == set(selector_parts.FIELDS)
    assert set(parts["constraints"]["properties"]) == set(constraint_parts.FIELDS)
    for kind, fields in requirement_parts.FIELDS.items():
        assert set(parts[f"kind_{kind}"]["properties"]) == {
            *requirement_parts.COMMON_FIELDS,
            *fields,
        }
    line = schema("catalogue")["$defs"]["line"]["properties"]
    assert set(schema("catalogue")["properties"]) == set(catalogue.FIELDS)
    assert set(line) == {*learning_parts.FIELDS, *catalogue.OFFER_FIELDS}
    assert set(schema("enrolment")["properties"]) == set(enrolment.FIELDS)
    cases = schema("stack-cases")
    assert set(cases["properties"]) == set(stack_cases.FIELDS)
    assert set(cases["properties"]["cases"]["items"]["properties"]) == set(stack_cases.CASE_FIELDS)
    assert set(cases["$defs"]["held"]["properties"]) == {
        *stack_cases.HELD_FIELDS,
        *learning_parts.FIELDS,
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_written_by_hand_holds_and_is_read(folder: Path) -> None:
    for path in sorted(folder.glob("*.yaml")):
        name = {"stack": "stack", "cases": "stack-cases"}.get(path.stem.split("-")[0], path.stem)
        assert problems(name, read_structured(path.read_bytes()).value) == [], path
    for path in folder.glob("stack*.yaml"):
        assert read_stack_file(path).findings == ()
    for path in folder.glob("catalogue.yaml"):
        assert read_catalogue_file(path).findings == ()
    for path in folder.glob("enrolment.yaml"):
        assert read_enrolment_file(path).findings == ()
    for path in folder.glob("record.json"):
        assert problems("learning-record", read_structured(path.read_bytes()).value) == []
        assert read_record_file(path).findings == ()


@many
@given(stacks)
def test_every_stack_that_we_write_holds(one: Stack) -> None:
    assert problems("stack", json.loads(json.dumps(stack.stack_to_json(one)))) == []


@many
@given(catalogues)
def test_every_catalogue_that_we_write_holds(one: Catalogue) -> None:
    assert problems("catalogue", json.loads(json.dumps(catalogue.catalogue_to_json(one)))) == []


@many
@given(enrolments)
def test_every_enrolment_that_we_write_holds(one: Enrolment) -> None:
    assert problems("enrolment", json.loads(json.dumps(enrolment.enrolment_to_json(one)))) == []


# What no schema can say: names that must exist, and what numbers must be to one another.
BETWEEN_FIELDS = (
    "below",
    "above",
    "before",
    "same id",
    "twice",
    "more different values",
    "no part of one",
    "at most",
    "cannot be covered",
    "9 of 1",
    "the id",
    "nowhere",
    "stands in the other",
    "circle",
    "everything may be shared",
    "issuer says the same",
)


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (pointer, value)
        for pointer, value, _, why in test_stack_findings.ERRORS
        if not any(words in why for words in BETWEEN_FIELDS)
    ],
)
def test_what_the_reader_refuses_for_its_shape_the_schema_refuses_too(
    pointer: str, value: Json
) -> None:
    assert problems("stack", put(copy.deepcopy(test_stack_findings.GOOD), pointer, value))


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (pointer, value)
        for pointer, value, _, why in test_catalogue.ERRORS
        if not any(words in why for words in BETWEEN_FIELDS)
    ],
)
def test_the_same_of_catalogues(pointer: str, value: Json) -> None:
    assert problems("catalogue", put(copy.deepcopy(test_catalogue.GOOD), pointer, value))
