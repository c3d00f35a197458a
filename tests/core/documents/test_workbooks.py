"""Someone at the office drops a workbook; its rows arrive as the office program shows them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import P

from credstone.documents.sheet import read_sheet
from credstone.documents.table import Cell, CellKind
from credstone.errors import MalformedSheet
from tests.core.documents.office import (
    HEADER,
    ZOE,
    converted,
    needs_libreoffice,
    ods,
    repacked,
    saved,
    texts,
    xlsx,
)

Write = Callable[..., bytes]


@pytest.mark.parametrize("write", [xlsx, ods])
def test_the_same_rows_come_out_of_xlsx_and_ods(write: Write) -> None:
    sheet = read_sheet(write(HEADER, ZOE, ["7", "José García López", "j@example.org"]))
    assert sheet.header == tuple(HEADER)
    assert [row.number for row in sheet.rows] == [2, 3]
    assert texts(sheet.rows[0].cells) == ZOE
    assert sheet.rows[1].cell(1).text == "José García López"
    assert sheet.rows[1].cell(4).kind is CellKind.EMPTY


@pytest.mark.parametrize("write", [xlsx, ods])
def test_numbers_and_dates_keep_their_kind(write: Write) -> None:
    sheet = read_sheet(write(HEADER, [42, "Zoë", None, date(2026, 7, 3), 1.3]))
    assert sheet.rows[0].cells == (
        Cell("42", CellKind.NUMBER),
        Cell("Zoë", CellKind.TEXT),
        Cell("", CellKind.EMPTY),
        Cell("2026-07-03", CellKind.DATE),
        Cell("1.3", CellKind.NUMBER),
    )


def test_a_number_is_shown_with_the_digits_an_office_program_shows() -> None:
    moment = datetime.fromisoformat("2026-07-03T12:30")
    sheet = read_sheet(xlsx(HEADER, [0.1 + 0.2, 1e15, True, moment, -4.0]))
    assert texts(sheet.rows[0].cells) == [
        "0.3",
        "1000000000000000",
        "TRUE",
        "2026-07-03T12:30:00",
        "-4",
    ]


def test_dates_of_an_old_macintosh_workbook_are_right() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["Email", "Date"])
    book.active.append(["zoe@example.org", date(2026, 7, 3)])
    assert read_sheet(saved(book)).rows[0].cell(1).text == "2026-07-03"


def test_leading_zeros_of_an_all_zero_number_format_are_kept() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Matrikelnummer", "Name"])
    book.active.append([42113, "Zoë"])
    book.active["A2"].number_format = "0000000"
    assert read_sheet(saved(book)).rows[0].cell(0) == Cell("0042113", CellKind.TEXT)


def test_a_formula_is_told_apart_from_a_value(tmp_path: Path) -> None:
    path = tmp_path / "results.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, ZOE)
        page.write_formula("E2", "=1+0.3", None, 1.3)
        page.write_array_formula("B3:C3", "{=B2:C2}", None, "x")
        page.write_formula("A4", "=A2", None, "")
    rows = read_sheet(path).rows
    assert rows[0].cell(4) == Cell("1.3", CellKind.NUMBER, formula=True)
    assert not rows[0].cell(0).formula
    assert rows[1].cell(1).formula
    assert rows[1].cell(2).formula
    assert rows[2].cell(0).formula, "a row of nothing but formulas without values is not dropped"


def test_an_error_is_no_value() -> None:
    error = b'<c r="E2" t="e"><v>#DIV/0!</v></c></row>'
    plain = xlsx(HEADER, ZOE[:4])
    part = "xl/worksheets/sheet1.xml"
    markup = _member(plain, part)
    second_row_end = markup.rindex(b"</row>")
    broken = markup[:second_row_end] + error + markup[second_row_end + 6 :]
    cell = read_sheet(repacked(plain, {part: broken})).rows[0].cell(4)
    assert cell == Cell("#DIV/0!", CellKind.ERROR)


def test_the_header_is_found_below_title_lines() -> None:
    rows = [["Ergebnisse der Prüfung, Stand 4. Juli"], [], ["Fakultät", "Informatik"], HEADER, ZOE]
    sheet = read_sheet(xlsx(*rows))
    assert (sheet.header_row, sheet.header) == (4, tuple(HEADER))
    assert sheet.rows[0].number == 5
    assert "The header was found in row 4." in sheet.notes


def test_blank_rows_are_counted_and_not_numbered_away() -> None:
    sheet = read_sheet(xlsx(HEADER, ZOE, [], [" "], ["2", "Ann"], [], []))
    assert [row.number for row in sheet.rows] == [2, 5]
    assert sheet.blank_rows == 2


def test_the_first_visible_sheet_with_a_known_header_is_read_and_named() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Anleitung"
    book.active.append(["So füllen Sie die Liste aus", "Schritt"])
    book.active.append(["Bitte keine Zeilen löschen", "1"])
    old = book.create_sheet("Alt")
    old.sheet_state = "hidden"
    old.append(HEADER)
    old.append(["1", "Falsch", "f@example.org", "2020-01-01", "5"])
    page = book.create_sheet("Juli 2026")
    page.append(HEADER)
    page.append(ZOE)
    sheet = read_sheet(saved(book))
    assert sheet.sheet == "Juli 2026"
    assert texts(sheet.rows[0].cells) == ZOE
    assert "Not read: 'Anleitung'." in sheet.notes
    assert "Hidden and not read: 'Alt'." in sheet.notes


def test_rows_hidden_by_a_filter_are_read_and_told() -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, ZOE, ["2", "Ann"], ["3", "Bob"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    sheet = read_sheet(saved(book))
    assert len(sheet.rows) == 3
    assert "Rows that are hidden, perhaps by a filter, were read too: 1." in sheet.notes


def test_a_list_that_does_not_begin_in_the_corner_is_read() -> None:
    book = openpyxl.Workbook()
    page = book.active
    for at, (name, value) in enumerate(zip(HEADER, ZOE, strict=True)):
        page.cell(row=6, column=3 + at, value=name)
        page.cell(row=7, column=3 + at, value=value)
    sheet = read_sheet(saved(book))
    assert sheet.header == ("", "", *HEADER)
    assert (sheet.rows[0].number, texts(sheet.rows[0].cells)) == (7, ["", "", *ZOE])


def test_a_column_without_a_name_is_told_when_it_holds_values() -> None:
    sheet = read_sheet(xlsx(["Email", "", "Grade"], ["zoe@example.org", "why?", "A"]))
    assert "Column B has no header and is not used." in sheet.notes


@pytest.mark.parametrize("empty", [xlsx(HEADER), ods(HEADER)])
def test_a_list_without_rows_says_so(empty: bytes) -> None:
    with pytest.raises(MalformedSheet, match="header in row 1 and no row below it"):
        read_sheet(empty, "results.xlsx")


def test_an_empty_workbook_says_so() -> None:
    with pytest.raises(MalformedSheet, match="nothing in it"):
        read_sheet(xlsx(), "results.xlsx")


@needs_libreoffice
def test_libreoffice_writes_what_we_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(HEADER)
    page.append([42113, "Zoë Müller", "zoe@example.org", date(2026, 7, 3), "=1+0.3"])
    page["A2"].number_format = "0000000"
    page.append(["0042114", "مريم", "m@example.org", "3.7.2026", "1,7"])
    (tmp_path / "in.xlsx").write_bytes(saved(book))
    for target in ("ods", "xlsx:Calc MS Excel 2007 XML"):
        sheet = read_sheet(converted(tmp_path / "in.xlsx", target))
        first, second = sheet.rows
        assert texts(first.cells) == [
            "0042113",
            "Zoë Müller",
            "zoe@example.org",
            "2026-07-03",
            "1.3",
        ]
        assert first.cell(4).formula
        assert texts(second.cells) == [
            "0042114",
            "مريم",
            "m@example.org",
            "3.7.2026",
            "1,7",
        ]


def _member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return container.read(name)


def test_what_is_read_from_a_hidden_column_is_told() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (["E-Mail", "Name", "Geburtsdatum"], ["z@example.org", "Zoë", "2001-02-03"]):
        page.append(row)
    page.column_dimensions["C"].hidden = True
    sheet = read_sheet(saved(book), "results.xlsx")
    assert "Columns that are hidden were read too: 'Geburtsdatum'." in sheet.notes


def test_a_hidden_column_of_an_ods_is_told_too() -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Ergebnisse")
    table.addElement(TableColumn())
    table.addElement(TableColumn(visibility="collapse"))
    for texts_of_row in (("E-Mail", "Geburtsdatum"), ("z@example.org", "2001-02-03")):
        line = TableRow()
        for text in texts_of_row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    document.write(buffer)
    sheet = read_sheet(buffer.getvalue(), "results.ods")
    assert "Columns that are hidden were read too: 'Geburtsdatum'." in sheet.notes
