"""Result lists: .xlsx, .ods and text, whatever the file's name says."""

from __future__ import annotations

from credstone.documents.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from credstone.documents.sheet import read_sheet
from credstone.errors import CredstoneError
from tests.fuzz.mutate import archive_mutator, half

MOST = 16384
mutate = half(archive_mutator)


def one_input(data: bytes) -> None:
    try:
        sheet = read_sheet(data, "results")
    except CredstoneError:
        return
    numbers = [row.number for row in sheet.rows]
    assert numbers == sorted(set(numbers)), "rows out of order, or twice"
    assert len(numbers) <= MAX_ROWS
    for row in sheet.rows:
        assert len(row.cells) <= MAX_COLUMNS
        assert all(len(cell.text) <= MAX_CELL_CHARACTERS for cell in row.cells)
