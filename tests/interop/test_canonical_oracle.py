"""Our canonical N-Quads equal those of strangers, over thousands of made-up credentials.

pyoxigraph (Rust) sees every one, PyLD every tenth. pyoxigraph loads no contexts, so they stand
inline for it. Two things are left out of what it sees, because it parts from JSON-LD 1.1 there
and W3C's tests and PyLD side with us: a second type-scoped context on one node (`partial` of a
CLR), and an array inside an explicit `@list`.
"""

from __future__ import annotations

import json

import pyoxigraph
import pytest

from credstone.contexts import FROZEN
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import canonical_nquads
from credstone.securing.canonical.reference import reference_nquads
from tests.interop.made_up_credentials import Maker

SLICES = 20
SLICE = 250


def with_inline_contexts(value: Json) -> Json:
    if isinstance(value, list):
        return [with_inline_contexts(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: inline(item) if name == "@context" else with_inline_contexts(item)
        for name, item in value.items()
    }


def inline(context: Json) -> Json:
    if isinstance(context, list):
        return [inline(url) for url in context]
    return FROZEN.load(str(context))["@context"]


def by_pyoxigraph(document: JsonObject) -> bytes:
    text = json.dumps(with_inline_contexts(document))
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(map(line, dataset))).encode()


def line(quad: pyoxigraph.Quad) -> str:
    terms = [quad.subject, quad.predicate, quad.object]
    if not isinstance(quad.graph_name, pyoxigraph.DefaultGraph):
        terms.append(quad.graph_name)
    return "".join(f"{term} " for term in terms) + ".\n"


@pytest.mark.interop
@pytest.mark.parametrize("part", range(SLICES))
def test_pyoxigraph_and_pyld_write_the_same(part: int) -> None:
    for seed in range(part * SLICE, (part + 1) * SLICE):
        document = Maker(seed).document()
        ours = canonical_nquads(document)
        assert ours.decode() == by_pyoxigraph(document).decode(), f"seed {seed}"
        if seed % 10 == 0:
            assert ours.decode() == reference_nquads(document).decode(), f"seed {seed}"
