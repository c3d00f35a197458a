"""The examination office's list: each row ends ok, fixable or blocked, and says why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from credstone.documents.columns import map_columns
from credstone.documents.corrections import Correction
from credstone.documents.field_words import Field
from credstone.documents.grades import GradeRange
from credstone.documents.row import CheckedRow, CheckedSheet, ResultRow, RowRules, RowState
from credstone.documents.rows import check_rows
from credstone.documents.sheet import read_sheet
from tests.core.documents.office import read

TODAY = date(2026, 11, 21)
HEADER = ["Matrikelnummer", "Vorname", "Nachname", "E-Mail", "ESI", "Datum", "Note"]
ZOE = ["0042113", "Zoë", "Müller", "zoe@example.org", None, "2026-07-03", "1,3"]
RULES = RowRules(
    grades=GradeRange(Decimal(1), Decimal(5), Decimal(4)),
    required=frozenset({Field.GRADE}),
    earliest=date(2020, 1, 1),
)


def check(
    *rows: Sequence[Any], corrections: Sequence[Correction] = (), rules: RowRules = RULES
) -> CheckedSheet:
    sheet = read(HEADER, *rows)
    return check_rows(sheet, map_columns(sheet), corrections, today=TODAY, rules=rules)


def changed(**changes: object) -> list[Any]:
    """Zoë's row with some cells changed, by field name."""
    places = ["student_number", "given_name", "family_name", "email", "esi", "date", "grade"]
    return [changes.get(place, value) for place, value in zip(places, ZOE, strict=True)]


def ann(**changes: object) -> list[Any]:
    other = {"student_number": "7", "given_name": "Ann", "family_name": "Lee",
             "email": "ann@example.org"}  # fmt: skip
    return changed(**{**other, **changes})


def only(checked: CheckedSheet) -> CheckedRow:
    (row,) = checked.rows
    return row


def test_a_good_row_becomes_a_result() -> None:
    row = only(check(ZOE))
    assert (row.row, row.state, row.findings) == (2, RowState.OK, ())
    assert row.result == ResultRow(
        row=2,
        full_name="Zoë Müller",
        given_name="Zoë",
        family_name="Müller",
        student_number="0042113",
        esi="",
        email="zoe@example.org",
        eppn="",
        awarded_on=date(2026, 7, 3),
        date_of_birth=None,
        valid_until=None,
        grade="1.3",
        evidence_url="",
        evidence_name="",
        evidence_description="",
        narrative="",
        language="",
        occasion="",
    )


ESI = "urn:schac:personalUniqueCode:int:esi:example.edu"


@pytest.mark.parametrize(
    ("change", "state", "column", "why", "fix"),
    [
        ({"date": "03/04/2026"}, "fixable", "Datum", "3 April 2026 or 4 March", "2026-04-03"),
        ({"date": "31.02.2026"}, "fixable", "Datum", "no day 31", "2026-07-03"),
        ({"date": "2027-07-03"}, "blocked", "Datum", "in the future", "on or after"),
        ({"date": "2002-07-03"}, "fixable", "Datum", "before 2020-01-01", "Correct the date"),
        ({"date": None}, "fixable", "Datum", "missing", "Fill in"),
        ({"given_name": None, "family_name": "N.N."}, "fixable", "Vorname", "missing", "name"),
        ({"student_number": None, "email": None}, "blocked", "E-Mail", "which learner", "one of"),
        ({"email": "zoe@example,org"}, "fixable", "E-Mail", "e-mail", "'zoe@example.org'"),
        ({"grade": "4,7"}, "blocked", "Note", "not a pass", "Leave the row out"),
        ({"grade": "17"}, "fixable", "Note", "scheme", "from 1 to 5"),
        ({"grade": None}, "fixable", "Note", "missing", "Fill in"),
        ({"grade": "=1+0.3"}, "fixable", "Note", "formula", "paste it as values"),
        ({"esi": f"{ESI}:"}, "fixable", "ESI", "European Student Identifier", "example.edu"),
        ({"student_number": 1e15 + 7}, "fixable", "Matrikelnummer", "15 digits", "as text"),
        ({"given_name": "Zo\ufffd"}, "fixable", "Vorname", "damaged letters", "Type it again"),
    ],
)  # fmt: skip
def test_each_fault_names_its_cell_its_reason_and_its_remedy(
    change: dict[str, object], state: str, column: str, why: str, fix: str
) -> None:
    row = only(check(changed(**change)))
    assert row.state == state
    assert row.result is None
    finding = row.findings[0]
    assert finding.column == column
    assert why in finding.why
    assert fix in finding.fix


def test_the_same_learner_twice_blocks_the_later_row() -> None:
    first, second = check(ZOE, changed(email="z.mueller@example.org")).rows
    assert first.state is RowState.OK
    assert second.state is RowState.BLOCKED
    assert "row 2" in second.findings[0].why


def test_a_second_earning_has_its_own_occasion() -> None:
    sheet = read([*HEADER, "Semester"], [*ZOE, "SS 2026"], [*ZOE, "WS 2026"], [*ZOE, "ws 2026"])
    checked = check_rows(sheet, map_columns(sheet), today=TODAY, rules=RULES)
    assert [row.state for row in checked.rows] == ["ok", "ok", "blocked"]
    assert "row 3" in checked.rows[2].findings[0].why


