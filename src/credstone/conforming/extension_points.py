"""What the data model leaves for others to define: objects that say what they are."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.conforming.problem import DATA_MODEL, Problem
from credstone.conforming.values import identifier, placed, types
from credstone.ports import Json, JsonObject

# By member its clause; confidenceMethod and renderMethod are reserved (5.10).
_POINTS = {
    "credentialStatus": f"{DATA_MODEL}, 4.10",
    "credentialSchema": f"{DATA_MODEL}, 4.11",
    "refreshService": f"{DATA_MODEL}, 5.4",
    "termsOfUse": f"{DATA_MODEL}, 5.5",
    "evidence": f"{DATA_MODEL}, 5.6",
    "confidenceMethod": f"{DATA_MODEL}, 5.10",
    "renderMethod": f"{DATA_MODEL}, 5.10",
}
_NEEDS_ID = "credentialSchema"  # 4.11: the id is where the schema stands


def extension_points(document: JsonObject) -> Iterator[Problem]:
    """Every extension point of a credential or presentation that ``document`` uses."""
    for name, clause in _POINTS.items():
        if name in document:
            yield from _typed(document[name], name, clause)


def _typed(value: Json, name: str, clause: str) -> Iterator[Problem]:
    """One object or more, each with its type, and with an id that is an address."""
    if value == []:
        yield Problem(f"/{name}", "there is none in it", clause)
    for where, one in placed(value, f"/{name}"):
        if not isinstance(one, dict):
            yield Problem(where, "it is no object", clause)
            continue
        yield from types(one.get("type"), f"{where}/type")
        yield from identifier(one, where)
        if name == _NEEDS_ID and "id" not in one:
            yield Problem(f"{where}/id", "it has no id", clause)
