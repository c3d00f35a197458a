"""A second opinion: the same quads by PyLD, an implementation that shares no code with ours.

Issuing compares the two for the first document of a batch before anything is signed. PyLD drops
silently what it does not understand and its canonicalizer has no work limit, so only its
expansion is used, and never alone.
"""

from __future__ import annotations

from typing import Any

from pyld import jsonld
from pyld.context_resolver import ContextResolver

from credstone.contexts import FROZEN, Contexts
from credstone.errors import NotCovered, TooComplex
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import rdfc10
from credstone.securing.canonical.iris import RDF_NAMESPACE
from credstone.securing.canonical.literals import escape
from credstone.securing.canonical.rdfc10 import HashName, Quad

# PyLD compares each value of an array with those before it, 0.6 microseconds for each pair, and
# takes about 25 for any other value. Whoever may ask for signatures would find out.
_MOST_WORK = 1_500_000
_WORK_OF_A_VALUE = 50

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANG_STRING = RDF_NAMESPACE + "langString"


def reference_nquads(
    document: JsonObject, contexts: Contexts = FROZEN, *, hash: HashName = "sha256"
) -> bytes:
    """Answer the canonical N-Quads of ``document`` by PyLD's expansion and our RDFC-1.0.

    Raises ``NotCovered`` when PyLD refuses the document, ``TooComplex`` when it would take longer
    than about a second over it. What PyLD drops silently is missing
    from the answer, so a difference from ``canonical_nquads`` forbids signing.
    """
    return rdfc10.canonicalize(reference_quads(document, contexts), hash=hash).nquads


def reference_quads(document: JsonObject, contexts: Contexts = FROZEN) -> list[Quad]:
    """Answer the quads of ``document`` as PyLD sees them, in no particular order."""
    if _work(document) > _MOST_WORK:
        raise TooComplex("The reference processor would take too long over this document.")

    def load(url: str, options: object = None) -> dict[str, Any]:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": contexts.load(url),
        }

    options = {"documentLoader": load, "contextResolver": ContextResolver({}, load), "base": ""}
    try:
        dataset = jsonld.to_rdf(document, options)
    except jsonld.JsonLdError as problem:
        raise NotCovered(
            f"The reference processor refuses the document: {_root(problem)}"
        ) from None
    return [
        (_term(triple["subject"]), _term(triple["predicate"]), _term(triple["object"]), graph)
        for name, triples in dataset.items()
        for graph in [_graph(name)]
        for triple in triples
    ]


def _root(problem: Exception) -> object:
    """PyLD wraps the reason in layers; the innermost tells it."""
    while isinstance(cause := problem.__cause__, Exception):
        problem = cause
    return problem.args[0] if problem.args else problem


def _graph(name: str) -> str:
    if name == "@default":
        return ""
    return name if name.startswith("_:") else f"<{name}>"


def _term(term: dict[str, str]) -> str:
    value = term["value"]
    if term["type"] == "IRI":
        return f"<{value}>"
    if term["type"] != "literal":
        return value
    datatype = term["datatype"]
    if datatype == _LANG_STRING:
        return f'"{escape(value)}"@{term["language"]}'
    return f'"{escape(value)}"' if datatype == _STRING else f'"{escape(value)}"^^<{datatype}>'


def _work(value: Json) -> int:
    """How long PyLD takes, in pairs that it compares."""
    work = 0
    ahead: list[Json] = [value]
    while ahead:
        one = ahead.pop()
        work += _WORK_OF_A_VALUE
        if isinstance(one, dict):
            ahead.extend(one.values())
        elif isinstance(one, list):
            work += len(one) ** 2
            ahead.extend(one)
    return work
