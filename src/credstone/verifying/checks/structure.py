"""Is it a credential as VC Data Model 2.0 demands? Types and names only; meaning comes later.

Everything after this check may rely on what it passed: members are of the right type, ids are
addresses, times can be read (threat 9). The clauses themselves stand in ``conforming``.
"""

from __future__ import annotations

from credstone.conforming.credential import CONTEXT_V2, credential
from credstone.conforming.presentation import presentation
from credstone.conforming.problem import Problem
from credstone.conforming.values import type_names
from credstone.ports import JsonObject
from credstone.verifying.report import Check, Outcome

__all__ = ["CONTEXT_V1", "CONTEXT_V2", "presentation_structure", "structure", "type_names"]

CONTEXT_V1 = "https://www.w3.org/2018/credentials/v1"

_CREDENTIAL = "VC Data Model 2.0, 4"
_PRESENTATION = "VC Data Model 2.0, 4.13"


def structure(document: JsonObject) -> Check:
    """Whether it is a credential; the reason names the first thing that is not as it must be."""
    contexts = document.get("@context")
    if isinstance(contexts, list) and contexts[:1] == [CONTEXT_V1]:
        reason = "It follows data model 1.1, which this verifier does not read."
        return Check("structure", "VC Data Model 2.0, 4.3", Outcome.UNDETERMINED, reason)
    problem = next(credential(document), None)
    return _check(problem, _CREDENTIAL, "It is built as a credential must be.")


def presentation_structure(document: JsonObject) -> Check:
    """Whether ``document``, taken without its proof, is built as a presentation must be.

    The credentials in it are looked at as far as the presentation alone vouches for them: an
    envelope's outside, and the holder's own unsecured statements. The others are verified one by
    one.
    """
    problem = next(presentation(document), None)
    return _check(problem, _PRESENTATION, "It is built as a presentation must be.")


def _check(problem: Problem | None, clause: str, passed: str) -> Check:
    if problem is None:
        return Check("structure", clause, Outcome.PASSED, passed)
    return Check("structure", problem.clause, Outcome.FAILED, str(problem))
