"""A word of the standards is never written in full under contexts that do not know it."""

from __future__ import annotations

import json

import pytest

from credstone.contexts import MANIFEST
from credstone.errors import NotCovered
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import quads
from credstone.securing.canonical.known_words import known_words
from credstone.securing.strict_json import dumps
from credstone.verifying.report import ReasonCode, Verdict
from tests.core.verifying.world import V2, World

V1 = "https://www.w3.org/2018/credentials/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
CRED = "https://www.w3.org/2018/credentials#"
OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"


def plain(**members: Json) -> JsonObject:
    return {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:subject"},
        **members,
    }


@pytest.mark.parametrize(
    "iri",
    [
        f"{CRED}expirationDate",
        f"{OB}achievement",
        "https://w3id.org/security#publicKeyMultibase",
        "https://purl.imsglobal.org/spec/vc/clr/vocab.html#verifiableCredential",
    ],
)
def test_a_word_in_full_is_no_member(iri: str) -> None:
    assert iri in known_words()
    with pytest.raises(NotCovered) as refusal:
        quads(plain(**{iri: "x"}))
    word, url = known_words()[iri]
    assert word in refusal.value.fix
    assert url in refusal.value.fix


@pytest.mark.parametrize("name", ["OpenBadgeCredential", "EndorsementCredential"])
def test_a_word_in_full_is_no_type(name: str) -> None:
    with pytest.raises(NotCovered):
        quads(plain(type=["VerifiableCredential", f"{OB}{name}"]))


def test_a_word_of_everybody_may_be_written_in_full() -> None:
    assert quads(plain(**{"https://schema.org/email": "a@b.example"}))


def test_every_vocabulary_of_a_frozen_context_gives_words() -> None:
    urls = {url for _, url in known_words().values()}
    assert len(urls) > 3
    assert urls <= {frozen.url for frozen in MANIFEST}


def test_an_expired_older_credential_does_not_come_to_life_under_newer_contexts() -> None:
    world = World()
    issuer = world.did_key()
    older: JsonObject = {
        "@context": [V1, DATA_INTEGRITY],
        "id": "urn:uuid:77777777-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential"],
        "issuer": issuer.id,
        "issuanceDate": "2020-01-01T00:00:00Z",
        "expirationDate": "2021-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:ana"},
    }
    signed: JsonObject = json.loads(world.sign(issuer, older, binds_json=False))
    assert ReasonCode.EXPIRED in world.verify(dumps(signed)).reasons
    newer = {**signed, "@context": [V2]}
    for name in ("issuanceDate", "expirationDate"):
        newer[f"{CRED}{name}"] = {"@value": newer.pop(name), "type": DATE_TIME}
    report = world.verify(dumps(newer))
    assert report.verdict is Verdict.INVALID
    assert report.reasons == (ReasonCode.NOT_AUTHENTIC,)
