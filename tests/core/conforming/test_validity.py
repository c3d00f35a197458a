"""Validity: dates and times with their offset, in order (VC Data Model 2.0, 4.9 and 5.8)."""

from __future__ import annotations

import pytest

from credstone.conforming.validity import validity
from credstone.ports import Json
from tests.core.conforming.trial import assert_conforms, assert_refused

TIMES = [
    "2010-01-01T00:00:00Z",
    "2010-01-01T19:23:24.5Z",
    "2010-01-01T19:23:24.123456789012Z",
    "2010-01-01T19:23:24-14:00",
    "2010-01-01T19:23:24+14:00",
    "2010-12-31T24:00:00Z",
]
NONE: list[Json] = [
    "2010-01-01",
    "2010-01-01T00:00:00",
    "2010-01-01 00:00:00Z",
    "2010-01-01T00:00Z",
    "2010-02-30T00:00:00Z",
    "2010-01-01T25:00:00Z",
    "2010-01-01T00:00:00+15:00",
    "1 January 2010",
    "",
    1262304000,
    None,
    ["2010-01-01T00:00:00Z"],
    {"@value": "2010-01-01T00:00:00Z"},
]


@pytest.mark.conforms("vcdm2-4.9-valid-from")
@pytest.mark.parametrize("time", TIMES)
def test_a_beginning_has_its_offset_and_may_have_fractions(time: str) -> None:
    assert assert_conforms(validFrom=time).verdict == "valid"


@pytest.mark.conforms("vcdm2-4.9-valid-until")
@pytest.mark.parametrize("time", TIMES)
def test_an_end_may_be_long_past(time: str) -> None:
    """It conforms and is issued; that it has run out is what the verifier says of it."""
    issued_for_later = time.replace("2010", "2041")
    assert assert_conforms(validUntil=issued_for_later).verdict == "valid"


@pytest.mark.conforms("vcdm2-4.9-valid-from", "vcdm2-4.9-valid-until", "vcdm2-5.8-no-offset")
@pytest.mark.parametrize("time", NONE)
def test_what_is_no_moment_is_refused(time: Json) -> None:
    assert_refused("/validFrom", validFrom=time)
    assert_refused("/validUntil", validUntil=time)


@pytest.mark.conforms("vcdm2-4.9-order")
@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("2026-11-01T00:00:00Z", "2041-11-01T00:00:00Z"),
        ("2026-11-01T12:00:00+14:00", "2041-10-31T23:00:00Z"),
    ],
)
def test_the_beginning_is_not_after_the_end(begins: str, ends: str) -> None:
    assert_conforms(validFrom=begins, validUntil=ends)


@pytest.mark.conforms("vcdm2-4.9-order")
def test_a_credential_may_hold_for_one_moment_wherever_its_clocks_stand() -> None:
    same: dict[str, Json] = {
        "validFrom": "2026-11-01T12:00:00+12:00",
        "validUntil": "2026-11-01T00:00:00.000Z",
    }
    assert list(validity(same)) == []


@pytest.mark.conforms("vcdm2-4.9-order")
@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("2026-11-01T00:00:00Z", "2026-10-31T23:59:59Z"),
        ("2026-11-01T00:00:00-01:00", "2026-11-01T00:30:00Z"),
        ("2026-11-01T00:00:00.000002Z", "2026-11-01T00:00:00.000001Z"),
    ],
)
def test_an_end_before_the_beginning_is_refused(begins: str, ends: str) -> None:
    assert_refused("/validUntil", validFrom=begins, validUntil=ends)
