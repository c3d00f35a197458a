"""Several sign one presentation: whose it is, and what those beside the holder do not state."""

from __future__ import annotations

import json
from itertools import permutations

import pytest

from credstone.ports import JsonObject
from credstone.verifying.report import Outcome, Verdict
from tests.core.verifying.presenting import (
    CHALLENGE,
    DOMAIN,
    Holder,
    award_to,
    listed,
    look_at,
    presentation,
)
from tests.core.verifying.world import V2, Issuer, World, badge

SUITES = ("eddsa-jcs-2022", "eddsa-rdfc-2022")


def signed_by(document: JsonObject, *signers: Holder) -> bytes:
    """One proof of each of them over the same document, in that order."""
    proofs = [
        json.loads(one.sign(document, suite=suite, challenge=CHALLENGE, domains=(DOMAIN,)))["proof"]
        for one, suite in zip(signers, SUITES, strict=False)
    ]
    return json.dumps({**document, "proof": proofs}).encode()


@pytest.mark.parametrize("stranger_first", [True, False])
def test_who_puts_a_proof_beside_the_holders_does_not_present(stranger_first: bool) -> None:
    """The stranger answers the same challenge; the order of proofs is signed by nobody."""
    world, learner, stranger = World(), Holder(), Holder()
    document = presentation(learner.id, award_to(world, world.did_web(), learner), holder=None)
    signers = (stranger, learner) if stranger_first else (learner, stranger)

    report = look_at(world, signed_by(document, *signers))

    assert (report.verdict, report.holder, report.credentials) == (Verdict.INVALID, "", ())
    refused = report.check("controller")
    assert refused is not None
    assert "nobody can tell who presents it" in refused.reason


def test_a_named_holder_presents_wherever_their_proof_stands() -> None:
    world, learner, stranger = World(), Holder(), Holder()
    document = presentation(learner.id, award_to(world, world.did_web(), learner))
    for signers in permutations((learner, stranger)):
        report = look_at(world, signed_by(document, *signers))
        assert (report.verdict, report.holder) == (Verdict.VALID, learner.id)
        assert [one.id for one in report.co_signers] == [stranger.id]


def test_two_proofs_of_one_signer_leave_no_doubt_who_presents() -> None:
    world, learner = World(), Holder()
    document = presentation(learner.id, award_to(world, world.did_web(), learner), holder=None)
    report = look_at(world, signed_by(document, learner, learner))
    assert (report.verdict, report.holder, report.named) == (Verdict.VALID, learner.id, False)


def test_who_signs_beside_the_holder_states_nothing_of_the_holders_own() -> None:
    world, learner, university = World(), Holder(), Holder(method="did:web:uni.example#key-1")
    listed(world, university, "authentication")
    document = presentation(learner.id)
    document["verifiableCredential"] = [badge(Issuer(learner.id, learner.method_id))]

    report = look_at(world, signed_by(document, learner, university))

    assert report.verdict is Verdict.VALID
    assert [one.id for one in report.co_signers] == [university.id]
    assert report.credentials[0].co_signers == ()


def test_an_own_statement_vouches_for_the_contexts_that_are_read() -> None:
    """VCDM 2.0, 5.3: the same as for a credential that comes alone."""
    world, learner = World(), Holder()
    wrong: JsonObject = {"id": V2, "digestSRI": f"sha256-{'A' * 43}="}
    statement = badge(Issuer(learner.id, learner.method_id), relatedResource=[wrong])
    document = presentation(learner.id)
    document["verifiableCredential"] = [statement]

    report = look_at(world, signed_by(document, learner))

    assert report.verdict is Verdict.INVALID
    refused = report.credentials[0].check("related_resources")
    assert refused is not None
    assert refused.outcome is Outcome.FAILED
