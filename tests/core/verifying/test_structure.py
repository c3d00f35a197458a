"""How the clauses of the data model become one check, which names the first that is broken.

What each clause demands is tried clause by clause in tests/core/conforming.
"""

from __future__ import annotations

from credstone.verifying.checks.structure import presentation_structure, structure
from credstone.verifying.report import Outcome
from tests.core.verifying.world import V2, Issuer, badge

ISSUER = Issuer("did:web:uni.example", "did:web:uni.example#key-1")


def test_a_badge_is_built_as_a_credential_must_be() -> None:
    check = structure(badge(ISSUER))
    assert (check.id, check.outcome) == ("structure", Outcome.PASSED)
    assert check.clause == "VC Data Model 2.0, 4"


def test_the_first_problem_is_named_with_its_place_and_clause() -> None:
    check = structure(badge(ISSUER, issuer="the university", validUntil="some day"))
    assert check.outcome is Outcome.FAILED
    assert check.clause == "VC Data Model 2.0, 4.7"
    assert check.reason == "/issuer: the issuer is not named by an address"


def test_a_presentation_is_checked_under_the_same_name() -> None:
    sound = presentation_structure({"@context": [V2], "type": "VerifiablePresentation"})
    assert (sound.id, sound.outcome) == ("structure", Outcome.PASSED)
    check = presentation_structure({"@context": [V2], "type": ["VerifiableCredential"]})
    assert (check.outcome, check.reason) == (
        Outcome.FAILED,
        "/type: it is no VerifiablePresentation",
    )


def test_a_credential_is_held_to_the_data_model_that_it_names() -> None:
    old = badge(ISSUER, **{"@context": ["https://www.w3.org/2018/credentials/v1"]})
    check = structure(old)
    assert (check.outcome, check.clause) == (Outcome.FAILED, "VC Data Model 1.1, 4.6")
    assert check.reason == "/issuanceDate: it has no first day"
