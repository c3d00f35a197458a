"""The list that goes back to the office: the rows as they came, with what became of each.

Nothing in it can turn into a formula or a link, whatever a cell begins with (threat 22): XlsxWriter
is told to write strings as strings. The file appears whole or not at all.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

import xlsxwriter

from credstone.documents.archive import Archive, open_archive
from credstone.documents.limits import MAX_FILE_BYTES
from credstone.documents.plain_xml import feed, plain_parser
from credstone.documents.table import Cell, CellKind, Sheet
from credstone.errors import MalformedInput, MalformedSheet

ADDED_COLUMNS = ("row", "credential_id", "status", "message")
_PROPERTY = "Credstone result"
_PROPERTIES = "docProps/custom.xml"
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


def result_path(source: Path, belongs_to: str) -> Path:
    """Where the result of the list at ``source`` goes: beside it, over nobody else's file.

    ``belongs_to`` names list and achievement as for ``write_result``; only a file that was written
    with the same name may be replaced, for any other the next free number is taken.
    """
    for path in _candidates(source):
        if not path.exists() or _mark_in(path) == _mark(belongs_to):
            return path
    raise AssertionError("the candidates never end")


def _candidates(source: Path) -> Iterator[Path]:
    yield source.with_name(f"{source.stem}-awarded.xlsx")
    for number in count(2):
        yield source.with_name(f"{source.stem}-awarded-{number}.xlsx")


def _mark(belongs_to: str) -> str:
    """A document property holds 255 characters at most, and names may be longer."""
    return sha256(belongs_to.encode("utf-8", "surrogateescape")).hexdigest()


def _mark_in(path: Path) -> str:
    """The mark in the file at ``path``, "" when it is none of our results."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return ""
        archive = open_archive(path.read_bytes())
        return _property(archive) if _PROPERTIES in archive.members else ""
    except (OSError, MalformedInput):
        return ""


def _property(archive: Archive) -> str:
    """The text of our property among the workbook's own (ECMA-376 part 1, 22.3)."""
    inside = False
    found = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name.rpartition(":")[2] == "property":
            inside = attributes.get("name") == _PROPERTY

    def text(data: str) -> None:
        nonlocal found
        if inside:
            found += data

    parser = plain_parser(MalformedSheet)
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    feed(parser, archive.chunks(_PROPERTIES), MalformedSheet)
    return found.strip()


def write_result(
    path: Path,
    sheet: Sheet,
    outcomes: Mapping[int, Outcome],
    *,
    created: datetime,
    belongs_to: str = "",
) -> None:
    """Write ``sheet`` to an .xlsx file at ``path`` with an outcome for each row, by row number.

    ``created`` is the time that the file's properties tell; ``belongs_to`` is any name of list and
    achievement, by which ``result_path`` knows the file again. An existing file is replaced. Raises
    ``OSError`` when the folder cannot be written, and then leaves nothing behind.
    """
    handle, name = tempfile.mkstemp(suffix=".xlsx", prefix=".result-", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        _write(temporary, sheet, outcomes, created, belongs_to)
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write(
    path: Path,
    sheet: Sheet,
    outcomes: Mapping[int, Outcome],
    created: datetime,
    belongs_to: str,
) -> None:
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"created": created.replace(tzinfo=None)})
        book.set_custom_property(_PROPERTY, _mark(belongs_to), "text")
        page = book.add_worksheet("Results")
        bold = book.add_format({"bold": True, "text_wrap": True})
        width = len(sheet.header)
        page.freeze_panes(1, 0)
        page.set_column(0, width - 1, 18)
        page.set_column(width, width, 6)
        page.set_column(width + 1, width + 1, 46)
        page.set_column(width + 2, width + 3, 24)
        for column, text in enumerate((*sheet.header, *ADDED_COLUMNS)):
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
