"""The packed bits of a status list: bounded while they unpack, and one reading of each text."""

from __future__ import annotations

import base64
import random
import zlib

from credstone.errors import CredstoneError
from credstone.status.bitstring import MAXIMUM_ENTRIES, MINIMUM_ENTRIES, decode, encode
from tests.fuzz.mutate import Bytes

MOST = 8192


def mutate(data: bytes, most: int, rng: random.Random, change: Bytes) -> bytes:
    """Change the bits, the packed octets, or the text."""
    which = rng.randrange(3)
    try:
        packed = base64.urlsafe_b64decode(data[1:] + b"=" * (-len(data[1:]) % 4))
        if which == 0:
            bits = zlib.decompressobj(31).decompress(packed, 1 << 17)
            packed = zlib.compress(change(bits, len(bits) + 8), 9, wbits=31)
        elif which == 1:
            packed = change(packed, len(packed) + 8)
        else:
            return change(data, most)
    except (ValueError, zlib.error):
        return change(data, most)
    return (b"u" + base64.urlsafe_b64encode(packed).rstrip(b"="))[:most]


def one_input(data: bytes) -> None:
    try:
        bits = decode(data.decode("utf-8", "replace"))
    except CredstoneError:
        return
    assert MINIMUM_ENTRIES <= len(bits) <= MAXIMUM_ENTRIES
    assert decode(encode(bits)) == bits, "written and read again, other bits"
    assert bits.value(0) == bits.octets[0] >> 7
    assert bits.value(len(bits) - 1) == bits.octets[-1] & 1
    assert bits.value(1, 8) == bits.octets[1]
