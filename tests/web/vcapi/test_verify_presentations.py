"""Verifying presentations: who presents, to whom, and each credential in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from credstone.ports import Purpose
from credstone.securing import mechanism
from credstone.securing.did import did_key
from credstone.securing.secured import AUTHENTICATION, ProofOptions
from tests.fakes import MemorySigner
from tests.web.vcapi.callers import Integrator, Values, a_credential

ASKED = {"challenge": "1235abcd6789", "domain": "verifier.example"}


def presented(*credentials: Values, asked: Values = ASKED, purpose: str = AUTHENTICATION) -> Values:
    """What a wallet with a key of its own hands over."""
    wallet = MemorySigner()
    method = wallet.generate()
    key = wallet.public(method)
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": did_key(key),
        "verifiableCredential": list(credentials),
    }
    options = ProofOptions(
        verification_method=method,
        key_type=key.type,
        created=datetime.now(UTC).replace(microsecond=0),
        purpose=purpose,
        challenge=asked["challenge"],
        domains=(asked["domain"],),
    )
    message = mechanism.signing_input("eddsa-rdfc-2022", document, options)
    [signature] = wallet.sign_many(method, Purpose.ISSUING, [message])
    secured: Values = json.loads(mechanism.attach("eddsa-rdfc-2022", document, options, signature))
    return secured


def test_a_presentation_of_good_credentials_is_valid(integrator: Integrator) -> None:
    embedded = integrator.issued("eddsa-rdfc-2022", a_credential())
    enveloped = integrator.issued("vc-jwt", a_credential())
    answer = integrator.verify_presented(presented(embedded, enveloped), ASKED)
    assert (answer.status, answer.values["verdict"]) == (200, "valid")
    assert [one["verdict"] for one in answer.values["credentials"]] == ["valid", "valid"]


def test_one_revoked_credential_spoils_it(integrator: Integrator) -> None:
    good = integrator.issued("status", a_credential())
    revoked = integrator.issued("status", a_credential())
    integrator.change(revoked["id"], "revocation")
    assert integrator.verify_presented(presented(good), ASKED).status == 200
    answer = integrator.verify_presented(presented(good, revoked), ASKED)
    assert (answer.status, answer.values["verdict"]) == (400, "invalid")


@pytest.mark.parametrize("name", ASKED)
def test_it_answers_the_one_request_that_it_was_made_for(integrator: Integrator, name: str) -> None:
    secured = presented(integrator.issued("eddsa-rdfc-2022", a_credential()))
    assert integrator.verify_presented(secured, ASKED | {name: "another"}).status == 400


def test_whoever_expects_nothing_is_told_what_it_was_made_for(integrator: Integrator) -> None:
    secured = presented(integrator.issued("eddsa-rdfc-2022", a_credential()))
    assert integrator.verify_presented(secured, {"checks": []}).status == 200
    assert integrator.verify_presented(secured).status == 200


def test_it_must_be_signed_to_authenticate(integrator: Integrator) -> None:
    credential = integrator.issued("eddsa-rdfc-2022", a_credential())
    stated = presented(credential, purpose="assertionMethod")
    assert integrator.verify_presented(stated, ASKED).status == 400
    good = presented(credential)
    assert integrator.verify_presented(good, {"expectedProofPurpose": AUTHENTICATION}).status == 200
    answer = integrator.verify_presented(good, {"expectedProofPurpose": "assertionMethod"})
    assert (answer.status, answer.is_problem) == (400, True)


def test_a_changed_presentation_is_not_valid(integrator: Integrator) -> None:
    secured = presented(integrator.issued("eddsa-rdfc-2022", a_credential()))
    answer = integrator.verify_presented(secured | {"id": "urn:a:b"}, ASKED)
    assert (answer.status, answer.values["verdict"]) == (400, "invalid")


@pytest.mark.parametrize("body", [{}, {"verifiablePresentation": 7}, {"verifiableCredential": {}}])
def test_a_request_without_a_presentation_is_malformed(
    integrator: Integrator, body: Values
) -> None:
    answer = integrator.post("/presentations/verify", body)
    assert (answer.status, answer.is_problem) == (400, True)
