"""eddsa-jcs-2022: the contexts of a proof, what is signed letter for letter, what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from credstone.errors import CredstoneError, NotAllowed, NotCovered, UnknownContext
from credstone.ports import JsonObject
from credstone.securing import mechanism
from credstone.securing.data_integrity import DOCUMENT_SHA256
from credstone.securing.did import did_key
from credstone.securing.hash_pair import jcs_pair
from credstone.securing.multibase import multibase_encode
from tests.core.securing.samples import (
    ACADEMY,
    COLLEGE,
    CREDENTIALS_V2,
    OPEN_BADGES,
    UNIVERSITY,
    credential,
    holds,
    options_of,
    signed,
)

NAME = "eddsa-jcs-2022"


def signed_under(contexts: Any, document: JsonObject) -> bytes:  # noqa: ANN401 any JSON value
    """A stranger's proof that names these contexts over the document; None names none."""
    statement: JsonObject = {
        "type": "DataIntegrityProof",
        "cryptosuite": NAME,
        "verificationMethod": options_of(UNIVERSITY.public).verification_method,
        "proofPurpose": "assertionMethod",
    }
    if contexts is not None:
        statement["@context"] = contexts
    signature = UNIVERSITY.sign(jcs_pair(statement, document, UNIVERSITY.public.type))
    proof = {**statement, "proofValue": multibase_encode(signature)}
    return json.dumps({**document, "proof": proof}).encode()


def test_what_is_signed_is_read_back_with_the_documents_contexts_in_its_proof() -> None:
    document = credential()
    secured = mechanism.read(signed(NAME, document))
    (proof,) = secured.proofs
    assert secured.document == document
    assert proof.statement["@context"] == document["@context"]
    assert DOCUMENT_SHA256 not in proof.statement, "canonical JSON needs no second binding"
    assert holds(secured.raw)


def test_a_proof_that_names_the_documents_contexts_or_none_holds() -> None:
    document = credential()
    assert holds(signed_under(document["@context"], document))
    assert holds(signed_under(None, document))


@pytest.mark.conforms("eddsa-jcs-context")
@pytest.mark.parametrize(
    "contexts",
    [
        [CREDENTIALS_V2],
        CREDENTIALS_V2,
        [],
        [OPEN_BADGES, CREDENTIALS_V2],
        [CREDENTIALS_V2, OPEN_BADGES, OPEN_BADGES],
        [[CREDENTIALS_V2, OPEN_BADGES]],
        {"0": CREDENTIALS_V2, "1": OPEN_BADGES},
        "",
        7,
    ],
)
def test_a_proof_that_names_other_contexts_does_not_hold(contexts: object) -> None:
    assert not holds(signed_under(contexts, credential()))


@pytest.mark.conforms("eddsa-jcs-context")
def test_a_context_added_behind_those_that_were_signed_is_refused() -> None:
    """The Recommendation verifies this document under the contexts of its proof (3.3.2)."""
    document: JsonObject = {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiableCredential"],
        "issuer": did_key(UNIVERSITY.public),
        "credentialSubject": {"id": "did:example:ana"},
    }
    secured = json.loads(signed(NAME, document))
    assert holds(json.dumps(secured).encode())
    secured["@context"].append(OPEN_BADGES)
    assert not holds(json.dumps(secured).encode())


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("type", ["OpenBadgeCredential", "VerifiableCredential"]),
        ("name", {"@value": "Co-innovation", "@language": "EN"}),
        ("credentialStatus", [credential()["credentialStatus"]]),
    ],
)
def test_how_the_document_is_written_is_signed(place: str, value: object) -> None:
    """The same statements in RDF, and another JSON value."""
    secured = json.loads(signed(NAME))
    secured[place] = value
    assert not holds(json.dumps(secured).encode())


def test_numbers_and_the_order_of_members_have_one_form() -> None:
    data = signed(NAME)
    assert b'"creditsAvailable":6' in data
    assert holds(data.replace(b'"creditsEarned":4.5', b'"creditsEarned":45e-1'))
    assert holds(json.dumps(dict(reversed(json.loads(data).items()))).encode())


@pytest.mark.parametrize("key", [COLLEGE, ACADEMY], ids=["P-256", "P-384"])
def test_a_key_of_another_type_neither_signs_nor_checks(key: Any) -> None:  # noqa: ANN401
    with pytest.raises(NotAllowed, match="Ed25519"):
        mechanism.signing_input(NAME, credential(), options_of(key.public))
    secured = mechanism.read(signed(NAME))
    answer = mechanism.check(secured, secured.proofs[0], key.public)
    assert not answer.holds
    assert "Ed25519" in answer.reason


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"favouriteColour": "blue"}, NotCovered),
        ({"id": "credential-1"}, NotCovered),
        ({"evidence": None}, NotCovered),
        ({"@context": [CREDENTIALS_V2, {"x": "https://x/"}]}, UnknownContext),
        ({"@context": [CREDENTIALS_V2, "https://x.example/"]}, UnknownContext),
    ],
)
def test_what_json_ld_would_not_read_is_neither_signed_nor_held(
    change: JsonObject, error: type[CredstoneError]
) -> None:
    """Its bytes would be signed; yet a reader of JSON-LD would see other claims."""
    document = {**credential(), **change}
    with pytest.raises(error):
        signed(NAME, document)
    with pytest.raises(error):
        holds(signed_under(document["@context"], document))


def test_text_that_other_verifiers_write_differently_is_not_signed() -> None:
    with pytest.raises(NotCovered):
        signed(NAME, {**credential(), "name": "rings\x07the bell"})
