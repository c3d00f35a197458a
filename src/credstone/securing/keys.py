"""Public keys: as Multikey, as JWK, and the one question they answer, ``verify``.

Reading is strict: a key that is accepted here has one encoding only and lies on its curve, outside
the small subgroups. Private keys are ``private_keys``; who a key belongs to is ``did``.
"""

from __future__ import annotations

import hashlib
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

_MULTICODEC = {KeyType.ED25519: b"\xed\x01", KeyType.P256: b"\x80\x24"}
_RAW_LENGTH = {KeyType.ED25519: 32, KeyType.P256: 33}
_SIGNATURE_LENGTH = 64

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_ED25519_FIELD = 2**255 - 19
_ED25519_ORDER_EIGHT = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_ED25519_SMALL_ORDER_Y = frozenset(
    {0, 1, _ED25519_FIELD - 1, _ED25519_ORDER_EIGHT, _ED25519_FIELD - _ED25519_ORDER_EIGHT}
)


def public_key(key_type: KeyType, raw: bytes) -> PublicKey:
    """Answer a checked key; ``raw`` is 32 bytes (Ed25519) or the 33-byte compressed point (P-256).

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
        case KeyType.P256:
            try:
                ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
            except ValueError as error:
                raise MalformedInput("A P-256 public key is no point of the curve.") from error
    return PublicKey(key_type, raw)


def verify(key: PublicKey, signature: bytes, message: bytes) -> bool:
    """Say whether ``signature`` (64 bytes: Ed25519, or ES256 as r‖s) is ``key``'s on ``message``.

    A wrong length, and r or s outside 1…n-1 (FIPS 186-5, 6.4.2), is a plain no; it never raises.
    """
    if len(signature) != _SIGNATURE_LENGTH:
        return False
    try:
        match key.type:
            case KeyType.ED25519:
                _ed25519(key.raw).verify(signature, message)
            case KeyType.P256:
                r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
                if not (0 < r < _P256_ORDER and 0 < s < _P256_ORDER):
                    return False
                _p256(key.raw).verify(
                    encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256())
                )
    except (InvalidSignature, ValueError):
        return False
    return True


def to_multikey(key: PublicKey) -> str:
    """Answer ``publicKeyMultibase`` (Controlled Identifiers 1.0, 2.2.2): ``z6Mk…``, ``zDna…``."""
    return multibase_encode(_MULTICODEC[key.type] + key.raw)


def from_multikey(text: str) -> PublicKey:
    """Answer the key in a ``publicKeyMultibase``; raises ``MalformedInput``."""
    data = multibase_decode(text)
    for key_type, prefix in _MULTICODEC.items():
        if data.startswith(prefix):
            return public_key(key_type, data[len(prefix) :])
    raise MalformedInput(
        "A Multikey of a kind that we do not have.", fix="Use an Ed25519 or a P-256 key."
    )


def to_jwk(key: PublicKey) -> JsonObject:
    """Answer the public JWK with its required members only (RFC 8037, 2; RFC 7518, 6.2.1)."""
    match key.type:
        case KeyType.ED25519:
            return {"kty": "OKP", "crv": "Ed25519", "x": base64url_encode(key.raw)}
        case KeyType.P256:
            point = _p256(key.raw).public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
            x, y = base64url_encode(point[1:33]), base64url_encode(point[33:])
            return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def from_jwk(jwk: JsonObject) -> PublicKey:
    """Answer the key in a public JWK (RFC 7517), read strictly; raises ``MalformedInput``.

    ``kty``, ``crv``, ``x`` and ``y`` must fit to the byte; private members are refused, because a
    key that was published is no one's any more; ``alg``, ``use`` and ``key_ops`` must not
    contradict verifying a signature.
    """
    if "d" in jwk:
        raise MalformedInput("A JWK shows its private key.", fix="Revoke that key.")
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Ed25519":
            key = public_key(KeyType.ED25519, _coordinate(jwk, "x"))
            algorithms = {"EdDSA", "Ed25519"}
        case "EC", "P-256":
            x, y = _coordinate(jwk, "x"), _coordinate(jwk, "y")
            key = public_key(KeyType.P256, bytes([2 + (y[-1] & 1)]) + x)
            if to_jwk(key)["y"] != jwk["y"]:
                raise MalformedInput("A JWK's point is not on the curve.")
            algorithms = {"ES256"}
        case kty, crv:
            raise MalformedInput(f"A JWK of a kind that we do not have: {kty!r}, {crv!r}.")
    if "alg" in jwk and jwk["alg"] not in algorithms:
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


def _coordinate(jwk: JsonObject, name: str) -> bytes:
    text = jwk.get(name)
    data = base64url_decode(text) if isinstance(text, str) else b""
    if len(data) != 32:
        raise MalformedInput(f"A JWK's {name!r} has not exactly 32 bytes.")
    return data


@lru_cache(maxsize=1024)
def _ed25519(raw: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(raw)


@lru_cache(maxsize=1024)
def _p256(raw: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
