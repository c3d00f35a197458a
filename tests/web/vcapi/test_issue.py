"""Issuing: what comes back, whose name it carries, and what is not signed."""

from __future__ import annotations

import json

import pytest

from credstone.securing import jose
from credstone.web.vcapi.issuers import KINDS
from credstone.web.vcapi.models import StatusIndex
from tests.web.vcapi.callers import Integrator, Values, a_credential

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
NAMES = [kind.name for kind in KINDS]
EMBEDDED = [kind.name for kind in KINDS if kind.mechanism != "vc-jwt"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_issued_verifies(integrator: Integrator, name: str) -> None:
    secured = integrator.issued(name, a_credential())
    answer = integrator.verify(secured)
    assert (answer.status, answer.values["verdict"]) == (200, "valid")


@pytest.mark.parametrize("name", EMBEDDED)
def test_a_proof_names_suite_key_and_purpose(integrator: Integrator, name: str) -> None:
    issuer = integrator.issuers()[name]
    proof = integrator.issued(name, a_credential())["proof"]
    assert proof["type"] == "DataIntegrityProof"
    assert proof["cryptosuite"] == issuer["cryptosuite"]
    assert proof["verificationMethod"].partition("#")[0] == issuer["id"]
    assert proof["proofPurpose"] == "assertionMethod"
    assert proof["proofValue"].startswith("z")


def test_a_token_comes_in_an_envelope_that_says_nothing_else(integrator: Integrator) -> None:
    credential = a_credential()
    enveloped = integrator.issued("vc-jwt", credential)
    assert enveloped.keys() == {"@context", "id", "type"}
    assert enveloped["type"] == "EnvelopedVerifiableCredential"
    media_type, _, token = enveloped["id"].partition(",")
    assert media_type == "data:application/vc+jwt"
    payload = json.loads(jose.read_compact(token.encode()).payload)
    assert payload["credentialSubject"] == credential["credentialSubject"]


@pytest.mark.parametrize("issuer", ["did:example:issuer", {"id": "https://a.example", "name": "A"}])
def test_the_issuer_is_who_signs_whatever_name_was_sent(
    integrator: Integrator, issuer: str | Values
) -> None:
    secured = integrator.issued("eddsa-rdfc-2022", a_credential(issuer=issuer))
    did = integrator.issuers()["eddsa-rdfc-2022"]["id"]
    if isinstance(issuer, dict):
        assert secured["issuer"] == {"id": did, "name": "A"}
    else:
        assert secured["issuer"] == did


def test_all_else_stays_as_it_was_sent(integrator: Integrator) -> None:
    credential = a_credential()
    secured = integrator.issued("eddsa-rdfc-2022", credential)
    expected = {**credential, "issuer": secured["issuer"], "proof": secured["proof"]}
    assert secured == expected
    assert list(secured) == [*credential, "proof"]


def test_a_credential_needs_no_id(integrator: Integrator) -> None:
    credential = a_credential()
    del credential["id"]
    assert "id" not in integrator.issued("eddsa-rdfc-2022", credential)


def test_the_context_of_the_standards_examples_is_known(integrator: Integrator) -> None:
    contexts = ["https://www.w3.org/ns/credentials/v2", EXAMPLES]
    subject = {"id": "did:example:subject", "alumniOf": "The School of Examples"}
    credential = a_credential(**{"@context": contexts, "credentialSubject": subject})
    secured = integrator.issued("eddsa-rdfc-2022", credential)
    assert integrator.verify(secured).status == 200


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"issuer": None}, "/issuer"),
        ({"issuer": "not a URL"}, "/issuer"),
        ({"issuer": {"id": None}}, "/issuer"),
        ({"issuer": {"name": "nobody"}}, "/issuer"),
        ({"type": ["Credential"]}, "/type"),
        ({"type": []}, "/type"),
        ({"id": "not a URL"}, "/id"),
        ({"id": ["urn:a:b", "urn:a:c"]}, "/id"),
        ({"credentialSubject": {}}, "/credentialSubject"),
        ({"credentialSubject": []}, "/credentialSubject"),
        ({"@context": ["https://www.w3.org/ns/credentials/v1"]}, "/@context"),
        ({"@context": [EXAMPLES, "https://www.w3.org/ns/credentials/v2"]}, "/@context"),
        ({"validUntil": "2000-01-01T00:00:00Z"}, "/validUntil"),
        ({"validFrom": "yesterday"}, "/validFrom"),
        ({"credentialStatus": {"id": "urn:a:b"}}, "/credentialStatus"),
        ({"nobodyDefinedThis": 1}, "/nobodyDefinedThis"),
        ({"proof": {"type": "DataIntegrityProof"}}, "/proof"),
    ],
)
def test_what_verifying_would_refuse_is_not_signed(
    integrator: Integrator, changes: Values, where: str
) -> None:
    for name in ("eddsa-rdfc-2022", "vc-jwt", "status"):
        answer = integrator.ask_issue(name, a_credential(**changes))
        assert (answer.status, answer.is_problem) == (422, True)
        assert where in answer.values["detail"]
    assert not StatusIndex.objects.exists()


