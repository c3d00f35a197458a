"""A token in other clothes: segments, base64, white space, signature lengths and numbers.

One token has one spelling (threat 8); each other spelling of an honest one is refused.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from credstone.ports import KeyType
from tests.hostile.case import Case, Exclusion, sampled
from tests.hostile.honest import Honest, credentials, enveloped, unb64
from tests.hostile.keys import b64, header_of, token
from tests.hostile.touch import written

NAME = "jose form"
_ORDER = {
    "P-256": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    "P-384": int(
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77A"
        "ECEC196ACCC52973",
        16,
    ),
}
_ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_TOUCHED = 220
_MIRRORED = "ES256 and ES384 know (r, n - s) as a second signature of the same key"
WHITE_SPACE = "white space around a token is no part of it"


def cases() -> Iterator[Case | Exclusion]:
    for honest in credentials():
        if honest.is_token:
            yield from _touched(honest)
            if honest.name.endswith("minimal"):
                yield Exclusion(NAME, WHITE_SPACE)
                if honest.signer.public.type is not KeyType.ED25519:
                    yield Exclusion(NAME, _MIRRORED)
                for name, data in (*_forms(honest), *_signatures(honest), *_payloads(honest)):
                    yield _case(f"{honest.name}/{name}", data)
                    # With white space around it a token is the same; inside an envelope it is not.
                    yield _case(f"enveloped/{honest.name}/{name}", written(enveloped(data)))


def _case(name: str, data: bytes) -> Case:
    return Case(f"{NAME}/{name}", NAME, data)


def _touched(honest: Honest) -> Iterator[Case]:
    """Single characters replaced, dropped, put in, at places spread over the whole token."""
    data = honest.data
    for place in sampled(range(len(data)), _TOUCHED // 3, f"{NAME} {honest.name}"):
        other = b"B" if data[place : place + 1] == b"A" else b"A"
        for kind, touched in {
            "replaced": data[:place] + other + data[place + 1 :],
            "dropped": data[:place] + data[place + 1 :],
            "put in": data[:place] + other + data[place:],
        }.items():
            yield _case(f"{honest.name}/character {place} {kind}", touched)


def _forms(honest: Honest) -> Iterator[tuple[str, bytes]]:
    data = honest.data
    header, payload, signature = data.split(b".")
    yield "two segments", b".".join((header, payload))
    yield "one segment", header
    yield "four segments", data + b"." + signature
    yield "five segments", data + b"." + payload + b"." + signature
    yield "a dot at the end", data + b"."
    yield "a dot before", b"." + data
    yield "only dots", b".."
    yield "no header", b".".join((b"", payload, signature))
    yield "no payload", b".".join((header, b"", signature))
    yield "no signature", b".".join((header, payload, b""))
    yield "in another order", b".".join((payload, header, signature))
    yield "twice", data + b"\n" + data
    yield "a disclosure behind it", data + b"~"
    yield "disclosures behind it", data + b"~WyJhIiwiYiIsImMiXQ~"
    yield "two dots", data.replace(b".", b"..", 1)
    yield "full stops of other scripts", data.replace(b".", "。".encode())
    yield "percent dots", data.replace(b".", b"%2E")
    for number, segment in enumerate((header, payload, signature)):
        for name, other in _spellings(segment):
            parts = [header, payload, signature]
            parts[number] = other
            yield f"segment {number} {name}", b".".join(parts)
    for space in (
        b" ",
        b"\n",
        b"\t",
        b"\r\n",
        b"\0",
        b"\x0b",
        "\u00a0".encode(),
        "\u200b".encode(),
    ):
        yield f"{space!r} inside", header + b"." + space + payload + b"." + signature
        yield f"{space!r} in a segment", header[:5] + space + data[5:]
    for around in (b"\0", b"\x0b", b"\x0c", "\u00a0".encode(), "\ufeff".encode()):
        yield f"{around!r} before", around + data
        yield f"{around!r} behind", data + around
    yield "as a JSON text", b'"' + data + b'"'
    yield "as a bearer", b"Bearer " + data
    yield "as a data URL", b"data:application/vc+jwt," + data
    yield (
        "as JSON serialization",
        written(
            {
                "protected": header.decode(),
                "payload": payload.decode(),
                "signature": signature.decode(),
            }
        ),
    )
    yield (
        "as general serialization",
        written(
            {
                "payload": payload.decode(),
                "signatures": [{"protected": header.decode(), "signature": signature.decode()}],
            }
        ),
    )


def _spellings(segment: bytes) -> Iterator[tuple[str, bytes]]:
    raw = unb64(segment)
    for name, other in {
        "padded": segment + b"=" * (-len(segment) % 4 or 4),
        "one padding": segment + b"=",
        "standard base64": base64.b64encode(raw),
        "stray bits": segment[:-1] + bytes([_LETTERS[_LETTERS.index(segment[-1:]) ^ 1]]),
        "one letter more": segment + b"A",
        "hex": raw.hex().encode(),
        "base64 twice": b64(segment),
        "not encoded": raw,
        "base32": base64.b32encode(raw),
        "lower case": segment.lower(),
        "turned": segment[::-1],
        "star inside": segment[:4] + b"*" + segment[4:],
        "percent inside": segment[:4] + b"%41" + segment[4:],
    }.items():
        if other != segment:
            yield name, other


def _signatures(honest: Honest) -> Iterator[tuple[str, bytes]]:
    head, _, last = honest.data.rpartition(b".")
    signature = unb64(last)
    half = len(signature) // 2
    r, s = signature[:half], signature[half:]
    zero, full = bytes(half), b"\xff" * half
    others = {
        "of zeros": bytes(len(signature)),
        "of ones": full + full,
        "r zero": zero + s,
        "s zero": r + zero,
        "r and s one": zero[:-1] + b"\1" + zero[:-1] + b"\1",
        "halves turned": s + r,
        "one byte less": signature[:-1],
        "one byte more": signature + b"\0",
        "a byte before": b"\0" + signature,
        "32 bytes": r,
        "128 bytes": signature * 2,
        "turned": signature[::-1],
        "with a bit turned": bytes([signature[0] ^ 1]) + signature[1:],
        "with the last bit turned": signature[:-1] + bytes([signature[-1] ^ 0x80]),
    }
    if honest.signer.public.type is KeyType.ED25519:
        number = int.from_bytes(s, "little")
        for times in (1, 2, 7):
            more = number + times * _ED25519_ORDER
            if more < 2**256:
                others[f"s and {times} orders"] = r + more.to_bytes(32, "little")
        for name, point in {
            "identity": b"\1" + bytes(31),
            "order two": b"\xec" + full[:-2] + b"\x7f",
        }.items():
            others[f"R {name}, s zero"] = point + bytes(32)
    else:
        order = _ORDER[honest.signer.public.type.value]
        r_number, s_number = int.from_bytes(r, "big"), int.from_bytes(s, "big")
        others["as DER"] = encode_dss_signature(r_number, s_number)
        others["r the order"] = order.to_bytes(half, "big") + s
        others["s the order"] = r + order.to_bytes(half, "big")
        others["r - order"] = ((r_number - order) % 2 ** (8 * half)).to_bytes(half, "big") + s
        for name, (one, two) in {
            "r + order": (r_number + order, s_number),
            "s + order": (r_number, s_number + order),
        }.items():
            if max(one, two) < 2 ** (8 * half):
                others[name] = one.to_bytes(half, "big") + two.to_bytes(half, "big")
    for name, other in others.items():
        yield f"signature {name}", head + b"." + b64(other)


def _payloads(honest: Honest) -> Iterator[tuple[str, bytes]]:
    """Payloads that a good key has signed and that are no credential, or not only one."""
    text = written(honest.value)
    own = header_of(honest.signer)
    for name, payload in {
        "empty": b"",
        "spaces": b"  ",
        "null": b"null",
        "array": b"[" + text + b"]",
        "text": written(text.decode()),
        "number": b"42",
        "byte order mark": b"\xef\xbb\xbf" + text,
        "UTF-16": text.decode().encode("utf-16"),
        "compressed": zlib.compress(text),
        "two credentials": text + text,
        "issuer twice": text[:-1] + b',"issuer":"did:web:evil.example"}',
        "vc claim": written({"vc": honest.value}),
        "vp claim": written({"vp": honest.value}),
        "token in a token": honest.data,
        "NaN": text[:-1] + b',"nbf":NaN}',
        "infinite": text[:-1] + b',"exp":Infinity}',
        "overflow": text[:-1] + b',"exp":1e400}',
        "not UTF-8": text[:-1] + b',"name":"\xc3\x28"}',
        "trailing comma": text[:-1] + b",}",
    }.items():
        yield f"payload {name}", token(own, payload, honest.signer)
