"""eddsa-rdfc-2022: W3C's vectors byte for byte, and what it refuses to sign or to hold."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from credstone.contexts import FROZEN
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
from credstone.securing.did import LocalResolver
from credstone.securing.hash_pair import rdfc_pair
from credstone.securing.keys import from_multikey
from credstone.securing.multibase import multibase_decode
from credstone.securing.private_keys import private_key
from credstone.securing.secured import ProofOptions, Reading
from credstone.securing.timestamps import parse_timestamp
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
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
CATCH_ALL: JsonObject = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
WITH_EXAMPLES = Reading(FROZEN.bringing({EXAMPLES: CATCH_ALL}), catch_all=True)
# Excluded by name: TestVectors/eddsa-rdfc-2022/employ needs citizenship/v4rc1, which is not frozen.


@pytest.fixture
def vectors(shared: Path) -> Path:
    return shared / "data/w3c/vc-di-eddsa/TestVectors"


def test_w3c_vector_canonical_forms_and_hashes(vectors: Path) -> None:
    folder = vectors / "eddsa-rdfc-2022"
    document = json.loads((vectors / "unsigned.json").read_bytes())
    statement = json.loads((folder / "proofConfigDataInt.json").read_bytes())
    context = statement.pop("@context")
    quads = WITH_EXAMPLES.canonical(document)
    assert quads == (folder / "canonDocDataInt.txt").read_bytes()
    canonical_statement = WITH_EXAMPLES.canonical({**statement, "@context": context})
    assert canonical_statement == (folder / "proofCanonDataInt.txt").read_bytes()
    assert hashlib.sha256(quads).hexdigest() == (folder / "docHashDataInt.txt").read_text()
    combined = rdfc_pair(statement, document, quads, KeyType.ED25519, WITH_EXAMPLES)
    assert combined.hex() == (folder / "combinedHashDataInt.txt").read_text()
    assert combined.hex().startswith((folder / "proofHashDataInt.txt").read_text())


def test_w3c_vector_signature_and_signed_document(vectors: Path) -> None:
    folder = vectors / "eddsa-rdfc-2022"
    pair = json.loads((vectors / "keyPair.json").read_bytes())
    seed = multibase_decode(pair["privateKeyMultibase"]).removeprefix(b"\x80\x26")
    key = private_key(KeyType.ED25519, seed)
    assert key.public == from_multikey(pair["publicKeyMultibase"])
    document = json.loads((vectors / "unsigned.json").read_bytes())
    options = ProofOptions(
        json.loads((folder / "proofConfigDataInt.json").read_bytes())["verificationMethod"],
        KeyType.ED25519,
        parse_timestamp("2023-02-24T23:36:38Z", where=""),
        binds_json=False,
    )
    message = mechanism.signing_input(NAME, document, options, reading=WITH_EXAMPLES)
    signature = key.sign(message)
    assert signature.hex() == (folder / "sigHexDataInt.txt").read_text()
    made = json.loads(mechanism.attach(NAME, document, options, signature))
    assert made["proof"]["proofValue"] == (folder / "sigBTC58DataInt.txt").read_text()
    assert made == json.loads((folder / "signedDataInt.json").read_bytes())


def test_w3c_vector_verifies_and_a_changed_one_does_not(vectors: Path) -> None:
    data = (vectors / "eddsa-rdfc-2022/signedDataInt.json").read_bytes()
    secured = mechanism.read(data, reading=WITH_EXAMPLES)
    (proof,) = secured.proofs
    key = LocalResolver().resolve(proof.verification_method).key
    assert mechanism.check(secured, proof, key).holds
    changed = mechanism.read(
        data.replace(b"School of Examples", b"School of Forgery"), reading=WITH_EXAMPLES
    )
    answer = mechanism.check(changed, changed.proofs[0], key)
    assert not answer.holds
    assert "changed" in answer.reason


def test_a_catch_all_context_is_refused_unless_asked_for(vectors: Path) -> None:
    data = (vectors / "eddsa-rdfc-2022/signedDataInt.json").read_bytes()
    secured = mechanism.read(data, reading=Reading(WITH_EXAMPLES.contexts))
    with pytest.raises(NotCovered):
        mechanism.coverage(secured)


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
