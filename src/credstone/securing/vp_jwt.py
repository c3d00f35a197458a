"""The mechanism ``vp-jwt``: a presentation as the payload of a JWS (VC-JOSE-COSE 1.0, 3.1.2).

Whom it is for and which request it answers stand in ``aud`` and ``nonce`` (RFC 7519, 4.1.3;
OpenID4VP 1.0), which are a proof's ``domain`` and ``challenge`` in another spelling. The
credentials in it are verified for themselves.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime

from credstone.errors import MalformedToken
from credstone.ports import Json, JsonObject, KeyType, PublicKey
from credstone.securing import enveloped, jose, token
from credstone.securing.answer import SignatureAnswer
from credstone.securing.jose import Jws
from credstone.securing.secured import (
    AUTHENTICATION,
    STRICT,
    Proof,
    ProofOptions,
    Reading,
    SecuredDocument,
)
from credstone.securing.token import Kind, id_of

NAME = "vp-jwt"
KEY_TYPES = frozenset(KeyType)
KIND = Kind(
    typ="vp+jwt",
    cty="vp",
    envelope="EnvelopedVerifiablePresentation",
    purpose=AUTHENTICATION,
    claims=token.REGISTERED | {"aud", "nonce"},
    forbidden=token.FORBIDDEN,
)


def signing_input(document: JsonObject, options: ProofOptions, reading: Reading = STRICT) -> bytes:
    """Answer the JWS signing input over the presentation and its claims.

    Raises as ``token.refuse_what_is_no_document`` and ``token.signing_input`` do.
    """
    token.refuse_what_is_no_document(KIND, document, reading)
    return token.signing_input(KIND, document, _claims(document, options), options)


def attach(document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
    """Answer the compact token, ASCII."""
    signed = token.signing_input(KIND, document, _claims(document, options), options)
    return jose.compact(signed, signature)


def envelope(compact: bytes) -> bytes:
    """Answer the token as an ``EnvelopedVerifiablePresentation`` (VCDM 2.0, 4.13.2)."""
    return enveloped.wrap(KIND, compact)


def read(raw: bytes, jws: Jws, reading: Reading = STRICT) -> SecuredDocument:
    """Answer the presentation in a token that came through the gate.

    Raises as ``token.opened`` does, and ``MalformedToken`` for claims that contradict it or are of
    another type.
    """
    payload, document = token.opened(jws, KIND)
    token.check_names(jws, payload, _names(document))
    proof = replace(
        token.proof_in(NAME, KIND, jws, payload),
        created=_begun(payload),
        domains=_audience(payload),
        challenge=_nonce(payload),
    )
    return SecuredDocument(raw, document, (proof,), jws.signing_input, reading)


def check(secured: SecuredDocument, proof: Proof, key: PublicKey) -> SignatureAnswer:
    """Say whether the token's signature is ``key``'s, by the key's own algorithm."""
    return jose.check_jws(proof.statement, secured.signed, proof.signature, key)


def _claims(document: JsonObject, options: ProofOptions) -> JsonObject:
    claims: JsonObject = {
        "iss": id_of(document.get("holder")),
        "jti": document.get("id"),
        "iat": math.floor(options.created.timestamp()),
        "exp": math.floor(options.expires.timestamp()) if options.expires else None,
        "aud": options.domains[0] if len(options.domains) == 1 else list(options.domains),
        "nonce": options.challenge,
    }
    return {name: value for name, value in claims.items() if value not in (None, [])}


def _names(document: JsonObject) -> dict[str, Json]:
    """A presentation has a holder, and no subject of its own that ``sub`` could repeat."""
    return {"iss": id_of(document.get("holder")), "sub": None, "jti": document.get("id")}


def _begun(payload: JsonObject) -> datetime | None:
    """The later of ``iat`` and ``nbf``: before either of them it does not hold."""
    times = [token.numeric_date(payload, name) for name in ("iat", "nbf")]
    return max((moment for moment in times if moment is not None), default=None)


def _audience(payload: JsonObject) -> tuple[str, ...]:
    if "aud" not in payload:
        return ()
    value = payload["aud"]
    listed = value if isinstance(value, list) else [value]
    texts = tuple(one for one in listed if isinstance(one, str) and one)
    if not texts or len(texts) != len(listed):
        raise MalformedToken("The token's 'aud' names nobody it could be for.", where="/aud")
    return texts


def _nonce(payload: JsonObject) -> str | None:
    value = payload.get("nonce")
    if "nonce" in payload and (not isinstance(value, str) or not value):
        raise MalformedToken("The token's 'nonce' is no text.", where="/nonce")
    return value if isinstance(value, str) else None
