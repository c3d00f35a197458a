"""Documents as the payload of a JWS: what credentials and presentations share.

VC-JOSE-COSE 1.0, 3.1: the payload is the document with registered claims beside it, so its bytes
are signed as they are; yet whatever JSON-LD would not read is refused here as everywhere, so that
every reader sees the same claims. What the claims of one kind repeat is left to its own file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from credstone.errors import MalformedToken, NotAllowed
from credstone.ports import Json, JsonObject
from credstone.securing import jose
from credstone.securing.jose import Jws
from credstone.securing.secured import (
    Mechanism,
    Proof,
    ProofOptions,
    Reading,
    SecuredDocument,
)
from credstone.securing.strict_json import dumps, loads, refuse_forbidden_characters

REGISTERED = frozenset({"iss", "sub", "jti", "nbf", "exp", "iat"})
FORBIDDEN: Mapping[str, str] = {
    "vc": "It is a token of data model 1.1; in 2.0 the payload is the credential itself.",
    "vp": "It is a token of data model 1.1; in 2.0 the payload is the presentation itself.",
    "proof": "It carries a second proof inside; secure a document one way only.",
    "_sd": "It is an SD-JWT without its disclosures.",
    "_sd_alg": "It is an SD-JWT without its disclosures.",
}


@dataclass(frozen=True)
class Kind:
    """One kind of token: its types, what its key must be for, and the claims it may have.

    ``envelope`` is the type of the object that carries such a token in JSON. ``claims`` are no part
    of the document; those in ``forbidden`` make it something else, with the reason.
    """

    typ: str
    cty: str
    envelope: str
    purpose: str
    claims: frozenset[str]
    forbidden: Mapping[str, str]


class TokenMechanism(Mechanism, Protocol):
    """What the module of a token offers beside what every mechanism does."""

    KIND: Kind

    def read(self, raw: bytes, jws: Jws, reading: Reading = ...) -> SecuredDocument: ...


def refuse_what_is_no_document(kind: Kind, document: JsonObject, reading: Reading) -> None:
    """Pass in silence what may be signed as a token of that kind.

    Raises ``NotCovered``, ``UnknownContext`` or ``TooComplex`` for what JSON-LD would not read,
    ``MalformedToken`` for members that are claims of a JWT.
    """
    _refuse(document, kind.claims | kind.forbidden.keys(), kind)
    refuse_forbidden_characters(document)
    reading.with_json_signed().canonical(document)


def signing_input(
    kind: Kind, document: JsonObject, claims: JsonObject, options: ProofOptions
) -> bytes:
    """Answer the JWS signing input over the document and ``claims``.

    Raises ``NotAllowed`` for another purpose than the kind's, and for options that a token has no
    place for.
    """
    if options.purpose != kind.purpose:
        raise NotAllowed(f"A token of type {kind.typ} serves {kind.purpose} only.")
    if options.id or options.nonce or options.previous:
        raise NotAllowed("A token stands alone: it follows no proof, and none follows it.")
    if (options.domains or options.challenge) and "aud" not in kind.claims:
        raise NotAllowed(f"A token of type {kind.typ} is for nobody in particular.")
    header = jose.header_for(
        options.key_type, options.verification_method, typ=kind.typ, cty=kind.cty
    )
    return jose.signing_input(header, dumps({**document, **claims}))


def opened(jws: Jws, kind: Kind) -> tuple[JsonObject, JsonObject]:
    """Answer the payload, and the document in it without the claims.

    Raises ``MalformedToken`` for another content type, a payload that is no object, and claims
    that make it something else; ``MalformedJson`` for a payload that is no strict JSON.
    """
    if "cty" in jws.header and jose.media_type(jws.header["cty"]) != kind.cty:
        raise MalformedToken(f"The token's content type is not {kind.cty!r}.")
    payload = loads(jws.payload)
    if not isinstance(payload, dict):
        raise MalformedToken("The token's payload is no JSON object.")
    _refuse(payload, kind.forbidden.keys(), kind)
    return payload, {name: value for name, value in payload.items() if name not in kind.claims}


def check_names(jws: Jws, payload: JsonObject, names: Mapping[str, Json]) -> None:
    """Pass when claims repeat what the document says in ``names`` (VC-JOSE-COSE 1.0, 3.1.3).

    They may do so, in the header too (RFC 7519, 5.3), and never contradict it, nor say what it
    does not; raises ``MalformedToken``.
    """
    for name, expected in names.items():
        for source in (payload, jws.header):
            if name in source and (expected is None or source[name] != expected):
                raise MalformedToken(f"The token's {name!r} contradicts the document in it.")


def proof_in(name: str, kind: Kind, jws: Jws, payload: JsonObject) -> Proof:
    """Answer what the token says of its signature, for the mechanism of that name.

    Raises ``MalformedToken`` for times that are none.
    """
    return Proof(
        mechanism=name,
        verification_method=jws.kid,
        purpose=kind.purpose,
        signature=jws.signature,
        statement=jws.header,
        created=numeric_date(payload, "iat"),
        expires=numeric_date(payload, "exp"),
    )


def numeric_date(payload: JsonObject, name: str) -> datetime | None:
    """Answer the claim as a moment (RFC 7519, 2), None when it is not there."""
    if name not in payload:
        return None
    value = payload[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise MalformedToken(f"The token's {name!r} is no number of seconds.")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise MalformedToken(f"The token's {name!r} is no date we can name.") from error


def id_of(value: Json) -> Json:
    """Answer the id of whoever is named by an address or by an object."""
    return value.get("id") if isinstance(value, dict) else value


def _refuse(payload: JsonObject, names: Iterable[str], kind: Kind) -> None:
    for name in sorted(payload.keys() & set(names)):
        why = kind.forbidden.get(name, "It is a claim of the token and no term of the document.")
        raise MalformedToken(f"The payload has {name!r}. {why}", where=f"/{name}")
