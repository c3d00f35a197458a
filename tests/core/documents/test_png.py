"""A credential travels inside a PNG, and hostile PNGs are refused in words (threat 21)."""

from __future__ import annotations

import time
import zlib

import pytest

from credstone.documents.baking import bake, unbake
from credstone.errors import MalformedImage
from tests.core.documents.images import JSON, JWS, SIGNATURE, chunk, itxt, png

OB3 = b"openbadgecredential"
OB2 = b"openbadges"
URL = b"https://example.org/assertions/1"


@pytest.mark.conforms("ob3-document-one-credential", "ob3-png-extracting")
@pytest.mark.parametrize("credential", [JSON, JWS])
def test_what_goes_in_comes_out(credential: bytes) -> None:
    baked = bake(png(), credential)
    assert unbake(baked) == credential


@pytest.mark.conforms("ob3-png-baking", "ob3-document-token")
def test_the_chunk_is_the_one_of_the_specification() -> None:
    """Open Badges 3.0, PNG baking: iTXt, keyword openbadgecredential, not compressed."""
    assert bake(png(), JWS) == png(chunk(b"iTXt", OB3 + b"\x00\x00\x00\x00\x00" + JWS))


def test_nothing_else_in_the_image_changes() -> None:
    before = png(chunk(b"tEXt", b"Title\x00Badge"), chunk(b"tIME", b"1234567"))
    baked = bake(before, JSON)
    at = baked.index(b"iTXt") - 4
    length = int.from_bytes(baked[at : at + 4], "big") + 12
    assert baked[:at] + baked[at + length :] == before


@pytest.mark.conforms("ob3-png-only-one")
def test_baking_again_replaces_whatever_was_there() -> None:
    old = png(itxt(OB2, URL), itxt(OB3, b"{}"), itxt(OB3, b"{}"))
    assert bake(old, JWS) == bake(png(), JWS)


@pytest.mark.parametrize(
    ("baked", "content"),
    [
        (itxt(OB3, JSON, compressed=True), JSON),
        (itxt(OB2, b'{"type": "Assertion"}'), b'{"type": "Assertion"}'),
        (itxt(OB2, JWS), JWS),
        (chunk(b"tEXt", OB2 + b"\x00" + URL), URL),
        (chunk(b"zTXt", OB2 + b"\x00\x00" + zlib.compress(URL)), URL),
        (itxt(OB2, URL) + itxt(OB3, JWS), JWS),
        (chunk(b"iTXt", OB3 + b"\x00\x00\x00en\x00Ausweis\x00" + JWS), JWS),
    ],
)
def test_badges_that_people_already_hold_are_read(baked: bytes, content: bytes) -> None:
    assert unbake(png(baked)) == content


@pytest.mark.parametrize(
    ("image", "words"),
    [
        (png(), "holds no credential"),
        (png(itxt(OB3, JSON), itxt(OB3, JSON)), "2 openbadgecredential chunks"),
        (png(itxt(OB2, URL), chunk(b"tEXt", OB2 + b"\x00" + URL)), "2 openbadges chunks"),
        (png(itxt(OB3, b"x" * (2**20 + 1))), "larger than a credential"),
        (png(itxt(OB3, b"\x00" * 2**26, compressed=True)), "larger than a credential"),
        (png(itxt(OB3, JSON, compressed=True, method=1)), "unknown way"),
        (png(chunk(b"iTXt", OB3 + b"\x00\x01\x00\x00\x00" + b"no zlib")), "cannot be unpacked"),
        (png(chunk(b"iTXt", OB3 + b"\x00\x01\x00\x00\x00" + zlib.compress(JSON)[:-3])), "unpacked"),
        (png(chunk(b"iTXt", OB3 + b"\x00\x02\x00\x00\x00" + JSON)), "damaged"),
        (png(chunk(b"iTXt", OB3 + b"\x00\x00")), "damaged"),
        (png(chunk(b"iTXt", OB3)), "damaged"),
        (png()[:-1], "breaks off"),
        (png()[:40], "breaks off"),
        (SIGNATURE, "breaks off"),
        (SIGNATURE + chunk(b"IDAT", b""), "header is missing"),
        (png(chunk(b"IHDR", b"")), "out of place"),
        (png(chunk(b"a1b2", b"")), "no chunk"),
        (png(chunk(b"tEXt", b"x"))[:-20] + b"\x00" * 20, "checksum|breaks off|no chunk"),
        (SIGNATURE + b"\xff\xff\xff\xffIHDR" + b"\x00" * 20, "breaks off"),
        (png(chunk(b"tEXt", b"") * 20_001), "20000 chunks"),
        (png(chunk(b"tEXt", b"x" * 17_000_000)), "16 MiB"),
    ],
)
def test_what_cannot_be_read_says_why(image: bytes, words: str) -> None:
    begun = time.process_time()
    with pytest.raises(MalformedImage, match=words):
        unbake(image)
    assert time.process_time() - begun < 2


def test_a_changed_chunk_is_noticed() -> None:
    baked = bake(png(), JWS)
    with pytest.raises(MalformedImage, match="checksum"):
        unbake(baked.replace(JWS[:4], b"XXXX"))


def test_a_credential_too_large_is_not_baked() -> None:
    with pytest.raises(MalformedImage, match="too large"):
        bake(png(), b"{" + b" " * 2**20 + b"}")
