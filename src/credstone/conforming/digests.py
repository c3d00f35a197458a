"""Digests of what stands elsewhere: ``digestSRI`` and ``digestMultibase``, read strictly.

VC Data Model 2.0, 5.3; Subresource Integrity, 3.5; VC Data Integrity 1.0, 2.6. SHA-256, SHA-384
and SHA-512, each at its full length.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from credstone.conforming.values import listed
from credstone.errors import MalformedInput
from credstone.ports import Json, JsonObject
from credstone.securing.multibase import base64url_decode, multibase_decode

LENGTHS = {"sha256": 32, "sha384": 48, "sha512": 64}  # in octets, weakest first
_BY_LENGTH = {length: name for name, length in LENGTHS.items()}
_MULTIHASH = {0x12: "sha256", 0x20: "sha384", 0x13: "sha512"}
_EXPRESSION = re.compile(
    r"(sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})(\?[\x21-\x7e]*)?", re.ASCII
)


@dataclass(frozen=True)
class Digest:
    """``algorithm`` is a key of ``LENGTHS``, ``octets`` as many as it says."""

    algorithm: str
    octets: bytes

    @classmethod
    def of(cls, content: bytes, algorithm: str) -> Digest:
        return cls(algorithm, hashlib.new(algorithm, content).digest())


def stated(resource: JsonObject) -> dict[str, tuple[Digest, ...]]:
    """By member the digests in it, those of its strongest algorithm alone.

    Several of one algorithm are alternatives, as with Subresource Integrity (3.3.4). Raises
    ``MalformedInput`` naming the member whose digests cannot be read.
    """
    readers = {"digestSRI": _sri, "digestMultibase": _multibase}
    return {
        member: _strongest([one for text in _texts(resource[member], member) for one in read(text)])
        for member, read in readers.items()
        if member in resource
    }


def _texts(value: Json, member: str) -> list[str]:
    texts = [one for one in listed(value) if isinstance(one, str)]
    if not texts or len(texts) != len(listed(value)):
        raise MalformedInput("not a digest written as text", where=member)
    return texts


def _strongest(digests: Sequence[Digest]) -> tuple[Digest, ...]:
    longest = max(len(one.octets) for one in digests)
    return tuple(one for one in digests if len(one.octets) == longest)


def _sri(text: str) -> list[Digest]:
    expressions = [_EXPRESSION.fullmatch(one) for one in text.split()]
    if not expressions:
        raise MalformedInput("there is no digest in it", where="digestSRI")
    return [_sri_digest(one) for one in expressions]


def _sri_digest(expression: re.Match[str] | None) -> Digest:
    if expression is None:
        raise MalformedInput("not sha256-, sha384- or sha512- and base64", where="digestSRI")
    algorithm, written = expression[1], expression[2]
    octets = base64.b64decode(written) if len(written) % 4 == 0 else b""
    if len(octets) != LENGTHS[algorithm] or base64.b64encode(octets).decode() != written:
        raise MalformedInput(f"not a whole {algorithm} digest in base64", where="digestSRI")
    return Digest(algorithm, octets)


def _multibase(text: str) -> list[Digest]:
    """A Multihash; or the bare digest, as W3C's own examples have it, told apart by its length."""
    try:
        octets = base64url_decode(text[1:]) if text.startswith("u") else multibase_decode(text)
    except MalformedInput as error:
        raise MalformedInput(error.what.rstrip("."), where="digestMultibase") from error
    if (bare := _BY_LENGTH.get(len(octets))) is not None:
        return [Digest(bare, octets)]
    algorithm = _MULTIHASH.get(octets[0]) if len(octets) > 2 else None
    if algorithm is None or not octets[1] == len(octets) - 2 == LENGTHS[algorithm]:
        raise MalformedInput("not a SHA-256, SHA-384 or SHA-512 digest", where="digestMultibase")
    return [Digest(algorithm, octets[2:])]
