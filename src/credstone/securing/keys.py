"""Public keys: as Multikey, as JWK, and the one question they answer, ``verify``.

Reading is strict: a key that is accepted here has one encoding only and lies on its curve, outside
the small subgroups. Private keys are ``private_keys``; who a key belongs to is ``did``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from credstone.errors import MalformedInput
from credstone.ports import JsonObject, KeyType, PublicKey
from credstone.securing.multibase import (
    base64url_decode,
    base64url_encode,
    multibase_decode,
    multibase_encode,
)


@dataclass(frozen=True)
class Curve:
    """A NIST curve: ``bytes`` are those of a coordinate, a scalar, and of r and s each.

    ``hash`` is the digest that ECDSA takes on it (RFC 7518, 3.4; vc-di-ecdsa 3.2).
    """

    curve: ec.EllipticCurve
    hash: hashes.HashAlgorithm
    bytes: int


CURVES = {
    KeyType.P256: Curve(ec.SECP256R1(), hashes.SHA256(), 32),
    KeyType.P384: Curve(ec.SECP384R1(), hashes.SHA384(), 48),
}
SIGNATURE_BYTES = {KeyType.ED25519: 64, KeyType.P256: 64, KeyType.P384: 96}

_MULTICODEC = {
    KeyType.ED25519: b"\xed\x01",
    KeyType.P256: b"\x80\x24",
    KeyType.P384: b"\x81\x24",
}
_PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"})  # IANA, JOSE
_RAW_LENGTH = {KeyType.ED25519: 32, KeyType.P256: 33, KeyType.P384: 49}
ALGORITHMS = {  # RFC 8037, and its successor RFC 9864; RFC 7518, 3.4
    KeyType.ED25519: frozenset({"EdDSA", "Ed25519"}),
    KeyType.P256: frozenset({"ES256"}),
    KeyType.P384: frozenset({"ES384"}),
}

_ED25519_FIELD = 2**255 - 19
_ED25519_ORDER_EIGHT = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_ED25519_SMALL_ORDER_Y = frozenset(
    {0, 1, _ED25519_FIELD - 1, _ED25519_ORDER_EIGHT, _ED25519_FIELD - _ED25519_ORDER_EIGHT}
)


def public_key(key_type: KeyType, raw: bytes) -> PublicKey:
    """Answer a checked key; ``raw`` is 32 bytes (Ed25519) or a compressed point (33 or 49 bytes).

    Raises ``MalformedInput`` for another length, a point that is not on the curve, and for Ed25519
    points of small order or in a second encoding (RFC 8032, 5.1.3): under those, one signature
    would hold for many messages.
    """
    if len(raw) != _RAW_LENGTH[key_type]:
        raise MalformedInput(f"A {key_type} public key has {_RAW_LENGTH[key_type]} bytes.")
    match key_type:
        case KeyType.ED25519:
            y = int.from_bytes(raw, "little") & (2**255 - 1)
            if y >= _ED25519_FIELD or y in _ED25519_SMALL_ORDER_Y:
                raise MalformedInput("An Ed25519 public key is no usable point of the curve.")
        case KeyType.P256 | KeyType.P384:
            try:
                _point(key_type, raw)
            except ValueError as error:
                raise MalformedInput(
                    f"A {key_type} public key is no point of the curve."
                ) from error
    return PublicKey(key_type, raw)


def verify(key: PublicKey, signature: bytes, message: bytes) -> bool:
    """Say whether ``signature`` (Ed25519, or r‖s: ES256, ES384) is ``key``'s on ``message``.

    A wrong length, and r or s outside 1…n-1 (FIPS 186-5, 6.4.2), is a plain no; it never raises.
    Both of ECDSA's twins are taken, (r, s) and (r, n-s): half of all signatures made elsewhere
    are the one with the larger s, and neither RFC 7518 nor vc-di-ecdsa rules one out.
    """
    if len(signature) != SIGNATURE_BYTES[key.type]:
        return False
    try:
        match key.type:
            case KeyType.ED25519:
                _ed25519(key.raw).verify(signature, message)
            case KeyType.P256 | KeyType.P384:
                curve = CURVES[key.type]
                order = curve.curve.group_order
                r = int.from_bytes(signature[: curve.bytes], "big")
                s = int.from_bytes(signature[curve.bytes :], "big")
                if not (0 < r < order and 0 < s < order):
                    return False
                der = encode_dss_signature(r, s)
                _point(key.type, key.raw).verify(der, message, ec.ECDSA(curve.hash))
    except (InvalidSignature, ValueError):
        return False
    return True


def to_multikey(key: PublicKey) -> str:
    """Answer ``publicKeyMultibase`` (Controlled Identifiers 1.0, 2.2.2): z6Mk…, zDn…, z82…."""
    return multibase_encode(_MULTICODEC[key.type] + key.raw)


def from_multikey(text: str) -> PublicKey:
    """Answer the key in a ``publicKeyMultibase``; raises ``MalformedInput``."""
    data = multibase_decode(text)
    for key_type, prefix in _MULTICODEC.items():
        if data.startswith(prefix):
            return public_key(key_type, data[len(prefix) :])
    raise MalformedInput(
        "A Multikey of a kind that we do not have.", fix="Use an Ed25519, P-256 or P-384 key."
    )


def to_jwk(key: PublicKey) -> JsonObject:
    """Answer the public JWK with its required members only (RFC 8037, 2; RFC 7518, 6.2.1)."""
    match key.type:
        case KeyType.ED25519:
            return {"kty": "OKP", "crv": "Ed25519", "x": base64url_encode(key.raw)}
        case KeyType.P256 | KeyType.P384:
            point = _point(key.type, key.raw).public_bytes(
                Encoding.X962, PublicFormat.UncompressedPoint
            )
            middle = 1 + CURVES[key.type].bytes
            x, y = base64url_encode(point[1:middle]), base64url_encode(point[middle:])
            return {"kty": "EC", "crv": key.type, "x": x, "y": y}


def from_jwk(jwk: JsonObject) -> PublicKey:
    """Answer the key in a public JWK (RFC 7517), read strictly; raises ``MalformedInput``.

    ``kty``, ``crv``, ``x`` and ``y`` must fit to the byte; private members are refused, because a
    key that was published is no one's any more; ``alg``, ``use`` and ``key_ops`` must not
    contradict verifying a signature.
    """
    if not _PRIVATE_MEMBERS.isdisjoint(jwk):
        raise MalformedInput("A JWK shows its private key.", fix="Revoke that key.")
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Ed25519":
            key = public_key(KeyType.ED25519, _coordinate(jwk, "x", 32))
        case "EC", ("P-256" | "P-384") as curve:
            key = _on_curve(jwk, KeyType(curve))
        case kty, crv:
            raise MalformedInput(f"A JWK of a kind that we do not have: {kty!r}, {crv!r}.")
    if "alg" in jwk and jwk["alg"] not in list(ALGORITHMS[key.type]):
        raise MalformedInput("A JWK names an algorithm that does not fit its key.")
    if "use" in jwk and jwk["use"] != "sig":
        raise MalformedInput("A JWK is not meant for signatures.")
    operations = jwk.get("key_ops", ["verify"])
    if not isinstance(operations, list) or "verify" not in operations:
        raise MalformedInput("A JWK is not meant for verifying.")
    return key


def thumbprint(key: PublicKey) -> str:
    """Answer the JWK thumbprint (RFC 7638, 3): SHA-256 in base64url, 43 characters."""
    members = ",".join(f'"{name}":"{value}"' for name, value in sorted(to_jwk(key).items()))
    return base64url_encode(hashlib.sha256(f"{{{members}}}".encode("ascii")).digest())


def _on_curve(jwk: JsonObject, key_type: KeyType) -> PublicKey:
    size = CURVES[key_type].bytes
    x, y = _coordinate(jwk, "x", size), _coordinate(jwk, "y", size)
    key = public_key(key_type, bytes([2 + (y[-1] & 1)]) + x)
    if to_jwk(key)["y"] != jwk["y"]:
        raise MalformedInput("A JWK's point is not on the curve.")
    return key


def _coordinate(jwk: JsonObject, name: str, size: int) -> bytes:
    text = jwk.get(name)
    data = base64url_decode(text) if isinstance(text, str) else b""
    if len(data) != size:
        raise MalformedInput(f"A JWK's {name!r} has not exactly {size} bytes.")
    return data


@lru_cache(maxsize=1024)
def _ed25519(raw: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(raw)


@lru_cache(maxsize=1024)
def _point(key_type: KeyType, raw: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVES[key_type].curve, raw)
