"""A corrections file and a column map, as people write them and as their schemas describe them."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from credstone.documents.columns import read_column_map
from credstone.documents.corrections import Correction, read_corrections
from credstone.documents.field_words import Field
from credstone.errors import MalformedInput
from tests.require import ROOT

SCHEMAS = ROOT / "docs" / "reference" / "schema"
EXAMPLES = ROOT / "examples"


class _DatesAsWritten(yaml.SafeLoader):
    """YAML as JSON has it: a date is a text."""


_DatesAsWritten.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema(name: str) -> jsonschema.Draft202012Validator:
    content = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(content)
    return jsonschema.Draft202012Validator(content)


def example(name: str) -> object:
    return yaml.load((EXAMPLES / name).read_text(), _DatesAsWritten)


def test_the_example_is_read() -> None:
    first, second, third = read_corrections(
        (EXAMPLES / "corrections.yaml").read_bytes(), "corrections.yaml"
    )
    assert first == Correction(
        row=14,
        was={Field.STUDENT_NUMBER: "0042113", Field.AWARDED_ON: "03/04/2026"},
        values={Field.AWARDED_ON: "2026-04-03"},
        because="The minutes of the examination board name 3 April.",
    )
    assert second.was == {Field.EMAIL: "zoe.muller@example,org"}
    assert (third.row, third.skip) == (27, "Withdrew before the examination.")


def test_examples_and_schemas_hold_together() -> None:
    schema("corrections").validate(example("corrections.yaml"))
    schema("column-map").validate(example("column-map.yaml"))
    fields = read_column_map((EXAMPLES / "column-map.yaml").read_bytes(), "column-map.yaml")
    assert fields["Hörer-Kennzahl"] is Field.STUDENT_NUMBER
    assert fields["Sachbearbeitung"] is None


def test_the_schemas_name_every_field() -> None:
    names = schema("corrections").schema["$defs"]["field"]["enum"]
    assert names == [field.value for field in Field]
    assert schema("column-map").schema["additionalProperties"]["enum"] == [*names, None]


GOOD = {"row": 2, "was": {"email": "a@example.org"}, "set": {"grade": "1,0"}}


def test_json_is_read_as_well() -> None:
    (one,) = read_corrections(json.dumps({"rows": [GOOD]}).encode(), "corrections.json")
    assert one == Correction(2, {Field.EMAIL: "a@example.org"}, {Field.GRADE: "1,0"})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"row": 0.5}, "number of a row"),
        ({"row": "two"}, "number of a row"),
        ({"was": {}}, "At least one field"),
        ({"was": {"email": ""}}, "at least one value"),
        ({"was": None}, "At least one field"),
        ({"set": {"colour": "red"}}, "'colour' is no field"),
        ({"set": {"grade": ["1"]}}, "plain value"),
        ({"skip": "withdrawn"}, "either set or skip"),
        ({"set": None, "skip": None}, "either set or skip"),
        ({"note": "x"}, "'note' is not known"),
        ({"because": " "}, "reason in words"),
    ],
)
def test_what_is_not_of_the_form_is_refused_by_reader_and_schema(
    change: dict[str, object], words: str
) -> None:
    content = {"list": "results.xlsx", "rows": [GOOD, {**GOOD, "row": 3, **change}]}
    with pytest.raises(MalformedInput, match=words) as refusal:
        read_corrections(json.dumps(content).encode(), "corrections.json")
    assert "correction 2" in refusal.value.where
    if "was" not in change or change["was"] != {"email": ""}:
        assert not schema("corrections").is_valid(content)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "list called rows"),
        (b"rows: 7", "list called rows"),
        (b"rows: []\nlines: []", "'lines' is not known"),
        (b"rows: [7]", "A correction is an object"),
        (b"rows:\n- {row: 2, was: {email: a}, skip: x}\n- {row: 2, was: {email: a}, skip: y}",
         "Row 2 is corrected twice"),
        (b"rows:\n- {row: 2, row: 3, was: {email: a}, skip: x}", "row stands here twice"),
        (b"rows: [", "cannot be read as YAML"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_says_why(data: bytes, words: str) -> None:
    with pytest.raises(MalformedInput, match=words):
        read_corrections(data, "corrections.yaml")
