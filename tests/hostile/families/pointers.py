"""Every JSON pointer touched: changed, deleted, added to, doubled, renamed (threat 1, P8)."""

# ruff: noqa: ANN401 any JSON value may stand at any place

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from tests.hostile.case import Case, Exclusion, sampled
from tests.hostile.families.meaning import unchanged
from tests.hostile.honest import Honest, everything
from tests.hostile.presentations import presentations
from tests.hostile.touch import Path, at, places, pointer, put, renamed, without

NAME = "pointers"
_FOR_EACH = 36

_ADDED: dict[str, Any] = {
    "undefinedTerm": "x",
    "name": "Added",
    "description": "Added",
    "id": "urn:uuid:added",
    "type": "Thing",
    "image": {"id": "https://evil.example/i.png", "type": "Image"},
    "credentialStatus": {"type": "BitstringStatusListEntry"},
    "proof": {"type": "DataIntegrityProof"},
    "https://evil.example/#term": "x",
    "@context": {},
    "@id": "urn:uuid:added",
    "@type": "Thing",
    "@graph": [],
    "@reverse": {},
    "@included": [{"id": "urn:uuid:added", "name": "x"}],
    "@nest": {"name": "x"},
    "@index": "x",
    "@vocab": "https://evil.example/#",
    "@base": "https://evil.example/",
    "@language": "en",
    "@unknown": "x",
    "": "x",
    "constructor": "x",
    "__proto__": {"admin": True},
    "vc": {},
    "exp": 4_000_000_000,
    "iss": "did:web:evil.example",
}

Touch = tuple[str, Callable[[Any], Any]]


def cases() -> Iterator[Case | Exclusion]:
    for honest in (*everything(), *presentations()):
        value = honest.value
        touches = [(path, touch) for path in places(value) for touch in _touches(value, path)]
        for path, (kind, touch) in sampled(touches, _FOR_EACH, f"{NAME} {honest.name}"):
            yield _case(honest, value, path, kind, touch(value))


def _case(honest: Honest, value: Any, path: Path, kind: str, new: Any) -> Case | Exclusion:
    parent: Path = path[:-1] if path else path
    for place in dict.fromkeys((path, parent, path[:1])):
        with suppress(KeyError, IndexError, TypeError):
            if reason := unchanged(honest, place, at(value, place), at(new, place)):
                return Exclusion(NAME, reason)
    return Case(
        f"{NAME}/{honest.name}{pointer(path)} {kind}", NAME, honest.carrying(new), honest.kind
    )


def _touches(value: Any, path: Path) -> Iterator[Touch]:
    here = at(value, path)
    for kind, new in _changes(here):
        yield kind, lambda whole, new=new: put(whole, path, new)
    if path:
        yield "deleted", lambda whole: without(whole, path)
    if isinstance(here, dict):
        for name, new in _ADDED.items():
            if name not in here:
                where = (*path, name)
                yield f"added {name}", lambda whole, w=where, new=new: put(whole, w, new)
        for name in here:
            for other in _other_names(name):
                where = (*path, name)
                yield (
                    f"renamed {name} to {other}",
                    lambda whole, w=where, other=other: renamed(whole, w, other),
                )
        if len(here) > 1:
            yield "values moved on", lambda whole: put(whole, path, _moved_on(here))
    if isinstance(here, list):
        for kind, new in {
            "null added": [*here, None],
            "text added": [*here, "urn:uuid:added"],
            "object added": [{"id": "urn:uuid:added"}, *here],
            "first doubled": [*here, *here[:1]],
            "turned": here[::-1],
            "emptied": [],
        }.items():
            yield kind, lambda whole, new=new: put(whole, path, new)


def _changes(value: Any) -> Iterator[tuple[str, Any]]:
    match value:
        case str():
            yield "longer", value + "x"
            yield "shorter", value[:-1]
            yield "space before", f" {value}"
            yield "space after", f"{value} "
            yield "blank node", f"_:{value}"
            yield "other case", value.swapcase()
            yield "turned", value[::-1]
            yield "NUL", f"{value}\0"
            yield "zero width", f"{value[:1]}\u200b{value[1:]}"
            yield "fragment", f"{value}#x"
            yield "percent", value.replace(":", "%3A", 1)
            with suppress(ValueError):
                yield "unquoted", json.loads(value)
        case bool():
            yield "not", not value
            yield "quoted", json.dumps(value)
        case int() | float():
            yield "more", value + 1
            yield "negative", -value
            yield "quoted", json.dumps(value)
            yield "a little more", value + 2**-40


def _other_names(name: str) -> Iterator[str]:
    spelled = {"id": "@id", "type": "@type", "@context": "context"}
    yield spelled.get(name, f"https://www.w3.org/2018/credentials#{name}")
    yield name.swapcase()
    yield f"{name} "
    yield f"\u200b{name}"
    yield f"_:{name}"


def _moved_on(members: dict[str, Any]) -> dict[str, Any]:
    """Each name with the value of the next one."""
    values = [*members.values()]
    return dict(zip(members, values[1:] + values[:1], strict=True))
