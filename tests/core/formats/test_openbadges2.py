"""The badges people already hold: Open Badges 2, hosted or signed, as far as they say anything."""

from __future__ import annotations

from decimal import Decimal

import pytest

from credstone.errors import Refused
from credstone.formats import openbadges2, registry
from credstone.formats.openbadges2 import Verification
from credstone.model.identifier import IdentifierType
from credstone.ports import JsonObject
from tests.core.formats.samples import CREDENTIAL_ID, award

ISSUER: JsonObject = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": "https://badges.college.example/issuer",
    "type": "Profile",
    "name": "Example College",
    "url": "https://college.example/",
    "email": "badges@college.example",
}
BADGE: JsonObject = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": "https://badges.college.example/classes/ethics",
    "type": "BadgeClass",
    "@language": "nl",
    "name": "Ethiek",
    "description": "Oordeelt over onderzoek.",
    "criteria": {"id": "https://college.example/ethics", "narrative": "Een essay."},
    "issuer": "https://badges.college.example/issuer",
    "tags": ["ethics"],
    "alignment": [{"targetName": "ethics", "targetUrl": "http://data.europa.eu/esco/skill/cef5"}],
    "extensions:ECTSExtension": {"type": ["Extension"], "ECTS": 2.5},
    "extensions:EQFExtension": {"type": ["Extension"], "EQF": 6},
    "extensions:StudyLoadExtension": {"type": ["Extension"], "StudyLoad": 70},
    "extensions:LearningOutcomeExtension": {"LearningOutcome": "Kan oordelen."},
}
ASSERTION: JsonObject = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": "https://badges.college.example/assertions/1",
    "type": "Assertion",
    "recipient": {"type": "email", "hashed": False, "identity": "zoe@example.org"},
    "badge": "https://badges.college.example/classes/ethics",
    "verification": {"type": "HostedBadge"},
    "issuedOn": "2019-06-30T12:00:00+02:00",
    "expires": "2029-06-30",
    "evidence": ["https://zoe.example/essay", {"name": "Notes", "narrative": "By hand."}],
}
DOCUMENTS = {str(one["id"]): one for one in (BADGE, ISSUER)}


def test_an_assertion_names_what_is_still_to_be_fetched() -> None:
    assert openbadges2.wanted(ASSERTION, {}) == (BADGE["id"],)
    assert openbadges2.wanted(ASSERTION, {str(BADGE["id"]): BADGE}) == (ISSUER["id"],)
    assert openbadges2.wanted(ASSERTION, DOCUMENTS) == ()


def test_without_its_class_a_badge_says_nothing() -> None:
    reading = openbadges2.read(ASSERTION)
    assert reading.award is None
    assert str(BADGE["id"]) in reading.findings[0].fix


def test_a_hosted_badge_is_read_with_its_european_extensions() -> None:
    found = openbadges2.read(ASSERTION, DOCUMENTS).award
    assert found is not None
    achievement = found.achievement
    assert achievement.title.get("nl") == "Ethiek"
    assert achievement.issuer.id == ISSUER["id"]
    assert achievement.workload.credits[0].value == Decimal("2.5")
    assert achievement.workload.hours == Decimal(70)
    assert achievement.level.eqf == 6
    assert achievement.learning_outcomes[0].statement.best("nl") == "Kan oordelen."
    assert achievement.alignments[0].target_name == "ethics"
    assert found.learner.identifier(IdentifierType.EMAIL) == "zoe@example.org"
    assert found.issued_at.isoformat() == "2019-06-30T10:00:00+00:00"
    assert found.valid_until is not None
    assert [one.url for one in found.evidence] == ["https://zoe.example/essay", ""]


def test_everything_may_also_be_embedded() -> None:
    embedded: JsonObject = {**ASSERTION, "badge": {**BADGE, "issuer": ISSUER}}
    assert openbadges2.wanted(embedded, {}) == ()
    assert openbadges2.read(embedded).award == openbadges2.read(ASSERTION, DOCUMENTS).award


def test_a_hashed_recipient_stays_unknown() -> None:
    recipient: JsonObject = {"type": "email", "hashed": True, "identity": "sha256$00", "salt": "x"}
    found = openbadges2.read({**ASSERTION, "recipient": recipient}, DOCUMENTS).award
    assert found is not None
    assert found.learner.identifiers == ()


def test_how_it_asks_to_be_verified() -> None:
    address = str(ASSERTION["id"])
    assert openbadges2.verification(ASSERTION) == Verification("hosted", address)
    signed: JsonObject = {
        **ASSERTION,
        "verification": {"type": "SignedBadge", "creator": "https://college.example/key"},
    }
    assert openbadges2.verification(signed).key_url == "https://college.example/key"
    old: JsonObject = {"uid": "1", "verify": {"type": "hosted", "url": "https://x.example/1"}}
    assert openbadges2.verification(old) == Verification("hosted", "https://x.example/1")
    assert openbadges2.verification({}) == Verification("")


def test_a_revoked_one_says_so() -> None:
    reading = openbadges2.read({**ASSERTION, "revoked": True}, DOCUMENTS)
    assert [one.why for one in reading.findings] == ["the issuer has revoked it"]


def test_seconds_of_the_first_version_are_times() -> None:
    found = openbadges2.read({**ASSERTION, "issuedOn": 1_400_000_000}, DOCUMENTS).award
    assert found is not None
    assert found.awarded_on.isoformat() == "2014-05-13"


@pytest.mark.parametrize("strange", [None, [], {}, "", -1, 1e300, True, [{}], {"id": 7}])
def test_no_shape_makes_reading_fall_over(strange: object) -> None:
    for member in ASSERTION:
        openbadges2.read({**ASSERTION, member: strange}, DOCUMENTS)  # type: ignore[dict-item]
    for member in BADGE:
        badge: JsonObject = {**BADGE, member: strange}  # type: ignore[dict-item]
        openbadges2.read({**ASSERTION, "badge": badge}, DOCUMENTS)


def test_it_is_only_read() -> None:
    with pytest.raises(Refused):
        registry.by_name("openbadges2").export(award(), credential_id=CREDENTIAL_ID)
