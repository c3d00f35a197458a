"""Does it hold today? Steps 13 to 15, with 60 seconds for clocks and not one more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from credstone.ports import Json
from credstone.verifying.report import ReasonCode, ReportClass, Verdict
from tests.core.verifying.world import NOW, World, badge


def written(seconds: int) -> Json:
    return (NOW + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.conforms("ob3-verify-period")
@pytest.mark.parametrize(
    ("member", "seconds", "reason"),
    [
        ("validFrom", 60, None),
        ("validFrom", 61, ReasonCode.NOT_YET_VALID),
        ("validUntil", 0, None),
        ("validUntil", -1, ReasonCode.EXPIRED),
    ],
)
def test_a_badge_holds_from_its_first_to_its_last_second(
    member: str, seconds: int, reason: ReasonCode | None
) -> None:
    world = World()
    issuer = world.did_key()
    report = world.verify(world.sign(issuer, badge(issuer, **{member: written(seconds)})))
    if reason is None:
        assert report.verdict is Verdict.VALID
    else:
        assert (report.verdict, report.class_) == (Verdict.INVALID, ReportClass.GENUINE_BUT)
        assert report.reasons[0] is reason


def test_times_with_another_offset_are_the_same_times() -> None:
    world = World()
    issuer = world.did_key()
    later = badge(issuer, validFrom="2026-11-21T11:30:00+02:00")
    assert world.verify(world.sign(issuer, later)).verdict is Verdict.VALID


def test_a_badge_without_limits_does_not_expire() -> None:
    world = World()
    issuer = world.did_key()
    data = world.sign(issuer, badge(issuer, validUntil=None))
    world.at = NOW + timedelta(days=365 * 100)
    report = world.verify(data)
    assert report.verdict is Verdict.VALID
    check = report.check("valid_until")
    assert check is not None
    assert check.reason == "It does not expire."


def test_an_expired_badge_is_still_its_issuers() -> None:
    world = World()
    issuer = world.did_web()
    data = world.sign(issuer, badge(issuer))
    world.at = NOW + timedelta(days=365 * 10)
    report = world.verify(data)
    assert report.class_ is ReportClass.GENUINE_BUT
    assert report.issuer.name == "uni.example"
