"""Every way to touch a JSON document at one place: change, delete, add, retype, respell."""

# ruff: noqa: ANN401 any JSON value may stand at any place, also where it should not

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

# Nine types of value, each to be put in the place of any other.
TYPES: tuple[Any, ...] = (None, True, 7, 1.5, "", "text", [], ["text"], {"id": "urn:uuid:0"})
EXTRA = "https://vocabulary.example/extra"


@dataclass(frozen=True)
class Mutation:
    """One touched document: ``kind`` of change at the JSON pointer ``where``."""

    kind: str
    where: str
    document: Any

    def __str__(self) -> str:
        return f"{self.kind} at {self.where or 'the top'}"


def mutations(document: Any, *, other_contexts: tuple[str, ...] = ()) -> Iterator[Mutation]:
    """Yield every touched copy of ``document`` that is another JSON value than it."""
    for path, value in _places(document):
        for kind, new in _replacements(value):
            if not _same(new, value):
                yield _replaced(document, path, kind, new)
        if path:
            yield _removed(document, path)
        if isinstance(value, dict):
            yield from _added_members(document, path, value)
            yield from _renamed_members(document, path, value)
        if isinstance(value, list):
            yield from _added_items(document, path, value)
        if path and path[-1] == "@context" and isinstance(value, list):
            for url in other_contexts:
                for index in range(len(value) + 1):
                    new = [*value[:index], url, *value[index:]]
                    yield _replaced(document, path, "other context", new)


def _replacements(value: Any) -> Iterator[tuple[str, Any]]:
    for new in TYPES:
        yield "retyped", new
    yield "wrapped", [value]
    yield "doubled", [value, value]
    yield "wrapped twice", [[value]]
    yield "as @value", {"@value": value}
    yield "as @list", {"@list": [value]}
    yield "as @set", {"@set": [value]}
    match value:
        case str():
            yield "changed", value + "x"
            yield "changed", value[:-1]
            yield "changed", f" {value}"
            yield "changed", "_:" + value
            yield "case", value.swapcase()
            yield "as id", {"id": value}
            yield "as @id", {"@id": value}
            with suppress(ValueError):
                yield "unquoted", json.loads(value)
        case bool():
            yield "changed", not value
            yield "quoted", json.dumps(value)
        case int() | float():
            yield "changed", value + 1
            yield "changed", -value
            yield "quoted", json.dumps(value)
        case list():
            yield "indexed", {str(index): item for index, item in enumerate(value)}
            if len(value) == 1:
                yield "unwrapped", value[0]
        case dict():
            yield "as @graph", {"@graph": [value]}


def _added_members(document: Any, path: tuple[Any, ...], value: Any) -> Iterator[Mutation]:
    for name in ("undefinedTerm", "name", "description", "id", "type", "credentialStatus", EXTRA):
        if name not in value:
            yield _with_member(document, path, name, "urn:uuid:added")
    for name in ("@context", "@id", "@type", "@graph", "@reverse", "@included", "@nest", "@index"):
        for new in ({}, "urn:uuid:added", None):
            yield _with_member(document, path, name, new)


def _renamed_members(document: Any, path: tuple[Any, ...], value: Any) -> Iterator[Mutation]:
    spelled = {"id": "@id", "type": "@type"}
    for name in value:
        in_full = f"https://www.w3.org/2018/credentials#{name}"
        for other in (spelled.get(name, in_full), name.swapcase(), f"{name} "):
            new = {other if key == name else key: item for key, item in value.items()}
            yield _replaced(document, (*path,), f"renamed {name} to {other}", new)


def _added_items(document: Any, path: tuple[Any, ...], value: Any) -> Iterator[Mutation]:
    yield _replaced(document, path, "nothing added", [*value, None])
    yield _replaced(document, path, "text added", [*value, "urn:uuid:added"])
    yield _replaced(document, path, "object added", [*value, {"id": "urn:uuid:added"}])
    for item in value[:1]:
        yield _replaced(document, path, "again", [*value, item])


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    yield path, value
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for step, item in items:
        yield from _places(item, (*path, step))


def _replaced(document: Any, path: tuple[Any, ...], kind: str, new: Any) -> Mutation:
    if not path:
        return Mutation(kind, "", copy.deepcopy(new))
    touched = copy.deepcopy(document)
    _parent(touched, path)[path[-1]] = copy.deepcopy(new)
    return Mutation(kind, _pointer(path), touched)


def _removed(document: Any, path: tuple[Any, ...]) -> Mutation:
    touched = copy.deepcopy(document)
    del _parent(touched, path)[path[-1]]
    return Mutation("deleted", _pointer(path), touched)


def _with_member(document: Any, path: tuple[Any, ...], name: str, new: Any) -> Mutation:
    touched = copy.deepcopy(document)
    target = _parent(touched, (*path, name))
    target[name] = new
    return Mutation("added", _pointer((*path, name)), touched)


def _parent(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path[:-1]:
        document = document[step]
    return document


def _pointer(path: tuple[Any, ...]) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def _same(one: Any, other: Any) -> bool:
    """Whether both are one JSON value: true is no 1, yet 6 and 6.0 are one number."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
