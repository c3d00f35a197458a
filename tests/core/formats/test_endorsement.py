"""A start-up hub consents to what the university issues in both their names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from credstone.errors import MalformedInput, Refused
from credstone.formats import endorsement
from credstone.formats.endorsement import consent_document, read_consent
from credstone.formats.registry import by_name
from credstone.ports import JsonObject
from credstone.securing.canonical import quads
from tests.core.formats.samples import CREDENTIAL_ID, achievement, award, organisations

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
DIGEST = "5e" * 32


def consent(until: datetime | None = None) -> JsonObject:
    return consent_document(
        organisations()["hub"],
        achievement(),
        credential_id="urn:uuid:3f0e4a52-61f5-4b58-9d4b-0d3f5f5f0009",
        digest=DIGEST,
        valid_from=NOW,
        valid_until=until,
    )


def test_it_says_who_consents_to_what_for_whom_and_when() -> None:
    said = read_consent(consent(NOW + timedelta(days=365)))
    assert said.body_id == "did:web:hub.example"
    assert said.issuer_id == "did:web:ub.example"
    assert said.achievement_id == achievement().id
    assert said.digest == DIGEST
    assert said.valid_from == NOW
    assert said.valid_until == NOW + timedelta(days=365)


@pytest.mark.conforms("ob3-endorsement")
def test_it_is_an_endorsement_credential_that_a_signature_covers() -> None:
    document = consent()
    assert document["type"] == ["VerifiableCredential", "EndorsementCredential"]
    assert endorsement.detect(document)
    assert quads(document)


@pytest.mark.parametrize("member", [endorsement.DEFINITION_SHA256, endorsement.ISSUING_BODY, "id"])
def test_an_endorsement_of_another_kind_is_no_consent(member: str) -> None:
    document = consent()
    cast(dict[str, Any], document["credentialSubject"]).pop(member)
    with pytest.raises(MalformedInput):
        read_consent(document)


def test_without_a_key_nobody_consents() -> None:
    keyless = tuple(replace(body, id="") for body in achievement().awarding_bodies)
    with pytest.raises(Refused, match="ub"):
        consent_document(
            organisations()["hub"],
            replace(achievement(), awarding_bodies=keyless),
            credential_id="urn:uuid:1",
            digest=DIGEST,
            valid_from=NOW,
        )


@pytest.mark.parametrize("name", ["openbadges", "vcdm"])
def test_it_travels_inside_the_credential_as_it_was_secured(name: str) -> None:
    form = by_name(name)
    secured = {**consent(), "proof": {"proofValue": 'z5ü"\\\n'}}
    document = form.export(
        award(), credential_id=CREDENTIAL_ID, endorsements=(secured, secured)
    ).document
    reading = form.read(document)
    assert reading.consents == (secured, secured)
    assert reading.findings == ()


def test_an_endorsement_that_others_embed_is_found_too() -> None:
    document = by_name("openbadges").export(award(), credential_id=CREDENTIAL_ID).document
    subject = cast(dict[str, Any], document["credentialSubject"])
    subject["achievement"]["endorsement"] = [consent()]
    assert by_name("openbadges").read(document).consents == (consent(),)


def test_what_is_no_consent_in_the_member_is_told() -> None:
    document = by_name("vcdm").export(award(), credential_id=CREDENTIAL_ID).document
    for text in ('{"a": 1, "a": 2}', "[" * 10_000, "7", 7):
        document["https://w3id.org/credstone#consents"] = {"type": "@json", "@value": [text]}
        reading = by_name("vcdm").read(document)
        assert reading.consents == ()
        assert [one.why for one in reading.findings] == ["a consent in it is no JSON object"]
