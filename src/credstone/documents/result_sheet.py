"""The list that goes back to the office: the rows as they came, with what became of each.

Nothing in it can turn into a formula or a link, whatever a cell begins with (threat 22): XlsxWriter
is told to write strings as strings. The file appears whole or not at all.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]  # XlsxWriter ships no types

from credstone.documents.table import Cell, CellKind, Sheet

_ADDED = ("row", "credential_id", "status", "message")
_MAX_CHARACTERS = 32_000
"""Excel keeps 32,767 characters in a cell."""

_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,14})?")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Outcome:
    """What became of one row; ``credential_id`` is "" when nothing was issued."""

    status: str
    message: str = ""
    credential_id: str = ""


def write_result(
    path: Path, sheet: Sheet, outcomes: Mapping[int, Outcome], *, created: datetime
) -> None:
    """Write ``sheet`` to an .xlsx file at ``path`` with an outcome for each row, by row number.

    ``created`` is the time that the file's properties tell. An existing file is replaced. Raises
    ``OSError`` when the folder cannot be written, and then leaves nothing behind.
    """
    handle, name = tempfile.mkstemp(suffix=".xlsx", prefix=".result-", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        _write(temporary, sheet, outcomes, created)
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write(path: Path, sheet: Sheet, outcomes: Mapping[int, Outcome], created: datetime) -> None:
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"created": created.replace(tzinfo=None)})
        page = book.add_worksheet("Results")
        bold = book.add_format({"bold": True, "text_wrap": True})
        width = len(sheet.header)
        page.freeze_panes(1, 0)
        page.set_column(0, width - 1, 18)
        page.set_column(width, width, 6)
        page.set_column(width + 1, width + 1, 46)
        page.set_column(width + 2, width + 3, 24)
        for column, text in enumerate((*sheet.header, *_ADDED)):
            page.write_string(0, column, _safe(text), bold)
        for number, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row.cells[:width]):
                _write_cell(page, number, column, cell)
            outcome = outcomes.get(row.number, Outcome("not awarded"))
            page.write_number(number, width, row.number)
            told = (outcome.credential_id, outcome.status, outcome.message)
            for column, text in enumerate(told, start=width + 1):
                _write_cell(page, number, column, Cell(text, CellKind.TEXT))


def _write_cell(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell) -> None:
    if cell.kind is CellKind.NUMBER and _PLAIN_NUMBER.fullmatch(cell.text):
        page.write_number(row, column, float(cell.text))
    elif cell.text:
        page.write_string(row, column, _safe(cell.text))


def _safe(text: str) -> str:
    """A text that an .xlsx file can hold."""
    text = _NOT_XML.sub("\ufffd", text)
    return text if len(text) <= _MAX_CHARACTERS else text[: _MAX_CHARACTERS - 1] + "…"
