"""Open Badges 3.0: what ours say in its terms, and what strangers' say to us."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

import pytest

from credstone.errors import Refused
from credstone.formats import openbadges
from credstone.formats.extension import AWARD, DEFINITION
from credstone.formats.openbadges_terms import identity_hash
from credstone.model.identifier import IdentifierType
from credstone.ports import JsonObject
from tests.core.formats.samples import CREDENTIAL_ID, STATUSES, award

Object = dict[str, Any]


def exported(**options: Any) -> Object:  # noqa: ANN401 - options of export
    return openbadges.export(award(), credential_id=CREDENTIAL_ID, **options).document


def of_type(document: Object, kind: str) -> list[Object]:
    links = document["credentialSubject"]["achievement"]["alignment"]
    return [link for link in links if link.get("targetType") == kind]


@pytest.mark.conforms("ob3-context", "ob3-type")
def test_it_is_an_open_badge_about_a_micro_credential() -> None:
    document = exported(statuses=STATUSES)
    assert document["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    achievement = document["credentialSubject"]["achievement"]
    assert achievement["achievementType"] == "MicroCredential"
    assert achievement["creditsAvailable"] == 3
    assert document["awardedDate"] == "2026-11-20T00:00:00Z"
    assert document["validFrom"] == "2026-11-21T10:00:00Z"
    assert [entry["statusListIndex"] for entry in document["credentialStatus"]] == ["94567", "12"]
    assert len({entry["id"] for entry in document["credentialStatus"]}) == 2


def test_authorities_name_what_open_badges_has_no_term_for() -> None:
    document = exported()
    named = {
        link["targetUrl"]: link["targetName"]
        for link in document["credentialSubject"]["achievement"]["alignment"]
    }
    assert named["http://data.europa.eu/snb/eqf/6"] == "EQF level 6"
    assert named["http://data.europa.eu/snb/learning-assessment/e92d221e4d"] == "Blended"
    assert named["http://data.europa.eu/snb/assessment/795dac4096"] == "Project work"
    assert named["http://data.europa.eu/snb/education-credit/6fcec5c5af"] == "ECTS credit"
    assert named["http://data.europa.eu/snb/isced-f/0413"] == "Management and administration"
    assert [link["targetUrl"] for link in of_type(document, "ext:AwardingBody")] == [
        "did:web:ub.example",
        "did:web:hub.example",
    ]


def test_the_grade_is_a_result_of_a_described_scale() -> None:
    document = exported()
    [result] = document["credentialSubject"]["result"]
    [scale] = document["credentialSubject"]["achievement"]["resultDescription"]
    assert result["resultDescription"] == scale["id"]
    assert (result["value"], scale["requiredValue"]) == ("1.3", "4.0")
    assert (scale["valueMin"], scale["valueMax"]) == ("1.0", "5.0")


@pytest.mark.conforms("ob3-identity-hash")
def test_an_address_can_be_kept_as_a_hash_only() -> None:
    document = exported(email_salt="s4lt")
    [hashed] = [one for one in document["credentialSubject"]["identifier"] if one["hashed"]]
    assert hashed["identityHash"] == identity_hash("zoe@example.org", "s4lt")
    assert hashed["salt"] == "s4lt"
    assert "zoe@example.org" not in str(document)
    reading = openbadges.read(document)
    assert reading.award is not None
    assert reading.award.learner.identifier(IdentifierType.EMAIL) is None
    assert reading.award.learner.identifier(IdentifierType.STUDENT_NUMBER) == "0012345"
    assert reading.findings == ()


def test_without_an_id_an_awarding_body_cannot_be_named() -> None:
    earned = award()
    issuer, hub = earned.achievement.awarding_bodies
    for bodies in ((issuer, replace(hub, id="")), (replace(issuer, id=""), hub), ()):
        keyless = replace(earned, achievement=replace(earned.achievement, awarding_bodies=bodies))
        with pytest.raises(Refused):
            openbadges.export(keyless, credential_id=CREDENTIAL_ID)


def test_terms_and_extension_that_differ_are_told() -> None:
    document = copy.deepcopy(exported())
    document["credentialSubject"]["achievement"]["name"] = "Doctor of Everything"
    document["credentialSubject"]["result"][0]["value"] = "1.0"
    reading = openbadges.read(document)
    assert reading.award == award()
    assert {one.value for one in reading.findings} == {"title", "grade"}
    assert not any(one.is_error for one in reading.findings)


def test_an_extension_that_cannot_be_read_leaves_the_terms() -> None:
    for member, place in ((AWARD, "subject"), (DEFINITION, "achievement")):
        for broken in ("text", {"type": "@json", "@value": {"learning_outcomes": 7}}, None):
            document = copy.deepcopy(exported())
            subject = document["credentialSubject"]
            holder = subject if place == "subject" else subject["achievement"]
            holder[member] = broken
            reading = openbadges.read(document)
            assert reading.award is not None
            assert not reading.complete
            assert reading.findings
            assert reading.award.grade == "1.3"


STRANGER: JsonObject = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
    ],
    "id": "https://badges.college.example/credentials/3732",
    "type": ["VerifiableCredential", "AchievementCredential"],
    "issuer": {
        "id": "https://badges.college.example/issuers/1",
        "type": "Profile",
        "name": "Example College",
    },
    "validFrom": "2024-05-01T09:30:00+02:00",
    "credentialSubject": {
        "type": "AchievementSubject",
        "identifier": {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": "sha256$00",
            "identityType": "emailAddress",
        },
        "achievement": {
            "id": "https://badges.college.example/achievements/robotics",
            "type": "Achievement",
            "name": "Robotics",
            "description": "Builds robots.",
            "criteria": {"narrative": "Build one."},
            "creditsAvailable": 1.5,
            "alignment": {
                "type": "Alignment",
                "targetName": "EQF 5",
                "targetUrl": "http://data.europa.eu/snb/eqf/5",
            },
        },
    },
}


def test_a_strangers_badge_is_read_as_far_as_it_goes() -> None:
    assert openbadges.detect(STRANGER)
    reading = openbadges.read(STRANGER)
    found = reading.award
    assert found is not None
    assert not reading.complete
    assert found.achievement.title.best() == "Robotics"
    assert found.achievement.issuer.name.best() == "Example College"
    assert found.achievement.level.eqf == 5
    assert found.achievement.workload.credits[0].value == Decimal("1.5")
    assert found.achievement.participation_mode is None
    assert found.issued_at == datetime(2024, 5, 1, 7, 30, tzinfo=UTC)
    assert found.learner.full_name == ""
    assert found.learner.identifiers == ()


@pytest.mark.parametrize(
    ("member", "value", "reason"),
    [
        ("credentialSubject", [{}, {}], "2 subjects"),
        ("credentialSubject", "did:example:me", "0 subjects"),
        ("credentialSubject", {"achievement": "https://x.example/a"}, "does not describe"),
    ],
)
def test_what_states_no_award_is_an_answer(member: str, value: Any, reason: str) -> None:  # noqa: ANN401
    reading = openbadges.read({**STRANGER, member: value})
    assert reading.award is None
    assert reason in reading.findings[0].why


def test_no_shape_makes_reading_fall_over() -> None:
    document = exported(statuses=STATUSES)
    for strange in (None, [], {}, "", 0, True, [[]], [None], {"@value": []}):
        for path in paths(document):
            changed = copy.deepcopy(document)
            place: Any = changed
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = strange
            openbadges.read(cast(JsonObject, changed))


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for step, item in steps:
        found.append((*path, step))
        if isinstance(item, dict | list) and step != "@value":
            found += paths(item, (*path, step))
    return found
