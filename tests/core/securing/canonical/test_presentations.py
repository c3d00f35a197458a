"""Presentations: credentials as graphs of their own, with proofs and contexts of their own."""

from __future__ import annotations

import json

import pytest

from credstone.errors import CredstoneError
from credstone.ports import Json, JsonObject
from credstone.securing import vc_jwt
from credstone.securing.canonical import canonical_nquads
from credstone.securing.canonical.reference import reference_nquads
from tests.core.securing.samples import (
    COLLEGE,
    CREDENTIALS_V2,
    OPEN_BADGES,
    UNIVERSITY,
    credential,
    signed,
)

KEYS = {
    "eddsa-rdfc-2022": UNIVERSITY,
    "eddsa-jcs-2022": UNIVERSITY,
    "ecdsa-rdfc-2019": COLLEGE,
    "ecdsa-jcs-2019": COLLEGE,
}


def presentation(*credentials: Json) -> JsonObject:
    return {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": "did:example:ana",
        "verifiableCredential": list(credentials),
    }


def embedded(suite: str) -> JsonObject:
    """A credential with an id of its own, secured by that suite."""
    number = list(KEYS).index(suite)
    content = {
        **credential(KEYS[suite]),
        "id": f"urn:uuid:6f1cbb4c-0000-4000-8000-00000000000{number}",
    }
    document: JsonObject = json.loads(signed(suite, content, KEYS[suite]))
    return document


@pytest.mark.parametrize("suite", KEYS)
def test_an_embedded_credential_is_the_quads_that_the_reference_processor_sees(suite: str) -> None:
    """A proof over canonical JSON repeats the context, which is the same context again."""
    document = presentation(embedded(suite))
    assert canonical_nquads(document) == reference_nquads(document)


def test_so_are_many_side_by_side() -> None:
    enveloped = json.loads(vc_jwt.envelope(signed("vc-jwt")))
    document = presentation(*map(embedded, KEYS), enveloped)
    assert canonical_nquads(document) == reference_nquads(document)


def test_the_order_of_the_credentials_is_not_part_of_it() -> None:
    one, other = embedded("eddsa-rdfc-2022"), embedded("ecdsa-rdfc-2019")
    assert canonical_nquads(presentation(one, other)) == canonical_nquads(presentation(other, one))


def test_a_credential_inside_brings_its_own_words() -> None:
    """The words of the presentation end where a credential begins (``@context: null``)."""
    bare = {name: value for name, value in credential().items() if name != "@context"}
    with pytest.raises(CredstoneError):
        canonical_nquads({**presentation(bare), "@context": [CREDENTIALS_V2, OPEN_BADGES]})


@pytest.mark.parametrize(
    "context",
    [
        {},
        None,
        [],
        {"@vocab": "https://evil.example/#"},
        ["https://evil.example/context"],
        [CREDENTIALS_V2, {"proofValue": "https://evil.example/#"}],
    ],
    ids=str,
)
def test_a_proof_inside_brings_no_context_of_a_strangers(context: Json) -> None:
    document = embedded("eddsa-jcs-2022")
    proof = document["proof"]
    assert isinstance(proof, dict)
    document["proof"] = {**proof, "@context": context}
    with pytest.raises(CredstoneError):
        canonical_nquads(presentation(document))
