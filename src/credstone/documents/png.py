"""A credential inside a PNG (Open Badges 3.0, "Baked Badge"; PNG third edition, chapters 5 and 11).

Only text chunks are touched; the image data stays as it was, byte for byte. Reads what Open Badges
2.x and its forerunners left in images as well. Whether the credential is any good is not asked.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from credstone.errors import MalformedImage

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_KEYWORD = b"openbadgecredential"
_OB2_KEYWORD = b"openbadges"
_MAX_IMAGE_BYTES = 16 * 1024 * 1024
_MAX_CHUNKS = 20_000
_MAX_CREDENTIAL_BYTES = 1024 * 1024
"""As much as the strict JSON reader takes."""

_FRAME = struct.Struct(">I4s")


@dataclass(frozen=True)
class _Chunk:
    type: bytes
    data: bytes
    start: int
    end: int


def read_png(image: bytes) -> bytes:
    """The credential baked into ``image``: JSON, a compact JWS, or for Open Badges 2.x a URL.

    An Open Badges 3.0 credential goes before a 2.x assertion. Raises ``MalformedImage`` when the
    PNG is damaged, holds no credential, or holds two of one kind.
    """
    chunks = list(_chunks(image))
    for keyword in (_KEYWORD, _OB2_KEYWORD):
        found = [chunk for chunk in chunks if _keyword(chunk) == keyword]
        if len(found) > 1:
            raise _refuse(f"It holds {len(found)} {keyword.decode()} chunks where one is allowed")
        if found:
            return _text(found[0])
    raise MalformedImage(
        "The image holds no credential.", fix="Use the image as it was given out, not a copy of it."
    )


def bake_png(image: bytes, credential: bytes) -> bytes:
    """``image`` with ``credential`` in it, uncompressed, instead of any that it held.

    Raises ``MalformedImage`` when the PNG is damaged or the credential too large.
    """
    if len(credential) > _MAX_CREDENTIAL_BYTES:
        raise _refuse("The credential is too large to be baked into an image")
    chunks = list(_chunks(image))
    # keyword, end of keyword, no compression, method 0, no language, no translated keyword
    baked = _framed(b"iTXt", _KEYWORD + b"\x00\x00\x00\x00\x00" + credential)
    header = chunks[0]
    kept = b"".join(
        image[chunk.start : chunk.end]
        for chunk in chunks[1:]
        if _keyword(chunk) not in (_KEYWORD, _OB2_KEYWORD)
    )
    return image[: header.end] + baked + kept + image[chunks[-1].end :]


def _chunks(image: bytes) -> Iterator[_Chunk]:
    """Every chunk up to IEND, its checksum verified (PNG 5.3 to 5.6)."""
    if len(image) > _MAX_IMAGE_BYTES:
        raise _refuse(f"It has more than {_MAX_IMAGE_BYTES // 2**20} MiB")
    if not image.startswith(SIGNATURE):
        raise _refuse("It does not begin like a PNG")
    at = len(SIGNATURE)
    for count in range(_MAX_CHUNKS):
        chunk = _chunk_at(image, at)
        if (chunk.type == b"IHDR") != (count == 0):
            raise _refuse("Its header is missing or out of place")
        yield chunk
        if chunk.type == b"IEND":
            return
        at = chunk.end
    raise _refuse(f"It has more than {_MAX_CHUNKS} chunks")


def _chunk_at(image: bytes, at: int) -> _Chunk:
    if at + 12 > len(image):
        raise _refuse("It breaks off")
    length, kind = _FRAME.unpack_from(image, at)
    end = at + 12 + length
    if length > 0x7FFFFFFF or end > len(image):
        raise _refuse("It breaks off")
    if not (kind.isalpha() and kind.isascii()):
        raise _refuse("It holds something that is no chunk")
    crc = int.from_bytes(image[end - 4 : end], "big")
    if zlib.crc32(memoryview(image)[at + 4 : end - 4]) != crc:
        raise _refuse(f"The checksum of its {kind.decode()} chunk is wrong")
    text = kind in (b"iTXt", b"tEXt", b"zTXt")
    return _Chunk(kind, image[at + 8 : end - 4] if text else b"", at, end)


def _keyword(chunk: _Chunk) -> bytes:
    return chunk.data.partition(b"\x00")[0] if chunk.data else b""


def _text(chunk: _Chunk) -> bytes:
    """The text of a textual chunk (PNG 11.3.3), unpacked within the limit."""
    rest = chunk.data.partition(b"\x00")[2]
    if chunk.type == b"tEXt":
        text = rest
    elif chunk.type == b"zTXt":
        text = _inflated(rest[1:], rest[:1])
    else:
        parts = rest[2:].split(b"\x00", 2)
        if len(parts) != 3 or rest[0] > 1:
            raise _refuse("Its credential chunk is damaged")
        text = _inflated(parts[2], rest[1:2]) if rest[0] else parts[2]
    if len(text) > _MAX_CREDENTIAL_BYTES:
        raise _refuse("Its credential is larger than a credential can be")
    return text.strip(b" \t\r\n\x00")


def _inflated(data: bytes, method: bytes) -> bytes:
    if method != b"\x00":
        raise _refuse("Its credential is packed in an unknown way")
    inflate = zlib.decompressobj()
    try:
        text = inflate.decompress(data, _MAX_CREDENTIAL_BYTES + 1)
    except zlib.error as error:
        raise _refuse("Its credential cannot be unpacked") from error
    if len(text) > _MAX_CREDENTIAL_BYTES:
        raise _refuse("Its credential is larger than a credential can be")
    if not inflate.eof or inflate.unused_data:
        raise _refuse("Its credential cannot be unpacked")
    return text


def _framed(kind: bytes, data: bytes) -> bytes:
    return _FRAME.pack(len(data), kind) + data + zlib.crc32(kind + data).to_bytes(4, "big")


def _refuse(reason: str) -> MalformedImage:
    return MalformedImage(f"The PNG cannot carry or show a credential: {reason}.")
