"""Would our own verifier read it? Asked before anything is signed (VC Data Model 2.0, 1.3).

An issuer must produce conforming documents: what verifying would refuse for how it is built is
refused here, by the same clauses. Where a verifier has to bear with strangers, we are stricter.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from credstone.conforming.document import problems
from credstone.conforming.problem import Problem
from credstone.conforming.related import KnownDigest, differing
from credstone.conforming.status_entry import unknown_members
from credstone.errors import MalformedInput
from credstone.ports import JsonObject


def lint(document: JsonObject, known: Set[KnownDigest] = frozenset()) -> None:
    """Pass in silence when ``document``, unsecured, may be signed.

    ``known`` are digests of related resources accepted beside those of their frozen bytes. Raises
    ``MalformedInput`` with the place of the first problem and its clause.
    """
    problem = next(_problems(document, known), None)
    if problem is not None:
        raise MalformedInput(f"{problem.what} ({problem.clause}).", where=problem.where)


def _problems(document: JsonObject, known: Set[KnownDigest]) -> Iterator[Problem]:
    yield from problems(document)
    yield from unknown_members(document.get("credentialStatus", []))
    yield from differing(document, known)
