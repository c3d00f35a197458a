"""A secret order for the places of a status list, so that an index tells nothing.

Credentials are numbered as they come; their index is drawn by a keyed permutation, which neither
repeats nor reveals who was issued before whom (Bitstring Status List 1.0, 2.1: "assign indexes
randomly"). Keeping the secret and counting positions belong to whoever holds the register.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from math import isqrt

_ROUNDS = 10  # as many as FF1 (NIST SP 800-38G); four suffice only in large domains
_MINIMUM_SECRET = 16


def index_at(secret: bytes, position: int, length: int) -> int:
    """The index of the credential that came at ``position`` in a list of ``length`` entries.

    For one ``secret`` this is a bijection of ``range(length)``. ``secret`` has 16 to 64 octets,
    one secret for one list. Raises ``ValueError`` for another size of secret or a position
    outside the list.
    """
    if not 0 <= position < length:
        raise ValueError(f"position {position} is not in a list of {length} entries")
    width, tables = _network(secret, length)
    index = _feistel(position, width, tables)
    while index >= length:  # cycle walking: the rectangle is at most a little larger than the list
        index = _feistel(index, width, tables)
    return index


def _feistel(value: int, width: int, tables: tuple[tuple[int, ...], ...]) -> int:
    """One pass of a generalised Feistel network over a rectangle (Black and Rogaway 2002, 3.3)."""
    left, right = divmod(value, width)
    height = len(tables[1])
    for even, odd in zip(tables[::2], tables[1::2], strict=True):
        left = (left + even[right]) % height
        right = (right + odd[left]) % width
    return left * width + right


@lru_cache(maxsize=32)
def _network(secret: bytes, length: int) -> tuple[int, tuple[tuple[int, ...], ...]]:
    """The rectangle's width and every round function written out.

    A list of 131,072 takes some 3,600 hashes once, and each index ten look-ups from then on.
    """
    if not _MINIMUM_SECRET <= len(secret) <= blake2b.MAX_KEY_SIZE:
        raise ValueError(f"a secret has 16 to 64 octets, this has {len(secret)}")
    width = isqrt(length - 1) + 1
    height = -(-length // width)
    sizes = (width, height) * (_ROUNDS // 2)
    return width, tuple(
        tuple(_round(secret, length, number, half) for half in range(size))
        for number, size in enumerate(sizes)
    )


def _round(secret: bytes, length: int, number: int, half: int) -> int:
    message = b"%d/%d/%d" % (length, number, half)
    digest = blake2b(message, key=secret, digest_size=16, person=b"credstone.status")
    return int.from_bytes(digest.digest(), "big")
