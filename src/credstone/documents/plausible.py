"""Whether what could be read makes sense: days of awards and births, names, numbers of a column.

A list and a later correction are judged by the same words. How a cell is read is decided in
``cells`` and ``dates``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from credstone.documents.finding import Finding, blocked, fixable
from credstone.documents.table import Cell, CellKind

_FIRST_YEAR = 1950
_USUAL_YEARS = 10
_OLDEST_LEARNER = 120
_YOUNGEST_LEARNER = 5
_FEWEST_WITNESSES = 2


def award_day(
    column: str,
    text: str,
    day: date,
    *,
    today: date,
    earliest: date | None = None,
    confirmed: bool = False,
) -> tuple[Finding, ...]:
    """What is odd about an award of ``day``; ``earliest`` is when it could first be earned.

    Without ``earliest`` an award of more than ten years ago is asked about, until a person has
    ``confirmed`` the day by writing it into a correction.
    """
    if day > today:
        fix = "Award the row on or after that day, or correct the date."
        return (blocked(column, text, f"is in the future ({day.isoformat()})", fix),)
    if day.year < _FIRST_YEAR:
        return (fixable(column, text, "is too long ago", "Correct the date."),)
    if earliest is not None and day < earliest:
        why = f"is before {earliest.isoformat()}, when this could first be earned"
        return (fixable(column, text, why, "Correct the date."),)
    if (
        earliest is None
        and not confirmed
        and (day.year, day.month, day.day)
        < (
            today.year - _USUAL_YEARS,
            today.month,
            today.day,
        )
    ):
        why = f"looks too old ({day.isoformat()}), is it right?"
        fix = "Correct the date; if it is right, say so by setting awarded_on in a correction."
        return (fixable(column, text, why, fix),)
    return ()


def birth_day(column: str, text: str, day: date, *, today: date) -> tuple[Finding, ...]:
    """What is odd about a learner who was born on ``day``."""
    age = today.year - day.year
    if day <= today and _YOUNGEST_LEARNER <= age <= _OLDEST_LEARNER:
        return ()
    return (fixable(column, text, "is not plausible as a date of birth", "Correct the date."),)


def padded_width(cells: Iterable[Cell]) -> int:
    """How many digits the numbers of a column have that keeps leading zeros; 0 for any other.

    Such a column shows it by texts of digits that are equally long, one beginning with a zero.
    """
    texts = [
        cell.text.strip()
        for cell in cells
        if cell.kind is CellKind.TEXT and cell.text.strip().isdecimal()
    ]
    lengths = {len(text) for text in texts}
    zeros = any(text.startswith("0") for text in texts)
    return lengths.pop() if zeros and len(lengths) == 1 and len(texts) >= _FEWEST_WITNESSES else 0


def lost_zeros(column: str, cell: Cell, width: int) -> tuple[Finding, ...]:
    """What is odd about a number in a column whose numbers have ``width`` digits as text."""
    if cell.kind is not CellKind.NUMBER or not cell.text.isdecimal() or len(cell.text) >= width:
        return ()
    why = f"has {len(cell.text)} digits and the others have {width}: zeros were perhaps lost"
    fix = f"Write {cell.text.zfill(width)!r} in a cell formatted as text, if that is meant."
    return (fixable(column, cell.text, why, fix),)
