"""Whoever gets a refusal learns where the trouble is: in which member, part or name."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from credstone.errors import CredstoneError
from credstone.ports import Json, JsonObject, KeyType
from credstone.securing import jose, mechanism
from credstone.securing.did import did_web_url, local_method, methods_from_document
from credstone.securing.hash_pair import jcs_pair
from credstone.securing.multibase import base64url_encode
from tests.core.securing.samples import COLLEGE, CREDENTIALS_V2, UNIVERSITY, credential, options_of
from tests.core.securing.strangers import stranger_signs
from tests.core.securing.tokens import header, token

DID = "did:web:uni.example"
METHOD: JsonObject = {"id": f"{DID}#a", "type": "Multikey", "controller": DID}
SHORT = f"{DID}:..:a"
DEEP: Json = json.loads("[" * 101 + "]" * 101)
HEADER = base64url_encode(b'{"alg":"EdDSA","kid":"k"}')


def document_of(**changes: Json) -> Callable[[], object]:
    return lambda: methods_from_document(DID, {"id": DID, **changes})


def read(data: bytes) -> Callable[[], object]:
    return lambda: mechanism.read(data)


def presentation(**claims: Json) -> bytes:
    document: JsonObject = {"@context": [CREDENTIALS_V2], "type": ["VerifiablePresentation"]}
    return token("EdDSA", header("EdDSA", typ="vp+jwt", cty="vp"), {**document, **claims})


def with_a_context_of_its_own() -> object:
    """A proof over RDF: what its context says of its words was signed by nobody."""
    data = stranger_signs("eddsa-rdfc-2022", credential(), UNIVERSITY)
    document = json.loads(data)
    document["proof"]["@context"] = document["@context"]
    secured = mechanism.read(json.dumps(document).encode())
    return mechanism.check(secured, secured.proofs[0], UNIVERSITY.public)


REFUSALS: list[tuple[str, Callable[[], object]]] = [
    (DID, document_of(id="did:web:elsewhere.example")),
    (DID, document_of(verificationMethod=[METHOD, METHOD])),
    (f"{DID}#a", document_of(assertionMethod=[METHOD, METHOD])),
    (DID, document_of(assertionMethod=["a key"])),
    (f"{DID}#a expires", document_of(verificationMethod=[{**METHOD, "expires": "soon"}])),
    (f"{DID}#a revoked", document_of(verificationMethod=[{**METHOD, "revoked": "once"}])),
    ("did:web:Uni.Example", lambda: did_web_url("did:web:Uni.Example")),
    (f"{DID}%3A65536", lambda: did_web_url(f"{DID}%3A65536")),
    (SHORT, lambda: did_web_url(SHORT)),
    ("did:key:z6Mk#z6Mk", lambda: local_method("did:key:z6Mk#z6Mk")),
    (
        "/id",
        read(
            json.dumps(
                {
                    "@context": CREDENTIALS_V2,
                    "id": "data:text/plain,a.b.c",
                    "type": "EnvelopedVerifiableCredential",
                }
            ).encode()
        ),
    ),
    ("the token's header", read(b"=.e30.AA")),
    ("the token's header", read(base64url_encode(b"{").encode() + b".e30.AA")),
    ("the token's payload", read(HEADER.encode() + b".=.AA")),
    ("the token's payload", lambda: jose.read_signing_input(HEADER.encode() + b".=")),
    ("the token's signature", read(HEADER.encode() + b".e30.=")),
    ("/aud", read(presentation(aud=[]))),
    ("/nonce", read(presentation(nonce=7))),
    ("/proof/@context", with_a_context_of_its_own),
    ("/proof", lambda: jcs_pair({"nonce": DEEP}, credential(), KeyType.ED25519)),
]


@pytest.mark.parametrize(("where", "refused"), REFUSALS, ids=[where for where, _ in REFUSALS])
def test_a_refusal_says_where(where: str, refused: Callable[[], object]) -> None:
    with pytest.raises(CredstoneError) as refusal:
        refused()
    assert refusal.value.where == where


@pytest.mark.parametrize("name", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_key_of_another_type_is_named_beside_those_that_would_do(name: str) -> None:
    with pytest.raises(CredstoneError, match=f"{name} .* Ed25519, not P-256"):
        mechanism.signing_input(name, credential(), options_of(COLLEGE.public))
    secured = mechanism.read(stranger_signs(name, credential(), UNIVERSITY))
    answer = mechanism.check(secured, secured.proofs[0], COLLEGE.public)
    assert f"{name} is made with keys of type Ed25519, not P-256" in answer.reason
