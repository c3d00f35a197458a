"""W3C's JSON-LD 1.1 toRdf tests: the right quads, or a refusal; never other quads.

We read on purpose less than JSON-LD offers (one spelling for each claim, nothing that a signature
would not cover), so the tests that must pass are listed and all others must be refused. Contexts
that stand inline in W3C's files are brought along under an address, since documents may not
carry their own.
"""

from __future__ import annotations

import json

import pytest

from credstone.contexts import FROZEN, Registry
from credstone.errors import CredstoneError
from credstone.ports import JsonObject
from credstone.securing.canonical import canonical_nquads, rdfc10
from tests.core.securing.canonical import nquads
from tests.require import SHARED

TESTS = SHARED / "data/w3c/json-ld-api/tests"
MANIFEST = TESTS / "toRdf-manifest.jsonld"

pytestmark = pytest.mark.needs("shared")

THOSE_READ = """
    0001 0004 0005 0006 0007 0019 0020 0025 0035 c001 c002 c003 c004 c006 c007 c008 c009 c011
    c012 c016 c017 c019 c020 c022 c023 c025 c026 c027 c036 e002 e006 e022 e025 e030 e031 e033
    e053 e054 e055 e067 e072 e079 e080 e093 e094 e113 e114 js01 js02 js03 js04 js05 js06 js07
    js08 js09 js10 js11 js12 js13 js14 js15 js17 js18 js19 js20 js21 js22 js23 li01 li02 li05
    li06 li07 li08 li09 li10 m009 m010 p001 p002 p003 p004 pr10 pr22 pr23 pr25 pr27 pr29 pr40
    rt01
"""
READ = frozenset(THOSE_READ.split())

NOT_OURS = {
    "c032": "an error inside a scoped context that the document never uses; it is read when used",
    "er32": "asks for JSON-LD 1.0, where lists of lists are errors",
}


def entries(kind: str) -> list[JsonObject]:
    if not MANIFEST.exists():
        return []
    sequence = json.loads(MANIFEST.read_bytes())["sequence"]
    here = [entry for entry in sequence if (TESTS / entry["input"]).exists()]
    ours = [entry for entry in here if name(entry) not in NOT_OURS]
    return [entry for entry in ours if entry["@type"][0] == f"jld:{kind}"]


def name(entry: JsonObject) -> str:
    return str(entry["@id"]).removeprefix("#t")


def with_named_contexts(entry: JsonObject) -> tuple[JsonObject, Registry]:
    document = json.loads((TESTS / str(entry["input"])).read_bytes())
    if not isinstance(document, dict) or "@context" not in document:
        return document, FROZEN
    inline = document["@context"]
    inline = inline if isinstance(inline, list) else [inline]
    addresses = [f"https://inline.example/{n}" for n in range(len(inline))]
    named = [
        address if isinstance(context, dict) else context
        for address, context in zip(addresses, inline, strict=True)
    ]
    brought = {
        address: {"@context": context}
        for address, context in zip(addresses, inline, strict=True)
        if isinstance(context, dict)
    }
    return {**document, "@context": named}, FROZEN.bringing(brought)


@pytest.mark.parametrize("entry", entries("PositiveEvaluationTest"), ids=name)
def test_right_quads_or_a_refusal(entry: JsonObject) -> None:
    document, contexts = with_named_contexts(entry)
    if name(entry) not in READ:
        with pytest.raises(CredstoneError):
            canonical_nquads(document, contexts, catch_all=True)
        return
    expected = rdfc10.canonicalize(nquads.read(TESTS / str(entry["expect"]))).nquads
    assert canonical_nquads(document, contexts, catch_all=True) == expected


@pytest.mark.parametrize("entry", entries("NegativeEvaluationTest"), ids=name)
def test_what_jsonld_refuses_is_refused(entry: JsonObject) -> None:
    document, contexts = with_named_contexts(entry)
    with pytest.raises(CredstoneError):
        canonical_nquads(document, contexts, catch_all=True)


def test_the_list_names_tests_that_exist() -> None:
    assert {name(entry) for entry in entries("PositiveEvaluationTest")} >= READ
