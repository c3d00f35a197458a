"""Canonicalization beyond W3C's suite: relabelling changes nothing, and work is bounded."""

from __future__ import annotations

import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from credstone.errors import TooComplex
from credstone.securing.canonical import Allowance, Quad
from credstone.securing.canonical.rdfc10 import canonicalize, line

nodes = st.sampled_from([f"_:n{n}" for n in range(5)])
subjects = st.one_of(nodes, st.just("<urn:s>"))
objects = st.one_of(subjects, st.just('"o"'))
datasets = st.lists(
    st.tuples(
        subjects,
        st.sampled_from(["<urn:p>", "<urn:q>"]),
        objects,
        st.sampled_from(["", "<urn:g>", "_:n0"]),
    ),
    max_size=8,
)


def relabelled(quads: list[Quad], names: list[str]) -> list[Quad]:
    new = {f"_:n{n}": f"_:{name}" for n, name in enumerate(names)}
    return [(new.get(s, s), p, new.get(o, o), new.get(g, g)) for s, p, o, g in reversed(quads)]


@given(datasets, st.permutations(["a", "b", "x", "y", "z"]))
def test_names_of_blank_nodes_and_order_of_quads_do_not_matter(
    quads: list[Quad], names: list[str]
) -> None:
    assert canonicalize(relabelled(quads, names)).nquads == canonicalize(quads).nquads


@given(datasets)
def test_every_blank_node_gets_one_name_and_doing_it_again_changes_nothing(
    quads: list[Quad],
) -> None:
    found = canonicalize(quads)
    blank = {term for quad in quads for term in quad if term.startswith("_:")}
    assert found.issued.keys() == blank
    assert sorted(found.issued.values()) == sorted(f"_:c14n{n}" for n in range(len(blank)))
    again = [tuple(line[:-3].split(" ")) for line in found.lines]
    assert canonicalize([(*q, "")[:4] for q in again]).nquads == found.nquads  # type: ignore[misc]


def clique(size: int) -> list[Quad]:
    pairs = product(range(size), repeat=2)
    return [(f"_:n{a}", "<urn:p>", f"_:n{b}", "") for a, b in pairs if a != b]


def test_a_small_clique_is_canonicalized() -> None:
    assert len(canonicalize(clique(5)).lines) == 20


@pytest.mark.conforms("eddsa-rdfc-poison", "ecdsa-rdfc-poison")
@pytest.mark.parametrize("size", [7, 8, 10, 20, 60])
def test_a_larger_one_is_refused_within_a_second(size: int) -> None:
    start = time.process_time()
    with pytest.raises(TooComplex, match="Give the nodes an id"):
        canonicalize(clique(size))
    assert time.process_time() - start < 1


def test_a_caller_may_allow_less_work() -> None:
    with pytest.raises(TooComplex):
        canonicalize(clique(5), allowance=Allowance(100))


def chain(length: int, name: str) -> list[Quad]:
    return [(f"_:{name}{n}", "<urn:next>", f"_:{name}{n + 1}", "") for n in range(length)]


def test_long_twin_chains_are_refused_and_no_stack_overflows() -> None:
    with pytest.raises(TooComplex):
        canonicalize(chain(3_000, "a") + chain(3_000, "b"))


def test_more_blank_nodes_than_any_credential_has_are_refused() -> None:
    with pytest.raises(TooComplex):
        canonicalize((f"_:n{n}", "<urn:p>", f'"{n}"', "") for n in range(30_000))


@pytest.mark.parametrize("number", range(12))
def test_twins_told_apart_by_their_graphs_are_named_as_pyld_names_them(number: int) -> None:
    """An implementation that shares no code with ours; which name comes first is up to hashes."""
    twins = [(f"_:n{twin}", f"<urn:p{number}>", f"_:o{twin}", f"_:g{twin}") for twin in ("a", "b")]
    options = {"inputFormat": "application/n-quads", "format": "application/n-quads"}
    theirs = jsonld.normalize("".join(map(line, twins)), options | {"algorithm": "URDNA2015"})
    assert canonicalize(twins).nquads.decode() == theirs


def test_a_predicate_as_long_as_the_document_is_hashed_once() -> None:
    """Every order of alike nodes meets it again: hashed each time, it took twenty times as long."""
    long = f"<urn:{'a' * 150_000}>"
    quads = [
        quad
        for top in range(2)
        for quad in [
            ("<urn:s>", "<urn:top>", f"_:t{top}", ""),
            *((f"_:t{top}", "<urn:kids>", f"_:k{top}{n}", "") for n in range(5)),
            *((f"_:k{top}{n}", long, f"_:g{top}{n}", "") for n in range(5)),
            *((f"_:g{top}{n}", "<urn:q>", '"v"', "") for n in range(5)),
        ]
    ]
    start = time.process_time()
    assert len(canonicalize(quads, hash="sha384").lines) == len(quads)
    assert time.process_time() - start < 0.25
