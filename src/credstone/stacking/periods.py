"""Periods of the calendar: when something is older than "5 years", and how that is said.

Years and months are counted in the calendar, never as so many days.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from credstone.model.selector import Period


def after(day: date, period: Period) -> date:
    """The day on which ``period`` has passed since ``day``.

    First years and months, then days. Where the month is too short its last day is meant: one
    year after 29 February is 28 February, unless that year is a leap year too. What lies beyond
    the calendar (year 9999) is its last day.
    """
    months = day.year * 12 + day.month - 1 + period.years * 12 + period.months
    year, month = divmod(months, 12)
    if year > MAXYEAR:
        return date.max
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    try:
        return moved + timedelta(days=period.days)
    except OverflowError:
        return date.max


def is_older(day: date, period: Period, at: date) -> bool:
    """Whether what began on ``day`` is older than ``period`` on the day ``at``.

    On the very day the period ends it is not older yet.
    """
    return at > after(day, period)


def in_words(period: Period) -> str:
    """The period as people say it: "5 years", "1 year and 6 months", "0 days"."""
    counts = ((period.years, "year"), (period.months, "month"), (period.days, "day"))
    words = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in counts if count]
    return " and ".join(words) or "0 days"