@pytest.mark.parametrize("member", ["issuer", "type", "credentialSubject", "@context"])
def test_a_credential_without_what_it_must_have_is_not_signed(
    integrator: Integrator, member: str
) -> None:
    credential = a_credential()
    del credential[member]
    assert integrator.ask_issue("eddsa-rdfc-2022", credential).status == 422


def test_a_proof_says_what_the_caller_asked_for(integrator: Integrator) -> None:
    options = {
        "expires": "2040-01-01T00:00:00Z",
        "domain": ["a.example", "b.example"],
        "challenge": "1235abcd6789",
        "checks": ["a member that we do not know"],
    }
    secured = integrator.issued("eddsa-rdfc-2022", a_credential(), options)
    assert {name: secured["proof"][name] for name in ("expires", "domain", "challenge")} == {
        name: options[name] for name in ("expires", "domain", "challenge")
    }
    assert integrator.verify(secured).status == 200


@pytest.mark.parametrize(
    "options",
    [
        {"proofPurpose": "authentication"},
        {"verificationMethod": "did:key:z6Mk#z6Mk"},
        {"credentialStatus": {"type": "StatusList2021Entry"}},
        {"credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "refresh"}},
    ],
)
def test_what_is_not_done_here_is_refused(integrator: Integrator, options: Values) -> None:
    assert integrator.ask_issue("status", a_credential(), options).status == 422


@pytest.mark.parametrize("name", [name for name in NAMES if name != "status"])
def test_an_issuer_without_status_says_which_one_keeps_it(
    integrator: Integrator, name: str
) -> None:
    options = {"credentialStatus": {"type": "BitstringStatusListEntry"}}
    answer = integrator.ask_issue(name, a_credential(), options)
    assert (answer.status, answer.is_problem) == (422, True)
    assert "Ask the issuer `status`." in answer.values["detail"]


def test_what_is_over_is_issued_and_not_valid(integrator: Integrator) -> None:
    """Suites ask for credentials out of their time, to see verifiers refuse them."""
    past = integrator.issued("eddsa-rdfc-2022", a_credential(validUntil="2024-01-01T00:00:00Z"))
    future = integrator.issued("eddsa-rdfc-2022", a_credential(validFrom="2999-01-01T00:00:00Z"))
    for secured in (past, future):
        assert integrator.verify(secured).status == 400


def test_whoever_names_no_issuer_is_told_that_any_will_do(integrator: Integrator) -> None:
    credential = a_credential()
    del credential["issuer"]
    answer = integrator.ask_issue("eddsa-rdfc-2022", credential)
    assert answer.status == 422
    assert "Name any; this issuer's DID takes its place." in answer.values["detail"]


def test_a_token_has_no_place_for_the_options_of_a_proof(integrator: Integrator) -> None:
    assert integrator.ask_issue("vc-jwt", a_credential(), {"domain": "a.example"}).status == 422


@pytest.mark.parametrize(
    "options",
    [
        {"challenge": 1},
        {"domain": [1]},
        {"expires": "tomorrow"},
        {"credentialId": ["urn:a:b"]},
        {"credentialStatus": []},
        {"credentialStatus": "BitstringStatusListEntry"},
        {"credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": 1}},
    ],
)
def test_options_of_the_wrong_type_are_malformed(integrator: Integrator, options: Values) -> None:
    assert integrator.ask_issue("status", a_credential(), options).status == 400


@pytest.mark.parametrize(
    "body", [{}, {"credential": "a"}, {"credential": []}, {"credential": None}]
)
def test_a_request_without_a_credential_is_malformed(integrator: Integrator, body: Values) -> None:
    answer = integrator.post("/issuers/eddsa-rdfc-2022/credentials/issue", body)
    assert (answer.status, answer.is_problem) == (400, True)


def test_an_issuer_that_is_not_here_is_not_found(integrator: Integrator) -> None:
    answer = integrator.ask_issue("nobody", a_credential())
    assert (answer.status, answer.is_problem) == (404, True)
