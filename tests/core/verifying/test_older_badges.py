"""Badges of Open Badges 1 and 2 have no signature: neither valid nor forged, and told as such."""

from __future__ import annotations

import json

import pytest

from credstone.ports import JsonObject
from credstone.verifying.headline import headline
from credstone.verifying.report import ReasonCode, ReportClass, Verdict
from tests.core.verifying.world import V2, World

HOSTED: JsonObject = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://badges.example/assertions/1",
    "recipient": {"type": "email", "hashed": False, "identity": "jane@x.example"},
    "badge": "https://badges.example/badges/1",
    "verification": {"type": "hosted"},
    "issuedOn": "2019-05-01T00:00:00Z",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"@context": "https://w3id.org/openbadges/v1"},
        {"@context": ["https://w3id.org/openbadges/v2"], "type": ["Assertion"]},
        {"id": "http://[broken"},
        {"id": 7},
    ],
)
def test_a_hosted_badge_is_not_checked(changes: JsonObject) -> None:
    report = World().verify(json.dumps({**HOSTED, **changes}).encode())
    assert (report.verdict, report.class_) == (Verdict.UNDETERMINED, ReportClass.NOT_CHECKED)
    assert report.reasons == (ReasonCode.LEGACY,)
    assert [check.id for check in report.checks] == ["legacy"]
    assert headline(report) == "Could not be checked: an older badge, without a signature"


def test_it_says_where_to_look() -> None:
    report = World().verify(json.dumps(HOSTED).encode())
    assert "badges.example" in report.checks[0].reason


def test_the_oldest_badges_had_neither_context_nor_type() -> None:
    oldest = {"recipient": "sha256$00", "badge": {"name": "x"}, "verify": {"type": "hosted"}}
    assert World().verify(json.dumps(oldest).encode()).reasons == (ReasonCode.LEGACY,)


def test_a_new_badge_does_not_pass_for_an_old_one() -> None:
    pretender = {**HOSTED, "@context": [V2], "credentialSubject": {"id": "urn:a:1"}}
    assert World().verify(json.dumps(pretender).encode()).verdict is Verdict.INVALID
