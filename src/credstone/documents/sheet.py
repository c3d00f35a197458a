"""Reading a result list as offices write it: .xlsx, .ods or .csv, told apart by content.

Finds the sheet and the header row, keeps every row with the number the office program shows, and
refuses with a remedy what we do not read. What the columns and values mean is decided in
``columns`` and ``rows``.

Numbers shown with leading zeros by an all-zero number format (``0000000``) keep their zeros; other
number formats are not applied.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from credstone.documents.columns import known_headers
from credstone.documents.csv_table import TextTable, read_text_table
from credstone.documents.limits import HEADER_SEARCH_ROWS, MAX_FILE_BYTES, MAX_ROWS
from credstone.documents.scan import too_many_rows
from credstone.documents.table import (
    EMPTY_CELL,
    Cell,
    CellKind,
    Sheet,
    SheetRow,
    column_letters,
)
from credstone.documents.workbook import Workbook, open_workbook
from credstone.errors import MalformedSheet

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_XLSX = "Open it in your office program and save it as .xlsx, .ods or .csv."
_SHARED_TEXTS = 50_000

_Grid = Iterable[tuple[int, tuple[Cell, ...]]]
_Score = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class _Origin:
    """What ``Sheet`` tells about where its rows came from."""

    source: str
    format: str
    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    notes: tuple[str, ...] = ()
    hidden_columns: frozenset[int] = frozenset()


def read_sheet(source: Path | bytes, name: str = "", *, known: Collection[str] = ()) -> Sheet:
    """Read the result list in ``source``; ``name`` is the file's name for messages.

    ``known`` lists further header names (of a remembered column map) by which the header row may
    be recognised. Raises ``MalformedSheet`` with the place and the remedy.
    """
    data, name = _load(source, name)
    score = known_headers(known)
    if name.casefold().endswith((".xlsm", ".xltm")):
        raise MalformedSheet(
            "The workbook may hold macros.",
            where=name,
            fix="Save it as .xlsx (without macros) and use that file.",
        )
    if data.startswith(b"PK\x03\x04"):
        try:
            return _read_workbook(data, name, score)
        except MalformedSheet as error:
            raise _placed(error, name) from error
    _refuse_other_formats(data, name)
    table = read_text_table(data, name, score)
    return _sheet(_text_grid(table), score, _text_origin(name, table))


def _load(source: Path | bytes, name: str) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        data, name, size = source, name or "the list", len(source)
    else:
        name = name or source.name
        size = source.stat().st_size
        data = source.read_bytes() if size <= MAX_FILE_BYTES else b""
    if size > MAX_FILE_BYTES:
        raise MalformedSheet(
            f"The file has {size // 2**20} MiB; at most {MAX_FILE_BYTES // 2**20} are read.",
            where=name,
            fix="Split the file, or delete pictures and columns that are not needed.",
        )
    return data, name


def _placed(error: MalformedSheet, name: str) -> MalformedSheet:
    where = error.where
    if not where.startswith(name):
        where = f"{name}, {where}" if where else name
    return MalformedSheet(error.what, where=where, fix=error.fix)


def _refuse_other_formats(data: bytes, name: str) -> None:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_OLE):
        what = "It is an old .xls file, or a workbook protected with a password."
        fix = "Open it in your office program and save it as .xlsx without a password."
    elif head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        what, fix = "It is a web page or XML, whatever its name says.", _AS_XLSX
    elif head.startswith((b"%pdf", b"\x89png", b"{\\rtf", b"pk\x05\x06")):
        what, fix = "It is no table.", _AS_XLSX
    elif not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        what, fix = "The file is empty.", "Choose the file with the results."
    else:
        return
    raise MalformedSheet(what, where=name, fix=fix)


def _read_workbook(data: bytes, name: str, score: _Score) -> Sheet:
    """The first visible sheet with a header we know, else the first that holds a list at all."""
    workbook = open_workbook(data)
    fallback: Sheet | None = None
    problem: MalformedSheet | None = None
    for chosen in workbook.visible:
        origin = _Origin(
            name,
            workbook.kind,
            chosen,
            notes=_choice_notes(workbook, chosen),
            hidden_columns=frozenset(workbook.scan_of(chosen).hidden_columns),
        )
        try:
            sheet = _sheet(workbook.grid(chosen), score, origin)
        except MalformedSheet as error:
            problem = problem or error
            continue
        if score(sheet.header):
            return sheet
        fallback = fallback or sheet
    if fallback is not None:
        return fallback
    raise problem or MalformedSheet("The workbook has no visible sheet.", fix="Show the sheet.")


def _choice_notes(workbook: Workbook, chosen: str) -> tuple[str, ...]:
    others = [name for name in workbook.visible if name != chosen]
    notes = [f"The sheet {chosen!r} was read."]
    if others:
        notes.append(f"Not read: {', '.join(map(repr, others))}.")
    if workbook.hidden:
        notes.append(f"Hidden and not read: {', '.join(map(repr, workbook.hidden))}.")
    filtered = workbook.scan_of(chosen).hidden_rows
    if filtered:
        notes.append(f"Rows that are hidden, perhaps by a filter, were read too: {filtered}.")
    return tuple(notes)


def _text_grid(table: TextTable) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    shared: dict[str, Cell] = {"": EMPTY_CELL}
    for number, record in enumerate(table.records):
        while record and not record[-1].strip():
            record.pop()
        cells = []
        for text in record:
            cell = shared.get(text)
            if cell is None:
                cell = Cell(text, CellKind.TEXT)
                if len(shared) < _SHARED_TEXTS:
                    shared[text] = cell
            cells.append(cell)
        yield number, tuple(cells)


def _text_origin(name: str, table: TextTable) -> _Origin:
    return _Origin(
        name,
        "csv",
        encoding=table.encoding,
        separator=table.separator,
        notes=table.notes,
    )


def _sheet(grid: _Grid, score: _Score, origin: _Origin) -> Sheet:
    where = f"{origin.source}, {origin.sheet}" if origin.sheet else origin.source
    filled = [SheetRow(number + 1, cells) for number, cells in grid if _holds_something(cells)]
    at = _header_position(filled, score)
    if at is None:
        raise MalformedSheet("There is nothing in it.", where=where, fix="Choose another file.")
    header = tuple(cell.text.strip() for cell in filled[at].cells)
    rows = tuple(filled[at + 1 :])
    if not rows:
        raise MalformedSheet(
            f"There is a header in row {filled[at].number} and no row below it.",
            where=where,
            fix="Choose the file or sheet with the results.",
        )
    if len(rows) > MAX_ROWS:
        raise too_many_rows(len(rows), where)
    return Sheet(
        source=origin.source,
        format=origin.format,
        sheet=origin.sheet,
        encoding=origin.encoding,
        separator=origin.separator,
        header_row=filled[at].number,
        header=header,
        rows=rows,
        blank_rows=rows[-1].number - filled[at].number - len(rows),
        notes=(
            *origin.notes,
            *_header_notes(filled[at], header, rows),
            *_hidden_notes(header, origin.hidden_columns),
        ),
    )


def _holds_something(cells: tuple[Cell, ...]) -> bool:
    return any(cell.formula or cell.text.strip() for cell in cells)


def _header_position(filled: list[SheetRow], score: _Score) -> int | None:
    """Among the first rows the one with most known names, else the first with most texts."""
    first = [row for row in filled[:HEADER_SEARCH_ROWS] if row.number <= 2 * HEADER_SEARCH_ROWS]
    if not first:
        return 0 if filled else None

    def quality(at: int) -> tuple[int, int, int]:
        texts = [cell.text for cell in first[at].cells if cell.kind is CellKind.TEXT]
        named = [text for text in texts if text.strip()]
        return score(named), len(named), -at

    return max(range(len(first)), key=quality)


def _header_notes(
    header_row: SheetRow, header: tuple[str, ...], rows: tuple[SheetRow, ...]
) -> Iterator[str]:
    if header_row.number > 1:
        yield f"The header was found in row {header_row.number}."
    for position, name in enumerate(header):
        if not name and any(row.cell(position).text for row in rows):
            yield f"Column {column_letters(position)} has no header and is not used."


def _hidden_notes(header: tuple[str, ...], hidden: frozenset[int]) -> Iterator[str]:
    """Nobody looks at a hidden column, so what is read from one is told."""
    names = [repr(name) for position, name in enumerate(header) if name and position in hidden]
    if names:
        yield f"Columns that are hidden were read too: {', '.join(names)}."
