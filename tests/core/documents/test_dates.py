"""Dates as people write them; what can be read twice is never guessed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from credstone.documents.dates import DateOrder, clean_date, settle_order
from credstone.documents.finding import Cleaned, Severity
from credstone.documents.table import Cell, CellKind

THE_THIRD = date(2026, 7, 3)


def read(
    text: str, order: DateOrder | None = None, kind: CellKind = CellKind.TEXT
) -> Cleaned[date]:
    return clean_date("Datum", Cell(text, kind), order, latest_year=2026)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-03", "2026-7-3", "2026/07/03", "20260703", "2026-07-03T12:30:00",
        "2026-07-03 12:30:00+02:00", "2026-07-03T00:00:00Z", "03.07.2026", "3.7.2026", "3. 7. 2026",
        "03.07.26", "3.7.26", "3 July 2026", "July 3, 2026", "3rd July 2026", "3 Jul 2026",
        "3-Jul-26", "Jul 3, 2026", "3. Juli 2026", "03. Juli 2026", "3 juillet 2026",
        "3 juil. 2026", "3 de julio de 2026", "3 JULIO 2026", "'03.07.2026", " 3.7.2026 ",
        "３.７.２０２６", "03.07.2026 14:05",
    ],
)  # fmt: skip
def test_one_day_in_many_hands(text: str) -> None:
    assert read(text) == Cleaned(THE_THIRD)


@pytest.mark.parametrize(
    ("text", "month"),
    [("1er mars 2026", 3), ("1. März 2026", 3), ("1 août 2026", 8), ("1. Jänner 2026", 1),
     ("1 février 2026", 2), ("1 de septiembre de 2026", 9), ("1 Dez 2026", 12)],
)  # fmt: skip
def test_months_by_name(text: str, month: int) -> None:
    assert read(text).value == date(2026, month, 1)


def test_a_part_above_twelve_settles_itself() -> None:
    assert read("25/03/2026").value == read("03/25/2026").value == date(2026, 3, 25)
    assert read("04/04/2026").value == date(2026, 4, 4)


def test_an_ambiguous_date_names_both_readings() -> None:
    (finding,) = read("03/04/2026").findings
    assert finding.severity is Severity.FIXABLE
    assert "3 April 2026" in finding.why
    assert "4 March 2026" in finding.why
    assert finding.fix == "Write 2026-04-03 or 2026-03-04."


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2026", "25/04/2026"], DateOrder.DAY_FIRST),
        (["03/04/2026", "04/25/2026"], DateOrder.MONTH_FIRST),
        (["03/04/2026", "25/04/2026", "04/25/2026"], None),
        (["03/04/2026", "25.04.2026", "2026-04-25", ""], None),
        (["03-04-2026", "13-04-2026"], DateOrder.DAY_FIRST),
    ],
)
def test_the_other_rows_settle_what_comes_first(texts: list[str], order: DateOrder | None) -> None:
    assert settle_order(texts) is order


def test_a_settled_order_is_followed() -> None:
    assert read("03/04/2026", DateOrder.DAY_FIRST).value == date(2026, 4, 3)
    assert read("03/04/2026", DateOrder.MONTH_FIRST).value == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31.02.2026", "February 2026 has 28 days"),
        ("2026-13-01", "no month 13"),
        ("00/05/2026", "no day 0|no month 0"),
        ("0.0.2026", "no month 0"),
        ("yesterday", "not a date"),
        ("July 2026", "not a date"),
        ("3.7.", "not a date"),
        ("32 July 2026", "no day 32"),
    ],
)
def test_a_date_that_is_none_says_why(text: str, why: str) -> None:
    cleaned = read(text)
    assert cleaned.value is None
    (finding,) = cleaned.findings
    assert re.search(why, finding.why)
    assert "2026-07-03" in finding.fix


def test_a_day_number_left_by_an_office_program_is_recognised() -> None:
    (finding,) = read("46206", kind=CellKind.NUMBER).findings
    assert finding.fix == "Write 2026-07-03, or format the cell as a date."


def test_two_digit_years_are_the_last_such_year() -> None:
    assert read("03.07.01").value == date(2001, 7, 3)
    assert read("03.07.88").value == date(1988, 7, 3)
