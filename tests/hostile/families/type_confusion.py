"""Every node as every other type: what a reader takes for granted is what an attacker changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.hostile.case import Case, Exclusion, sampled
from tests.hostile.families.meaning import unchanged
from tests.hostile.honest import Honest, everything
from tests.hostile.presentations import presentations
from tests.hostile.touch import at, places, pointer, put

NAME = "type confusion"
_FOR_EACH = 36

# Each is to stand in the place of every node; callables are made from what stood there.
OTHERS: dict[str, Any] = {
    "null": None,
    "true": True,
    "false": False,
    "zero": 0,
    "number": 7,
    "fraction": 1.5,
    "empty text": "",
    "text": "text",
    "url": "urn:uuid:0",
    "empty array": [],
    "array": ["text"],
    "array of null": [None],
    "empty object": {},
    "object": {"id": "urn:uuid:0"},
    "value object": {"@value": "text"},
    "object with type": {"type": "VerifiableCredential"},
    "in an array": lambda value: [value],
    "in two arrays": lambda value: [[value]],
    "twice": lambda value: [value, value],
    "as a text": lambda value: str(value),
    "as @value": lambda value: {"@value": value},
    "as @list": lambda value: {"@list": [value]},
    "as @set": lambda value: {"@set": [value]},
    "as @graph": lambda value: {"@graph": [value]},
    "as @id": lambda value: {"@id": value},
    "as id": lambda value: {"id": value},
    "keyed": lambda value: {"0": value},
    "first of": lambda value: value[0] if isinstance(value, list) and value else None,
}


def cases() -> Iterator[Case | Exclusion]:
    for honest in (*everything(), *presentations()):
        value = honest.value
        pairs = [(path, kind) for path in places(value) for kind in OTHERS]
        for path, kind in sampled(pairs, _FOR_EACH, f"{NAME} {honest.name}"):
            yield _case(honest, value, path, kind)


def _case(honest: Honest, value: Any, path: Any, kind: str) -> Case | Exclusion:  # noqa: ANN401
    old, other = at(value, path), OTHERS[kind]
    new = other(old) if callable(other) else other
    if reason := unchanged(honest, path, old, new):
        return Exclusion(NAME, reason)
    name = f"{NAME}/{honest.name}{pointer(path)} {kind}"
    return Case(name, NAME, honest.carrying(put(value, path, new)), honest.kind)
