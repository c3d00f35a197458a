"""Definition files as people write them: the line, the field and the remedy of each slip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from credstone.documents.definition_file import DefinitionReading, read_definition
from credstone.documents.organisation_file import read_organisation_file
from credstone.documents.structured_file import read_structured
from credstone.errors import Unavailable
from credstone.formats.definition import achievement_to_json
from credstone.model.party import Organisation
from tests.core.formats.samples import EXAMPLES, achievement, organisations

COINNO = EXAMPLES / "achievements" / "mc-coinno-01.yaml"


def read(text: str, known: dict[str, Organisation] | None = None) -> DefinitionReading:
    return read_definition(text.encode(), known if known is not None else organisations())


def edited(before: str, after: str) -> DefinitionReading:
    text = COINNO.read_text(encoding="utf-8")
    assert before in text
    return read(text.replace(before, after, 1))


@pytest.mark.parametrize("path", sorted((EXAMPLES / "achievements").glob("*.yaml")), ids=str)
def test_the_examples_are_free_of_findings(path: Path) -> None:
    reading = read_definition(path, organisations())
    assert reading.achievement is not None
    assert reading.findings == ()
    assert reading.file == path.name


@pytest.mark.parametrize("path", sorted((EXAMPLES / "organisations").glob("*.yaml")), ids=str)
def test_the_organisations_are_too(path: Path) -> None:
    reading = read_organisation_file(path)
    assert reading.is_valid
    assert reading.organisation is not None
    assert reading.organisation.code == path.stem


def test_a_slip_has_its_line_and_its_field() -> None:
    reading = edited("eqf: 6", "eqf: 9")
    assert reading.achievement is None
    [found] = reading.findings
    line = COINNO.read_text(encoding="utf-8").splitlines().index("  eqf: 6") + 1
    assert (found.line, found.field) == (line, "level.eqf")
    assert str(found) == f"line {line}: error: level.eqf: EQF levels are 1 to 8 (9). Mend it."


def test_what_is_missing_is_told_where_it_belongs() -> None:
    [found] = edited("    verb: negotiate\n", "").findings
    assert found.field == "learning_outcomes[0].verb"
    assert found.line == COINNO.read_text(encoding="utf-8").splitlines().index("  - id: o1") + 1


def test_findings_come_in_the_order_of_lines() -> None:
    reading = read("title: x\nlevel:\n  eqf: 12\ncode: a b\n", {})
    lines = [found.line for found in reading.findings]
    assert lines == sorted(lines)
    fields = [found.field for found in reading.findings]
    assert fields.index("title") < fields.index("level.eqf") < fields.index("code")


def test_what_yaml_would_make_of_words_stays_words() -> None:
    organisation = read_organisation_file(
        b"code: nord\nname: {no: Nord}\ncountry: NO\naccreditations:\n"
        b"  - {id: on, type: institutional-licence, body_name: {no: Staten},"
        b" standard_edition: 1.10, valid_from: 2026-01-31}\n"
    ).organisation
    assert organisation is not None
    assert organisation.country == "NO"
    assert organisation.name.get("no") == "Nord"
    assert organisation.accreditations[0].id == "on"
    assert organisation.accreditations[0].standard_edition == "1.10"
    assert str(organisation.accreditations[0].valid_from) == "2026-01-31"


def test_an_unquoted_version_keeps_its_last_zero() -> None:
    reading = edited('version: "1.0"', "version: 1.10")
    assert reading.achievement is not None
    assert reading.achievement.version == "1.10"


def test_json_is_read_strictly_and_has_lines_too() -> None:
    value = achievement_to_json(achievement())
    reading = read(json.dumps(value, indent=2))
    assert reading.achievement == achievement()
    value["level"] = {"eqf": 9}
    text = json.dumps(value, indent=2, ensure_ascii=False)
    [found] = read(text).findings
    assert text.splitlines()[found.line - 1].strip() == '"eqf": 9'
    assert read('{"version": 1.10}').findings[0].field == "version"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("code: a\ncode: b\n", 2, "code stands here twice"),
        ("title:\n  en: a\n  en: b\n", 3, "en stands here twice"),
        ("a: &x [1]\nb: *x\n", 1, "anchors"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "tag"),
        ("code: x\n---\ncode: y\n", 2, "second document"),
        ("title: [\n", 2, "YAML"),
        ("title:\n\ten: x\n", 2, "YAML"),
        ("? [a]\n: b\n", 1, "no name"),
        ('{"code": "a", "code": "b"}', 1, "twice"),
        ('{"code": NaN}', 1, "NaN"),
        ("{'code': 'a'}", 1, "Not JSON"),
    ],
)
def test_what_two_readers_could_understand_differently_is_refused(
    text: str, line: int, reason: str
) -> None:
    reading = read(text)
    assert reading.achievement is None
    [found] = reading.findings
    assert found.line == line
    assert reason in found.finding.why


def test_bytes_that_are_no_text_are_refused_with_their_line() -> None:
    reading = read_definition("code: a\ntitle: {de: Ü}\n".encode("latin-1"), {})
    assert reading.findings[0].line == 2
    assert "UTF-8" in reading.findings[0].finding.fix


def test_too_much_is_refused_before_it_is_read() -> None:
    assert "bytes" in read_definition(b"# " + b"x" * 1024 * 1024, {}).findings[0].finding.why
    assert "deeper" in read("- " * 40 + "x").findings[0].finding.why
    assert "deeper" in read('{"a":' * 40 + "1" + "}" * 40).findings[0].finding.why
    assert read("[" * 100_000).achievement is None


@pytest.mark.parametrize("text", ["", "# nothing\n", "just words", "- a\n- b\n", "null"])
def test_a_file_without_fields_is_an_answer(text: str) -> None:
    reading = read(text)
    assert reading.achievement is None
    assert "fields" in reading.findings[0].finding.why


def test_a_byte_order_mark_is_forgiven() -> None:
    assert read_definition(b"\xef\xbb\xbf" + COINNO.read_bytes(), organisations()).is_valid


def test_a_file_that_is_not_there_is_not_a_bad_definition(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        read_definition(tmp_path / "nothing.yaml", {})


def test_a_comma_that_tears_a_number_between_braces_is_told() -> None:
    reading = edited("    - system: ects\n      value: 3\n", "    - {system: ects, value: 3,0}\n")
    [found] = reading.findings
    assert "3,0 is not one number here" in found.finding.why
    assert found.finding.fix == 'Write 3.0 with a point, or "3,0" in quotes.'


def test_numbers_as_names_between_braces_are_no_torn_number() -> None:
    value = read_structured(b"at: {5: 3, 6: 4}\n").value
    assert value == {"at": {"5": "3", "6": "4"}}
