"""Headers in four languages and of other systems' exports find their meaning, or are listed."""

from __future__ import annotations

import pytest

from credstone.documents.columns import (
    ColumnMap,
    Origin,
    map_columns,
    normalise_header,
    read_column_map,
)
from credstone.documents.field_words import IGNORED_WORDS, WORDS, Field
from credstone.documents.sheet import read_sheet
from credstone.errors import MalformedInput, MalformedSheet
from tests.core.documents.office import read, xlsx


def mapped(*header: str, row: list[str] | None = None) -> ColumnMap:
    return map_columns(read(header, row or ["x"] * len(header)))


def fields(*header: str, row: list[str] | None = None) -> list[str | None]:
    return [one.field.value if one.field else None for one in mapped(*header, row=row).columns]


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        (["Student No.", "First name", "Last name", "E-mail", "Grade", "Award date"],
         ["student_number", "given_name", "family_name", "email", "grade", "awarded_on"]),
        (["Matrikelnr.", "Vorname", "Name", "E-Mail-Adresse", "Note", "Prüfungsdatum"],
         ["student_number", "given_name", "family_name", "email", "grade", "awarded_on"]),
        (["N° étudiant", "Prénom", "NOM", "Courriel", "Note finale", "Date d'obtention"],
         ["student_number", "given_name", "family_name", "email", "grade", "awarded_on"]),
        (["Nº de alumno", "Nombre", "Primer apellido", "Segundo apellido", "Correo electrónico"],
         ["student_number", "given_name", "family_name", "second_family_name", "email"]),
        (["Name", "E-Mail"], ["full_name", "email"]),
        (["Nombre y apellidos", "Fecha de nacimiento"], ["full_name", "date_of_birth"]),
        (["Recipient email", "EPPN", "narrative", "evidence url", "evidence name", "description",
          "grade"],
         ["email", "eppn", "narrative", "evidence_url", "evidence_name", "evidence_description",
          "grade"]),
        (["studentNumber", "given_name", "FAMILY-NAME", "validUntil"],
         ["student_number", "given_name", "family_name", "valid_until"]),
        (["Lfd. Nr.", "ESI", "Bemerkung"], [None, "esi", None]),
        (["Name", "Date of award"], ["full_name", "awarded_on"]),
        (["Name", "Date of issue"], ["full_name", "awarded_on"]),
    ],
)  # fmt: skip
def test_headers_are_understood(header: list[str], meaning: list[str | None]) -> None:
    assert fields(*header) == meaning


def test_the_identifier_of_a_canvas_export_is_told_by_its_content() -> None:
    canvas = ["Identifier", "First Name", "Last Name", "Narrative", "Evidence Narrative",
              "Evidence URL", "Issue Date", "Expiration Date"]  # fmt: skip
    rest = ["narrative", "evidence_description", "evidence_url", "awarded_on", "valid_until"]
    row = ["zoe@example.org", *["x"] * 7]
    assert fields(*canvas, row=row) == ["email", "given_name", "family_name", *rest]
    assert fields("Identifier", "Name", row=["0042", "Zoë"])[0] == "student_number"
    esi = "urn:schac:personalUniqueCode:int:esi:example.edu:1"
    assert fields("Identifier", "Name", row=[esi, "Zoë"])[0] == "esi"


def test_two_columns_for_one_field_are_an_error_that_names_both() -> None:
    with pytest.raises(MalformedSheet, match=r"A \('E-Mail'\) and C \('Mail'\) both mean email"):
        mapped("E-Mail", "Grade", "Mail")


def test_unknown_headers_are_kept_and_get_a_suggestion() -> None:
    (unknown,) = mapped("E-Mail", "Matrikelnumer").unknown
    assert (unknown.header, unknown.nearest) == ("Matrikelnumer", "matrikelnummer")
    assert mapped("E-Mail", "Zimmer").unknown[0].nearest == ""


