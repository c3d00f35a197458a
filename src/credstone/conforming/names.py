"""Names and descriptions: a text, or texts with their language (VCDM 2.0, 4.6 and 11.1)."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.conforming.problem import DATA_MODEL, Problem
from credstone.conforming.values import placed
from credstone.ports import Json, JsonObject

_CLAUSE = f"{DATA_MODEL}, 4.6"
_WORDS = f"{DATA_MODEL}, 11.1"
_MEMBERS = frozenset({"@value", "@language", "@direction"})
_DIRECTIONS = ("ltr", "rtl")


def names(holder: JsonObject, where: str) -> Iterator[Problem]:
    """What a credential, or its issuer, is called and how it describes itself."""
    for member in ("name", "description"):
        if member in holder:
            yield from _texts(holder[member], f"{where}/{member}")


def _texts(value: Json, where: str) -> Iterator[Problem]:
    if value == []:
        yield Problem(where, "there is no text in it", _CLAUSE)
    for place, one in placed(value, where):
        if isinstance(one, dict):
            yield from _language_value(one, place)
        elif not isinstance(one, str):
            yield Problem(place, "neither a text nor a text with its language", _CLAUSE)


def _language_value(value: JsonObject, where: str) -> Iterator[Problem]:
    """11.1: the text, its language, its direction, and nothing else."""
    if not isinstance(value.get("@value"), str):
        yield Problem(f"{where}/@value", "there is no text in it", _WORDS)
    if "@language" in value and not isinstance(value["@language"], str):
        yield Problem(f"{where}/@language", "the language is no language tag", _WORDS)
    if "@direction" in value and value["@direction"] not in _DIRECTIONS:
        yield Problem(f"{where}/@direction", "the direction is neither ltr nor rtl", _WORDS)
    for name in sorted(value.keys() - _MEMBERS):
        yield Problem(where, f"a text with its language has no member {name[:40]!r}", _WORDS)
