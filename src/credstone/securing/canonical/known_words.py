"""Every IRI of the standards' own vocabularies that a frozen context has a word for.

A document that names another set of contexts can say the same statements with such IRIs in full,
and no reader would find them: an expired credential of data model 1.1 would be one of 2.0 without
an end, and an endorsement would be no endorsement. So these IRIs are written by their words, under
the contexts that have them, or not at all. Vocabularies of everybody, such as schema.org, may be
written in full where no word stands for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from credstone.contexts import MANIFEST, load
from credstone.ports import Json, JsonObject

_VOCABULARIES = (
    "https://www.w3.org/2018/credentials#",
    "https://www.w3.org/ns/credentials/",
    "https://w3id.org/security#",
    "https://purl.imsglobal.org/spec/",
)


@cache
def known_words() -> Mapping[str, tuple[str, str]]:
    """Answer the IRI of each word, with the word and the address of a context that has it."""
    return {
        iri: (word, frozen.url)
        for frozen in MANIFEST
        for word, iri in _words(load(frozen.url).get("@context"), {})
        if iri.startswith(_VOCABULARIES)
    }


def _words(context: Json, prefixes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(context, list):
        for one in context:
            yield from _words(one, prefixes)
    elif isinstance(context, dict):
        known = {**prefixes, **{k: v for k, v in context.items() if isinstance(v, str)}}
        for word, definition in context.items():
            if not word.startswith("@"):
                yield from _word(word, definition, known)


def _word(word: str, definition: Json, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    inside: JsonObject = definition if isinstance(definition, dict) else {"@id": definition}
    named = inside.get("@id", word)
    if isinstance(named, str) and not named.startswith("@"):
        yield word, _in_full(named, known)
    yield from _words(inside.get("@context"), known)


def _in_full(name: str, known: Mapping[str, str]) -> str:
    """Answer the IRI that a compact one, or one below ``@vocab``, stands for."""
    prefix, colon, rest = name.partition(":")
    if not colon:
        return known.get("@vocab", "") + name
    return known[prefix] + rest if prefix in known and not rest.startswith("//") else name
