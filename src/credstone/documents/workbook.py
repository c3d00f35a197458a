"""Opening an .xlsx or .ods workbook: what kind it is, its sheets, and their cells.

Everything is scanned and bounded before python-calamine lays a sheet out in memory; its values
then meet what the scan knows (formulas, errors, leading zeros). Choosing a sheet is left to
``sheet``.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from credstone.documents import ods, xlsx
from credstone.documents.archive import Archive, open_archive
from credstone.documents.csv_table import too_long
from credstone.documents.limits import MAX_CELL_CHARACTERS
from credstone.documents.scan import Scan, check_extent
from credstone.documents.table import EMPTY_CELL, Cell, CellKind
from credstone.errors import MalformedSheet

_AS_XLSX = "Open it in your office program and save it as .xlsx, .ods or .csv."
_CACHED_CELLS = 50_000

_Answer = TypeVar("_Answer")
_Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True)
class Workbook:
    """A checked workbook; ``kind`` is ``xlsx`` or ``ods``, sheet names are in its own order."""

    kind: str
    visible: tuple[str, ...]
    hidden: tuple[str, ...]
    opened: CalamineWorkbook
    scan_of: Callable[[str], Scan]

    def grid(self, sheet_name: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Row numbers (from 0) with their cells, from the top to the last value.

        Raises ``MalformedSheet`` when a cell is too long or the workbook contradicts itself.
        """
        scan = self.scan_of(sheet_name)
        sheet = _calamine(lambda: self.opened.get_sheet_by_name(sheet_name))
        _check_same_extent(sheet, scan)
        if scan.first is None:
            return
        left = sheet.start[1] if sheet.start else 0
        values = _calamine(sheet.iter_rows)
        make = _CellMaker(scan, sheet_name)
        for number in range(scan.last[0] + 1):
            # Rows come from the top of the sheet on, but columns from the first used one.
            row = _calamine(lambda: next(values, None))
            yield number, make.row(number, left, row or [])


def open_workbook(data: bytes) -> Workbook:
    """Check ``data`` and open it; raises ``MalformedSheet`` with the remedy."""
    archive = open_archive(data)
    kind, scan_of = _scans(archive)
    opened = _calamine(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))
    sheets = opened.sheets_metadata
    visible = tuple(one.name for one in sheets if one.visible == SheetVisibleEnum.Visible)
    hidden = tuple(one.name for one in sheets if one.visible != SheetVisibleEnum.Visible)
    return Workbook(kind, visible, hidden, opened, scan_of)


def _scans(archive: Archive) -> tuple[str, Callable[[str], Scan]]:
    """The kind of workbook and the scan of each sheet, all checked before calamine opens it."""
    names = archive.members.keys()
    if "[Content_Types].xml" in names and any(n.startswith("xl/workbook.xml") for n in names):
        xlsx.refuse_macros(archive)
        worksheets = xlsx.scan_workbook(archive)
        for part, scan in worksheets.by_part.items():
            check_extent(scan, part)
        return "xlsx", worksheets.scan
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        ods.refuse_macros(archive)
        ods.refuse_password(archive)
        tables = ods.scan_spreadsheet(archive)
        for table, scan in tables.items():
            check_extent(scan, table)
        return "ods", lambda table: tables.get(table, Scan())
    if any(n.casefold().endswith((".xlsx", ".ods", ".csv")) for n in names):
        raise MalformedSheet("It is a ZIP folder with files in it.", fix="Unpack it first.")
    raise MalformedSheet("It is no .xlsx or .ods workbook.", fix=_AS_XLSX)


def _calamine(ask: Callable[[], _Answer]) -> _Answer:
    """Ask calamine, turning its errors (and panics of its native code) into ours."""
    try:
        return ask()
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise _unreadable(error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(error) from error


def _unreadable(error: BaseException) -> MalformedSheet:
    reason = str(error).strip().splitlines() or [type(error).__name__]
    return MalformedSheet(f"The workbook cannot be read: {reason[0][:200]}.", fix=_AS_XLSX)


def _check_same_extent(sheet: CalamineSheet, scan: Scan) -> None:
    """What calamine sees must lie within what was checked: else two parts claim to be the sheet."""
    if sheet.start is None or sheet.end is None:
        return
    if sheet.end[0] > scan.last[0] or sheet.end[1] > scan.last[1]:
        raise MalformedSheet("The workbook contradicts itself about its sheet.", fix=_AS_XLSX)


class _CellMaker:
    """Cells from calamine's values and the scan; equal cells are shared to save memory."""

    def __init__(self, scan: Scan, sheet_name: str) -> None:
        self._scan = scan
        self._where = sheet_name
        self._cells: dict[tuple[str, CellKind, bool], Cell] = {}
        # The last column of each row that has a formula, an error or leading zeros.
        self._flagged_until: dict[int, int] = {}
        for places in (scan.formulas, scan.errors, scan.padded):
            for row, column in places:
                self._flagged_until[row] = max(column, self._flagged_until.get(row, 0))

    def row(self, row: int, left: int, values: Sequence[_Value]) -> tuple[Cell, ...]:
        """The cells of a row from column A on; ``values`` begin at column ``left``."""
        known = [*([""] * left), *values] if values else []
        if row in self._flagged_until:
            known += [""] * (self._flagged_until[row] + 1 - len(known))
            cells = [self._flagged(row, column, value) for column, value in enumerate(known)]
        else:
            cells = [self._plain(row, column, value) for column, value in enumerate(known)]
        while cells and cells[-1] is EMPTY_CELL:
            cells.pop()
        return tuple(cells)

    def _flagged(self, row: int, column: int, value: _Value) -> Cell:
        place = (row, column)
        formula = place in self._scan.formulas
        if place in self._scan.errors:
            return self._share(self._scan.errors[place], CellKind.ERROR, formula)
        if place in self._scan.padded and isinstance(value, float) and value.is_integer():
            digits = f"{value:.0f}".zfill(self._scan.padded[place])
            return self._share(digits, CellKind.TEXT, formula)
        return self._plain(row, column, value, formula)

    def _plain(self, row: int, column: int, value: _Value, formula: bool = False) -> Cell:
        if isinstance(value, str):
            if not value and not formula:
                return EMPTY_CELL
            if len(value) > MAX_CELL_CHARACTERS:
                raise too_long(row, column, len(value), self._where)
            return self._share(value, CellKind.TEXT, formula)
        return self._share(*_text_of(value), formula)

    def _share(self, text: str, kind: CellKind, formula: bool) -> Cell:
        key = (text, kind, formula)
        cell = self._cells.get(key)
        if cell is None:
            cell = Cell(text, kind, formula)
            if len(self._cells) < _CACHED_CELLS:
                self._cells[key] = cell
        return cell


def _text_of(value: bool | float | time | date | datetime | timedelta) -> tuple[str, CellKind]:
    match value:
        case bool():
            return ("TRUE" if value else "FALSE"), CellKind.BOOL
        case int() | float():
            return number_text(value), CellKind.NUMBER
        case datetime() if value.time() == time():
            return value.date().isoformat(), CellKind.DATE
        case datetime() | date():
            return value.isoformat(), CellKind.DATE
        case _:
            return str(value), CellKind.TEXT


def number_text(value: float) -> str:
    """A number as an office program shows it: ``42`` for 42.0, at most 15 digits otherwise."""
    if math.isfinite(value) and value == int(value) and abs(value) < 1e21:
        return str(int(value))
    return f"{value:.15g}"
