"""Badge images: what is baked in comes out, and an image that is refused is refused in words."""

from __future__ import annotations

from credstone.documents.baking import bake, is_png, is_svg, unbake
from credstone.errors import CredstoneError
from tests.fuzz.mutate import half, image_mutator

MOST = 16384
mutate = half(image_mutator)

_CREDENTIALS = (b'{"id": "urn:x", "name": "a ]]> \xc3\xa9 & <b>"}', b"eyJhIjoxfQ.e30.AAAA")


def one_input(data: bytes) -> None:
    try:
        found = unbake(data)
    except CredstoneError:
        pass
    else:
        assert is_png(data) or is_svg(data)
        assert len(found) <= 1 << 20
    for credential in _CREDENTIALS:
        try:
            baked = bake(data, credential)
        except CredstoneError:
            continue
        assert unbake(baked) == credential, "what went in did not come out"
        assert is_png(baked) == is_png(data)
        assert len(baked) <= len(data) + len(credential) + 500
        assert unbake(bake(baked, _CREDENTIALS[0])) == _CREDENTIALS[0], "baked twice, not replaced"
