"""Values that stand for themselves: types, value objects and language maps of a document.

Pure helpers of ``expansion``, which knows where a value stands; how scalars are written as
literals is left to ``literals``.
"""

from __future__ import annotations

from collections.abc import Iterable

from credstone.errors import CredstoneError, NotCovered
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import literals
from credstone.securing.canonical.active_context import ActiveContext
from credstone.securing.canonical.words import property_term, type_iri
from credstone.securing.strict_json import shown, token


def types(value: Json, active: ActiveContext) -> list[str]:
    """Answer the N-Quads terms of a node's types; raises ``NotCovered`` with the index."""
    if not isinstance(value, list):
        return [_type(value, active)]
    found: list[str] = []
    for index, name in enumerate(value):
        try:
            found.append(_type(name, active))
        except CredstoneError as problem:
            problem.where = f"/{index}"
            raise
    return distinct(found)


def _type(name: Json, active: ActiveContext) -> str:
    if not isinstance(name, str):
        raise NotCovered("A type is a term or an absolute IRI.", fix="Write a string.")
    return f"<{type_iri(name, active)}>"


def language_map(value: JsonObject, active: ActiveContext) -> list[str]:
    """Answer the literals of a language map (5.1.2, 13.7): a tag, and one text or several."""
    found: list[str] = []
    for tag, several in value.items():
        for text in several if isinstance(several, list) and several else [several]:
            if not isinstance(text, str):
                raise NotCovered(
                    "In a language map each value is a text.",
                    where=f"/{token(tag)}",
                    fix="Write a string.",
                )
            untagged = tag in active.names_of("@none")
            try:
                found.append(literals.plain(text) if untagged else literals.tagged(text, tag))
            except CredstoneError as problem:
                problem.where = f"/{token(tag)}"
                raise
    return distinct(found)


def value_entry(name: str, value: Json, active: ActiveContext) -> str:
    """Answer the keyword that a member of a value object stands for (JSON-LD 1.1, 9.5)."""
    keyword = property_term(name, active).iri
    if keyword not in ("@value", "@type", "@language", "@direction"):
        raise NotCovered(f"`{shown(name)}` has no place beside a value.", fix="Leave it out.")
    if keyword != "@value" and not isinstance(value, str):
        raise NotCovered(f"`{shown(name)}` is one string here.")
    return keyword


def value_literal(entries: dict[str, Json], active: ActiveContext) -> str:
    """Answer the literal of a value object, given its members by keyword."""
    value, kind, language = (entries.get(name) for name in ("@value", "@type", "@language"))
    if kind == "@json" and "@language" not in entries:
        return literals.json_literal(value)
    if value is None or isinstance(value, list | dict):
        raise NotCovered("The value is no text, number or truth value.", fix="Leave it out.")
    if isinstance(kind, str) and language is None:
        return literals.typed(value, type_iri(kind, active))
    if isinstance(language, str) and kind is None and isinstance(value, str):
        return literals.tagged(value, language)
    if kind is None and language is None:
        return literals.plain(value) if isinstance(value, str) else literals.native(value)
    raise NotCovered("A value has either a type or, being text, a language.")


def distinct(values: list[str]) -> list[str]:
    """Answer ``values``, which form a set in RDF: nothing in it may be said twice or not at all."""
    if not values:
        raise NotCovered("A signature would not cover an empty array or map.", fix="Leave it out.")
    if len(values) > 1 and len(set(values)) < len(values):
        raise NotCovered("The same value stands twice in one array.", fix="Write it once.")
    return values


def first_of(names: tuple[str, ...], node: JsonObject) -> str | None:
    """Answer the first of ``names`` that ``node`` has a member of."""
    for name in names:
        if name in node:
            return name
    return None


def texts(value: Json) -> Iterable[str]:
    """Answer the strings in ``value``, which should be one or an array of them."""
    if isinstance(value, str):
        return (value,)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else ()
