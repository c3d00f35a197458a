"""Private keys and what they do: be born, be kept as secret bytes, sign.

Only the keystore's signer process and the tests come here; issuing asks a ``ports.Signer``.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from credstone.errors import MalformedInput
from credstone.ports import KeyType, PublicKey
from credstone.securing.keys import CURVES

_SECRET_BYTES = {KeyType.ED25519: 32, KeyType.P256: 32, KeyType.P384: 48}


@dataclass(frozen=True)
class PrivateKey:
    """A private key ready to sign; its repr shows the public half only."""

    public: PublicKey
    _key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey

    def __repr__(self) -> str:
        return f"PrivateKey(of {self.public!r})"

    def sign(self, message: bytes) -> bytes:
        """Answer Ed25519 (RFC 8032, 64 bytes), or r‖s with the nonce of RFC 6979.

        ES256 on P-256 (64 bytes), ES384 on P-384 (96 bytes).
        """
        match self._key:
            case Ed25519PrivateKey():
                return self._key.sign(message)
            case _:
                curve = CURVES[self.public.type]
                ecdsa = ec.ECDSA(curve.hash, deterministic_signing=True)
                r, s = decode_dss_signature(self._key.sign(message, ecdsa))
                return r.to_bytes(curve.bytes, "big") + s.to_bytes(curve.bytes, "big")


def generate(key_type: KeyType) -> tuple[PrivateKey, bytes]:
    """Answer a new key and its secret bytes, which go into the keystore's envelope."""
    while True:
        secret = secrets.token_bytes(_SECRET_BYTES[key_type])
        try:
            return private_key(key_type, secret), secret
        except MalformedInput:  # a draw in 2^32 or fewer lies outside the group: draw again
            continue


def private_key(key_type: KeyType, secret: bytes) -> PrivateKey:
    """Answer the key behind its secret: 32 bytes (Ed25519 seed) or a scalar, big-endian.

    A scalar has 32 bytes on P-256 and 48 on P-384. Raises ``MalformedInput``.
    """
    if len(secret) != _SECRET_BYTES[key_type]:
        raise MalformedInput(f"A {key_type} private key has {_SECRET_BYTES[key_type]} bytes.")
    match key_type:
        case KeyType.ED25519:
            seeded = Ed25519PrivateKey.from_private_bytes(secret)
            raw = seeded.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            return PrivateKey(PublicKey(key_type, raw), seeded)
        case KeyType.P256 | KeyType.P384:
            scalar = int.from_bytes(secret, "big")
            try:
                derived = ec.derive_private_key(scalar, CURVES[key_type].curve)
            except ValueError as error:
                raise MalformedInput(f"A {key_type} private key lies outside the group.") from error
            raw = derived.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
            return PrivateKey(PublicKey(key_type, raw), derived)
