"""How old is too old: by the calendar, and on the very day not yet."""

from __future__ import annotations

from datetime import date

import pytest

from credstone.model.selector import Period
from credstone.stacking.periods import after, in_words, is_older


def test_on_the_very_day_it_is_not_older_yet() -> None:
    assert not is_older(date(2021, 11, 22), Period(years=5), date(2026, 11, 22))
    assert is_older(date(2021, 11, 22), Period(years=5), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("day", "period", "then"),
    [
        (date(2024, 2, 29), Period(years=1), date(2025, 2, 28)),
        (date(2024, 2, 29), Period(years=4), date(2028, 2, 29)),
        (date(2026, 8, 31), Period(months=18), date(2028, 2, 29)),
        (date(2026, 12, 15), Period(months=1), date(2027, 1, 15)),
        (date(2026, 1, 31), Period(months=1, days=1), date(2026, 3, 1)),
        (date(2026, 1, 1), Period(days=90), date(2026, 4, 1)),
        (date(2026, 1, 1), Period(years=9000), date.max),
        (date(9999, 12, 1), Period(days=40), date.max),
    ],
)
def test_the_day_a_period_has_passed(day: date, period: Period, then: date) -> None:
    assert after(day, period) == then


def test_periods_are_said_as_people_say_them() -> None:
    assert in_words(Period(years=5)) == "5 years"
    assert in_words(Period(years=1, months=6)) == "1 year and 6 months"
    assert in_words(Period()) == "0 days"
