"""Naming blank nodes: equal datasets have equal lines, whatever their nodes were called before.

An input is a list of edges between at most eight blank nodes, four octets each.
"""

from __future__ import annotations

from credstone.errors import TooComplex
from credstone.securing.canonical.rdfc10 import Quad, canonicalize
from tests.fuzz.mutate import Bytes
from tests.fuzz.targets.canonical import by_pyoxigraph

MOST = 160
_NODES = 8


def mutate(data: bytes, most: int, _rng: object, change: Bytes) -> bytes:
    return change(data, most)


def one_input(data: bytes) -> None:
    quads = _quads(data)
    try:
        found = canonicalize(quads)
    except TooComplex:
        return
    renamed = [tuple(_renamed(term) for term in quad) for quad in reversed(quads)]
    assert canonicalize(renamed).lines == found.lines, "names of nodes or order of quads matter"
    assert len(set(found.issued.values())) == len(found.issued), "two nodes of one name"
    if len(quads) <= 12:
        assert by_pyoxigraph(found.nquads) == found.nquads, "pyoxigraph names them otherwise"


def _quads(data: bytes) -> list[Quad]:
    edges = [data[at : at + 4] for at in range(0, len(data) - 3, 4)]
    return [
        (_node(s), f"<urn:p{p % 3}>", _node(o), "" if g % 4 else _node(g)) for s, p, o, g in edges
    ]


def _node(number: int) -> str:
    return f"<urn:n{number % 4}>" if number % 16 >= _NODES else f"_:b{number % _NODES}"


def _renamed(term: str) -> str:
    return f"_:c{(int(term[3:]) * 5 + 3) % _NODES}" if term.startswith("_:") else term
