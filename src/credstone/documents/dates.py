"""Dates as people write them: ISO, 3.7.2026, 03/07/26, 3 July 2026, 3. Juli, 3 juillet, 3 de julio.

Whether 03/04/2026 is in March or April is never guessed from one cell: the other rows of the
column settle it, or a person does. Whether a date is plausible is decided in ``rows``.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from credstone.documents.finding import Cleaned, fixable
from credstone.documents.table import Cell, CellKind


class DateOrder(Enum):
    """What comes first in dates written with slashes or hyphens."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


_MONTHS = {
    1: "january jan januar janner jaenner janvier janv enero ene",
    2: "february feb februar fevrier fevr fev febrero",
    3: "march mar marz maerz mrz mars marzo",
    4: "april apr avril avr abril abr",
    5: "may mai mayo",
    6: "june jun juni juin junio",
    7: "july jul juli juillet juil julio",
    8: "august aug aout agosto ago",
    9: "september sep sept septembre septiembre setiembre",
    10: "october oct oktober okt octobre octubre",
    11: "november nov novembre noviembre",
    12: "december dec dezember dez decembre diciembre dic",
}
_MONTH_OF = {word: month for month, words in _MONTHS.items() for word in words.split()}

_TIME_OF_DAY = re.compile(
    r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]m|Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|e)? (?:de |of )?([a-z]+) (?:de |del )?(\d{4}|\d{2})"
)
_MONTH_DAY = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_SERIAL_DAYS = range(14_611, 73_415)
"""Days since 1899-12-30 that fall into 1940 to 2100: a date cell that lost its format."""

_EXAMPLE = "Write it as year-month-day, for example 2026-07-03."


def settle_order(texts: Iterable[str]) -> DateOrder | None:
    """What the dates of one column say about day and month, None when silent or contradictory.

    Only dates with slashes or hyphens and a part above 12 bear witness: those with dots are day
    first everywhere, and say nothing about how others were written.
    """
    orders = set()
    for text in texts:
        match = _YEAR_LAST.fullmatch(_plain(text))
        if match is None or match[2] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            orders.add(DateOrder.DAY_FIRST)
        elif second > 12 >= first:
            orders.add(DateOrder.MONTH_FIRST)
    return orders.pop() if len(orders) == 1 else None


def clean_date(
    column: str, cell: Cell, order: DateOrder | None, *, latest_year: int
) -> Cleaned[date]:
    """The date in ``cell``; ``order`` is that of its column.

    A year of two digits is read as the last such year that is not after ``latest_year``.
    """
    text = _plain(cell.text)
    if not text:
        return Cleaned(None)
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        parts = [int(part) for part in match.groups() if part.isdecimal()]
        return _made(column, cell, *parts)
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(column, cell, match, order, latest_year)
    if match := _DAY_MONTH.fullmatch(_words(text)):
        return _named(column, cell, match[1], match[2], _year(match[3], latest_year))
    if match := _MONTH_DAY.fullmatch(_words(text)):
        return _named(column, cell, match[2], match[1], int(match[3]))
    return _unread(column, cell, text)


def _plain(text: str) -> str:
    """Compatibility forms folded, time of day dropped, spaces around separators closed."""
    text = unicodedata.normalize("NFKC", text).strip().lstrip("'")
    text = _TIME_OF_DAY.sub("", text)
    return re.sub(r"\s*([./-])\s*(?=\d)", r"\1", text).rstrip(" .")


def _words(text: str) -> str:
    """Lower case without accents, one space between words: ``3. März, 2026`` is ``3 marz 2026``."""
    plain = "".join(
        c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c)
    )
    return re.sub(r"[\s.,/-]+", " ", plain).strip()


def _year(text: str, latest_year: int) -> int:
    if len(text) == 4:
        return int(text)
    year = latest_year - latest_year % 100 + int(text)
    return year if year <= latest_year else year - 100


def _year_last(
    column: str, cell: Cell, match: re.Match[str], order: DateOrder | None, latest_year: int
) -> Cleaned[date]:
    first, second, year = int(match[1]), int(match[3]), _year(match[4], latest_year)
    if match[2] == "." or first > 12 or first == second:
        return _made(column, cell, year, second, first)
    if second > 12 or 0 in (first, second):
        return _made(column, cell, year, first, second)
    if order is None:
        return _ambiguous(column, cell, date(year, second, first), date(year, first, second))
    if order is DateOrder.DAY_FIRST:
        return _made(column, cell, year, second, first)
    return _made(column, cell, year, first, second)


def _ambiguous(column: str, cell: Cell, day_first: date, month_first: date) -> Cleaned[date]:
    why = (
        f"can be {_long(day_first)} or {_long(month_first)}, "
        "and the other rows do not tell which comes first"
    )
    fix = f"Write {day_first.isoformat()} or {month_first.isoformat()}."
    return Cleaned(None, (fixable(column, cell.text, why, fix),))


def _named(column: str, cell: Cell, day: str, word: str, year: int) -> Cleaned[date]:
    month = _MONTH_OF.get(word)
    if month is None:
        return _unread(column, cell, cell.text)
    return _made(column, cell, year, month, int(day))


def _made(column: str, cell: Cell, year: int, month: int, day: int) -> Cleaned[date]:
    try:
        return Cleaned(date(year, month, day))
    except ValueError:
        why = _impossible(year, month, day)
    return Cleaned(None, (fixable(column, cell.text, why, "Look up the right date. " + _EXAMPLE),))


def _impossible(year: int, month: int, day: int) -> str:
    if not 1 <= year <= 9999:
        return f"the year {year} does not exist"
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    days = calendar.monthrange(year, month)[1]
    return f"there is no day {day}: {calendar.month_name[month]} {year} has {days} days"


def _unread(column: str, cell: Cell, text: str) -> Cleaned[date]:
    if cell.kind is CellKind.NUMBER and text.isdecimal() and int(text) in _SERIAL_DAYS:
        meant = date(1899, 12, 30) + timedelta(days=int(text))
        why = "is the number of a day; the cell lost its date format"
        fix = f"Write {meant.isoformat()}, or format the cell as a date."
        return Cleaned(None, (fixable(column, cell.text, why, fix),))
    return Cleaned(None, (fixable(column, cell.text, "is not a date that we can read", _EXAMPLE),))


def _long(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
