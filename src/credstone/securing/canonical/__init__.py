"""Canonical forms: the exact bytes that a Data Integrity signature covers.

``quads`` is the door from a document to RDF, ``canonical_nquads`` the whole way to the bytes that
are hashed; compiled paths for known document shapes belong behind the same two. Pure: no clock,
no network, contexts only from the registry handed in. ``jcs`` serves the suites without RDF.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from credstone.contexts import FROZEN, Contexts
from credstone.ports import JsonObject
from credstone.securing.canonical import rdfc10
from credstone.securing.canonical.active_context import ContextProcessor
from credstone.securing.canonical.expansion import Expansion
from credstone.securing.canonical.rdfc10 import (
    WORK_LIMIT,
    Allowance,
    CanonicalDataset,
    HashName,
    Quad,
)

__all__ = [
    "WORK_LIMIT",
    "Allowance",
    "CanonicalDataset",
    "HashName",
    "Quad",
    "canonical_form",
    "canonical_nquads",
    "quads",
]


def quads(
    document: JsonObject,
    contexts: Contexts = FROZEN,
    *,
    catch_all: bool = False,
    json_signed: bool = False,
) -> list[Quad]:
    """Answer the RDF quads of a JSON-LD document (JSON-LD 1.1 API, 8.1), strictly.

    Raises ``NotCovered`` with the JSON pointer of whatever the quads would not record: undefined
    terms and types, relative or abbreviated IRIs, null, bad language tags, unknown keywords,
    empty arrays, second spellings of one claim; ``UnknownContext`` for a context that is not in
    ``contexts``, stands inline or redefines a protected term; ``TooComplex`` beyond the limits.
    ``catch_all`` lets contexts with ``@vocab`` stand, under which every word means something.
    ``json_signed`` says that the JSON is signed besides, so that a text may have a direction.
    """
    expansion = Expansion(_processor(contexts), catch_all=catch_all, json_signed=json_signed)
    expansion.document(document)
    return expansion.quads


def canonical_nquads(
    document: JsonObject,
    contexts: Contexts = FROZEN,
    *,
    hash: HashName = "sha256",
    catch_all: bool = False,
) -> bytes:
    """Answer the canonical N-Quads of ``document`` (RDFC-1.0 with ``hash``), UTF-8.

    Raises what ``quads`` raises, and ``TooComplex`` when its blank nodes cannot be told apart
    within the work limit.
    """
    found = quads(document, contexts, catch_all=catch_all)
    return canonical_form(found, hash=hash)


def canonical_form(
    quads: Iterable[Quad], *, hash: HashName = "sha256", allowance: Allowance | None = None
) -> bytes:
    """Answer the canonical N-Quads of a dataset, UTF-8; raises ``TooComplex``."""
    return rdfc10.canonicalize(quads, hash=hash, allowance=allowance).nquads


@lru_cache(maxsize=8)
def _processor(contexts: Contexts) -> ContextProcessor:
    """The processor of a registry; the same one each time, so that it remembers."""
    return ContextProcessor(contexts)
