"""Moments in proofs: with their offset, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from credstone.errors import MalformedInput
from credstone.ports import Json
from credstone.securing.timestamps import parse_timestamp, render_timestamp


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21T09:30:00Z", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21T09:30:00+01:00", datetime(2026, 11, 21, 8, 30, tzinfo=UTC)),
        ("2026-11-21T09:30:00.5Z", datetime(2026, 11, 21, 9, 30, 0, 500_000, tzinfo=UTC)),
        ("2026-11-21T09:30:00.123456789Z", datetime(2026, 11, 21, 9, 30, 0, 123_456, tzinfo=UTC)),
        ("2026-11-21T09:30:00.0000000000001Z", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21T09:30:00+14:00", datetime(2026, 11, 20, 19, 30, tzinfo=UTC)),
        ("2026-11-20T24:00:00Z", datetime(2026, 11, 21, tzinfo=UTC)),
        ("2026-12-31T24:00:00.00-01:00", datetime(2027, 1, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_utc(text: str, moment: datetime) -> None:
    assert parse_timestamp(text, where="/created") == moment
    assert parse_timestamp(text, where="/created").tzinfo is UTC


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-21",
        "2026-11-21T09:30:00",
        "2026-11-21 09:30:00Z",
        "2026-11-21T09:30Z",
        "2026-02-30T09:30:00Z",
        "2026-11-21T24:00:01Z",
        "2026-11-21T24:00:00.1Z",
        "9999-12-31T24:00:00Z",
        "2026-11-21T09:30:60Z",
        "2026-11-21T09:30:00+25:00",
        "2026-11-21T09:30:00+14:01",
        "2026-11-21T09:30:00-15:00",
        "2026-11-21T09:30:00+01:60",
        "-2026-11-21T09:30:00Z",
        "12026-11-21T09:30:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-11-21T09:30:00Z\n",
        "２０２６-11-21T09:30:00Z",
        "",
        None,
        1763717400,
        ["2026-11-21T09:30:00Z"],
    ],
)
def test_what_could_be_another_moment_elsewhere_is_refused(value: Json) -> None:
    with pytest.raises(MalformedInput, match="/created"):
        parse_timestamp(value, where="/created")


def test_moments_are_written_in_utc() -> None:
    moment = datetime(2026, 11, 21, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    assert render_timestamp(moment) == "2026-11-21T08:30:00Z"
