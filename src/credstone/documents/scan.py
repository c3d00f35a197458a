"""What must be known of a sheet before python-calamine lays it out in memory.

Calamine reads values quickly but allocates the whole rectangle that they span, copies a shared
text into every cell that uses it, and tells nothing about formulas, errors or number formats. A
``Scan`` holds exactly that, and ``check_extent`` refuses what would not fit.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from credstone.documents.limits import (
    HEADER_SEARCH_ROWS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEET_CHARACTERS,
)
from credstone.documents.table import cell_name, column_letters
from credstone.errors import MalformedSheet

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""

_MAX_FORMULA_CELLS = 1_000_000


@dataclass
class Scan:
    """One sheet's extent and the cells about which calamine keeps silent.

    ``errors`` maps to the error as shown (``#N/A``), ``padded`` to the number of digits
    shown (7 for 42113 under the number format ``0000000``). ``hidden_rows`` counts rows with
    values that a filter or a person hides, ``hidden_columns`` are those that a person hides.
    """

    first: Place | None = None
    last: Place = (-1, -1)
    used_rows: int = 0
    hidden_rows: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    characters: int = 0
    formulas: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    padded: dict[Place, int] = field(default_factory=dict)

    def use(self, row: int, column: int, times: int = 1, rows: int = 1) -> None:
        """Note a value at ``row``, ``column``, repeated to the right and downward."""
        if self.first is None:
            self.first = (row, column)
            self.used_rows = rows
        else:
            top, left = self.first
            if row > self.last[0]:
                self.used_rows += rows
            if row < top or column < left:
                self.first = (min(row, top), min(column, left))
        bottom, right = self.last
        self.last = (max(bottom, row + rows - 1), max(right, column + times - 1))

    def hide_columns(self, first: int, count: int) -> None:
        """Note hidden columns, the first counted from 0; those that are never read are left out."""
        self.hidden_columns.update(range(first, min(first + count, MAX_COLUMNS)))

    def add_formulas(self, row: int, column: int, rows: int, columns: int) -> None:
        """Note a formula over a block of cells."""
        if len(self.formulas) + rows * columns > _MAX_FORMULA_CELLS:
            raise MalformedSheet(
                "The sheet holds more formulas than a result list can need.",
                fix="Copy the list and paste it as values into a new sheet.",
            )
        self.formulas.update(
            (row + down, column + right) for down in range(rows) for right in range(columns)
        )

    @property
    def cells(self) -> int:
        """How many cells the rectangle around all values has."""
        if self.first is None:
            return 0
        return (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)


def check_extent(scan: Scan, where: str) -> None:
    """Refuse a sheet that spans more than we read; ``where`` names it."""
    if scan.last[1] >= MAX_COLUMNS:
        raise MalformedSheet(
            f"There is a value in column {column_letters(scan.last[1])}; "
            f"at most {MAX_COLUMNS} columns are read.",
            where=where,
            fix="Delete the columns that are not needed.",
        )
    if scan.used_rows > MAX_ROWS + HEADER_SEARCH_ROWS:
        raise too_many_rows(scan.used_rows - 1, where)
    if scan.cells > MAX_CELLS:
        raise MalformedSheet(
            f"A value stands far from the others, near {cell_name(*scan.last)}, so that the sheet "
            f"spans {scan.cells} cells.",
            where=where,
            fix="Delete the stray value, or copy the list into a new sheet.",
        )
    if scan.characters > MAX_SHEET_CHARACTERS:
        raise MalformedSheet(
            f"The texts of the sheet add up to {scan.characters} characters.",
            where=where,
            fix="Delete the columns that are not needed.",
        )


def too_many_rows(count: int, where: str) -> MalformedSheet:
    """The error for a list of ``count`` data rows."""
    return MalformedSheet(
        f"The list has {count} rows; at most {MAX_ROWS} are read at once.",
        where=where,
        fix="Split the file and award the parts one after the other.",
    )
