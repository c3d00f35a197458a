"""The mechanism ``vc-jwt``: a credential as the payload of a JWS (VC-JOSE-COSE 1.0, 3.1).

The payload is the credential with the registered claims that repeat it, so its bytes are signed
as they are; yet whatever JSON-LD would not read is refused here as everywhere, so that every
reader sees the same claims. Compact tokens and ``EnvelopedVerifiableCredential`` objects are read.
"""

from __future__ import annotations

import math
from collections.abc import Set
from datetime import UTC, datetime

from credstone.errors import MalformedInput, MalformedToken, NotAllowed, UnsupportedMechanism
from credstone.ports import Json, JsonObject, KeyType, PublicKey
from credstone.securing import jose
from credstone.securing.answer import SignatureAnswer
from credstone.securing.secured import (
    ASSERTION_METHOD,
    STRICT,
    Proof,
    ProofOptions,
    Reading,
    SecuredDocument,
)
from credstone.securing.strict_json import dumps, loads, refuse_forbidden_characters
from credstone.securing.timestamps import parse_timestamp

NAME = "vc-jwt"
KEY_TYPES = frozenset({KeyType.ED25519, KeyType.P256})
TYP = "vc+jwt"

_CTY = "vc"
_CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
_ENVELOPED = "EnvelopedVerifiableCredential"
_DATA_URL = f"data:application/{TYP},"
_REGISTERED = frozenset({"iss", "sub", "jti", "nbf", "exp", "iat"})
_FORBIDDEN_CLAIMS = {
    "vc": "It is a token of data model 1.1; in 2.0 the payload is the credential itself.",
    "vp": "It is a presentation of data model 1.1.",
    "aud": "It is meant for one audience, which a credential is not.",
    "proof": "It carries a second proof inside; secure a credential one way only.",
    "_sd": "It is an SD-JWT without its disclosures.",
    "_sd_alg": "It is an SD-JWT without its disclosures.",
}


def signing_input(document: JsonObject, options: ProofOptions, reading: Reading = STRICT) -> bytes:
    """Answer the JWS signing input over the document and the claims that repeat it.

    ``options.created`` is not part of a token: the credential's ``validFrom`` speaks. Raises
    ``NotCovered``, ``UnknownContext`` or ``TooComplex`` for what JSON-LD would not read,
    ``MalformedToken`` for members that are claims of a JWT.
    """
    _refuse_claims(document, _REGISTERED | _FORBIDDEN_CLAIMS.keys())
    refuse_forbidden_characters(document)
    reading.canonical(document)
    return _token_input(document, options)


