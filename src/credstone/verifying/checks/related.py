"""Are the resources that it vouches for the ones that we read? (VC Data Model 2.0, 5.3)

The contexts are: their bytes are frozen here. Everything else stays where it is; that nobody
compared it is said, and does not count against the credential.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from credstone.conforming.problem import Problem
from credstone.conforming.related import (
    CLAUSE,
    KnownDigest,
    differing,
    related_resources,
    unchecked,
)
from credstone.ports import JsonObject
from credstone.verifying.report import Bearing, Check, Outcome


def related(document: JsonObject, known: Set[KnownDigest] = frozenset()) -> tuple[Check, ...]:
    """The check of ``relatedResource``, none when there is none.

    ``known`` are digests accepted beside those of the frozen bytes.
    """
    if "relatedResource" not in document:
        return ()
    problem = next(_problems(document, known), None)
    if problem is not None:
        return (Check("related_resources", problem.clause, Outcome.FAILED, str(problem)),)
    others = unchecked(document)
    reason = "The contexts it vouches for are the ones read here."
    if others:
        reason = f"Nobody compared what stands at {others[0][:100]}: nothing is fetched for it."
    bearing = Bearing.REMARK if others else Bearing.AUTHENTIC
    return (Check("related_resources", CLAUSE, Outcome.PASSED, reason, bearing),)


def _problems(document: JsonObject, known: Set[KnownDigest]) -> Iterator[Problem]:
    yield from related_resources(document["relatedResource"])
    yield from differing(document, known)
