"""eddsa-rdfc-2022: what it refuses to sign, to read and to hold."""

from __future__ import annotations

import json

import pytest

from credstone.errors import (
    CredstoneError,
    MalformedInput,
    NotAllowed,
    NotCovered,
    UnknownContext,
    UnsupportedMechanism,
)
from credstone.ports import JsonObject, KeyType
from credstone.securing import mechanism
from credstone.securing.private_keys import private_key
from tests.core.securing.samples import (
    COLLEGE,
    CREATED,
    UNIVERSITY,
    credential,
    holds,
    options_of,
    signed,
)

NAME = "eddsa-rdfc-2022"


def test_what_is_signed_is_read_back_verbatim() -> None:
    document = credential()
    data = signed(NAME, document)
    secured = mechanism.read(data)
    (proof,) = secured.proofs
    assert secured.raw == data
    assert secured.document == document
    assert (proof.mechanism, proof.purpose, proof.created) == (NAME, "assertionMethod", CREATED)
    assert proof.verification_method == options_of(UNIVERSITY.public).verification_method
    assert holds(data)


def test_another_key_did_not_sign_it() -> None:
    stranger = private_key(KeyType.ED25519, bytes(32))
    assert not holds(signed(NAME), stranger)


def test_a_key_of_another_type_neither_signs_nor_checks() -> None:
    with pytest.raises(NotAllowed):
        mechanism.signing_input(NAME, credential(), options_of(COLLEGE.public))
    secured = mechanism.read(signed(NAME))
    answer = mechanism.check(secured, secured.proofs[0], COLLEGE.public)
    assert not answer.holds
    assert "Ed25519" in answer.reason


@pytest.mark.conforms("di-no-data-loss", "di-add-error")
@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"favouriteColour": "blue"}, NotCovered),
        ({"id": "credential-1"}, NotCovered),
        ({"evidence": []}, NotCovered),
        ({"evidence": None}, NotCovered),
        ({"name": {"@value": "x", "@language": "not a language"}}, NotCovered),
        ({"name": "rings\x07the bell"}, NotCovered),
        ({"name": "not a character: \ufffe"}, NotCovered),
        (
            {"@context": ["https://www.w3.org/ns/credentials/v2", {"x": "https://x/"}]},
            UnknownContext,
        ),
        (
            {"@context": ["https://www.w3.org/ns/credentials/v2", "https://x.example/"]},
            UnknownContext,
        ),
        ({"proof": "z"}, MalformedInput),
    ],
)
def test_what_would_not_be_covered_is_not_signed(
    change: JsonObject, error: type[CredstoneError]
) -> None:
    with pytest.raises(error):
        signed(NAME, {**credential(), **change})


@pytest.mark.conforms("di-no-context-no-extension")
def test_a_document_without_a_context_is_not_signed() -> None:
    with pytest.raises(NotCovered):
        signed(NAME, {"https://schema.org/name": "x"})


def test_a_document_of_data_model_1_1_needs_the_context_that_defines_the_proof() -> None:
    old: JsonObject = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": "urn:uuid:6f1cbb4c-7a55-4a0e-9a39-6d2c7e1f0a11",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:uni",
        "issuanceDate": "2026-11-20T10:00:00Z",
        "credentialSubject": {"id": "did:example:ana"},
    }
    with pytest.raises(NotCovered, match="/proof/"):
        signed(NAME, old)
    contexts = [*old["@context"], "https://w3id.org/security/data-integrity/v2"]  # type: ignore[misc]
    assert holds(signed(NAME, {**old, "@context": contexts}))


def with_proof(**changes: object) -> bytes:
    """The signed sample with members of its proof changed; None takes one away."""
    secured = json.loads(signed(NAME))
    proof = {**secured["proof"], **changes}
    secured["proof"] = {name: value for name, value in proof.items() if value is not None}
    return json.dumps(secured).encode()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"type": None}, MalformedInput),
        ({"type": ["DataIntegrityProof"]}, MalformedInput),
        ({"type": "Ed25519Signature2020"}, UnsupportedMechanism),
        ({"cryptosuite": None}, MalformedInput),
        ({"cryptosuite": ["eddsa-rdfc-2022"]}, MalformedInput),
        ({"cryptosuite": "bbs-2023"}, UnsupportedMechanism),
        ({"cryptosuite": "vc-jwt"}, UnsupportedMechanism),
        ({"verificationMethod": None}, MalformedInput),
        ({"verificationMethod": {"id": "did:example:uni#1"}}, MalformedInput),
        ({"proofPurpose": None}, MalformedInput),
        ({"proofPurpose": ["assertionMethod"]}, MalformedInput),
        ({"proofValue": None}, MalformedInput),
        ({"proofValue": ""}, MalformedInput),
        ({"proofValue": "z"}, MalformedInput),
        ({"proofValue": "z" + "1" * 63}, MalformedInput),
        ({"proofValue": "u" + "A" * 86}, MalformedInput),
        ({"proofValue": "f" + "00" * 64}, MalformedInput),
        ({"created": "2026-11-21"}, MalformedInput),
        ({"created": "2026-11-21T09:30:00"}, MalformedInput),
        ({"created": "2026-02-30T09:30:00Z"}, MalformedInput),
        ({"created": 1763717400}, MalformedInput),
        ({"expires": "never"}, MalformedInput),
        ({"id": 7}, MalformedInput),
        ({"challenge": ["x"]}, MalformedInput),
        ({"domain": []}, MalformedInput),
        ({"domain": [7]}, MalformedInput),
        ({"domain": {}}, MalformedInput),
        ({"previousProof": "urn:uuid:1"}, MalformedInput),
        ({"previousProof": []}, MalformedInput),
    ],
)
def test_a_proof_with_odd_members_is_not_read(
    changes: JsonObject, error: type[CredstoneError]
) -> None:
    with pytest.raises(error):
        mechanism.read(with_proof(**changes))


@pytest.mark.parametrize("proof", [None, [], {}, "z123", [[]], [None], 7])
def test_what_is_no_proof_is_not_read(proof: object) -> None:
    with pytest.raises(MalformedInput):
        mechanism.read(json.dumps({**credential(), "proof": proof}).encode())


def test_a_proof_that_brings_a_context_is_not_checked() -> None:
    """Its words would be read under contexts that its signature does not cover."""
    secured = mechanism.read(with_proof(**{"@context": credential()["@context"]}))
    with pytest.raises(NotCovered, match="brings a context"):
        mechanism.check(secured, secured.proofs[0], UNIVERSITY.public)


@pytest.mark.conforms("di-no-data-loss")
def test_a_word_in_the_proof_that_no_context_knows_is_named() -> None:
    data = with_proof(note="trust me")
    secured = mechanism.read(data)
    with pytest.raises(NotCovered, match="/proof/note"):
        mechanism.check(secured, secured.proofs[0], UNIVERSITY.public)


@pytest.mark.parametrize(
    "changes",
    [
        {"created": "2026-11-21T09:30:01Z"},
        {"created": None},
        {"expires": "2099-01-01T00:00:00Z"},
        {"proofPurpose": "authentication"},
        {"verificationMethod": "did:example:uni#1"},
        {"domain": "verifier.example"},
        {"challenge": "1234"},
        {"nonce": "1234"},
        {"id": "urn:uuid:6f1cbb4c-7a55-4a0e-9a39-6d2c7e1f0a22"},
    ],
)
def test_the_proofs_own_words_are_signed_too(changes: JsonObject) -> None:
    assert not holds(with_proof(**changes))
