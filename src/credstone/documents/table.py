"""What a result list is once it has been read: a header and rows of plain cells.

The shapes are the same for .xlsx, .ods and .csv, so that everything after reading knows one table.
Reading lives in ``sheet``, meaning in ``columns`` and ``rows``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CellKind(StrEnum):
    """What the office program believed the cell to hold."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    EMPTY = "empty"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as text.

    ``text`` of a date is ISO 8601 (``2026-07-03``, with a time only when it is not midnight), of a
    number its shortest form within the 15 digits an office program keeps (``42``, ``1.3``).
    ``formula`` tells that the text is the cached result of a formula.
    """

    text: str
    kind: CellKind
    formula: bool = False


EMPTY_CELL = Cell("", CellKind.EMPTY)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that holds something; ``number`` counts from 1 as the office program shows it.

    ``cells`` has no empty cells at its end, so it may be shorter than the header. It is longer
    when the row holds values to the right of the last named column.
    """

    number: int
    cells: tuple[Cell, ...]

    def cell(self, position: int) -> Cell:
        """The cell at ``position`` (from 0), empty when the row ends before it."""
        return self.cells[position] if position < len(self.cells) else EMPTY_CELL


@dataclass(frozen=True)
class Sheet:
    """A result list: where it came from, its header and every row that holds something.

    ``sheet`` is the name of the sheet inside a workbook ("" for CSV); ``encoding`` and
    ``separator`` are those of a CSV file ("" for a workbook). ``blank_rows`` counts the empty rows
    between the header and the last row. ``notes`` says in plain sentences what was chosen or
    guessed while reading.
    """

    source: str
    format: str
    sheet: str
    encoding: str
    separator: str
    header_row: int
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    blank_rows: int
    notes: tuple[str, ...]


def column_letters(position: int) -> str:
    """The name an office program gives to the column at ``position`` (from 0): A, B, … Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The address of a cell, both counted from 0: ``cell_name(1, 2)`` is ``C2``."""
    return f"{column_letters(column)}{row + 1}"
