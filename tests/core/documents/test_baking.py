"""Baking and unbaking by whatever comes: round trips, and no error but our own."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credstone.documents.baking import bake, unbake
from credstone.errors import CredstoneError, MalformedInput
from tests.core.documents.images import JSON, JWS, SVG, chunk, png

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"))
IMAGES = [png(), SVG]


@given(st.dictionaries(TEXT, TEXT), st.sampled_from(IMAGES), st.booleans())
def test_any_json_survives_either_image(content: dict[str, str], image: bytes, wide: bool) -> None:
    credential = json.dumps(content, ensure_ascii=False, indent=1 if wide else None).encode()
    credential = credential.replace(b"\n", b"\r\n")
    assert unbake(bake(image, credential)) == credential


@pytest.mark.parametrize(
    "credential", [b"", b"hello", b"a.b", b"a.b.c\n", b" {}", b"{", b'{"\xff"}']
)
@pytest.mark.parametrize("image", IMAGES)
def test_only_credentials_are_baked(image: bytes, credential: bytes) -> None:
    with pytest.raises(MalformedInput):
        bake(image, credential)


@given(st.binary(), st.sampled_from([b"", png()[:8], png()[:33], b"<svg ", b"<svg>"]))
def test_no_bytes_break_the_readers(tail: bytes, head: bytes) -> None:
    with pytest.raises(CredstoneError):
        unbake(head + tail)


@given(st.lists(st.tuples(st.sampled_from([b"iTXt", b"tEXt", b"zTXt", b"IDAT", b"IEND", b"IHDR"]),
                          st.binary(max_size=40), st.booleans())))  # fmt: skip
def test_no_order_of_chunks_breaks_the_reader(chunks: list[tuple[bytes, bytes, bool]]) -> None:
    extra = [chunk(kind, b"openbadgecredential\x00" * keyed + data) for kind, data, keyed in chunks]
    try:
        assert isinstance(unbake(png(*extra)), bytes)
        assert unbake(bake(png(*extra), JWS)) == JWS
    except CredstoneError as refusal:
        assert_worded(refusal)


@pytest.mark.parametrize("seed", range(300))
def test_damage_is_noticed_or_harmless(seed: int) -> None:
    chance = random.Random(seed)
    image = bytearray(bake(IMAGES[seed % 2], JSON))
    for _ in range(chance.randint(1, 4)):
        image[chance.randrange(len(image))] = chance.randrange(256)
    try:
        unbake(bytes(image))
        bake(bytes(image), JWS)
    except CredstoneError as refusal:
        assert_worded(refusal)


def assert_worded(refusal: CredstoneError) -> None:
    assert refusal.what.endswith(".")
