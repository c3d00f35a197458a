"""W3C's RDFC-1.0 suite: 64 evaluation tests, 21 map tests, and the graph that must be refused."""

from __future__ import annotations

import json
import time

import pytest

from credstone.errors import TooComplex
from credstone.ports import JsonObject
from credstone.securing.canonical import HashName, rdfc10
from tests.core.securing.canonical import nquads
from tests.require import SHARED

TESTS = SHARED / "data/w3c/rdf-canon/tests"
MANIFEST = TESTS / "manifest.jsonld"
COUNTS = {"RDFC10EvalTest": 64, "RDFC10MapTest": 21, "RDFC10NegativeEvalTest": 1}

pytestmark = pytest.mark.needs("shared")


def entries(kind: str) -> list[JsonObject]:
    if not MANIFEST.exists():
        return []
    found = json.loads(MANIFEST.read_bytes())["entries"]
    return [entry for entry in found if entry["type"] == f"rdfc:{kind}"]


def name(entry: JsonObject) -> str:
    return str(entry["id"]).removeprefix("#")


def canonical(entry: JsonObject) -> rdfc10.CanonicalDataset:
    hash: HashName = "sha384" if entry.get("hashAlgorithm") == "SHA384" else "sha256"
    return rdfc10.canonicalize(nquads.read(TESTS / str(entry["action"])), hash=hash)


@pytest.mark.parametrize("kind", COUNTS)
def test_the_whole_suite_is_here(kind: str) -> None:
    assert len(entries(kind)) == COUNTS[kind]


@pytest.mark.parametrize("entry", entries("RDFC10EvalTest"), ids=name)
def test_canonical_form(entry: JsonObject) -> None:
    assert canonical(entry).nquads == (TESTS / str(entry["result"])).read_bytes()


@pytest.mark.parametrize("entry", entries("RDFC10MapTest"), ids=name)
def test_issued_identifiers(entry: JsonObject) -> None:
    issued = {
        node.removeprefix("_:"): label.removeprefix("_:")
        for node, label in canonical(entry).issued.items()
    }
    assert issued == json.loads((TESTS / str(entry["result"])).read_bytes())


@pytest.mark.conforms("eddsa-rdfc-poison", "ecdsa-rdfc-poison")
@pytest.mark.parametrize("entry", entries("RDFC10NegativeEvalTest"), ids=name)
def test_the_poison_graph_is_refused_within_a_second(entry: JsonObject) -> None:
    start = time.process_time()
    with pytest.raises(TooComplex):
        canonical(entry)
    assert time.process_time() - start < 1
