"""JSON-LD contexts, frozen by address and SHA-256: the only contexts a document may name.

``load`` answers a context by its address, exactly as shipped, after checking its bytes once.
Nothing is ever fetched; what a context means is left to ``securing.canonical``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Protocol

from credstone.contexts.manifest import MANIFEST, FrozenContext
from credstone.errors import UnknownContext
from credstone.ports import JsonObject

__all__ = ["FROZEN", "MANIFEST", "Contexts", "FrozenContext", "Registry", "content", "load"]


class Contexts(Protocol):
    """From the address of a context to the document that stands there."""

    def load(self, url: str) -> JsonObject:
        """Answer the whole context document, to be read only; raises ``UnknownContext``."""
        ...

    def __hash__(self) -> int:
        """What a context means is remembered by registry."""
        ...


@dataclass(frozen=True, eq=False)
class Registry:
    """The frozen contexts, and further documents that a caller brings along.

    ``brought`` holds documents a test or an operator vouches for; they never stand before a
    frozen one.
    """

    frozen: Mapping[str, FrozenContext]
    brought: Mapping[str, JsonObject] = field(default_factory=dict)

    def load(self, url: str) -> JsonObject:
        """Answer the context at exactly ``url``; raises ``UnknownContext`` for any other."""
        if (entry := self.frozen.get(url)) is not None:
            return _read(entry)
        if (document := self.brought.get(url)) is not None:
            return document
        raise UnknownContext(
            f"The context {url[:200]} is not known here.",
            fix="None is ever fetched. Ask the issuer for one that uses only those listed in "
            "docs/reference/contexts.md.",
        )

    def bringing(self, documents: Mapping[str, JsonObject]) -> Registry:
        """Answer a registry that also knows ``documents`` (address to context document)."""
        return replace(self, brought={**self.brought, **documents})


@cache
def _read(entry: FrozenContext) -> JsonObject:
    return checked(_bytes(entry), entry)


def _bytes(entry: FrozenContext) -> bytes:
    return resources.files(__name__).joinpath("files", entry.file).read_bytes()


def checked(content: bytes, entry: FrozenContext) -> JsonObject:
    """Answer the context in ``content``; raises ``UnknownContext`` when its digest differs."""
    digest = hashlib.sha256(content).hexdigest()
    if digest != entry.sha256:
        raise UnknownContext(
            f"The shipped bytes of {entry.url} have SHA-256 {digest}, not {entry.sha256}.",
            where=entry.file,
            fix="Install Credstone again: a changed context changes what signatures mean.",
        )
    document: JsonObject = json.loads(content)
    return document


FROZEN = Registry({entry.url: entry for entry in MANIFEST})


def load(url: str) -> JsonObject:
    """Answer the frozen context at exactly ``url``; raises ``UnknownContext``."""
    return FROZEN.load(url)


def content(url: str) -> bytes | None:
    """Answer the exact bytes frozen for ``url``, or None when it is no frozen context.

    Raises ``UnknownContext`` when the shipped bytes are not the ones that were frozen.
    """
    if (entry := FROZEN.frozen.get(url)) is None:
        return None
    _read(entry)
    return _bytes(entry)
