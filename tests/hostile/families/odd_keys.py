"""Keys that are none: did:key and did:jwk of odd bytes, and what a signature under them proves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from credstone.ports import KeyType
from credstone.securing.keys import to_jwk
from credstone.securing.multibase import base58btc_encode
from tests.hostile.case import Case, Exclusion
from tests.hostile.honest import minimal
from tests.hostile.keys import ATTACKER, b64, header_of, key, token

NAME = "keys"
_FIELD = 2**255 - 19


def cases() -> Iterator[Case | Exclusion]:
    for name, method, issuer in (*_did_keys(), *_did_jwks(), *_others()):
        payload = minimal(issuer) if issuer else minimal(method.partition("#")[0])
        for signature in ("good", "zero", "small order"):
            signed = token(header_of(ATTACKER, kid=method[:256]), payload)
            head = signed.rpartition(b".")[0]
            if signature == "zero":
                signed = head + b"." + b64(bytes(64))
            if signature == "small order":  # holds for every message under a key of small order
                signed = head + b"." + b64(b"\1" + bytes(63))
            yield Case(f"{NAME}/{name}/{signature}", NAME, signed)


def _multikey(prefix: bytes, raw: bytes) -> str:
    text = "z" + base58btc_encode(prefix + raw)
    return f"did:key:{text}#{text}"


def _did_keys() -> Iterator[tuple[str, str, str]]:
    raw = ATTACKER.public.raw
    points: dict[str, bytes] = {
        "identity": (1).to_bytes(32, "little"),
        "zero": bytes(32),
        "order two": (_FIELD - 1).to_bytes(32, "little"),
        "order four, signed": bytes(31) + b"\x80",
        "identity, signed": b"\1" + bytes(30) + b"\x80",
        "second identity": (_FIELD + 1).to_bytes(32, "little"),
        "second zero": _FIELD.to_bytes(32, "little"),
        "beyond the field": (2**255 - 1).to_bytes(32, "little"),
        "no point": (2).to_bytes(32, "little"),
        "short": raw[:-1],
        "long": raw + b"\0",
        "empty": b"",
    }
    for name, point in points.items():
        yield f"Ed25519 {name}", _multikey(b"\xed\x01", point), ""
    for name, prefix in {
        "X25519": b"\xec\x01",
        "secp256k1": b"\xe7\x01",
        "P-521": b"\x82\x24",
        "RSA": b"\x85\x24",
        "Ed448": b"\x83\x24",
        "private": b"\x80\x26",
        "BLS": b"\xeb\x01",
        "none": b"",
        "overlong varint": b"\xed\x81\x00",
        "identity": b"\x00",
        "P-256": b"\x80\x24",
        "P-384": b"\x81\x24",
    }.items():
        yield f"codec {name}", _multikey(prefix, raw), ""
    p256 = key("attacker", KeyType.P256).public.raw
    for name, point in {
        "uncompressed": b"\x04" + p256[1:] * 2,
        "hybrid": b"\x06" + p256[1:] * 2,
        "infinity": b"\0",
        "no sign": p256[1:],
        "other sign": bytes([p256[0] ^ 1]) + p256[1:],
        "five": b"\x05" + p256[1:],
        "x beyond the field": b"\x02" + b"\xff" * 32,
        "x zero": b"\x02" + bytes(32),
    }.items():
        yield f"P-256 {name}", _multikey(b"\x80\x24", point), ""
    good = _multikey(b"\xed\x01", raw)
    text = good.partition("#")[2]
    for number, method in enumerate(
        (
            f"did:key:{text}#",
            f"did:key:{text}",
            f"did:key:{text}#key-1",
            f"did:key:{text}#{text}x",
            f"did:key:{text}#{text.lower()}",
            f"did:key:{text}?x#{text}",
            f"did:key:{text}/x#{text}",
            f"did:key:{text};x#{text}",
            f"did:key:1.1:{text}#{text}",
            f"DID:KEY:{text}#{text}",
            f"did:key:{text[1:]}#{text[1:]}",
            f"did:key:z1{text[1:]}#z1{text[1:]}",
            f"did:key: {text}#{text}",
            f"did:key:{text}##{text}",
            f"did:key:{text}#{text}#{text}",
            f"did:key:{text}%23{text}",
            f"did:key:{text[:-1]}0#{text[:-1]}0",
            f"did:key:{text}#z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc",
        )
    ):
        yield f"spelling {number}", method, f"did:key:{text}"


def _did_jwks() -> Iterator[tuple[str, str, str]]:
    jwk: dict[str, Any] = to_jwk(ATTACKER.public)
    p256: dict[str, Any] = to_jwk(key("attacker", KeyType.P256).public)
    for name, odd in {
        "private": jwk | {"d": jwk["x"]},
        "symmetric": {"kty": "oct", "k": jwk["x"]},
        "RSA": {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        "X25519": jwk | {"crv": "X25519"},
        "Ed448": jwk | {"crv": "Ed448"},
        "padded": jwk | {"x": str(jwk["x"]) + "="},
        "short": jwk | {"x": "AAAA"},
        "long": jwk | {"x": str(jwk["x"]) + "AA"},
        "x a number": jwk | {"x": 7},
        "no x": {k: v for k, v in jwk.items() if k != "x"},
        "alg of another": jwk | {"alg": "ES256"},
        "alg none": jwk | {"alg": "none"},
        "alg HS256": jwk | {"alg": "HS256"},
        "for encryption": jwk | {"use": "enc"},
        "to sign only": jwk | {"key_ops": ["sign"]},
        "no operations": jwk | {"key_ops": []},
        "operations a text": jwk | {"key_ops": "verify"},
        "kty small": jwk | {"kty": "okp"},
        "kty EC": jwk | {"kty": "EC"},
        "crv array": jwk | {"crv": ["Ed25519"]},
        "nothing": {},
        "identity": jwk | {"x": b64((1).to_bytes(32, "little")).decode()},
        "P-256 off the curve": p256 | {"y": p256["x"]},
        "P-256 without y": p256 | {"y": None},
        "P-256 as P-384": p256 | {"crv": "P-384"},
        "P-256 as secp256k1": p256 | {"crv": "secp256k1"},
    }.items():
        did = "did:jwk:" + b64(json.dumps(odd).encode()).decode()
        yield f"jwk {name}", f"{did}#0", ""
    did = "did:jwk:" + b64(json.dumps(jwk).encode()).decode()
    for number, method in enumerate(
        (did, f"{did}#", f"{did}#1", f"{did}#00", f"{did}=#0", f"{did}#key")
    ):
        yield f"jwk spelling {number}", method, did
    for number, text in enumerate(
        (b"null", b"[]", b'"x"', b"7", b"", b"{", json.dumps(jwk).encode() * 2)
    ):
        yield f"jwk text {number}", "did:jwk:" + b64(text).decode() + "#0", ""


def _others() -> Iterator[tuple[str, str, str]]:
    for number, method in enumerate(
        (
            "did:web:evil.example#k",
            "did:web:127.0.0.1#k",
            "did:web:localhost#k",
            "did:web:[::1]#k",
            "did:web:evil.example%2F..#k",
            "did:web:user%40evil.example#k",
            "did:web:..#k",
            "did:web:#k",
            "did:ion:x#k",
            "did:ethr:0x0#k",
            "did:peer:0z6Mk#z6Mk",
            "did:example:1#k",
            "did:plc:x#k",
            "https://evil.example/keys/1",
            "http://127.0.0.1/keys/1",
            "urn:uuid:1#k",
            "#k",
            "k",
            "did:#k",
            "did:web:uni.example#nowhere",
            "did:web:uni.example",
            "did:web:uni.example#keyAgreement",
        )
    ):
        yield f"method {number}", method, ""
