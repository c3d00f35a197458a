"""RDF Dataset Canonicalization, RDFC-1.0 (W3C Recommendation, 21 May 2024), with a work limit.

Quads are tuples of N-Quads terms already in canonical form; blank nodes are named anew, so that
equal datasets have equal lines. Where the quads come from is left to ``expansion``.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Literal, NoReturn, TypeAlias

from credstone.errors import TooComplex

Quad: TypeAlias = tuple[str, str, str, str]
"""Subject, predicate, object and graph as N-Quads terms; the default graph is the empty string."""

HashName: TypeAlias = Literal["sha256", "sha384"]

WORK_LIMIT = 500_000
"""Related blank nodes hashed and path steps tried; about a tenth of a second."""

MOST_BLANK_NODES = 10_000
"""More than any credential has; they are what canonicalization spends its time on."""

_DEEPEST = 200
_NODE = 20  # what looking at one blank node costs, however well it can be told apart


class Allowance:
    """What telling blank nodes apart may cost; whatever is made canonical with it spends from it.

    ``left`` is in units of ``WORK_LIMIT``, and below zero once somebody asked for more.
    """

    __slots__ = ("left",)

    def __init__(self, limit: int = WORK_LIMIT) -> None:
        self.left = limit

    def spend(self, amount: int) -> None:
        """Take ``amount`` off; raises ``TooComplex`` when there is not that much left."""
        self.left -= amount
        if self.left < 0:
            too_complex()


@dataclass(frozen=True)
class CanonicalDataset:
    """``lines`` in code point order, each with its line feed, and the identifiers ``issued``.

    ``issued`` maps each blank node of the input to its canonical name, both with ``_:``.
    """

    lines: tuple[str, ...]
    issued: Mapping[str, str]

    @property
    def nquads(self) -> bytes:
        """The canonical N-Quads document, UTF-8."""
        return "".join(self.lines).encode()


def canonicalize(
    quads: Iterable[Quad], *, hash: HashName = "sha256", allowance: Allowance | None = None
) -> CanonicalDataset:
    """Answer the canonical form of the dataset made of ``quads`` (RDFC-1.0, 4.4.3).

    Raises ``TooComplex`` when telling its blank nodes apart takes more than ``allowance``, or
    when there are more than 10,000 of them. Without an allowance it has one of its own.
    """
    distinct = list(dict.fromkeys(quads))
    issued = _Canonicalization(distinct, hash, allowance or Allowance()).identifiers()
    if issued:
        distinct = [
            (issued.get(s, s), predicate, issued.get(o, o), issued.get(g, g))
            for s, predicate, o, g in distinct
        ]
    return CanonicalDataset(tuple(sorted(map(line, distinct))), issued)


def line(quad: Quad) -> str:
    """Answer the quad as a line of canonical N-Quads (RDFC-1.0, 5)."""
    subject, predicate, object, graph = quad
    if graph:
        return f"{subject} {predicate} {object} {graph} .\n"
    return f"{subject} {predicate} {object} .\n"


def _is_blank(term: str) -> bool:
    return term[:1] == "_"


class _Issuer:
    """Hands out identifiers in order, one for each blank node (RDFC-1.0, 4.5)."""

    __slots__ = ("issued", "prefix")

    def __init__(self, prefix: str, issued: Mapping[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued = dict(issued or {})

    def issue(self, node: str) -> str:
        name = self.issued.get(node)
        if name is None:
            name = self.issued[node] = f"{self.prefix}{len(self.issued)}"
        return name

    def copy(self) -> _Issuer:
        return _Issuer(self.prefix, self.issued)


class _Canonicalization:
    """The canonicalization state (RDFC-1.0, 4.3) of one dataset."""

    def __init__(self, quads: list[Quad], hash: HashName, allowance: Allowance) -> None:
        self.new_hash = hashlib.sha256 if hash == "sha256" else hashlib.sha384
        self.allowance = allowance
        self.begun: dict[tuple[str, str], hashlib._Hash] = {}
        self.canonical = _Issuer("_:c14n")
        self.quads_of: defaultdict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            for node in {quad[0], quad[2], quad[3]}:
                if _is_blank(node):
                    self.quads_of[node].append(quad)
        if len(self.quads_of) > MOST_BLANK_NODES:
            too_complex()
        self.allowance.spend(_NODE * len(self.quads_of))
        self.first_degree = {node: self._hash_first_degree(node) for node in self.quads_of}

    def identifiers(self) -> dict[str, str]:
        """Canonicalization algorithm, steps 3 to 5."""
        nodes_of: defaultdict[str, list[str]] = defaultdict(list)
        for node, digest in self.first_degree.items():
            nodes_of[digest].append(node)
        shared: list[list[str]] = []
        for digest in sorted(nodes_of):
            nodes = nodes_of[digest]
            if len(nodes) == 1:
                self.canonical.issue(nodes[0])
            else:
                shared.append(nodes)
        for nodes in shared:
            self._issue_shared(nodes)
        return self.canonical.issued

    def _issue_shared(self, nodes: list[str]) -> None:
        """Step 5: name nodes whose first degree hash is not theirs alone."""
        results: list[tuple[str, _Issuer]] = []
        for node in nodes:
            if node in self.canonical.issued:
                continue
            issuer = _Issuer("_:b")
            issuer.issue(node)
            results.append(self._hash_n_degree(node, issuer, 0))
        results.sort(key=lambda result: result[0])
        for _, issuer in results:
            for existing in issuer.issued:
                self.canonical.issue(existing)

    def _hash(self, text: str) -> str:
        return self.new_hash(text.encode()).hexdigest()

    def _hash_first_degree(self, node: str) -> str:
        """Hash First Degree Quads (RDFC-1.0, 4.6.3)."""

        def seen(term: str) -> str:
            if not _is_blank(term):
                return term
            return "_:a" if term == node else "_:z"

        lines = [line((seen(s), p, seen(o), seen(g))) for s, p, o, g in self.quads_of[node]]
        return self._hash("".join(sorted(lines)))

    def _hash_related(self, related: str, predicate: str, issuer: _Issuer, position: str) -> str:
        """Hash Related Blank Node (RDFC-1.0, 4.7.3)."""
        name = self.canonical.issued.get(related) or issuer.issued.get(related)
        # A predicate may be as long as the document, and is met once for every order tried.
        begun = self.begun.get((position, predicate))
        if begun is None:
            begun = self.begun[position, predicate] = self.new_hash((position + predicate).encode())
        whole = begun.copy()
        whole.update((name or self.first_degree[related]).encode())
        return whole.hexdigest()

    def _related(self, node: str, issuer: _Issuer) -> dict[str, list[str]]:
        """Hash N-Degree Quads, steps 1 to 3: the blank nodes around ``node`` by their hash."""
        related: defaultdict[str, list[str]] = defaultdict(list)
        self._work(len(self.quads_of[node]))
        for s, predicate, o, g in self.quads_of[node]:
            for position, other in (("s", s), ("o", o), ("g", g)):
                if _is_blank(other) and other != node:
                    named = "" if position == "g" else predicate
                    related[self._hash_related(other, named, issuer, position)].append(other)
        return related

    def _hash_n_degree(self, node: str, issuer: _Issuer, depth: int) -> tuple[str, _Issuer]:
        """Hash N-Degree Quads (RDFC-1.0, 4.8.3)."""
        if depth > _DEEPEST:
            too_complex()
        data: list[str] = []
        related = self._related(node, issuer)
        for digest in sorted(related):
            path, issuer = self._best_path(related[digest], issuer, depth)
            data += (digest, path)
        return self._hash("".join(data)), issuer

    def _best_path(self, nodes: list[str], issuer: _Issuer, depth: int) -> tuple[str, _Issuer]:
        """Hash N-Degree Quads, step 5: the least path over all orders of ``nodes``."""
        chosen, chosen_issuer = "", issuer
        for order in permutations(nodes):
            self._work(len(order) + len(issuer.issued))
            found = self._path(order, issuer.copy(), chosen, depth)
            if found is not None and (not chosen or found[0] < chosen):
                chosen, chosen_issuer = found
        return chosen, chosen_issuer

    def _path(
        self, order: tuple[str, ...], issuer: _Issuer, chosen: str, depth: int
    ) -> tuple[str, _Issuer] | None:
        """Steps 5.4.3 to 5.4.5: the path of one order; None once it cannot be the least."""
        path = ""
        to_visit: list[str] = []
        for node in order:
            name = self.canonical.issued.get(node)
            if name is None:
                if node not in issuer.issued:
                    to_visit.append(node)
                name = issuer.issue(node)
            path += name
            if _worse(path, chosen):
                return None
        for node in to_visit:
            digest, visited = self._hash_n_degree(node, issuer, depth + 1)
            path += f"{issuer.issue(node)}<{digest}>"
            issuer = visited
            if _worse(path, chosen):
                return None
        return path, issuer

    def _work(self, amount: int) -> None:
        self.allowance.spend(amount + 1)


def _worse(path: str, chosen: str) -> bool:
    return bool(chosen) and len(path) >= len(chosen) and path > chosen


def too_complex() -> NoReturn:
    """Say that blank nodes are the trouble, and what helps."""
    raise TooComplex(
        "Telling the nodes without an id apart takes more work than a credential can need.",
        fix="Give the nodes an id.",
    )
