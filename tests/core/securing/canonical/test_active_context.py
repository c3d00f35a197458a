"""Contexts in force: remembered between documents, and only so many of them."""

from __future__ import annotations

from itertools import product

import pytest

from credstone.contexts import FROZEN
from credstone.errors import TooComplex, UnknownContext
from credstone.ports import Json
from credstone.securing.canonical import quads
from credstone.securing.canonical.active_context import Budget, ContextProcessor
from tests.core.securing.canonical.documents import DATA_INTEGRITY, MULTIKEY, OB, V2, refused

SEQUENCES: list[Json] = [
    list(names) for names in product([V2, OB, DATA_INTEGRITY, MULTIKEY], repeat=5)
]


def test_the_same_contexts_are_processed_once() -> None:
    processor = ContextProcessor(FROZEN)
    first = processor.named(processor.initial, [V2, OB], Budget())
    assert processor.named(processor.initial, [V2, OB], Budget()) is first
    assert processor.named(processor.initial, [OB, V2], Budget()) is not first


def test_what_is_remembered_is_bounded() -> None:
    processor = ContextProcessor(FROZEN)
    begin = processor.initial
    for names in SEQUENCES:
        processor.named(processor.initial, names, Budget())
    assert processor.initial is not begin


def test_one_document_may_ask_for_so_many_new_ones_only() -> None:
    processor, budget = ContextProcessor(FROZEN), Budget()

    def ask_for(count: int) -> None:
        for names in SEQUENCES[:count]:
            processor.named(processor.initial, names, budget)

    ask_for(20)
    with pytest.raises(TooComplex):
        ask_for(200)


@pytest.mark.parametrize(
    ("context", "why"),
    [
        ({"@base": "https://a.example/"}, "@base"),
        ({"@import": "https://a.example/"}, "@import"),
        ({"@direction": "rtl"}, "@direction"),
        ({"@type": {"@container": "@set"}}, "@type"),
        ({"@foo": "urn:x"}, "no context may define"),
        ({"@vocab": "relative"}, "@vocab"),
        ({"@language": 7}, "@language"),
        ({"term": 7}, "does not define"),
        ({"term": {"@id": "urn:x", "@other": 1}}, "does not define"),
        ({"term": "relative"}, "absolute IRI"),
        ({"term": {}}, "absolute IRI"),
        ({"a": "b:x", "b": "a:x"}, "by itself"),
        ({"term": {"@id": "urn:x", "@type": "relative"}}, "no IRI"),
        ({"term": {"@id": "urn:x", "@container": "@no"}}, "container"),
        ({"a:b": "urn:x"}, "another IRI"),
        ({"id": "@context"}, "absolute IRI"),
        ("https://elsewhere.example/", "not known"),
        (7, "neither"),
    ],
)
def test_a_context_we_cannot_read_is_refused(context: Json, why: str) -> None:
    contexts = FROZEN.bringing({"urn:c": {"@context": context}})
    with refused("/@context", why, UnknownContext):
        quads({"@context": "urn:c", "urn:p": "x"}, contexts)


@pytest.mark.parametrize(
    ("definition", "why"),
    [
        ({"@reverse": "urn:x"}, "@reverse"),
        ({"@id": "urn:x", "@nest": "@nest"}, "@nest"),
        ({"@id": "urn:x", "@container": "@index"}, "@index"),
        ({"@id": "urn:x", "@container": ["@graph", "@id"]}, "@graph @id"),
        ({"@id": "urn:x", "@container": "@list", "@type": "@json"}, "@list"),
        ({"@id": "urn:x", "@direction": "rtl"}, "@direction"),
    ],
)
def test_a_word_defined_by_what_we_do_not_read_cannot_be_used(definition: Json, why: str) -> None:
    contexts = FROZEN.bringing({"urn:c": {"@context": {"odd": definition, "p": "urn:p"}}})
    assert quads({"@context": "urn:c", "p": "x"}, contexts)
    with refused("/odd", why, UnknownContext):
        quads({"@context": "urn:c", "odd": "x"}, contexts)


def test_a_word_taken_away_is_not_covered() -> None:
    contexts = FROZEN.bringing({"urn:c": {"@context": [{"p": "urn:p"}, {"p": None}]}})
    with refused("/p", "take the meaning"):
        quads({"@context": "urn:c", "p": "x"}, contexts)


def test_protected_words_may_not_be_cleared() -> None:
    contexts = FROZEN.bringing(
        {"urn:c": {"@context": [{"@protected": True, "p": "urn:p"}, None, {"q": "urn:q"}]}}
    )
    with refused("/@context", "take protected terms away", UnknownContext):
        quads({"@context": "urn:c", "q": "x"}, contexts)


def test_a_document_names_sixteen_contexts_at_most() -> None:
    assert quads({"@context": [V2] * 16, "type": "VerifiableCredential"})
    with refused("/@context", "17 contexts", UnknownContext):
        quads({"@context": [V2] * 17, "type": "VerifiableCredential"})
