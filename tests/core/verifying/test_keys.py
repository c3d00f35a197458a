"""What is said of a key and of what it signed, one check at a time, with the words."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from credstone.ports import KeyType, VerificationMethod
from credstone.securing import mechanism
from credstone.securing.secured import ASSERTION_METHOD, AUTHENTICATION, SecuredDocument
from credstone.verifying.checks import keys
from credstone.verifying.checks.proofs import Expected
from credstone.verifying.report import Check, Outcome
from tests.core.verifying.told import well_told
from tests.core.verifying.world import NOW, Issuer, World, badge

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Confused:
    """A resolver that answers with one key whatever is asked."""

    method: VerificationMethod

    def resolve(self, method_id: str) -> VerificationMethod:
        return self.method


def signed(suite: str = "eddsa-jcs-2022") -> tuple[World, Issuer, SecuredDocument]:
    world = World()
    issuer = world.did_web()
    return world, issuer, mechanism.read(world.sign(issuer, badge(issuer), suite=suite))


def told(check: Check) -> tuple[Outcome, str]:
    well_told([check])
    return check.outcome, check.reason


def test_a_key_that_nobody_asked_for_is_not_taken_for_the_one_that_was_named() -> None:
    world, issuer, secured = signed()
    other = replace(world.methods[issuer.method_id], id=f"{issuer.id}#key-2")
    check, method = keys.resolved(secured.proofs[0], Confused(other))
    assert method is None
    assert told(check) == (
        Outcome.FAILED,
        "The key that was found is not the one that the signature names.",
    )


def test_a_key_of_another_type_does_not_fit_and_its_signature_does_not_hold() -> None:
    world, issuer, secured = signed()
    other = world.signer.public(world.signer.generate(KeyType.P256))
    method = replace(world.methods[issuer.method_id], key=other)
    proof = secured.proofs[0]
    assert told(keys.fits(proof, world.methods[issuer.method_id])) == (
        Outcome.PASSED,
        "Ed25519 is a key for eddsa-jcs-2022.",
    )
    assert told(keys.fits(proof, method)) == (
        Outcome.FAILED,
        "P-256 is no key for eddsa-jcs-2022.",
    )
    check = keys.signature(secured, proof, method)
    assert (check.id, check.outcome) == ("signature", Outcome.FAILED)
    well_told([check])


def test_over_a_document_that_is_not_covered_no_signature_holds() -> None:
    world, issuer, _ = signed()
    document = badge(issuer)
    data = world.sign(issuer, document, suite="eddsa-jcs-2022")
    coloured = json.dumps({**json.loads(data), "favouriteColour": "blue"}).encode()
    secured = mechanism.read(coloured)
    check = keys.signature(secured, secured.proofs[0], world.methods[issuer.method_id])
    assert check.id == "signature"
    outcome, reason = told(check)
    assert outcome is Outcome.FAILED
    assert "favouriteColour" in reason


@pytest.mark.parametrize(
    ("expected", "use", "signer"),
    [(ASSERTION_METHOD, "state things", "issuer"), (AUTHENTICATION, "show who they are", "holder")],
)
def test_what_a_key_may_be_used_for_is_said_in_words(expected: str, use: str, signer: str) -> None:
    assert Expected(expected).signer == signer
    world, issuer, secured = signed()
    method = replace(world.methods[issuer.method_id], relationships=frozenset({expected}))
    proof = replace(secured.proofs[0], purpose=expected)
    assert told(keys.purpose(proof, method, expected)) == (
        Outcome.PASSED,
        f"The key may be used to {use}.",
    )
    elsewhere = replace(proof, purpose="keyAgreement")
    assert told(keys.purpose(elsewhere, method, expected)) == (
        Outcome.FAILED,
        f"It was signed for 'keyAgreement', not to {use}.",
    )
    unlisted = replace(method, relationships=frozenset())
    assert told(keys.purpose(proof, unlisted, expected)) == (
        Outcome.FAILED,
        f"The signer does not use this key to {use}.",
    )


def test_what_was_asked_for_is_said_to_be_answered_or_not() -> None:
    _, _, secured = signed()
    proof = replace(secured.proofs[0], domains=("a.example",), challenge="1")
    assert [told(check) for check in keys.asked_for(proof, "a.example", "1")] == [
        (Outcome.PASSED, "It was signed for a.example."),
        (Outcome.PASSED, "It answers this request."),
    ]
    assert [told(check) for check in keys.asked_for(proof, "b.example", "2")] == [
        (Outcome.FAILED, "It was signed for another place than b.example."),
        (Outcome.FAILED, "It answers another request, or none."),
    ]


def test_whose_key_it_is_is_said_by_name() -> None:
    world, issuer, _ = signed()
    method = world.methods[issuer.method_id]
    assert told(keys.controller(issuer.id, method)) == (
        Outcome.PASSED,
        "It is the issuer's own key.",
    )
    assert told(keys.controller("did:web:a.example", method, who="holder")) == (
        Outcome.FAILED,
        "It is signed with a key of did:web:uni.example, which is not the holder.",
    )
    lent = replace(method, controller="did:web:a.example")
    assert told(keys.co_signer(lent)) == (
        Outcome.FAILED,
        "The key that signed beside the issuer stands under did:web:uni.example, "
        "who does not hold it.",
    )


def test_a_key_is_in_use_to_the_last_second_of_its_planned_end() -> None:
    world, issuer, _ = signed()
    method = replace(world.methods[issuer.method_id], expires=NOW)
    assert keys.in_use(method, NOW, NOW + DAY).outcome is Outcome.PASSED
    late = keys.in_use(method, NOW + timedelta(seconds=1), NOW + DAY)
    assert late.outcome is Outcome.FAILED
