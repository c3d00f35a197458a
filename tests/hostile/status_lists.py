"""The status lists of the corpus: one honest list for each issuer, and lists made to mislead.

``LISTS`` names what is wrong with each; the credentials that point at them are honest and signed,
so that nothing but the list decides.
"""

# ruff: noqa: ANN401 a list may say anything

from __future__ import annotations

import base64
import gzip
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from credstone.ports import JsonObject
from credstone.status.bitstring import Bits, encode
from tests.hostile import honest
from tests.hostile.keys import ATTACKER, header_of, issuer_of, key, token
from tests.hostile.touch import written

ISSUER = key("issuer")
AT = "https://lists.example"
LARGE = f"{AT}/large"
GOOD = encode(Bits.of([]))
_EMPTY = bytes(16 * 1024)


def list_of(url: str, issuer: str, /, **changes: Any) -> JsonObject:
    """An honest list on which nothing is revoked; subject members are changed as ``subject``."""
    subject = {
        "id": f"{url}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": GOOD,
    } | changes.pop("subject", {})
    document = {
        "@context": [honest.V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": "2025-06-01T00:00:00Z",
        "validUntil": "2099-01-01T00:00:00Z",
        "credentialSubject": _kept(subject),
    } | changes
    return _kept(document)


def _kept(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not ...}


def gz(octets: bytes) -> str:
    """Octets as ``encodedList`` writes them, whatever their number."""
    return packed(gzip.compress(octets, mtime=0))


def packed(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def bomb(octets: int) -> str:
    """Zeros without end in a few bytes, never held in memory at once."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
    step = bytes(1 << 20)
    parts = [deflate.compress(step) for _ in range(octets >> 20)]
    return packed(b"".join(parts) + deflate.flush())


def _subjects() -> Iterator[tuple[str, dict[str, Any]]]:
    """Signed by the issuer, and wrong in what the list says of itself."""
    plain = gzip.compress(_EMPTY, mtime=0)
    for name, encoded in {
        "not multibase": GOOD[1:],
        "base58": "z" + GOOD[1:],
        "base64 pad": "M" + GOOD[1:] + "==",
        "padded": GOOD + "=",
        "upper multibase": "U" + GOOD[1:],
        "empty": "",
        "only u": "u",
        "white space": GOOD[:9] + "\n" + GOOD[9:],
        "foreign letters": GOOD[:9] + "+/" + GOOD[11:],
        "truncated": GOOD[:-8],
        "truncated to its header": GOOD[:14],
        "two members": packed(plain + plain),
        "empty second member": packed(plain + gzip.compress(b"", mtime=0)),
        "trailing zeros": packed(plain + bytes(8)),
        "trailing text": packed(plain + b"revoked"),
        "wrong checksum": packed(plain[:-8] + b"\0\0\0\0" + plain[-4:]),
        "wrong size": packed(plain[:-4] + struct.pack("<I", 1)),
        "zlib, not gzip": packed(zlib.compress(_EMPTY)),
        "raw deflate": packed(zlib.compress(_EMPTY)[2:-4]),
        "not packed": packed(_EMPTY),
        "too short": gz(bytes(16 * 1024 - 1)),
        "one octet": gz(b"\0"),
        "no octet": gz(b""),
        "16 MiB": gz(bytes(16 << 20)),
        "bomb of 256 MiB": bomb(256 << 20),
        "too many entries": gz(bytes((1 << 20) + 1)),
    }.items():
        yield f"list {name}", {"encodedList": encoded}
    for name, value in {"number": 7, "list": [GOOD], "object": {"id": GOOD}, "null": None}.items():
        yield f"list is a {name}", {"encodedList": value}
    yield "list missing", {"encodedList": ...}
    for purpose in ("suspension", "message", "refresh", "Revocation", "revocation ", "", 7, None):
        yield f"purpose {purpose!r}", {"statusPurpose": purpose}
    yield "purposes of others", {"statusPurpose": ["suspension", "message"]}
    yield "no purposes", {"statusPurpose": []}
    yield "purpose missing", {"statusPurpose": ...}
    yield "purpose nested", {"statusPurpose": [["revocation"]]}
    for kind in ("BitstringStatusListEntry", "StatusList2021", "", ["RevocationList2020"]):
        yield f"subject type {kind}", {"type": kind}
    yield "subject type missing", {"type": ...}
    for size in (0, 2, -1, 8, "1", 1.5, None, [1], 2**60):
        yield f"size {size}", {"statusSize": size}
    for ttl in (-1, "300000", 1.5, True, 2**60, [300000]):
        yield f"ttl {ttl}", {"ttl": ttl}
    yield "reference of another", {"statusReference": "relative"}
    yield "revoked here", {"encodedList": encode(Bits.of([4711]))}
    yield "all revoked", {"encodedList": gz(b"\xff" * (16 * 1024))}


def _documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Signed by the issuer, and wrong as a document."""
    yield "expired", {"validUntil": "2025-12-01T00:00:00Z"}
    yield "not yet valid", {"validFrom": "2098-01-01T00:00:00Z"}
    yield "ends before it begins", {"validUntil": "2025-01-01T00:00:00Z"}
    yield "time without offset", {"validUntil": "2099-01-01T00:00:00"}
    yield "for another url", {"id": f"{AT}/other"}
    yield "for a url that differs in case", {"id": f"{AT}/FOR A URL".replace(" ", "%20")}
    yield "without id", {"id": ...}
    yield (
        "with a status of its own",
        {
            "credentialStatus": {
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": "1",
                "statusListCredential": f"{AT}/with%20a%20status%20of%20its%20own",
            }
        },
    )
    yield "no list type", {"type": ["VerifiableCredential"]}
    yield "list type of 2021", {"type": ["VerifiableCredential", "StatusList2021Credential"]}
    yield "type is a text", {"type": "BitstringStatusListCredential"}
    yield "no credential type", {"type": ["BitstringStatusListCredential"]}
    yield "no context", {"@context": ...}
    yield "unknown context", {"@context": [honest.V2, "https://evil.example/c"]}
    yield "inline context", {"@context": [honest.V2, {"encodedList": "https://e.example/#l"}]}
    yield "context of 1.1", {"@context": [honest.V1]}
    yield "no subject", {"credentialSubject": ...}
    yield "empty subject", {"credentialSubject": {}}
    yield "no subjects", {"credentialSubject": []}
    two = list_of(AT, "x")["credentialSubject"]
    yield "two subjects", {"credentialSubject": [two, two]}
    yield "undefined term", {"credentialSubject": two, "revoked": False}


def url_of(name: str) -> str:
    return f"{AT}/{name.replace(' ', '%20').replace(chr(39), '').replace('[', '(')}"


@cache
def hostile() -> dict[str, tuple[str, bytes]]:
    """What is wrong with the list, to its address and its bytes."""
    found: dict[str, tuple[str, bytes]] = {}
    issuer = issuer_of(ISSUER)
    for name, subject in _subjects():
        url = url_of(name)
        found[name] = url, _signed(list_of(url, issuer, subject=subject))
    for name, changes in _documents():
        url = url_of(name)
        found[name] = url, _signed(list_of(url, issuer, **changes))
    found |= _not_the_issuers()
    return found


def _signed(document: JsonObject) -> bytes:
    return token(header_of(ISSUER), document, ISSUER)


def _not_the_issuers() -> dict[str, tuple[str, bytes]]:
    issuer, thief = issuer_of(ISSUER), issuer_of(ATTACKER)
    url = url_of
    honest_list = {
        name: list_of(url(name), issuer)
        for name in (
            "unsigned",
            "signed by another key",
            "wrong signature",
            "cut off",
            "signature expired",
            "an envelope with more",
            "alg none",
            "with a proof of nothing",
            "zip bomb header",
            "signed for authentication",
            "not JSON",
            "empty",
            "an array",
            "signed later",
        )
    }
    bodies: dict[str, bytes] = {
        "unsigned": written(honest_list["unsigned"]),
        "signed by another key": token(
            header_of(ATTACKER), honest_list["signed by another key"], ATTACKER
        ),
        "wrong signature": _signed(honest_list["wrong signature"])[:-8] + b"AAAAAAAA",
        "cut off": _signed(honest_list["cut off"])[:-20],
        "signature expired": _signed(honest_list["signature expired"] | {"exp": 1_750_000_000}),
        "signed later": _signed(honest_list["signed later"] | {"iat": 4_070_000_000}),
        "of another issuer": token(
            header_of(ATTACKER), list_of(url("of another issuer"), thief), ATTACKER
        ),
        "an envelope with more": written(
            honest.enveloped(_signed(honest_list["an envelope with more"]))
            | {"validUntil": "2099-01-01T00:00:00Z"}
        ),
        "alg none": token(header_of(ISSUER, alg="none"), honest_list["alg none"], ISSUER),
        "zip bomb header": token(
            header_of(ISSUER, zip="DEF"), honest_list["zip bomb header"], ISSUER
        ),
        "with a proof of nothing": written(
            honest_list["with a proof of nothing"] | {"proof": {"type": "DataIntegrityProof"}}
        ),
        "signed for authentication": token(
            header_of(ISSUER, typ="vp+jwt"), honest_list["signed for authentication"], ISSUER
        ),
        "not JSON": b"<html>404</html>",
        "empty": b"",
        "an array": b"[]",
        "deeply nested": b"[" * 100_000,
        "a megabyte of spaces": b" " * (1 << 20),
    }
    return {name: (url(name), body) for name, body in bodies.items()}


@cache
def lists() -> dict[str, bytes]:
    """Every list by its address: the honest ones and the hostile ones."""
    found = dict(hostile().values())
    large = list_of(LARGE, issuer_of(ATTACKER), subject={"encodedList": gz(bytes(1 << 20))})
    found[LARGE] = token(header_of(ATTACKER), large, ATTACKER)
    for _, key_type in honest.credential_mechanisms():
        signer = key("issuer", key_type)
        issuer = issuer_of(signer)
        url = f"{honest.LIST}/{issuer.rpartition(':')[2]}"
        found[url] = token(header_of(signer), list_of(url, issuer), signer)
    return found
