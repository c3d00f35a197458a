"""The mechanism ``vc-jwt``: a credential as the payload of a JWS (VC-JOSE-COSE 1.0, 3.1.1).

The claims that Open Badges asks for repeat the credential. ``iat`` alone is new: the day of
signing, which ``validFrom`` is not, and by which a key's end is judged. An audience is no part of
it, for a credential is for whoever its subject shows it to.
"""

from __future__ import annotations

import math

from credstone.errors import MalformedToken
from credstone.ports import Json, JsonObject, KeyType, PublicKey
from credstone.securing import enveloped, jose, token
from credstone.securing.answer import SignatureAnswer
from credstone.securing.jose import Jws
from credstone.securing.secured import (
    ASSERTION_METHOD,
    STRICT,
    Proof,
    ProofOptions,
    Reading,
    SecuredDocument,
)
from credstone.securing.timestamps import parse_timestamp
from credstone.securing.token import Kind, id_of

NAME = "vc-jwt"
KEY_TYPES = frozenset(KeyType)
KIND = Kind(
    typ="vc+jwt",
    cty="vc",
    envelope="EnvelopedVerifiableCredential",
    purpose=ASSERTION_METHOD,
    claims=token.REGISTERED,
    forbidden={
        **token.FORBIDDEN,
        "aud": "It is meant for one audience, which a credential is not.",
    },
)


def signing_input(document: JsonObject, options: ProofOptions, reading: Reading = STRICT) -> bytes:
    """Answer the JWS signing input over the document and the claims that repeat it.

    ``options.created`` is its ``iat``; ``expires`` is no part of it, for the credential's
    ``validUntil`` speaks. Raises as ``token.refuse_what_is_no_document`` and
    ``token.signing_input`` do.
    """
    token.refuse_what_is_no_document(KIND, document, reading)
    return token.signing_input(KIND, document, _claims(document, options), options)


def attach(document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
    """Answer the compact token, ASCII."""
    signed = token.signing_input(KIND, document, _claims(document, options), options)
    return jose.compact(signed, signature)


def envelope(compact: bytes) -> bytes:
    """Answer the token as an ``EnvelopedVerifiableCredential`` (VCDM 2.0, 4.13.1)."""
    return enveloped.wrap(KIND, compact)


def read(raw: bytes, jws: Jws, reading: Reading = STRICT) -> SecuredDocument:
    """Answer the credential in a token that came through the gate.

    Raises as ``token.opened`` does, and ``MalformedToken`` for claims that contradict it.
    """
    payload, document = token.opened(jws, KIND)
    token.check_names(jws, payload, _names(document))
    _check_not_before(payload, document)
    proof = token.proof_in(NAME, KIND, jws, payload)
    return SecuredDocument(raw, document, (proof,), jws.signing_input, reading)


def check(secured: SecuredDocument, proof: Proof, key: PublicKey) -> SignatureAnswer:
    """Say whether the token's signature is ``key``'s, by the key's own algorithm."""
    return jose.check_jws(proof.statement, secured.signed, proof.signature, key)


def _claims(document: JsonObject, options: ProofOptions) -> JsonObject:
    """The day of signing, and what Open Badges 3.0, 8.2.4 asks for and the credential says too."""
    names = {name: value for name, value in _names(document).items() if isinstance(value, str)}
    times: JsonObject = {
        name: math.floor(parse_timestamp(document[member], where=f"/{member}").timestamp())
        for name, member in (("nbf", "validFrom"), ("exp", "validUntil"))
        if member in document
    }
    return {**names, **times, "iat": math.floor(options.created.timestamp())}


def _names(document: JsonObject) -> dict[str, Json]:
    return {
        "iss": id_of(document.get("issuer")),
        "jti": document.get("id"),
        "sub": id_of(_only(document.get("credentialSubject"))),
    }


def _only(value: Json) -> Json:
    """The one subject, which may stand in an array; of several ``sub`` could name none."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _check_not_before(payload: JsonObject, document: JsonObject) -> None:
    """``nbf`` may not limit it more than ``validFrom``, or readers of one see other limits."""
    not_before = token.numeric_date(payload, "nbf")
    if not_before is None:
        return
    if "validFrom" not in document:
        raise MalformedToken("The token has 'nbf', and its credential has no validFrom.")
    if not_before > parse_timestamp(document.get("validFrom"), where="/validFrom"):
        raise MalformedToken("The token's 'nbf' contradicts its credential's validFrom.")
