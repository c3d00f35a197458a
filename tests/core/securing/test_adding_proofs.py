"""Adding a proof, with each cryptosuite: what was asked for stands in it, or there is no proof."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from credstone.errors import CredstoneError, MalformedInput
from credstone.ports import Json, JsonObject
from credstone.securing import mechanism
from credstone.securing.canonical import quads
from credstone.securing.private_keys import PrivateKey
from credstone.securing.secured import ProofOptions
from tests.core.securing.samples import CREDENTIALS_V2, credential, options_of
from tests.core.securing.strangers import SUITES

pytestmark = pytest.mark.parametrize("combination", SUITES)
ONE = "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"
TWO = "urn:uuid:8cc9022b-6b14-4cf3-8571-74972c5feb54"


def add(
    combination: str, document: JsonObject | None = None, **asked: object
) -> tuple[JsonObject, bytes]:
    """The document with one more proof, and the bytes that were signed for it."""
    suite, key = SUITES[combination]
    content = credential(key) if document is None else document
    options = asked_for(key, **asked)
    message = mechanism.signing_input(suite, content, options)
    made: JsonObject = json.loads(mechanism.attach(suite, content, options, key.sign(message)))
    return made, message


def asked_for(key: PrivateKey, **asked: object) -> ProofOptions:
    return replace(options_of(key.public), **asked)  # type: ignore[arg-type]


@pytest.mark.conforms(
    "di-proof-member", "di-add-members", "di-type-of-suites", "di-cryptosuite-named", "di-created"
)
def test_a_proof_names_type_suite_method_purpose_and_value(combination: str) -> None:
    suite, key = SUITES[combination]
    made, _ = add(combination)
    proof = made["proof"]
    assert isinstance(proof, dict)
    assert proof["type"] == "DataIntegrityProof"
    assert proof["cryptosuite"] == suite
    assert proof["verificationMethod"] == options_of(key.public).verification_method
    assert proof["proofPurpose"] == "assertionMethod"
    assert proof["created"] == "2026-11-21T09:30:00Z"
    assert str(proof["proofValue"]).startswith("z")
    assert {name: made[name] for name in made if name != "proof"} == credential(key)


@pytest.mark.conforms("di-add-domain-and-challenge", "di-domain", "di-challenge-and-nonce")
@pytest.mark.parametrize(
    ("domains", "written"),
    [((), None), (("a.example",), "a.example"), (("a.example", "b.example"),) * 2],
)
def test_domain_and_challenge_are_those_that_were_asked_for(
    combination: str, domains: tuple[str, ...], written: Json | tuple[str, ...]
) -> None:
    made, message = add(combination, domains=domains, challenge="1235abcd6789", nonce="once")
    proof = made["proof"]
    assert isinstance(proof, dict)
    assert proof.get("domain") == (list(written) if isinstance(written, tuple) else written)
    assert (proof["challenge"], proof["nonce"]) == ("1235abcd6789", "once")
    assert message != add(combination)[1]


@pytest.mark.conforms("di-add-to-chain")
@pytest.mark.parametrize("previous", [(ONE,), (ONE, TWO), (TWO, ONE)])
def test_a_proof_cannot_follow_one_that_is_not_there(
    combination: str, previous: tuple[str, ...]
) -> None:
    with pytest.raises(MalformedInput, match="not there"):
        add(combination, previous=previous)
    with_two, _ = add(combination, id=TWO)
    with pytest.raises(MalformedInput, match="not there"):
        add(combination, with_two, previous=previous)


@pytest.mark.conforms("di-add-to-chain", "di-previous-proof", "di-proof-object-or-set")
def test_a_proof_follows_those_that_it_names_and_signs_them_too(combination: str) -> None:
    first, _ = add(combination, id=ONE)
    second, beside = add(combination, first, id=TWO)
    assert isinstance(second["proof"], list)
    assert [proof["id"] for proof in second["proof"] if isinstance(proof, dict)] == [ONE, TWO]
    third, after = add(combination, second, previous=(ONE, TWO))
    assert isinstance(third["proof"], list)
    last = third["proof"][-1]
    assert isinstance(last, dict)
    assert last["previousProof"] == [ONE, TWO]
    assert third["proof"][:2] == second["proof"]
    assert after != beside
    secured = mechanism.read(json.dumps(third).encode())
    for proof in secured.proofs:
        assert mechanism.check(secured, proof, SUITES[combination][1].public).holds


@pytest.mark.conforms("di-add-error", "di-no-data-loss", "di-no-base")
@pytest.mark.parametrize(
    "change",
    [
        {"favouriteColour": "blue"},
        {"type": ["VerifiableCredential", "OpenBadgeCredential", "UnknownCredential"]},
        {"id": "credentials/1"},
        {"id": "//uni.example/credentials/1"},
        {"@base": "https://uni.example/"},
        {"name": None},
    ],
    ids=str,
)
def test_what_json_ld_would_drop_gets_no_proof(combination: str, change: JsonObject) -> None:
    with pytest.raises(CredstoneError):
        add(combination, {**credential(SUITES[combination][1]), **change})


@pytest.mark.conforms("di-contexts-validated")
@pytest.mark.parametrize(
    "context",
    [
        [CREDENTIALS_V2, "https://unknown.example/v1"],
        [CREDENTIALS_V2, {"favouriteColour": "https://x.example/#colour"}],
        [CREDENTIALS_V2, {"@vocab": "https://x.example/#"}],
        {"@import": CREDENTIALS_V2},
        "https://w3id.org/security/jwk/v1",
        [CREDENTIALS_V2, None],
    ],
    ids=str,
)
def test_under_contexts_that_nobody_approved_there_is_no_proof(
    combination: str, context: Json
) -> None:
    with pytest.raises(CredstoneError):
        add(combination, {**credential(SUITES[combination][1]), "@context": context})
    inside = credential(SUITES[combination][1])
    assert isinstance(inside["credentialSubject"], dict)
    inside["credentialSubject"]["@context"] = context
    with pytest.raises(CredstoneError):
        add(combination, inside)


@pytest.mark.conforms("di-no-context-no-extension")
def test_without_a_context_there_is_no_proof(combination: str) -> None:
    bare = {name: one for name, one in credential(SUITES[combination][1]).items() if name[0] != "@"}
    with pytest.raises(CredstoneError):
        add(combination, bare)


@pytest.mark.conforms("di-cryptosuite-string", "di-proof-purpose", "di-verification-method")
def test_as_rdf_a_proof_is_made_of_urls_and_the_suite_has_its_datatype(combination: str) -> None:
    suite, key = SUITES[combination]
    made, _ = add(combination, binds_json=False)
    assert isinstance(made["proof"], dict)
    proof = {name: one for name, one in made["proof"].items() if name != "@context"}
    said = {one[1]: one[2] for one in quads({**proof, "@context": CREDENTIALS_V2})}
    security = "https://w3id.org/security#"
    assert said[f"<{security}cryptosuite>"] == f'"{suite}"^^<{security}cryptosuiteString>'
    method = options_of(key.public).verification_method
    assert said[f"<{security}verificationMethod>"] == f"<{method}>"
    assert said[f"<{security}proofPurpose>"] == f"<{security}assertionMethod>"


@pytest.mark.conforms("di-add-utf8")
def test_text_of_every_script_is_signed_as_utf_8(combination: str) -> None:
    suite, key = SUITES[combination]
    document = {**credential(key), "name": {"@value": "Ćurić 学位 🎓", "@language": "hr"}}
    made, message = add(combination, document)
    escaped = json.dumps(made, ensure_ascii=True).encode()
    plain = json.dumps(made, ensure_ascii=False).encode("utf-8")
    assert escaped != plain
    for data in (escaped, plain):
        secured = mechanism.read(data)
        assert mechanism.check(secured, secured.proofs[0], key.public).holds
    latin = json.dumps({**made, "name": "Universität"}, ensure_ascii=False).encode("latin-1")
    with pytest.raises(CredstoneError):
        mechanism.read(latin)
    assert message != add(combination)[1]
    assert suite in escaped.decode()
