"""Honest presentations over every mechanism: signed by their holder for one verifier's request.

``CHALLENGE`` and ``DOMAIN`` are what that verifier asked with; every way to verify is told them.
"""

# ruff: noqa: ANN401 a presentation may hold anything

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from credstone.ports import JsonObject, KeyType
from credstone.securing import mechanism, vp_jwt
from credstone.securing.private_keys import PrivateKey
from tests.hostile.honest import V2, Honest, credentials, enveloped, secure
from tests.hostile.keys import issuer_of, key
from tests.hostile.touch import written
from tests.hostile.world import CHALLENGE, DOMAIN

ENVELOPE = "data:application/vp+jwt,"


def presentation(holder: str, /, *inside: JsonObject, **changes: Any) -> JsonObject:
    """An unsigned presentation; a change to ``...`` leaves the member out."""
    document = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": holder,
        "verifiableCredential": list(inside),
    } | changes
    return {name: value for name, value in document.items() if value is not ...}


def presented(name: str, document: JsonObject, holder: PrivateKey, **changes: Any) -> bytes:
    """Signed by the holder as they were asked to; ``changes`` are to the options of the proof."""
    options = {"purpose": "authentication", "challenge": CHALLENGE, "domains": (DOMAIN,)}
    return secure(name, document, holder, **(options | changes))


def mechanisms() -> Iterator[tuple[str, KeyType]]:
    """Every registered way to secure a presentation, with each type of key that it takes."""
    for name in (*mechanism.CRYPTOSUITES, vp_jwt.NAME):
        for key_type in KeyType:
            if key_type in mechanism.MECHANISMS[name].KEY_TYPES:
                yield name, key_type


@cache
def inside(kind: str = "embedded") -> JsonObject:
    """An honest credential as it stands in a presentation."""
    if kind == "token":
        token = next(one for one in credentials() if one.is_token and "minimal" in one.name)
        return enveloped(token.data)
    embedded = next(one for one in credentials() if one.name == "eddsa-rdfc-2022/Ed25519/minimal")
    return json.loads(embedded.data)  # type: ignore[no-any-return]


def enveloped_presentation(token: bytes) -> JsonObject:
    identifier = ENVELOPE + token.decode("latin-1")
    return {"@context": V2, "id": identifier, "type": "EnvelopedVerifiablePresentation"}


@cache
def presentations() -> tuple[Honest, ...]:
    """Each mechanism with each kind of credential inside, and the tokens once more in envelopes."""
    found: list[Honest] = []
    for name, key_type in mechanisms():
        holder = key("holder", key_type)
        for kind in ("embedded", "token"):
            document = presentation(issuer_of(holder), inside(kind))
            data = presented(name, document, holder)
            title = f"presentation/{name}/{key_type}/{kind}"
            found.append(Honest(title, name, holder, data, "presentation"))
            if name == vp_jwt.NAME:
                envelope = written(enveloped_presentation(data))
                found.append(Honest(f"enveloped/{title}", name, holder, envelope, "presentation"))
    return tuple(found)
