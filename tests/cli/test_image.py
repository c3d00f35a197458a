"""A credential travels inside a picture and comes out byte for byte."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import pytest

from tests.cli.conftest import Credstone
from tests.core.verifying.world import World, badge

WORLD = World()
ISSUER = WORLD.did_key()
CREDENTIAL = WORLD.sign(ISSUER, badge(ISSUER, name="Zoë"))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\0"))
    + _chunk(b"IEND", b"")
)


@pytest.mark.parametrize(("name", "image"), [("badge.png", PNG), ("badge.svg", SVG)])
def test_what_goes_in_comes_out(
    credstone: Credstone, tmp_path: Path, name: str, image: bytes
) -> None:
    (tmp_path / name).write_bytes(image)
    (tmp_path / "credential.json").write_bytes(CREDENTIAL)

    baked = credstone("image", "bake", name, "credential.json", "--out", f"baked-{name}", "--json")
    read = credstone("image", "read", f"baked-{name}")

    assert baked.status == 0
    assert baked.json("file-written")["path"] == f"baked-{name}"
    assert (read.status, read.out.encode()) == (0, CREDENTIAL)
    told = credstone("image", "read", f"baked-{name}", "--json")
    assert told.json("baked-credential") == {"credential": CREDENTIAL.decode()}


def test_a_picture_without_a_credential_is_answered(credstone: Credstone, tmp_path: Path) -> None:
    (tmp_path / "plain.png").write_bytes(PNG)

    ended = credstone("image", "read", "plain.png", "--json")

    assert ended.status == 3
    assert ended.json("problem")["type"] == "problems/malformed-image"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"hello", "This is plain text"),
        (b'{"hallo": "welt"}', "This is JSON, but no credential"),
        (json.dumps(badge(ISSUER)).encode(), "that nobody signed"),
        (CREDENTIAL.replace(b'"VerifiableCredential"', b'"Letter"'), "This is no credential"),
    ],
)
def test_what_is_no_signed_credential_is_not_baked(
    credstone: Credstone, tmp_path: Path, content: bytes, what: str
) -> None:
    (tmp_path / "plain.png").write_bytes(PNG)

    ended = credstone(
        "image", "bake", "plain.png", "-", "--out", "out.png", "--json", stdin=content
    )

    assert ended.status == 3
    assert what in ended.json("problem")["detail"]
    assert not (tmp_path / "out.png").exists()


def test_a_folder_that_is_not_there_is_wrong_usage(credstone: Credstone, tmp_path: Path) -> None:
    (tmp_path / "plain.png").write_bytes(PNG)

    ended = credstone("image", "bake", "plain.png", "-", "-o", "no/out.png", stdin=CREDENTIAL)

    assert ended.status == 2
