"""An endorsement in a badge is checked like any other credential before it is shown (step 18)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from credstone.ports import Json, JsonObject
from credstone.verifying.report import Bearing, Check, Outcome, Verdict
from tests.core.verifying.world import CREDENTIAL_ID, OB3, V2, Issuer, World, badge

pytestmark = pytest.mark.conforms("ob3-endorsement-verified")

ACHIEVEMENT_ID = "urn:uuid:0a9c1f2e-7777-4222-8333-444455556666"


def endorsement(issuer: Issuer, endorsed: str = CREDENTIAL_ID, /, **changes: Json) -> JsonObject:
    document: JsonObject = {
        "@context": [V2, OB3],
        "id": "urn:uuid:6f1f6c3e-4b1a-4e0c-9a38-0d7d7f4b7a99",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": issuer.name},
        "validFrom": "2026-11-02T00:00:00Z",
        "credentialSubject": {
            "id": endorsed,
            "type": ["EndorsementSubject"],
            "endorsementComment": "We hire people who have this.",
        },
    }
    return {**document, **changes}


def token(world: World, issuer: Issuer, document: JsonObject) -> str:
    return world.sign(issuer, document, suite="vc-jwt").decode("ascii")


def checks_of(world: World, university: Issuer, document: JsonObject) -> list[Check]:
    """The checks on the endorsements; nothing in them may change what is said of the badge."""
    report = world.verify(world.sign(university, document, suite="vc-jwt"))
    assert report.verdict is Verdict.VALID, [c for c in report.checks if not c.passed]
    found = [one for one in report.checks if one.id.startswith("endorsement")]
    assert all(one.bearing is Bearing.REMARK for one in found)
    return found


def test_an_embedded_endorsement_that_holds_is_named_by_its_signer() -> None:
    world = World()
    university, company = world.did_key(), world.did_web("company.example")
    embedded: JsonObject = json.loads(world.sign(company, endorsement(company)))
    (check,) = checks_of(world, university, badge(university, endorsement=[embedded]))
    assert check.outcome is Outcome.PASSED
    assert check.reason == f"company.example endorses {CREDENTIAL_ID}."


def test_an_endorsement_as_a_token_holds_as_well() -> None:
    world = World()
    university, company = world.did_key(), world.did_key()
    document = badge(university, endorsementJwt=[token(world, company, endorsement(company))])
    (check,) = checks_of(world, university, document)
    assert check.outcome is Outcome.PASSED


def test_achievement_and_issuer_can_be_endorsed_too() -> None:
    world = World()
    university, company = world.did_key(), world.did_key()
    document = badge(university)
    subject, issuer = document["credentialSubject"], document["issuer"]
    assert isinstance(subject, dict)
    assert isinstance(issuer, dict)
    achievement = subject["achievement"]
    assert isinstance(achievement, dict)
    about_achievement = endorsement(company, ACHIEVEMENT_ID)
    achievement["endorsementJwt"] = token(world, company, about_achievement)
    issuer["endorsementJwt"] = [token(world, company, endorsement(company, university.id))]
    outcomes = [one.outcome for one in checks_of(world, university, document)]
    assert outcomes == [Outcome.PASSED, Outcome.PASSED]


@pytest.mark.parametrize("trick", ["changed", "of another", "a stranger's key"])
def test_an_endorsement_that_nobody_gave_is_said_to_be_none(trick: str) -> None:
    world = World()
    university, company, stranger = world.did_key(), world.did_key(), world.did_key()
    document = endorsement(company)
    signer = company
    if trick == "of another":
        document = endorsement(company, "urn:uuid:0a9c1f2e-1111-4222-8333-444455556666")
    elif trick == "a stranger's key":
        signer = stranger
    embedded: JsonObject = json.loads(world.sign(signer, document))
    if trick == "changed":
        embedded["validFrom"] = "2026-11-03T00:00:00Z"
    (check,) = checks_of(world, university, badge(university, endorsement=[embedded]))
    assert check.outcome is Outcome.FAILED


def test_a_token_that_is_no_endorsement_endorses_nothing() -> None:
    world = World()
    university, company = world.did_key(), world.did_key()
    other = badge(company)
    document = badge(university, endorsementJwt=[token(world, company, other)])
    (check,) = checks_of(world, university, document)
    assert (check.outcome, "incomplete" in check.reason) == (Outcome.FAILED, True)


def test_an_endorsement_that_cannot_be_checked_is_left_open() -> None:
    world = World()
    university, company = world.did_key(), world.did_web("company.example")
    document = badge(university, endorsementJwt=[token(world, company, endorsement(company))])
    world.methods.clear()
    unreachable = [one.outcome for one in checks_of(world, university, document)]
    assert unreachable == [Outcome.UNDETERMINED]


def test_an_endorsement_from_tomorrow_does_not_count_yet() -> None:
    world = World()
    university, company = world.did_key(), world.did_key()
    later = world.at + timedelta(days=1)
    embedded: JsonObject = json.loads(world.sign(company, endorsement(company), created=later))
    (check,) = checks_of(world, university, badge(university, endorsement=[embedded]))
    assert check.outcome is Outcome.FAILED


def test_a_crowd_of_endorsements_is_not_looked_at_to_the_end() -> None:
    world = World()
    university, company = world.did_key(), world.did_key()
    crowd: list[Json] = [
        token(world, company, endorsement(company, name=f"No. {number}")) for number in range(40)
    ]
    found = checks_of(world, university, badge(university, endorsementJwt=crowd))
    assert [one.outcome for one in found[-2:]] == [Outcome.PASSED, Outcome.UNDETERMINED]
    assert len(found) == 9


def test_an_endorsement_with_a_crowd_of_signatures_is_left_open() -> None:
    world = World()
    university = world.did_key()
    companies = [world.did_key() for _ in range(3)]
    document = endorsement(companies[0])
    for company in companies:
        document = json.loads(world.sign(company, document))
    (check,) = checks_of(world, university, badge(university, endorsement=[document]))
    assert check.outcome is Outcome.UNDETERMINED


@pytest.mark.conforms("ob3-endorsement")
@pytest.mark.parametrize("member", ["id", "credentialSubject", "validFrom"])
def test_an_endorsement_that_leaves_out_what_it_must_say_is_none(member: str) -> None:
    world = World()
    university, company = world.did_key(), world.did_key()
    document = {k: v for k, v in endorsement(company).items() if k != member}
    if member == "credentialSubject":
        document[member] = {"type": ["EndorsementSubject"], "endorsementComment": "Of whom?"}
    text = token(world, company, document)
    (check,) = checks_of(world, university, badge(university, endorsementJwt=[text]))
    assert check.outcome is Outcome.FAILED


@pytest.mark.parametrize("place", ["subject", "achievement", "both"])
def test_an_array_of_one_hides_no_endorsement(place: str) -> None:
    """A proof over RDF does not fix how a value is written, so a holder may write it otherwise."""
    world = World()
    university, company = world.did_key(), world.did_key()
    document = badge(university)
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    assert isinstance(subject["achievement"], dict)
    other: JsonObject = json.loads(world.sign(company, endorsement(company, "urn:other")))
    subject["achievement"]["endorsement"] = [other]
    written = json.loads(world.sign(university, document, binds_json=False))
    if place != "subject":
        written["credentialSubject"]["achievement"] = [written["credentialSubject"]["achievement"]]
    if place != "achievement":
        written["credentialSubject"] = [written["credentialSubject"]]

    report = world.verify(json.dumps(written).encode())

    assert report.verdict is Verdict.VALID
    found = report.check("endorsement:1")
    assert found is not None
    assert found.outcome is Outcome.FAILED
    assert "of something else" in found.reason


def test_an_endorsement_may_write_its_subject_as_an_array_of_one() -> None:
    world = World()
    university, company = world.did_key(), world.did_key()
    plain = endorsement(company)
    plain["credentialSubject"] = [plain["credentialSubject"]]
    embedded = json.loads(world.sign(company, plain))
    (check,) = checks_of(world, university, badge(university, endorsement=[embedded]))
    assert check.outcome is Outcome.PASSED
