"""What a context may do to single words: aliases, contexts of their own, maps of languages.

No frozen context does all of it; a context that is frozen later may. PyLD has the second opinion.
"""

from __future__ import annotations

import pytest

from credstone.contexts import FROZEN
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import canonical_nquads, quads
from credstone.securing.canonical.reference import reference_nquads
from tests.core.securing.canonical.documents import refused


def assert_read(context: JsonObject, document: JsonObject, *objects: str) -> None:
    """The document says just these values, and PyLD reads it in the same way."""
    contexts = FROZEN.bringing({"urn:c": {"@context": context}})
    named = {"@context": "urn:c", **document}
    assert {quad[2] for quad in quads(named, contexts)} == set(objects)
    assert canonical_nquads(named, contexts) == reference_nquads(named, contexts)


def assert_not_read(context: JsonObject, document: JsonObject, where: str, why: str) -> None:
    contexts = FROZEN.bringing({"urn:c": {"@context": context}})
    with refused(where, why):
        quads({"@context": "urn:c", **document}, contexts)


def test_the_context_of_a_word_may_say_anew_what_its_values_mean() -> None:
    """Even where the outer word is protected (JSON-LD 1.1, 4.1.11)."""
    inside: JsonObject = {"red": "urn:traffic:stop"}
    colour: JsonObject = {"@id": "urn:colour", "@type": "@vocab", "@context": inside}
    context: JsonObject = {
        "@version": 1.1,
        "@protected": True,
        "red": "urn:red",
        "light": colour,
        "paint": {"@id": "urn:paint", "@type": "@vocab"},
    }
    document: JsonObject = {"light": "red", "paint": "red"}
    assert_read(context, document, "<urn:traffic:stop>", "<urn:red>")


@pytest.mark.parametrize("kind", ["@id", "@vocab", "@none"])
def test_a_number_where_a_name_is_expected_stays_a_number(kind: str) -> None:
    context: JsonObject = {"@version": 1.1, "about": {"@id": "urn:about", "@type": kind}}
    integer = '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert_read(context, {"about": 7}, integer)


@pytest.mark.parametrize("number", [2**53 - 1, 1 - 2**53])
def test_the_largest_integers_that_all_readers_share_are_read(number: int) -> None:
    datatype = "http://www.w3.org/2001/XMLSchema#integer"
    context: JsonObject = {"count": {"@id": "urn:count", "@type": datatype}}
    assert_read(context, {"count": number}, f'"{number}"^^<{datatype}>')


@pytest.mark.parametrize("other", ["urn:b", "urn:a"])
def test_an_object_with_two_words_for_its_id_is_not_covered(other: str) -> None:
    context: JsonObject = {"id": "@id", "uri": "@id", "p": "urn:p"}
    assert_not_read(context, {"id": "urn:a", "uri": other, "p": "x"}, "/id", "two ids")


def test_a_value_with_two_words_for_one_keyword_is_not_covered() -> None:
    context: JsonObject = {"value": "@value", "text": "@value", "lang": "@language", "p": "urn:p"}
    assert_read(context, {"p": {"text": "Ethik", "lang": "de"}}, '"Ethik"@de')
    twice: JsonObject = {"value": "Ethics", "text": "Ethik", "lang": "de"}
    assert_not_read(context, {"p": twice}, "/p/text", "@value twice")


def test_what_is_wrong_in_a_list_is_named_with_its_place() -> None:
    context: JsonObject = {"members": "@list", "p": "urn:p"}
    assert_not_read(context, {"p": {"members": ["x", None]}}, "/p/members/1", "null")


LANGUAGES: JsonObject = {"@version": 1.1, "p": {"@id": "urn:p", "@container": "@language"}}


def test_a_language_map_says_one_text_or_several_in_each_language() -> None:
    texts: JsonObject = {"de": "Ethik", "en": ["Ethics", "Morals"]}
    assert_read(LANGUAGES, {"p": texts}, '"Ethik"@de', '"Ethics"@en', '"Morals"@en')


@pytest.mark.parametrize(
    ("texts", "where", "why"),
    [
        ({"de": "Ethik", "e n": "Ethics"}, "/p/e n", "language tag"),
        ({"de": "Ethik", "en": 7}, "/p/en", "each value is a text"),
        ({"de": "Ethik", "en": [None]}, "/p/en", "each value is a text"),
    ],
)
def test_a_text_of_a_language_map_that_would_be_lost_is_not_covered(
    texts: Json, where: str, why: str
) -> None:
    assert_not_read(LANGUAGES, {"p": texts}, where, why)