def test_one_address_of_two_people_is_fixable_in_both_rows() -> None:
    first, second = check(ZOE, ann(email="ZOE@example.org")).rows
    assert first.state is second.state is RowState.FIXABLE
    assert "row 3, under another name (Ann Lee)" in first.findings[0].why
    assert "row 2, under another name (Zoë Müller)" in second.findings[0].why


def test_one_student_number_under_two_names_blocks_both_rows() -> None:
    first, second = check(ZOE, ann(student_number="0042113")).rows
    assert first.state is second.state is RowState.BLOCKED


def test_the_order_and_the_accents_of_a_name_do_not_make_another_person() -> None:
    rows = check(ZOE, changed(given_name="MULLER", family_name="Zoe")).rows
    assert [row.state for row in rows] == ["ok", "blocked"]
    assert "same learner" in rows[1].findings[0].why


def test_two_people_of_one_name_are_told_apart_by_their_numbers() -> None:
    rows = check(ZOE, changed(student_number="0099999", email="zm2@example.org")).rows
    assert [row.state for row in rows] == ["ok", "ok"]


def test_other_rows_settle_an_ambiguous_date_and_the_list_says_so() -> None:
    checked = check(changed(date="03/04/2026"), ann(date="25/04/2026"))
    assert checked.rows[0].result is not None
    assert checked.rows[0].result.awarded_on == date(2026, 4, 3)
    assert checked.notes == (
        "Dates with slashes in 'Datum' are read day first, as other rows show.",
    )


def test_nothing_is_dropped_and_blank_rows_are_counted() -> None:
    checked = check(ZOE, [], ann(grade="5"), [None, " "], ann(student_number="8", email=None))
    assert [row.row for row in checked.rows] == [2, 4, 6]
    assert checked.blank_rows == 2
    assert sum(checked.count(state) for state in RowState) == 3


def test_values_beyond_the_header_are_not_ignored() -> None:
    data = b"Email,Name,Date\nzoe@example.org,Muller, Zoe,2026-07-03\n"
    sheet = read_sheet(data)
    row = only(check_rows(sheet, map_columns(sheet), today=TODAY, rules=RowRules()))
    assert row.state is RowState.FIXABLE
    assert "unquoted separator" in row.findings[0].why


def test_rules_may_give_the_date_and_narrow_the_identifiers() -> None:
    rules = RowRules(identified_by=frozenset({Field.ESI}), awarded_on=date(2026, 6, 30))
    rows = check(changed(date=None, esi=f"{ESI}:1"), ann(), rules=rules).rows
    assert rows[0].result is not None
    assert rows[0].result.awarded_on == date(2026, 6, 30)
    assert rows[1].state is RowState.BLOCKED
    assert "there is no esi" in rows[1].findings[0].why


def test_a_last_day_must_come_after_the_award() -> None:
    sheet = read([*HEADER, "gültig bis"], [*ZOE, "02.07.2026"], [*ann(), "03.07.29"])
    first, second = check_rows(sheet, map_columns(sheet), today=TODAY, rules=RULES).rows
    assert "not after the award" in first.findings[0].why
    assert second.result is not None
    assert second.result.valid_until == date(2029, 7, 3)


def test_both_family_names_are_kept() -> None:
    header = ["Nombre", "Primer apellido", "Segundo apellido", "Correo", "Fecha"]
    row = ["José", "García", "López", "jose@example.org", "3 de julio de 2026"]
    sheet = read(header, row)
    result = only(check_rows(sheet, map_columns(sheet), today=TODAY, rules=RowRules())).result
    assert result is not None
    assert (result.given_name, result.family_name) == ("José", "García López")
    assert result.full_name == "José García López"


@pytest.mark.parametrize("born", ["2030-01-01", "1880-01-01", "2024-01-01"])
def test_an_implausible_birth_is_fixable(born: str) -> None:
    sheet = read([*HEADER, "Geburtsdatum"], [*ZOE, born])
    row = only(check_rows(sheet, map_columns(sheet), today=TODAY, rules=RULES))
    assert "not plausible" in row.findings[0].why


NUMBER = {Field.STUDENT_NUMBER: "0042113"}


def test_a_correction_repairs_a_row() -> None:
    correction = Correction(2, NUMBER, values={Field.GRADE: "2,0", Field.AWARDED_ON: "2026-04-03"})
    row = only(check(changed(grade="=1+1", date="03/04/2026"), corrections=[correction]))
    assert row.state is RowState.OK
    assert row.result is not None
    assert (row.result.grade, row.result.awarded_on) == ("2.0", date(2026, 4, 3))


def test_a_correction_of_a_list_that_changed_is_not_applied() -> None:
    correction = Correction(2, {Field.STUDENT_NUMBER: "0099999"}, values={Field.GRADE: "1,0"})
    row = only(check(ZOE, corrections=[correction]))
    assert row.state is RowState.FIXABLE
    assert "the list has changed" in row.findings[0].fix