def attach(document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
    """Answer the compact token, ASCII."""
    return jose.compact(_token_input(document, options), signature)


def envelope(token: bytes) -> bytes:
    """Answer the token as an ``EnvelopedVerifiableCredential`` (VCDM 2.0, 4.13)."""
    identifier = _DATA_URL + token.decode("ascii")
    return dumps({"@context": _CREDENTIALS_V2, "id": identifier, "type": _ENVELOPED})


def is_enveloped(document: JsonObject) -> bool:
    """Say whether the object claims to be an enveloped credential."""
    return document.get("type") in (_ENVELOPED, [_ENVELOPED])


def read_enveloped(raw: bytes, document: JsonObject, reading: Reading = STRICT) -> SecuredDocument:
    """Answer the credential inside the envelope.

    The envelope is signed by nobody, so it may say nothing: only the version 2 context, the type
    and the data URL are let through; anything else raises ``MalformedInput``.
    """
    foreign = document.keys() - {"@context", "id", "type"}
    if foreign:
        raise MalformedInput(
            "An enveloped credential has members that nobody signed.",
            where=f"/{min(foreign)}",
            fix="Leave only @context, id and type beside the token.",
        )
    if document.get("@context") not in (_CREDENTIALS_V2, [_CREDENTIALS_V2]):
        raise MalformedInput("An enveloped credential has another context.", where="/@context")
    identifier = document.get("id")
    if not isinstance(identifier, str) or not identifier.startswith(_DATA_URL):
        raise MalformedInput(f"An enveloped credential's id must be {_DATA_URL}…", where="/id")
    return _read(raw, identifier.removeprefix(_DATA_URL).encode("utf-8"), reading)


def read(raw: bytes, reading: Reading = STRICT) -> SecuredDocument:
    """Answer the credential in a compact token; ASCII white space around it is no part of it.

    Raises ``MalformedToken`` (see ``jose.read_compact``), ``MalformedJson`` for the payload,
    ``UnsupportedMechanism`` for another type of token.
    """
    return _read(raw, raw.strip(b" \t\r\n"), reading)


def check(secured: SecuredDocument, proof: Proof, key: PublicKey) -> SignatureAnswer:
    """Say whether the token's signature is ``key``'s, by the key's own algorithm."""
    return jose.check_jws(proof.statement, secured.signed, proof.signature, key)


def _read(raw: bytes, token: bytes, reading: Reading) -> SecuredDocument:
    jws = jose.read_compact(token)
    if jose.media_type(jws.header.get("typ")) != TYP:
        raise UnsupportedMechanism(
            f"A token of type {str(jws.header.get('typ'))[:40]!r}.",
            fix=f"A secured credential says typ {TYP!r} (VC-JOSE-COSE 1.0, 3.1.1).",
        )
    if "cty" in jws.header and jose.media_type(jws.header["cty"]) != _CTY:
        raise MalformedToken("The token's content type is not that of a credential.")
    payload = loads(jws.payload)
    if not isinstance(payload, dict):
        raise MalformedToken("The token's payload is no JSON object.")
    _refuse_claims(payload, _FORBIDDEN_CLAIMS.keys())
    document = {name: value for name, value in payload.items() if name not in _REGISTERED}
    _check_names(payload, document, jws.header)
    proof = Proof(
        mechanism=NAME,
        verification_method=jws.kid,
        purpose=ASSERTION_METHOD,
        signature=jws.signature,
        statement=jws.header,
        created=_numeric_date(payload, "iat"),
        expires=_numeric_date(payload, "exp"),
    )
    _check_not_before(payload, document)
    return SecuredDocument(raw, document, (proof,), jws.signing_input, reading)


def _token_input(document: JsonObject, options: ProofOptions) -> bytes:
    return jose.signing_input(_header(options), dumps({**document, **_repeated(document)}))


def _repeated(document: JsonObject) -> JsonObject:
    """The registered claims that Open Badges 3.0, 8.2.4 asks for; they say nothing new."""
    names: JsonObject = {
        "iss": _id_of(document.get("issuer")),
        "jti": document.get("id"),
        "sub": _id_of(document.get("credentialSubject")),
    }
    claims = {name: value for name, value in names.items() if isinstance(value, str)}
    times: JsonObject = {
        name: math.floor(parse_timestamp(document[member], where=f"/{member}").timestamp())
        for name, member in (("nbf", "validFrom"), ("exp", "validUntil"))
        if member in document
    }
    return {**claims, **times}


def _header(options: ProofOptions) -> JsonObject:
    if options.purpose != ASSERTION_METHOD:
        raise NotAllowed(f"A token of type {TYP} serves {ASSERTION_METHOD} only.")
    return jose.header_for(options.key_type, options.verification_method, typ=TYP, cty=_CTY)


def _refuse_claims(payload: JsonObject, names: Set[str]) -> None:
    for name in sorted(payload.keys() & names):
        why = _FORBIDDEN_CLAIMS.get(name, "It is a claim of the token and no term of a credential.")
        raise MalformedToken(f"The payload has {name!r}. {why}", where=f"/{name}")


def _check_names(payload: JsonObject, document: JsonObject, header: JsonObject) -> None:
    """Registered claims may repeat the credential and never contradict it (VC-JOSE-COSE, 3.1.3)."""
    issuer, subject = _id_of(document.get("issuer")), _id_of(document.get("credentialSubject"))
    pairs = (
        ("iss", payload, issuer),
        ("iss", header, issuer),
        ("sub", payload, subject),
        ("jti", payload, document.get("id")),
    )
    for name, source, expected in pairs:
        if name in source and (expected is None or source[name] != expected):
            raise MalformedToken(f"The token's {name!r} contradicts its credential.")


def _check_not_before(payload: JsonObject, document: JsonObject) -> None:
    """``nbf`` may not be later than ``validFrom``, or readers of one see other limits."""
    not_before = _numeric_date(payload, "nbf")
    if not_before is None:
        return
    if not_before > parse_timestamp(document.get("validFrom"), where="/validFrom"):
        raise MalformedToken("The token's 'nbf' contradicts its credential's validFrom.")


def _numeric_date(payload: JsonObject, name: str) -> datetime | None:
    if name not in payload:
        return None
    value = payload[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise MalformedToken(f"The token's {name!r} is no number of seconds.")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise MalformedToken(f"The token's {name!r} is no date we can name.") from error


def _id_of(value: Json) -> Json:
    return value.get("id") if isinstance(value, dict) else value
