"""Documents made to cost: a megabyte of anything is read or refused in bounded time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice, permutations
from typing import cast

import pytest

from credstone.errors import CredstoneError
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import canonical_nquads
from credstone.securing.strict_json import Limits, dumps, loads
from tests.core.securing.canonical.documents import (
    CLR,
    DATA_INTEGRITY,
    MULTIKEY,
    OB,
    V2,
    badge,
    node,
)

MEGABYTE = 1024 * 1024
SECONDS = 2
"""For a document of a megabyte; less than a third of that here on an idle core."""


def context_games() -> Iterator[JsonObject]:
    """Credentials inside a presentation, each under another sequence of contexts."""
    for names in permutations([OB, CLR, DATA_INTEGRITY, MULTIKEY, V2] * 2, 7):
        yield {"@context": [V2, *names], "type": "VerifiableCredential", "issuer": "did:e:x"}


def evidence(count: int, item: JsonObject, *, numbered: bool) -> list[Json]:
    return [item | ({"name": str(n)} if numbered else {}) for n in range(count)]


DOCUMENTS: dict[str, JsonObject] = {
    "nodes with ids": badge(evidence=[{"id": f"urn:e:{n}", "name": "x"} for n in range(25_000)]),
    "blank nodes": badge(evidence=evidence(20_000, {"type": "Evidence"}, numbered=True)),
    "blank nodes all alike": badge(evidence=evidence(24_000, {"type": "Evidence"}, numbered=False)),
    "alike under one without a name": badge(
        credentialSubject={"name": "x", "evidence": evidence(24_000, {"name": "x"}, numbered=False)}
    ),
    "empty objects": badge(evidence=[{} for _ in range(250_000)]),
    "a list of one word": node(**{"urn:p": {"@list": ["a"] * 200_000}}),
    "a list of many": node(**{"urn:p": {"@list": list(range(120_000))}}),
    "a list of lists": node(**{"urn:p": {"@list": [[] for _ in range(300_000)]}}),
    "two alike with many members": node(
        **{"urn:p": [{f"urn:{n}": 1 for n in range(40_000)} for _ in range(2)]}
    ),
    "types": badge(type=["VerifiableCredential", *(f"urn:t:{n}" for n in range(60_000))]),
    "one type again and again": badge(type=["VerifiableCredential"] * 40_000),
    "one long IRI": badge(id="urn:" + "a:" * 500_000),
    "almost an IRI": badge(id="https://" + "a" * 1_000_000 + " "),
    "one long name": badge(**{"x" * 1_000_000: "x"}),
    "text to escape": badge(name="\n" * 500_000),
    "language tag": badge(name={"@value": "x", "@language": "a" + "-a" * 400_000}),
    "contexts in every order": {
        "@context": V2,
        "type": "VerifiablePresentation",
        "verifiableCredential": list(islice(context_games(), 2_000)),
    },
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_answered_in_bounded_time(name: str) -> None:
    text = dumps(DOCUMENTS[name])
    assert MEGABYTE / 4 < len(text) < MEGABYTE * 1.2
    start = time.process_time()
    try:
        canonical_nquads(cast(JsonObject, loads(text, limits=Limits(size=2 * MEGABYTE))))
    except CredstoneError as refusal:
        said = refusal.what + refusal.fix
    else:
        said = ""
    assert len(said) < 500
    assert time.process_time() - start < SECONDS


def test_deep_documents_of_any_kind_are_refused_and_no_stack_overflows() -> None:
    value: Json = "x"
    for _ in range(50_000):
        value = {"urn:p": [value]}
    with pytest.raises(CredstoneError):
        canonical_nquads({"urn:p": value})
