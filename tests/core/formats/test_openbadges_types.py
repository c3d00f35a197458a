"""An Open Badge is of the types of Open Badges 3.0, Annex B: member by member, class by class."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given

from credstone.formats import openbadges
from credstone.formats.openbadges_classes import CLASSES, ENUMERATIONS, Scalar
from credstone.formats.openbadges_terms import identity_hash
from credstone.formats.openbadges_types import class_problems, open_badge_problems
from credstone.model.award import Award
from tests.core.formats.samples import CREDENTIAL_ID, STATUSES, award
from tests.core.formats.strategies import awards

Object = dict[str, Any]

LEVEL: Object = {"id": "urn:example:level-2", "type": ["RubricCriterionLevel"], "name": "Mastered"}
DESCRIPTION: Object = {
    "id": "urn:example:result",
    "type": ["ResultDescription"],
    "name": "Project",
    "resultType": "RubricCriterionLevel",
    "rubricCriterionLevel": [LEVEL],
    "requiredLevel": "urn:example:level-2",
}
RESULT: Object = {
    "type": ["Result"],
    "resultDescription": "urn:example:result",
    "achievedLevel": "urn:example:level-2",
}
ALIGNMENT: Object = {
    "type": ["Alignment"],
    "targetName": "EQF level 6",
    "targetUrl": "http://data.europa.eu/snb/eqf/6",
}
IDENTITY: Object = {
    "type": "IdentityObject",
    "hashed": True,
    "identityHash": identity_hash("zoe@example.org", "s4lt"),
    "identityType": "emailAddress",
    "salt": "s4lt",
}
PROFILE: Object = {
    "id": "https://uni.example/",
    "type": ["Profile"],
    "name": {"en": "Example University", "de": "Beispieluniversität"},
    "url": "https://uni.example/",
    "image": {"id": "https://uni.example/logo.png", "type": "Image", "caption": "A bridge"},
    "address": {
        "type": ["Address"],
        "addressCountryCode": "DE",
        "geo": {"type": "GeoCoordinates", "latitude": 52.5, "longitude": 13.4},
    },
    "otherIdentifier": [
        {"type": "IdentifierEntry", "identifier": "1", "identifierType": "ext:ror"}
    ],
    "parentOrg": "https://land.example/",
    "dateOfBirth": "1810-10-16",
}
BADGE: Object = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "id": "urn:uuid:6f1f6c3e-4b1a-4e0c-9a38-0d7d7f4b7a10",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": PROFILE,
    "validFrom": "2026-11-01T00:00:00+01:00",
    "awardedDate": "2026-10-31T12:00:00.5Z",
    "credentialStatus": {"type": "BitstringStatusListEntry"},
    "credentialSchema": [{"id": "https://x.example/s.json", "type": "JsonSchema"}],
    "refreshService": {"id": "https://x.example/refresh", "type": "1EdTechCredentialRefresh"},
    "termsOfUse": {"type": "Terms"},
    "evidence": [{"id": "https://x.example/work", "type": ["Evidence"], "name": "A lock"}],
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "identifier": [IDENTITY],
        "creditsEarned": 3,
        "result": [RESULT],
        "achievement": {
            "id": "urn:example:achievement",
            "type": ["Achievement"],
            "achievementType": "MicroCredential",
            "name": "Innovation",
            "description": "Thinks in products.",
            "criteria": {"narrative": "A prototype."},
            "inLanguage": "de-CH",
            "creditsAvailable": "8.2",
            "image": "https://x.example/badge.svg",
            "alignment": [ALIGNMENT],
            "related": [{"id": "urn:example:other", "type": ["Related"], "version": "1"}],
            "resultDescription": [DESCRIPTION],
            "tag": ["innovation"],
        },
    },
}
SUBJECT = "credentialSubject"
ACHIEVEMENT = f"{SUBJECT}/achievement"
GONE = object()


def changed(path: str, value: object) -> Object:
    """The badge with one place changed; ``GONE`` takes it away."""
    document = copy.deepcopy(BADGE)
    *outer, last = path.split("/")
    place: Any = document
    for step in outer:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if value is GONE:
        del place[last]
    else:
        place[int(last) if isinstance(place, list) else last] = value
    return document


def places(document: Object) -> list[str]:
    return [where for where, _ in open_badge_problems(document)]


def test_a_badge_with_everything_in_it_is_whole() -> None:
    assert places(BADGE) == []


@pytest.mark.conforms("ob3-id", "ob3-valid-from", "ob3-issuer", "ob3-subject", "ob3-achievement")
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", GONE),
        ("id", "no address"),
        ("validFrom", GONE),
        ("validFrom", "2026-11-01"),
        ("issuer", GONE),
        ("issuer", "Example University"),
        ("issuer/type", ["Organization"]),
        ("issuer/id", GONE),
        (SUBJECT, GONE),
        (f"{SUBJECT}/type", ["Person"]),
        (ACHIEVEMENT, GONE),
        (ACHIEVEMENT, "urn:example:achievement"),
        (f"{ACHIEVEMENT}/id", GONE),
        (f"{ACHIEVEMENT}/type", ["Course"]),
        (f"{ACHIEVEMENT}/name", GONE),
        (f"{ACHIEVEMENT}/name", {"en": 3}),
        (f"{ACHIEVEMENT}/name", {}),
        (f"{ACHIEVEMENT}/description", GONE),
        (f"{ACHIEVEMENT}/description", ["a", "b"]),
        (f"{ACHIEVEMENT}/criteria", GONE),
    ],
)
def test_what_must_stand_there_is_missed(path: str, value: object) -> None:
    assert places(changed(path, value))[0].startswith(f"/{path}")


@pytest.mark.conforms("ob3-criteria")
def test_criteria_say_something() -> None:
    assert places(changed(f"{ACHIEVEMENT}/criteria", {"type": "Criteria"})) == [
        f"/{ACHIEVEMENT}/criteria"
    ]
    assert places(changed(f"{ACHIEVEMENT}/criteria", {"id": "https://x.example/c"})) == []


@pytest.mark.conforms("ob3-subject-identified")
def test_somebody_earned_it() -> None:
    assert places(changed(f"{SUBJECT}/identifier", GONE)) == [f"/{SUBJECT}"]
    named = changed(f"{SUBJECT}/identifier", GONE)
    named[SUBJECT]["id"] = "urn:uuid:0a9c1f2e-1111-4222-8333-444455556666"
    assert places(named) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(
            f"{ACHIEVEMENT}/alignment/0/targetName",
            GONE,
            marks=pytest.mark.conforms("ob3-alignment"),
        ),
        (f"{ACHIEVEMENT}/alignment/0/targetUrl", "EQF 6"),
        (f"{ACHIEVEMENT}/alignment/0/type", GONE),
        pytest.param("evidence/0/type", GONE, marks=pytest.mark.conforms("ob3-evidence")),
        ("evidence/0/name", 7),
        pytest.param("issuer/image/id", GONE, marks=pytest.mark.conforms("ob3-image")),
        ("issuer/image/type", "Picture"),
        pytest.param(
            "issuer/otherIdentifier/0/identifier",
            GONE,
            marks=pytest.mark.conforms("ob3-profile-parts"),
        ),
        ("issuer/address/type", GONE),
        ("issuer/address/geo/latitude", "north"),
        ("issuer/dateOfBirth", "1810-02-30"),
        pytest.param(
            f"{ACHIEVEMENT}/related/0/id", GONE, marks=pytest.mark.conforms("ob3-related")
        ),
        pytest.param("refreshService/id", GONE, marks=pytest.mark.conforms("ob3-credential-parts")),
        ("refreshService/type", GONE),
        ("credentialStatus/type", GONE),
        ("credentialSchema/0/id", GONE),
        ("termsOfUse/type", []),
        (f"{ACHIEVEMENT}/inLanguage", "German"),
        (f"{ACHIEVEMENT}/creditsAvailable", "three"),
        (f"{ACHIEVEMENT}/creditsAvailable", True),
        (f"{ACHIEVEMENT}/tag", ["a", None]),
        ("endorsementJwt", ["not a token"]),
    ],
)
def test_parts_have_their_types(path: str, value: object) -> None:
    assert places(changed(path, value))


@pytest.mark.conforms("ob3-identity-object")
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("hashed", "true"),
        ("hashed", GONE),
        ("identityHash", GONE),
        ("identityHash", 5),
        ("identityType", "e-mail"),
        ("identityType", GONE),
        ("type", "Identity"),
        ("salt", 4),
    ],
)
def test_an_identity_says_what_it_is(member: str, value: object) -> None:
    path = f"{SUBJECT}/identifier/0/{member}"
    assert places(changed(path, value)) == [f"/{path}"]


@pytest.mark.conforms("ob3-identity-hash")
@pytest.mark.parametrize("text", ["zoe@example.org", "sha256$", "sha1$" + "0" * 40, "0" * 64])
def test_a_hashed_identity_has_the_form_of_a_hash(text: str) -> None:
    path = f"{SUBJECT}/identifier/0/identityHash"
    assert places(changed(path, text)) == [f"/{path}"]
    plain = changed(path, text)
    plain[SUBJECT]["identifier"][0]["hashed"] = False
    assert places(plain) == []


@pytest.mark.conforms("ob3-result", "ob3-result-description")
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{SUBJECT}/result/0/resultDescription", "urn:example:another"),
        (f"{SUBJECT}/result/0/achievedLevel", "urn:example:another"),
        (f"{SUBJECT}/result/0/type", ["Outcome"]),
        (f"{ACHIEVEMENT}/resultDescription/0/requiredLevel", "urn:example:another"),
        (f"{ACHIEVEMENT}/resultDescription/0/name", GONE),
        (f"{ACHIEVEMENT}/resultDescription/0/resultType", "Marks"),
        (f"{ACHIEVEMENT}/resultDescription/0/rubricCriterionLevel/0/name", GONE),
    ],
)
def test_a_result_points_at_what_is_described(path: str, value: object) -> None:
    assert f"/{path}" in places(changed(path, value))


@pytest.mark.conforms("ob3-result-status")
def test_a_status_is_one_of_the_closed_list() -> None:
    document = changed(f"{ACHIEVEMENT}/resultDescription/0/resultType", "Status")
    assert places(document) == [f"/{SUBJECT}/result/0/status"]
    document[SUBJECT]["result"][0]["status"] = "Completed"
    assert places(document) == []
    document[SUBJECT]["result"][0]["status"] = "ext:Celebrated"
    assert places(document) == [f"/{SUBJECT}/result/0/status"]


@pytest.mark.conforms("ob3-enumerations")
@pytest.mark.parametrize("name", sorted(ENUMERATIONS))
def test_an_enumeration_takes_its_own_terms(name: str) -> None:
    enumeration = ENUMERATIONS[name]
    assert enumeration.terms
    path = {
        "AchievementType": f"{ACHIEVEMENT}/achievementType",
        "AlignmentTargetType": f"{ACHIEVEMENT}/alignment/0/targetType",
        "IdentifierTypeEnum": f"{SUBJECT}/identifier/0/identityType",
        "ResultType": f"{ACHIEVEMENT}/resultDescription/0/resultType",
        "ResultStatusType": f"{SUBJECT}/result/0/status",
    }[name]
    unknown, extended = places(changed(path, "Unheard")), places(changed(path, "ext:Unheard"))
    assert unknown == [f"/{path}"]
    assert extended == ([] if enumeration.extensible else [f"/{path}"])


@pytest.mark.conforms("ob3-cardinality")
def test_what_stands_once_stands_once_and_a_list_is_not_empty() -> None:
    assert places(changed("issuer", [PROFILE])) == []
    assert places(changed("issuer", [PROFILE, PROFILE])) == ["/issuer"]
    assert places(changed("evidence", [])) == ["/evidence"]
    assert places(changed("evidence", ["https://x.example/work"])) == ["/evidence/0"]
    assert places(changed("evidence", {"type": "Evidence"})) == []


def test_a_family_of_profiles_ends_somewhere() -> None:
    profile = PROFILE
    for _ in range(20):
        profile = {"id": "https://x.example/", "type": "Profile", "parentOrg": profile}
    problems = list(class_problems(profile, "Profile", ""))
    assert problems[0][1] == "it is nested too deeply"


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_every_member_of_every_class_has_a_known_type(name: str) -> None:
    kinds = {*CLASSES, *ENUMERATIONS, *Scalar}
    assert {member.type for member in CLASSES[name].members.values()} <= kinds


@pytest.mark.conforms("ob3-name")
def test_what_we_issue_is_whole() -> None:
    document = openbadges.export(
        award(), credential_id=CREDENTIAL_ID, statuses=STATUSES, email_salt="s4lt"
    ).document
    assert list(open_badge_problems(document)) == []
    assert document["name"]


@given(awards)
def test_whatever_we_award_is_of_the_types_of_the_standard(earned: Award) -> None:
    document = openbadges.export(earned, credential_id=CREDENTIAL_ID).document
    assert list(open_badge_problems(document)) == []
