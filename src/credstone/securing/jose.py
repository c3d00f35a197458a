"""Compact JWS behind a gate of our own (RFC 7515, RFC 8725; docs/adr/0003).

One token has one spelling, the algorithm is the key's and never the header's choice, and a header
that brings keys, extensions or compression is refused before any cryptography runs. What the
payload means is left to ``token``.
"""

from __future__ import annotations

from dataclasses import dataclass

from credstone.errors import MalformedInput, MalformedToken, UnsupportedMechanism
from credstone.ports import Json, JsonObject, KeyType, PublicKey
from credstone.securing.answer import SignatureAnswer
from credstone.securing.keys import ALGORITHMS, SIGNATURE_BYTES, verify
from credstone.securing.multibase import base64url_decode, base64url_encode
from credstone.securing.strict_json import dumps, loads

MAX_TOKEN_CHARACTERS = 2 * 1024 * 1024
MAX_HEADER_CHARACTERS = 4096
MAX_KID_CHARACTERS = 256

_ALGORITHM = {KeyType.ED25519: "EdDSA", KeyType.P256: "ES256", KeyType.P384: "ES384"}
_SIGNATURE_BYTES = {
    algorithm: SIGNATURE_BYTES[key_type]
    for key_type, algorithms in ALGORITHMS.items()
    for algorithm in algorithms
}
_FORBIDDEN = {
    "jwk": "brings its own key",
    "jku": "says where to fetch its key",
    "x5u": "says where to fetch its key",
    "x5c": "brings its own key",
    "x5t": "names its key by a certificate",
    "x5t#S256": "names its key by a certificate",
    "crit": "demands extensions that we do not have",
    "b64": "changes what is signed",
    "zip": "is compressed",
    "enc": "is encrypted",
}


@dataclass(frozen=True)
class Jws:
    """A compact JWS that came through the gate; its signature is not yet checked."""

    header: JsonObject
    kid: str
    payload: bytes
    signature: bytes
    signing_input: bytes


def header_for(key_type: KeyType, kid: str, *, typ: str, cty: str) -> JsonObject:
    """Answer the header that we write: the key's algorithm and name, and explicit types."""
    return {"alg": _ALGORITHM[key_type], "cty": cty, "kid": kid, "typ": typ}


def signing_input(header: JsonObject, payload: bytes) -> bytes:
    """Answer ``BASE64URL(header).BASE64URL(payload)`` (RFC 7515, 5.1), after the gate."""
    text = f"{base64url_encode(dumps(header))}.{base64url_encode(payload)}"
    read_signing_input(text.encode("ascii"))
    return text.encode("ascii")


def compact(signed: bytes, signature: bytes) -> bytes:
    """Answer the compact serialization (RFC 7515, 7.1)."""
    return signed + b"." + base64url_encode(signature).encode("ascii")


def read_signing_input(data: bytes) -> tuple[JsonObject, bytes]:
    """Answer header and payload of a JWS signing input; raises as ``read_compact`` does."""
    parts = _text(data).split(".")
    if len(parts) != 2:
        raise MalformedToken("Not a JWS signing input: it needs two parts.")
    return _header(parts[0]), _decoded(parts[1], "payload")


def read_compact(data: bytes) -> Jws:
    """Answer the JWS in ``data``, which is the token and nothing else.

    Raises ``MalformedToken`` for anything but three strict base64url segments, a strict JSON
    header, string ``alg`` and ``kid`` (1 to 256 characters) and a signature of the algorithm's
    length (RFC 7518, 3.4: 64 bytes, with ES384 96), for every header member of the list above,
    and for ``none`` and HMAC, which prove nothing; ``UnsupportedMechanism`` for an algorithm that
    we do not have.
    """
    parts = _text(data).split(".")
    if len(parts) != 3:
        raise MalformedToken("Not a compact JWS: it needs three parts.")
    header = _header(parts[0])
    payload, signature = _decoded(parts[1], "payload"), _decoded(parts[2], "signature")
    algorithm, kid = str(header["alg"]), str(header["kid"])
    if len(signature) != _SIGNATURE_BYTES[algorithm]:
        raise MalformedToken(f"The token's signature has not {_SIGNATURE_BYTES[algorithm]} bytes.")
    signed = data.rpartition(b".")[0]
    return Jws(header, kid, payload, signature, signed)


def fits(header: JsonObject, key_type: KeyType) -> bool:
    """Say whether the header's ``alg`` is the one that belongs to keys of that type."""
    return header.get("alg") in ALGORITHMS[key_type]


def check_jws(
    header: JsonObject, signed: bytes, signature: bytes, key: PublicKey
) -> SignatureAnswer:
    """Say whether the signature holds, by the algorithm that belongs to ``key`` alone."""
    if not fits(header, key.type):
        return SignatureAnswer(False, f"The token's algorithm does not fit its {key.type} key.")
    if verify(key, signature, signed):
        return SignatureAnswer(True, "The signature holds.")
    return SignatureAnswer(False, "The token's signature does not hold: it was changed.")


def media_type(value: Json) -> str:
    """Answer ``typ`` or ``cty`` in its short form (RFC 7515, 4.1.9); empty when no string."""
    if not isinstance(value, str):
        return ""
    short = value.removeprefix("application/")
    return value if "/" in short else short


def _text(data: bytes) -> str:
    if len(data) > MAX_TOKEN_CHARACTERS:
        raise MalformedToken(f"A token has more than {MAX_TOKEN_CHARACTERS} characters.")
    try:
        return data.decode("ascii")
    except UnicodeDecodeError as error:
        raise MalformedToken("Not a compact JWS: it has letters outside ASCII.") from error


def _decoded(segment: str, name: str) -> bytes:
    try:
        return base64url_decode(segment)
    except MalformedInput as error:
        raise MalformedToken(error.what, where=f"the token's {name}") from error


def _header(segment: str) -> JsonObject:
    if len(segment) > MAX_HEADER_CHARACTERS:
        raise MalformedToken("The token's header is too long.")
    try:
        header = loads(_decoded(segment, "header"))
    except MalformedInput as error:
        raise MalformedToken(error.what, where="the token's header") from error
    if not isinstance(header, dict):
        raise MalformedToken("The token's header is no JSON object.")
    for name, why in _FORBIDDEN.items():
        if name in header:
            raise MalformedToken(f"The token's header has {name!r}: it {why}.")
    _check_alg_and_kid(header)
    return header


def _check_alg_and_kid(header: JsonObject) -> None:
    algorithm, kid = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str):
        raise MalformedToken("The token's header names no algorithm.")
    if algorithm.casefold() == "none" or algorithm.startswith("HS"):
        # RFC 8725, 3.1 and 3.2: nobody's signature, or a secret shared with every verifier.
        raise MalformedToken("The token's algorithm proves nothing about who signed it.")
    if algorithm not in _SIGNATURE_BYTES:
        raise UnsupportedMechanism(
            f"A token signed with {algorithm[:40]!r}.", fix="Use EdDSA (Ed25519), ES256 or ES384."
        )
    if not isinstance(kid, str) or not 1 <= len(kid) <= MAX_KID_CHARACTERS:
        raise MalformedToken(
            f"The token's header must name its key in 'kid', in at most {MAX_KID_CHARACTERS} "
            "characters."
        )
