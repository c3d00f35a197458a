"""What verifying takes and gives back (VC Data Model 2.0, 7.1)."""

from __future__ import annotations

import json

import pytest

from credstone.ports import JsonObject, KeyType
from credstone.verifying.report import Outcome, Verdict
from tests.core.verifying.world import V2, World, badge


def enveloped(token: bytes, media_type: str = "application/vc+jwt") -> bytes:
    envelope: JsonObject = {
        "@context": V2,
        "id": f"data:{media_type},{token.decode('ascii')}",
        "type": "EnvelopedVerifiableCredential",
    }
    return json.dumps(envelope).encode()


@pytest.mark.conforms("vcdm2-7.1-algorithm", "vcdm2-1.3-verifier-verifies")
@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "vc-jwt"])
def test_a_good_document_comes_back_without_its_proof_and_with_its_signer(suite: str) -> None:
    world = World()
    issuer = world.did_web()
    document = badge(issuer)
    report = world.verify(world.sign(issuer, document, suite=suite))
    assert (report.verdict, report.document, report.issuer.id) == ("valid", document, issuer.id)
    assert all(check.passed for check in report.checks)


@pytest.mark.conforms("vcdm2-7.1-algorithm", "vcdm2-1.3-verifier-verifies")
@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "vc-jwt"])
def test_a_mechanism_that_does_not_hold_is_an_error(suite: str) -> None:
    world = World()
    issuer, other = world.did_web(), world.did_key()
    signed = world.sign(other, badge(issuer), suite=suite)
    report = world.verify(signed.replace(other.method_id.encode(), issuer.method_id.encode()))
    assert report.verdict is Verdict.INVALID
    assert [check.id for check in report.checks if check.outcome is Outcome.FAILED]


@pytest.mark.conforms("vcdm2-7.1-algorithm")
def test_a_document_that_does_not_conform_is_an_error_whoever_signed_it() -> None:
    world = World()
    issuer = world.did_web()
    report = world.verify(world.sign(issuer, badge(issuer, issuer=["https://uni.example"])))
    check = report.check("structure")
    assert check is not None
    assert (report.verdict, check.outcome) == (Verdict.INVALID, Outcome.FAILED)


@pytest.mark.conforms("vcdm2-7.1-mechanism-by-media-type")
def test_the_mechanism_is_the_one_that_form_and_media_type_name() -> None:
    world = World()
    issuer = world.did_key(KeyType.P256)
    token = world.sign(issuer, badge(issuer), suite="vc-jwt")
    assert world.verify(token).credential.mechanism == "vc-jwt"
    assert world.verify(enveloped(token)).credential.mechanism == "vc-jwt"
    embedded = world.did_key()
    signed = world.sign(embedded, badge(embedded))
    assert world.verify(signed).credential.mechanism == "eddsa-rdfc-2022"


@pytest.mark.conforms("vcdm2-7.1-mechanism-by-media-type")
@pytest.mark.parametrize(
    "media_type", ["application/json", "application/vp+jwt", "application/vc+sd-jwt", ""]
)
def test_an_envelope_of_another_media_type_is_not_guessed_at(media_type: str) -> None:
    world = World()
    issuer = world.did_key(KeyType.P256)
    token = world.sign(issuer, badge(issuer), suite="vc-jwt")
    assert world.verify(enveloped(token, media_type)).verdict is not Verdict.VALID