def test_a_list_without_any_known_header_names_them_all() -> None:
    with pytest.raises(MalformedSheet, match=r"'Spalte', 'Matrikelnumer' \(did you mean"):
        mapped("Spalte", "Matrikelnumer")


def test_a_given_map_comes_first_and_is_remembered() -> None:
    sheet = read(["Kennzahl", "E-Mail", "Note", "Saal"], ["1", "z@example.org", "n", "3"])
    given = {"kennzahl": Field.STUDENT_NUMBER, "NOTE": None}
    columns = map_columns(sheet, given)
    assert [one.origin for one in columns.columns] == [
        Origin.GIVEN, Origin.KNOWN, Origin.GIVEN, Origin.UNKNOWN,
    ]  # fmt: skip
    remembered = columns.remembered()
    assert remembered == {"Kennzahl": "student_number", "E-Mail": "email", "Note": None}
    again = map_columns(sheet, {k: Field(v) if v else None for k, v in remembered.items()})
    assert again.by_field.keys() == columns.by_field.keys()


def test_a_given_map_for_another_list_is_an_error() -> None:
    sheet = read(["E-Mail"], ["z@example.org"])
    with pytest.raises(MalformedSheet, match="'Kennzahl', which the list does not have"):
        map_columns(sheet, {"Kennzahl": Field.STUDENT_NUMBER})


def test_a_header_only_the_map_knows_is_found_below_a_title() -> None:
    data = xlsx(["Liste", "Stand", "Juli"], ["Kennzahl", "Wer"], ["1", "Zoë"])
    assert read_sheet(data, known=["Kennzahl", "Wer"]).header == ("Kennzahl", "Wer")


@pytest.mark.parametrize(
    "data",
    [
        b"Kennzahl: student_number\nNote: null\nSaal: ~\n",
        b'{"Kennzahl": "student_number", "Note": null, "Saal": null}',
    ],
)
def test_a_map_file_is_read(data: bytes) -> None:
    expected = {"Kennzahl": Field.STUDENT_NUMBER, "Note": None, "Saal": None}
    assert read_column_map(data, "map.yaml") == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Kennzahl: student_numer", "no field"),
        (b"A: email\nB: email", "Two headers mean email"),
        (b"A: email\nA: grade", "twice"),
        (b'{"A": "email", "A": "grade"}', "twice"),
        (b"- A", "object"),
        (b"A: [email]", "no field"),
        (b"A: &x email\nB: *x", "aliases are not read"),
        (b"A: {", "cannot be read as YAML"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 100_000, "nested|cannot be read"),
        (b"{a: " * 5_000, "nested|Not JSON"),
        (b"? [a, b]\n: email", "has no name"),
    ],
)
def test_a_bad_map_file_says_why(data: bytes, words: str) -> None:
    with pytest.raises(MalformedInput, match=words):
        read_column_map(data, "map.yaml")


def test_every_known_name_is_in_its_normal_form_and_means_one_thing() -> None:
    names = [name for words in WORDS.values() for name in words] + list(IGNORED_WORDS)
    assert [name for name in names if normalise_header(name) != name] == []
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_every_field_is_known_by_its_own_name() -> None:
    for field in Field:
        assert fields(field.value) == [field.value]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Zweiter Familienname", Field.SECOND_FAMILY_NAME),
        ("Zweiter Nachname", Field.SECOND_FAMILY_NAME),
        ("Second Last Name", Field.SECOND_FAMILY_NAME),
        ("Anlass", Field.OCCASION),
        ("Prüfungsversuch", Field.OCCASION),
        ("Tag der Prüfung", Field.AWARDED_ON),
        ("Note obtenue", Field.GRADE),
        ("Second nom de famille", Field.SECOND_FAMILY_NAME),
        ("Apellido(s)", Field.FAMILY_NAME),
        ("Intento", Field.OCCASION),
    ],
)
def test_more_words_of_offices(header: str, field: Field) -> None:
    sheet = read(["E-Mail", header], ["zoe@example.org", "x"])
    assert map_columns(sheet).columns[1].field is field
