"""Private keys and what they do: be born, be kept as 32 bytes, sign.

Only the keystore's signer process and the tests come here; issuing asks a ``ports.Signer``.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from credstone.errors import MalformedInput
from credstone.ports import KeyType, PublicKey

_ECDSA = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)


@dataclass(frozen=True)
class PrivateKey:
    """A private key ready to sign; its repr shows the public half only."""

    public: PublicKey
    _key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey

    def __repr__(self) -> str:
        return f"PrivateKey(of {self.public!r})"

    def sign(self, message: bytes) -> bytes:
        """Answer 64 bytes: Ed25519 (RFC 8032), or ES256 as r‖s with the nonce of RFC 6979."""
        match self._key:
            case Ed25519PrivateKey():
                return self._key.sign(message)
            case _:
                r, s = decode_dss_signature(self._key.sign(message, _ECDSA))
                return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def generate(key_type: KeyType) -> tuple[PrivateKey, bytes]:
    """Answer a new key and its 32 secret bytes, which go into the keystore's envelope."""
    while True:
        secret = secrets.token_bytes(32)
        try:
            return private_key(key_type, secret), secret
        except MalformedInput:  # one P-256 draw in 2^32 lies outside the group: draw again
            continue


def private_key(key_type: KeyType, secret: bytes) -> PrivateKey:
    """Answer the key behind 32 secret bytes (an Ed25519 seed, or a P-256 scalar, big-endian)."""
    if len(secret) != 32:
        raise MalformedInput("A private key has 32 bytes.")
    match key_type:
        case KeyType.ED25519:
            seeded = Ed25519PrivateKey.from_private_bytes(secret)
            raw = seeded.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            return PrivateKey(PublicKey(key_type, raw), seeded)
        case KeyType.P256:
            try:
                derived = ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())
            except ValueError as error:
                raise MalformedInput("A P-256 private key lies outside the group.") from error
            raw = derived.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
            return PrivateKey(PublicKey(key_type, raw), derived)
