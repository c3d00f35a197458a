"""A CTDL document as nodes by id, whichever way JSON-LD wrote it.

The Registry writes ``ceterms:`` terms in an ``@graph``; other tools write whole addresses and
value objects. Both are read as the first. What the nodes mean is for ``ctdl_reading``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from credstone.ports import Json, JsonObject

_PREFIXES = (
    ("https://purl.org/ctdl/terms/", "ceterms:"),
    ("http://purl.org/ctdl/terms/", "ceterms:"),
    ("https://purl.org/ctdlasn/terms/", "ceasn:"),
    ("https://purl.org/ctdl/vocabs/logic/", "logic:"),
    ("https://purl.org/ctdl/vocabs/compare/", "compare:"),
    ("https://purl.org/ctdl/vocabs/array/", "array:"),
    ("https://schema.org/", "schema:"),
)
# Terms with one value, which written out JSON-LD puts into an array as well.
_SINGLE = frozenset(
    {
        "ceterms:comparator",
        "ceterms:leftAction",
        "ceterms:logicalOperator",
        "ceterms:rightAction",
    }
)
_DEEPEST = 40


@dataclass(frozen=True)
class Graph:
    """Every node object of a document; those with an id by it, in the order of the document."""

    nodes: tuple[JsonObject, ...]
    by_id: dict[str, JsonObject]

    def of_type(self, name: str) -> list[JsonObject]:
        """The nodes of that type."""
        return [one for one in self.nodes if name in listed(one.get("@type"))]

    def found(self, value: Json) -> JsonObject | None:
        """The node that ``value`` is or names."""
        if isinstance(value, dict):
            name = value.get("@id")
            alone = isinstance(name, str) and len(value) == 1
            return self.by_id.get(str(name)) if alone else value
        return self.by_id.get(value) if isinstance(value, str) else None


def graph_of(document: Json) -> Graph:
    """The nodes in ``document``; none when it holds none."""
    inside = document.get("@graph", [document]) if isinstance(document, dict) else document
    plain = [_plain(one, 0) for one in listed(inside)]
    nodes = [one for value in plain for one in _nodes(value)]
    by_id: dict[str, JsonObject] = {}
    for one in nodes:
        name = one.get("@id")
        if isinstance(name, str) and len(one) > 1:
            by_id.setdefault(name, one)
    return Graph(tuple(nodes), by_id)


def listed(value: Json) -> list[Json]:
    """One value or several, as a list; nothing as an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _nodes(value: Json) -> Iterator[JsonObject]:
    if isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for inside in value.values():
            yield from _nodes(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _nodes(inside)


def _plain(value: Json, depth: int) -> Json:
    """``value`` with the Registry's short terms, and value objects as their values."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        return [_plain(one, depth + 1) for one in value]
    if isinstance(value, str):
        return _short(value)
    if not isinstance(value, dict):
        return value
    if "@value" in value:
        language = value.get("@language")
        inside = value["@value"]
        return {str(language): inside} if isinstance(language, str) else inside
    if value.keys() == {"@id"}:
        return _short(str(value["@id"]))
    plain = {_short(name): _plain(one, depth + 1) for name, one in value.items()}
    return {name: _only(one) if name in _SINGLE else one for name, one in plain.items()}


def _only(value: Json) -> Json:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _short(name: str) -> str:
    for address, prefix in _PREFIXES:
        if name.startswith(address):
            return prefix + name.removeprefix(address)
    return name
