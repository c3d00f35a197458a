"""How a member may be written at all: one value or several, types, addresses (4.4, 4.5, 6)."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.conforming.problem import DATA_MODEL, Problem
from credstone.ports import Json, JsonObject
from credstone.securing.canonical.iris import is_absolute

_IDENTIFIERS = f"{DATA_MODEL}, 4.4"
_TYPES = f"{DATA_MODEL}, 4.5"


def listed(value: Json) -> list[Json]:
    """The values of a member that holds one value or an array of them (6)."""
    return value if isinstance(value, list) else [value]


def placed(value: Json, where: str) -> Iterator[tuple[str, Json]]:
    """Each of the values of a member with the place where it stands."""
    if not isinstance(value, list):
        yield where, value
        return
    for index, one in enumerate(value):
        yield f"{where}/{index}", one


def type_names(value: Json) -> tuple[str, ...]:
    """The types in a ``type`` member, which is a text or a list of them."""
    return tuple(one for one in listed(value) if isinstance(one, str))


def is_url(value: Json) -> bool:
    """Whether ``value`` is one absolute address, of whatever scheme (4.4)."""
    return isinstance(value, str) and is_absolute(value)


def identifier(value: JsonObject, where: str) -> Iterator[Problem]:
    """4.4: an id, where there is one, is a single URL."""
    if "id" in value and not is_url(value["id"]):
        yield Problem(f"{where}/id", "the id is not one absolute address", _IDENTIFIERS)


def types(value: Json, where: str, required: str = "") -> Iterator[Problem]:
    """4.5: one or more types, each a text, the required one among them."""
    names = listed(value)
    if not names or not all(isinstance(one, str) and one for one in names):
        yield Problem(where, "it does not say what it is", _TYPES)
    elif required and required not in names:
        yield Problem(where, f"it is no {required}", _TYPES)


def contexts(value: Json, where: str, first: str) -> Iterator[Problem]:
    """4.3: an ordered set that begins with ``first``; the others are addresses or objects."""
    clause = f"{DATA_MODEL}, 4.3"
    if not isinstance(value, list) or value[:1] != [first]:
        yield Problem(where, f"the first context is not {first}", clause)
        return
    for index, one in enumerate(value[1:], start=1):
        if not isinstance(one, dict) and not is_url(one):
            yield Problem(f"{where}/{index}", "neither an address nor a context itself", clause)
