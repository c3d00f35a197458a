"""Small images and the pieces that hostile ones are made of."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
JSON = '{"type": ["VerifiableCredential"], "name": "Zoë ]]> <&>", "proof": {}}'.encode()
JWS = b"eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJkaWQ6a2V5OnoifQ.c2lnbmF0dXJl"
SVG = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a badge: <svg> -->
<svg xmlns='http://www.w3.org/2000/svg' viewBox="0 0 9 9"
     aria-label="5 > 3">
  <title>B\xc3\xa4dge</title><rect width="9" height="9"/>
</svg>
"""


def chunk(kind: bytes, data: bytes) -> bytes:
    crc = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


def itxt(keyword: bytes, text: bytes, *, compressed: bool = False, method: int = 0) -> bytes:
    body = zlib.compress(text) if compressed else text
    flags = bytes([compressed, method])
    return chunk(b"iTXt", keyword + b"\x00" + flags + b"\x00\x00" + body)


def png(*extra: bytes) -> bytes:
    """One grey pixel, with chunks before its data."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\x00\x7f"))
    return SIGNATURE + header + b"".join(extra) + data + chunk(b"IEND", b"")
