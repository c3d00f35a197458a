"""Changes that keep the outer shape whole, so that the parts behind it are reached.

Bytes changed at random end at the first checksum, bracket or signature length. Half of the changes
are such; the others take the input apart, change one part, and put it together again. All of it
follows from the seed that the fuzzer hands in.
"""

from __future__ import annotations

import base64
import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, TypeAlias

Value: TypeAlias = Any
"""Whatever JSON holds, and whatever a change makes of it."""
Bytes = Callable[[bytes, int], bytes]
"""The fuzzer's own change of bytes: data and the most there may be of it."""
Mutator = Callable[[bytes, int, random.Random, Bytes], bytes]

_STRANGE: tuple[Value, ...] = (
    None, True, False, 0, -1, 1, 1.5, 1e308, 2**53 - 1, "", "x", " ", "a:b", "urn:x", "\u0000",
    "\ue000", "did:key:z6Mk", "https://uni.example/x", "2026-11-01T00:00:00Z", "@id", "@type",
    [], {}, [[]], [{}], [None], {"id": "urn:x"}, {"@value": "x"}, {"@id": "x"}, {"type": []},
    "https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1",
    "VerifiableCredential", "DataIntegrityProof", "eddsa-jcs-2022", "ecdsa-rdfc-2019",
    "BitstringStatusListEntry", "AchievementSubject", "Result", "EndorsementCredential",
)  # fmt: skip
_NAMES = (
    "@context", "@id", "@type", "@value", "@graph", "@list", "@language", "@direction", "@vocab",
    "id", "type", "issuer", "name", "description", "proof", "previousProof", "expires", "domain",
    "challenge", "nonce", "created", "proofPurpose", "credentialSubject", "credentialStatus",
    "credentialSchema", "validFrom", "validUntil", "evidence", "refreshService", "termsOfUse",
    "relatedResource", "digestSRI", "digestMultibase", "endorsement", "endorsementJwt", "result",
    "resultDescription", "achievement", "identifier", "statusListIndex", "statusMessage",
    "encodedList", "statusPurpose", "alg", "kid", "crit", "b64", "typ", "iss", "nbf", "exp", "aud",
)  # fmt: skip


def _places(value: Value) -> list[tuple[Value, Value]]:
    """Every member and item, as its container and its name or index."""
    found: list[tuple[Value, Value]] = []
    pending = [value]
    while pending:
        one = pending.pop()
        steps = list(one.items()) if isinstance(one, dict) else list(enumerate(one))
        for step, part in steps:
            found.append((one, step))
            if isinstance(part, dict | list):
                pending.append(part)
    return found


def _copy(value: Value) -> Value:
    """Its own copy: a list shared between two places could come to hold itself."""
    return json.loads(json.dumps(value))


def change_value(value: Value, rng: random.Random, change: Bytes) -> Value:
    """Change ``value`` in one to three places; answers it."""
    for _ in range(rng.randint(1, 3)):
        places = _places(value) if isinstance(value, dict | list) else []
        if not places:
            return _copy(rng.choice(_STRANGE))
        container, step = rng.choice(places)
        match rng.randrange(7):
            case 0:
                container[step] = _copy(rng.choice(_STRANGE))
            case 1:
                other, name = rng.choice(places)
                container[step] = _copy(other[name])
            case 2:
                container[step] = [container[step]]
            case 3 if isinstance(container, dict):
                container[rng.choice(_NAMES)] = container.pop(step)
            case 4 if isinstance(container, dict):
                container[rng.choice(_NAMES)] = _copy(rng.choice(_STRANGE))
            case 5 if isinstance(container[step], str):
                text = container[step].encode("utf-8", "replace")
                container[step] = change(text, len(text) + 32).decode("utf-8", "replace")
            case _:
                del container[step]
    return value


def json_mutator(data: bytes, most: int, rng: random.Random, change: Bytes) -> bytes:
    """Change the value of a JSON text."""
    try:
        value = json.loads(data)
        return json.dumps(change_value(value, rng, change), ensure_ascii=False).encode()[:most]
    except (ValueError, RecursionError):
        return change(data, most)


def token_mutator(data: bytes, most: int, rng: random.Random, change: Bytes) -> bytes:
    """Change the header or the payload of a token, or its bytes."""
    segments = data.split(b".")
    if len(segments) != 3:
        return change(data, most)
    which = rng.randrange(3)
    try:
        inner = base64.urlsafe_b64decode(segments[which] + b"==")
    except ValueError:
        return change(data, most)
    changed = change(inner, 200) if which == 2 else json_mutator(inner, most // 2, rng, change)
    segments[which] = base64.urlsafe_b64encode(changed).rstrip(b"=")
    return b".".join(segments)[:most]


def image_mutator(data: bytes, most: int, rng: random.Random, change: Bytes) -> bytes:
    """Change one chunk of a PNG and make its checksum right again; an SVG is changed as bytes."""
    chunks, at = [], 8
    while data.startswith(b"\x89PNG") and at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    if not chunks:
        return change(data, most)
    which = rng.randrange(len(chunks))
    kind, body = chunks[which]
    if rng.randrange(4):
        body = change(body, len(body) + 64)
    elif rng.randrange(2):
        chunks.insert(which, chunks[rng.randrange(len(chunks))])
    else:
        kind = rng.choice((b"iTXt", b"tEXt", b"zTXt", b"IHDR", b"IEND", b"IDAT"))
    chunks[which] = (kind, body)
    return (data[:8] + b"".join(_framed(*chunk) for chunk in chunks))[:most]


def _framed(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + checksum


_NO_ARCHIVE = (
    EOFError, NotImplementedError, OSError, RuntimeError, ValueError, struct.error, zlib.error,
    zipfile.BadZipFile,
)  # fmt: skip


def archive_mutator(data: bytes, most: int, rng: random.Random, change: Bytes) -> bytes:
    """Change one part of a workbook and pack it again; a table of text is changed as bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            parts = [(name, opened.read(name)) for name in opened.namelist()]
    except _NO_ARCHIVE:
        return change(data, most)
    if not parts:
        return change(data, most)
    which = rng.randrange(len(parts))
    name, body = parts[which]
    if rng.randrange(8):
        parts[which] = (name, change(body, len(body) + 128))
    else:
        parts[which] = (parts[rng.randrange(len(parts))][0] + "x", body)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for one, content in dict(parts).items():
            written.writestr(zipfile.ZipInfo(one), content)
    return packed.getvalue()[:most]


def half(mutator: Mutator) -> Mutator:
    """``mutator`` every other time, and a change of bytes the others."""

    def mutate(data: bytes, most: int, rng: random.Random, change: Bytes) -> bytes:
        return mutator(data, most, rng, change) if rng.randrange(2) else change(data, most)

    return mutate
