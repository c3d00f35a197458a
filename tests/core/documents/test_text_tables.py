"""Someone at the office exports CSV: encodings, separators and quotation marks as they come."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credstone.documents.sheet import read_sheet
from credstone.documents.table import CellKind
from credstone.errors import MalformedSheet
from tests.core.documents.office import HEADER, ZOE, csv, texts

TABLE = csv(HEADER, ZOE)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TABLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TABLE.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), "utf-16"),
        (TABLE.encode("utf-16-le"), "utf-16-le"),
        (TABLE.encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found(data: bytes, encoding: str) -> None:
    sheet = read_sheet(data, "results.csv")
    assert texts(sheet.rows[0].cells) == ZOE
    assert sheet.encoding == encoding


def test_a_guessed_encoding_is_told_with_words_to_check() -> None:
    notes = " ".join(read_sheet(TABLE.encode("cp1252")).notes)
    assert "read as cp1252" in notes
    assert "Zoë" in notes


def test_polish_names_of_an_old_export_survive() -> None:
    names = ["Łukasz Wójcik", "Żaneta Ślęzak", "Małgorzata Dąbrowska", "Świętosława Źrebięca"]
    rows = [[str(n), name, "x@example.org", "2026-07-03", "5"] for n, name in enumerate(names)]
    sheet = read_sheet(csv(HEADER, *rows).replace("ü", "u").encode("cp1250"))
    assert [row.cell(1).text for row in sheet.rows] == names
    assert any("cp1250" in note and "Check these words" in note for note in sheet.notes)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    sheet = read_sheet(csv(HEADER, ZOE, separator=separator).encode())
    assert (sheet.separator, sheet.header) == (separator, tuple(HEADER))


def test_the_separator_line_of_excel_is_no_row() -> None:
    sheet = read_sheet(b"sep=|\r\nEmail|Grade\r\nzoe@example.org|1,3\r\n")
    assert sheet.separator == "|"
    assert (sheet.header_row, sheet.rows[0].number) == (1, 2)


def test_quoted_commas_line_breaks_and_quotes_stay_inside_their_cell() -> None:
    quoted = b'"Zo\xc3\xab, Jr.",z@example.org,"two\r\nlines and ""quotes"""\r\n'
    sheet = read_sheet(b"Name,Email,Narrative\r\n" + quoted + b"Ann,a@example.org,x\r\n")
    assert texts(sheet.rows[0].cells) == ["Zoë, Jr.", "z@example.org", 'two\r\nlines and "quotes"']
    assert sheet.rows[1].number == 3, "numbered as the office program numbers it"


def test_decimal_commas_do_not_make_columns() -> None:
    sheet = read_sheet("Name;Email;Note\nZoë;z@example.org;1,3\nAnn;a@example.org;2,7\n".encode())
    assert sheet.header == ("Name", "Email", "Note")


def test_leading_zeros_and_formula_like_texts_are_just_text() -> None:
    sheet = read_sheet(b"Email;Student number;Remark\nz@example.org;00042;=1+1\n")
    assert texts(sheet.rows[0].cells)[1:] == ["00042", "=1+1"]
    assert all(cell.kind is CellKind.TEXT and not cell.formula for cell in sheet.rows[0].cells)


def test_a_title_and_blank_lines_before_the_header_are_passed_over() -> None:
    sheet = read_sheet(b"Results of July\n\nEmail;Grade\n\nz@example.org;A\n")
    assert (sheet.header_row, sheet.rows[0].number, sheet.blank_rows) == (3, 5, 1)


def test_cells_beyond_the_header_are_kept_for_the_check() -> None:
    sheet = read_sheet(b"Name,Email\nMuller, Zoe,z@example.org\n")
    assert texts(sheet.rows[0].cells) == ["Muller", " Zoe", "z@example.org"]


def test_an_open_quotation_mark_is_named() -> None:
    with pytest.raises(MalformedSheet, match="quotation mark"):
        read_sheet(b'Email;Name\nz@example.org;"Zoe\n')


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"<!DOCTYPE html><table><tr><td>Email", "web page"),
        (b"%PDF-1.7", "no table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old .xls"),
        (b"Email;Grade\n", "no row below"),
        (b"Email;Grade\nz@example.org;" + b"a" * 10_001, "Cell B2 has 10001 characters"),
        (b";".join([b"Email"] * 201) + b"\nx\n", "201 columns"),
        (b"\x00\x01\x02" * 41, "does not fit|not text"),
    ],
)
def test_what_is_not_read_says_why(data: bytes, words: str) -> None:
    with pytest.raises(MalformedSheet, match=words):
        read_sheet(data, "results.csv")


def test_50000_rows_are_read_and_50001_are_counted() -> None:
    head, row = b"Email;Grade\n", b"z@example.org;A\n"
    assert len(read_sheet(head + row * 50_000).rows) == 50_000
    with pytest.raises(MalformedSheet, match="50001 rows") as refusal:
        read_sheet(head + row * 50_001, "results.csv")
    assert "Split the file" in refusal.value.fix
    assert refusal.value.where == "results.csv"


def _utf16(text: str) -> bytes:
    return text.encode("utf-16")


TABLE_LIKE = st.text("Email;Grade,\"'\t|\r\n =é\x00\ufeff0", max_size=60)


@given(st.one_of(st.binary(max_size=80), TABLE_LIKE.map(str.encode), TABLE_LIKE.map(_utf16)))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for lines in (data, b"sep=" + data, b"Email;Grade\n" + data):
        try:
            sheet = read_sheet(lines, "results.csv")
        except MalformedSheet as refusal:
            assert_placed(refusal)
        else:
            assert sheet.rows


def assert_placed(refusal: MalformedSheet) -> None:
    assert refusal.where.startswith("results.csv")
