"""An Open Badge that leaves out what 3.0 promises is genuine and incomplete (step 17)."""

from __future__ import annotations

import pytest

from credstone.ports import Json, JsonObject
from credstone.verifying.checks.openbadges import is_open_badge, open_badge
from credstone.verifying.report import Outcome, ReasonCode, ReportClass, Verdict
from tests.core.verifying.world import OB3, SUBJECT_ID, V2, Issuer, World, badge

ISSUER = Issuer("did:web:uni.example", "did:web:uni.example#key-1")
IDENTITY: JsonObject = {
    "type": "IdentityObject",
    "hashed": False,
    "identityHash": "jane@x.example",
    "identityType": "emailAddress",
}


def changed(path: str, value: Json) -> JsonObject:
    """A badge with one member changed; None takes it away."""
    document = badge(ISSUER)
    *outer, last = path.split("/")
    place: JsonObject = document
    for name in outer:
        inner = place[name]
        assert isinstance(inner, dict)
        place = inner
    place.pop(last, None)
    if value is not None:
        place[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", SUBJECT_ID),
        ("credentialSubject/identifier", [IDENTITY]),
        ("credentialSubject/identifier", IDENTITY),
        ("credentialSubject/achievement/criteria", {"id": "https://x.example/criteria"}),
        ("credentialSubject/type", "AchievementSubject"),
    ],
)
def test_a_badge_may_be_written_in_many_ways(path: str, value: Json) -> None:
    assert open_badge(changed(path, value)).outcome is Outcome.PASSED


@pytest.mark.conforms("ob3-context")
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("@context", [V2]),
        ("id", None),
        ("validFrom", None),
        ("credentialSubject", [{"id": SUBJECT_ID}]),
        ("credentialSubject/type", ["Person"]),
        ("credentialSubject/id", None),
        ("credentialSubject/identifier", [{**IDENTITY, "hashed": "no"}]),
        ("credentialSubject/identifier", ["jane@x.example"]),
        ("credentialSubject/achievement", None),
        ("credentialSubject/achievement", "https://x.example/a"),
        ("credentialSubject/achievement/type", None),
        ("credentialSubject/achievement/id", None),
        ("credentialSubject/achievement/name", None),
        ("credentialSubject/achievement/description", None),
        ("credentialSubject/achievement/criteria", None),
        ("credentialSubject/achievement/criteria", {}),
    ],
)
def test_what_is_missing_is_named(path: str, value: Json) -> None:
    check = open_badge(changed(path, value))
    assert check.outcome is Outcome.FAILED
    assert check.reason.startswith("/")


def test_a_badge_of_the_drafts_says_the_same_by_the_names_of_data_model_1_1() -> None:
    old = badge(ISSUER, validFrom=None, validUntil=None, issuanceDate="2026-11-01T00:00:00Z")
    old["@context"] = ["https://www.w3.org/2018/credentials/v1", OB3]
    assert open_badge(old).outcome is Outcome.PASSED
    del old["name"]
    assert open_badge(old).outcome is Outcome.PASSED
    del old["issuanceDate"]
    assert open_badge(old).reason.startswith("/validFrom: ")


@pytest.mark.conforms("ob3-verify-schema")
def test_an_incomplete_badge_is_genuine_and_not_valid() -> None:
    world = World()
    issuer = world.did_key()
    document = badge(issuer, id=None)
    report = world.verify(world.sign(issuer, document))
    assert (report.verdict, report.class_) == (Verdict.INVALID, ReportClass.GENUINE_BUT)
    assert report.reasons[0] is ReasonCode.INCOMPLETE


def test_a_credential_of_another_kind_is_not_asked_to_be_a_badge() -> None:
    assert not is_open_badge(badge(ISSUER, type=["VerifiableCredential"]))
    world = World()
    issuer = world.did_key()
    plain: JsonObject = {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": issuer.id,
        "credentialSubject": {"id": SUBJECT_ID},
    }
    report = world.verify(world.sign(issuer, plain))
    assert report.verdict is Verdict.VALID
    assert report.check("open_badge") is None
