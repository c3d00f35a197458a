"""Touching a JSON value at one place, without changing the value it was made from."""

# ruff: noqa: ANN401 any JSON value may stand at any place, also where it should not

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

Path: TypeAlias = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in ``value``, the whole first."""
    yield path
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for step, item in items:
        yield from places(item, (*path, step))


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def put(value: Any, path: Path, new: Any) -> Any:
    """A copy with ``new`` at ``path``, a new member if there was none; parts are shared."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    copy = list(value) if isinstance(value, list) else dict(value)
    copy[step] = put(copy[step], rest, new) if rest else new
    return copy


def without(value: Any, path: Path) -> Any:
    """A copy without the member or item at ``path``."""
    parent = at(value, path[:-1])
    copy = list(parent) if isinstance(parent, list) else dict(parent)
    del copy[path[-1]]
    return put(value, path[:-1], copy)


def renamed(value: Any, path: Path, name: str) -> Any:
    """A copy in which the member at ``path`` has another name, at the same position."""
    parent = at(value, path[:-1])
    copy = {name if key == path[-1] else key: item for key, item in parent.items()}
    return put(value, path[:-1], copy)


def pointer(path: Path) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def same(one: Any, other: Any) -> bool:
    """Whether both are one JSON value: true is no 1, yet 6 and 6.0 are one number."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def written(value: Any) -> bytes:
    """JSON as a careless program writes it: lone surrogates and NaN are let through."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
