"""Tokens: one spelling each, and none that holds under a key that never signed one."""

from __future__ import annotations

import base64

from credstone.errors import CredstoneError
from credstone.ports import KeyType, PublicKey
from credstone.securing import jose, mechanism
from credstone.securing.strict_json import loads
from tests.fuzz.mutate import half, token_mutator

MOST = 8192
mutate = half(token_mutator)

_NEVER = {"jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "crit", "zip", "b64"}
# The generators of the curves: keys whose secret is 1, with which no seed was signed.
_KEYS = (
    PublicKey(KeyType.ED25519, bytes.fromhex("58" + "66" * 31)),
    PublicKey(
        KeyType.P256,
        bytes.fromhex("036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
    ),
)


def one_input(data: bytes) -> None:
    _gate(data)
    if data.lstrip().startswith(b"{"):
        return
    try:
        secured = mechanism.read(data)
    except CredstoneError:
        return
    assert secured.raw == data
    (proof,) = secured.proofs
    for key in _KEYS:
        answer = jose.check_jws(proof.statement, secured.signed, proof.signature, key)
        assert not answer.holds, "holds under a key that never signed"


def _gate(data: bytes) -> None:
    try:
        jws = jose.read_compact(data)
    except CredstoneError:
        return
    header, payload, signature = data.split(b".")
    assert jose.compact(jws.signing_input, jws.signature) == data, "a second spelling was accepted"
    for segment, octets in ((payload, jws.payload), (signature, jws.signature)):
        assert base64.urlsafe_b64encode(octets).rstrip(b"=") == segment
    assert loads(base64.urlsafe_b64decode(header + b"=" * (-len(header) % 4))) == jws.header
    assert not _NEVER & jws.header.keys(), "a header that brings keys or extensions"
    assert jws.header["alg"] in ("EdDSA", "Ed25519", "ES256", "ES384")
    assert 1 <= len(jws.kid) <= jose.MAX_KID_CHARACTERS
