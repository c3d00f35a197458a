"""Putting a credential into a badge image and taking it out again, whichever kind of image it is.

The bytes that go in are the bytes that come out. Verifying them is left to ``verifying``.
"""

from __future__ import annotations

import re

from credstone.documents.png import SIGNATURE, bake_png, read_png
from credstone.documents.svg import bake_svg, read_svg
from credstone.errors import MalformedImage, MalformedInput

_COMPACT_JWS = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def bake(image: bytes, credential: bytes) -> bytes:
    """A PNG or SVG ``image`` with ``credential`` (JSON or a compact JWS) baked in.

    A credential that the image already holds is replaced. Raises ``MalformedImage`` for the image
    and ``MalformedInput`` for a credential that is neither (Open Badges 3.0, "Baked Badge").
    """
    json = credential.startswith(b"{") and credential.endswith(b"}")
    if not json and not _COMPACT_JWS.fullmatch(credential):
        raise MalformedInput(
            "Only a credential as JSON or as a compact JWS can be baked into an image.",
            fix="Give the credential exactly as it was issued.",
        )
    try:
        credential.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedInput("The credential is not UTF-8.") from error
    return bake_png(image, credential) if is_png(image) else bake_svg(_svg(image), credential)


def unbake(image: bytes) -> bytes:
    """What is baked into a PNG or SVG: JSON, a compact JWS, or for Open Badges 2.x perhaps a URL.

    Raises ``MalformedImage`` when there is nothing, or nothing that can be read.
    """
    return read_png(image) if is_png(image) else read_svg(_svg(image))


def is_png(data: bytes) -> bool:
    """Whether ``data`` begins like a PNG."""
    return data.startswith(SIGNATURE)


def is_svg(data: bytes) -> bool:
    """Whether ``data`` looks like an SVG: markup with an ``svg`` element near its beginning."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<") and re.search(rb"<([A-Za-z_][\w.-]*:)?svg[\s/>]", head) is not None


def _svg(image: bytes) -> bytes:
    if not is_svg(image):
        raise MalformedImage(
            "The image is neither PNG nor SVG.", fix="Credentials are baked into PNG and SVG only."
        )
    return image
