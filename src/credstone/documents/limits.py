"""How much a file may hold, in one place, with the reason for each number.

A result list is small; every bound is far above what an office writes and far below what would
hurt a machine with 1 GiB of memory (threats 12, 21 and 22).
"""

from __future__ import annotations

MAX_FILE_BYTES = 50 * 1024 * 1024
"""Size of a workbook or CSV file as it arrives."""

MAX_MEMBERS = 2_000
"""Entries in a workbook's archive; an ordinary one has about 15."""

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
"""Sum of a workbook's entries when unpacked."""

MAX_RATIO = 250
"""Unpacked over packed size of one entry; sheets reach about 40. Applies above 1 MiB."""

MAX_ROWS = 50_000
"""Rows of data below the header."""

MAX_COLUMNS = 200

MAX_CELL_CHARACTERS = 10_000

MAX_CELLS = 4_000_000
"""Cells in the rectangle that a sheet's values span, empty ones included."""

MAX_SHEET_CHARACTERS = 100_000_000
"""Characters in all cells together, counting a shared text each time it is used."""

HEADER_SEARCH_ROWS = 40
"""A header stands within this many rows from the top."""
