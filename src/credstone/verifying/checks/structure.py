"""Is it a credential as its data model demands, 2.0 or 1.1? Types and names; meaning comes later.

Everything after this check may rely on what it passed: members are of the right type, ids are
addresses, times can be read (threat 9). The clauses themselves stand in ``conforming``.
"""

from __future__ import annotations

from credstone.conforming.credential import credential
from credstone.conforming.credential_1_1 import DATA_MODEL_1_1, credential_1_1, follows_1_1
from credstone.conforming.presentation import presentation
from credstone.conforming.problem import Problem
from credstone.ports import JsonObject
from credstone.verifying.report import Check, Outcome

_CREDENTIAL = "VC Data Model 2.0, 4"
_CREDENTIAL_1_1 = f"{DATA_MODEL_1_1}, 4"
_PRESENTATION = "VC Data Model 2.0, 4.13"


def structure(document: JsonObject) -> Check:
    """Whether it is a credential; the reason names the first thing that is not as it must be."""
    if follows_1_1(document):
        problem = next(credential_1_1(document), None)
        return _check(problem, _CREDENTIAL_1_1, "It is built as a credential of 1.1 must be.")
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
