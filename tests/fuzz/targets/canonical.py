"""Documents to canonical N-Quads: the order of members says nothing, and strangers agree.

pyoxigraph (Rust) reads our N-Quads and names their blank nodes anew; the result must be the same
bytes. PyLD expands every eighth document for itself.
"""

from __future__ import annotations

import zlib

import pyoxigraph

from credstone.errors import CredstoneError
from credstone.ports import Json
from credstone.securing.canonical import canonical_nquads
from credstone.securing.canonical.reference import reference_nquads
from credstone.securing.strict_json import dumps, loads
from tests.fuzz.mutate import half, json_mutator

MOST = 8192

mutate = half(json_mutator)


def one_input(data: bytes) -> None:
    try:
        document = loads(data)
        if not isinstance(document, dict):
            return
        nquads = canonical_nquads(document)
    except CredstoneError:
        return
    lines = nquads.decode().splitlines(keepends=True)
    assert lines == sorted(set(lines)), "lines out of order, or twice"
    turned = _turned(document)
    assert isinstance(turned, dict)
    assert canonical_nquads(turned) == nquads, "the order of members matters"
    again = loads(dumps(document))
    assert isinstance(again, dict)
    assert canonical_nquads(again) == nquads, "another spelling, other quads"
    assert by_pyoxigraph(nquads) == nquads, "pyoxigraph names the blank nodes otherwise"
    if len(data) < 4096 and zlib.crc32(data) % 8 == 0:
        assert reference_nquads(document) == nquads, "PyLD sees other quads"


def _turned(value: Json) -> Json:
    """Every object with its members the other way round."""
    if isinstance(value, list):
        return [_turned(item) for item in value]
    if isinstance(value, dict):
        return {name: _turned(value[name]) for name in reversed(value)}
    return value


def by_pyoxigraph(nquads: bytes) -> bytes:
    """The same dataset, its blank nodes named by pyoxigraph; as it came where they name graphs.

    There rdf-canonize sides with us, and pyoxigraph with neither.
    """
    quads = list(pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS))
    if any(isinstance(quad.graph_name, pyoxigraph.BlankNode) for quad in quads):
        return nquads
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(_line(quad) for quad in dataset)).encode()


def _line(quad: pyoxigraph.Quad) -> str:
    terms = [quad.subject, quad.predicate, quad.object]
    if not isinstance(quad.graph_name, pyoxigraph.DefaultGraph):
        terms.append(quad.graph_name)
    return "".join(f"{term} " for term in terms) + ".\n"
