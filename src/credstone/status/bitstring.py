"""The bits of a W3C Bitstring Status List 1.0 and their written form (section 3.3, 3.4).

One bit for one credential, or as many as the entry in it says. The written form is multibase
base64url of gzip; reading it is capped while it unpacks, so that a small list which unpacks to a
gigabyte costs a millisecond. The document around the bits belongs to ``list_document``.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from credstone.errors import MalformedInput, TooComplex

MINIMUM_ENTRIES = 131_072  # 16 KiB, for the privacy of a crowd (section 2.2, encodedList)
MAXIMUM_ENTRIES = 8 * 1024 * 1024  # what we unpack at most: 1 MiB (threat 12)

_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")
# ID, deflate, no flags, no time, best compression, unknown system: the same bytes everywhere.
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_GZIP_WINDOW = 31  # zlib: 15 bits of window, with the gzip header and its checksum verified


@dataclass(frozen=True)
class Bits:
    """A bitstring; index 0 is the left-most bit, the highest of the first octet (section 2.2)."""

    octets: bytes

    @classmethod
    def of(cls, indices: Iterable[int], length: int = MINIMUM_ENTRIES) -> Bits:
        """The bits of a list of ``length`` entries in which ``indices`` are set.

        Raises ``ValueError`` when ``length`` is no multiple of 8 or an index lies outside.
        """
        if length % 8:
            raise ValueError(f"a bitstring of {length} entries does not fill its last octet")
        octets = bytearray(length // 8)
        for index in indices:
            if not 0 <= index < length:
                raise ValueError(f"index {index} is not in a list of {length} entries")
            octets[index >> 3] |= 0x80 >> (index & 7)
        return cls(bytes(octets))

    def __len__(self) -> int:
        return len(self.octets) * 8

    def value(self, index: int, size: int = 1) -> int:
        """The status at ``index`` of a list whose statuses have ``size`` bits (3.2, step 10).

        Raises ``IndexError`` outside the list (RANGE_ERROR).
        """
        if not 0 <= index < len(self) // size:
            raise IndexError(f"index {index} is not in a list of {len(self) // size} entries")
        start, end = index * size, (index + 1) * size
        octets = self.octets[start >> 3 : (end + 7) >> 3]
        return int.from_bytes(octets, "big") >> (-end % 8) & ((1 << size) - 1)


def encode(bits: Bits) -> str:
    """Write ``bits`` as ``encodedList`` (section 3.3); equal bits give equal text.

    Raises ``ValueError`` below 131,072 entries.
    """
    if len(bits) < MINIMUM_ENTRIES:
        raise ValueError(f"a status list needs {MINIMUM_ENTRIES} entries, this has {len(bits)}")
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = deflate.compress(bits.octets) + deflate.flush()
    check = zlib.crc32(bits.octets).to_bytes(4, "little")
    size = (len(bits.octets) & 0xFFFFFFFF).to_bytes(4, "little")
    packed = _GZIP_HEADER + body + check + size
    return "u" + base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def decode(encoded: str, *, max_bits: int = MAXIMUM_ENTRIES) -> Bits:
    """Read ``encodedList`` (section 3.4), unpacking no more than ``max_bits``.

    Raises ``TooComplex`` above ``max_bits`` and ``MalformedInput`` for another encoding, damage,
    anything after the first gzip member, or fewer than 131,072 entries.
    """
    octets = _unpack(_base64url(encoded, max_bits), max_bits // 8)
    if len(octets) * 8 < MINIMUM_ENTRIES:
        raise MalformedInput(
            f"the list has {len(octets) * 8} entries, and {MINIMUM_ENTRIES} are the least allowed",
            where="encodedList",
        )
    return Bits(octets)


def _base64url(encoded: str, max_bits: int) -> bytes:
    # Deflate never grows what it cannot shrink by more than a few octets in each block, so text
    # longer than this can only be padding or a bomb, and is not worth decoding.
    if len(encoded) > max_bits // 4 + 1024:
        raise TooComplex("the packed list is longer than the list may be", where="encodedList")
    body = encoded[1:]
    if not encoded.startswith("u") or not _BASE64URL.fullmatch(body):
        raise MalformedInput("not multibase base64url without padding", where="encodedList")
    packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)) if len(body) % 4 != 1 else b""
    if base64.urlsafe_b64encode(packed).rstrip(b"=") != body.encode("ascii"):
        raise MalformedInput("base64url with stray bits at its end", where="encodedList")
    return packed


def _unpack(packed: bytes, limit: int) -> bytes:
    unzip = zlib.decompressobj(_GZIP_WINDOW)
    try:
        octets = unzip.decompress(packed, limit + 1)
    except zlib.error as error:
        raise MalformedInput("the list is not gzip, or is damaged", where="encodedList") from error
    if len(octets) > limit:
        raise TooComplex(f"the list unpacks to more than {limit} octets", where="encodedList")
    if not unzip.eof:
        raise MalformedInput("the list breaks off before its end", where="encodedList")
    if unzip.unused_data:
        raise MalformedInput("something follows the end of the list", where="encodedList")
    return octets