def test_a_row_may_be_left_out_for_a_reason_and_frees_its_twin() -> None:
    correction = Correction(2, NUMBER, skip="entered twice")
    first, second = check(ZOE, ZOE, corrections=[correction]).rows
    assert (first.state, first.left_out) == (RowState.BLOCKED, "entered twice")
    assert second.state is RowState.OK


def test_a_correction_for_a_row_that_is_not_there_is_told() -> None:
    correction = Correction(9, NUMBER, skip="withdrawn")
    assert check(ZOE, corrections=[correction]).unused == (correction,)


def test_a_correction_may_fill_a_field_without_a_column() -> None:
    correction = Correction(2, NUMBER, values={Field.LANGUAGE: "fr"})
    result = only(check(ZOE, corrections=[correction])).result
    assert result is not None
    assert result.language == "fr"


def test_the_report_has_the_shape_that_others_script_against() -> None:
    report = only(check(changed(grade="17"))).as_json()
    assert report == {
        "row": 2,
        "state": "fixable",
        "findings": [
            {
                "column": "Note",
                "value": "17",
                "why": "is not in the grading scheme",
                "fix": "Write a number from 1 to 5.",
                "severity": "fixable",
            }
        ],
    }


def test_a_name_of_invisible_characters_is_no_name() -> None:
    row = only(check(changed(given_name="\u202a\u202e", family_name="\u2066")))
    assert row.state is RowState.FIXABLE
    assert "is missing" in {finding.why for finding in row.findings}


def test_an_identifier_of_invisible_characters_is_none() -> None:
    row = only(check(changed(student_number="\u200b", email="\u200b")))
    assert row.state is RowState.BLOCKED


NOTHING_KNOWN = RowRules(grades=RULES.grades, required=RULES.required)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2016-11-20", "looks too old (2016-11-20), is it right?"),
        ("1949-12-31", "is too long ago"),
    ],
)
def test_an_award_of_long_ago_is_asked_about(day: str, why: str) -> None:
    row = only(check(changed(date=day), rules=NOTHING_KNOWN))
    assert (row.state, [one.why for one in row.findings]) == (RowState.FIXABLE, [why])
    assert only(check(changed(date="2016-11-21"), rules=NOTHING_KNOWN)).state is RowState.OK


def test_a_person_may_say_that_an_old_award_is_right() -> None:
    correction = Correction(2, NUMBER, values={Field.AWARDED_ON: "2010-02-03"})
    row = only(check(changed(date="2010-02-03"), corrections=[correction], rules=NOTHING_KNOWN))
    assert row.state is RowState.OK


@pytest.mark.parametrize("name", ["M?ller", "Ay?e", "?zge", "Andr?"])
def test_a_letter_that_became_a_question_mark_is_asked_for(name: str) -> None:
    row = only(check(changed(family_name=name)))
    assert row.state is RowState.FIXABLE
    assert "lost letter" in row.findings[0].why


def test_a_number_among_texts_with_zeros_has_lost_its_own() -> None:
    rows = check(
        ZOE, ann(student_number="0042114"), ann(student_number=42115, email="x@example.org")
    ).rows
    assert [row.state for row in rows] == ["ok", "ok", "fixable"]
    assert "5 digits and the others have 7" in rows[2].findings[0].why
    assert "'0042115'" in rows[2].findings[0].fix


def test_numbers_of_any_length_are_fine_where_none_is_padded() -> None:
    rows = check(
        changed(student_number="12345"), ann(student_number="123"), ann(student_number=7, email="")
    ).rows
    assert {row.state for row in rows} == {RowState.OK}


def test_an_empty_family_name_among_full_ones_is_asked_for() -> None:
    three = ann(student_number="8", email="x@example.org", family_name=None)
    rows = check(ZOE, ann(), three).rows
    assert [row.state for row in rows] == ["ok", "ok", "fixable"]
    assert (rows[2].findings[0].column, rows[2].findings[0].why) == (
        "Nachname",
        "is empty, and the other rows have one",
    )
    named = Correction(4, {Field.STUDENT_NUMBER: "8"}, values={Field.FULL_NAME: "Ann"})
    assert check(ZOE, ann(), three, corrections=[named]).rows[2].state is RowState.OK


def test_a_column_that_is_not_there_is_told_once_for_the_list() -> None:
    sheet = read([*HEADER[:-1], "Leistung"], ZOE, ann())
    checked = check_rows(sheet, map_columns(sheet), today=TODAY, rules=RULES)
    assert [one.sentence for one in checked.lacking] == [
        "No column gives the grade: column 'Leistung' is unknown: rename it or give --map FILE "
        "(see examples/column-map.yaml)."
    ]
    assert [row.state for row in checked.rows] == ["fixable", "fixable"]
    assert check(ZOE).lacking == ()


def test_an_award_of_the_year_one_is_a_slip() -> None:
    rules = RowRules(grades=RULES.grades, required=RULES.required)
    row = only(check(changed(date="0001-01-01"), rules=rules))
    assert row.state is RowState.FIXABLE
    assert [finding.why for finding in row.findings] == ["is too long ago"]
