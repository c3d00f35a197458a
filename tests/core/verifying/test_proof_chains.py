"""One signs what another has signed: a chain holds as a whole, or not at all.

A proof with ``previousProof`` signs the document along with the proofs that it follows
(VC Data Integrity 1.0, 2.1.2 and 4.5). The stranger cuts links, swaps them and ties knots.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from credstone.ports import JsonObject, KeyType
from credstone.verifying.report import Outcome, ReportClass, Verdict, VerificationReport
from tests.core.verifying.test_genuine_or_not import outcome
from tests.core.verifying.test_proof_sets import SUITES
from tests.core.verifying.world import Issuer, World, badge

FIRST, SECOND, THIRD = "urn:example:proof:1", "urn:example:proof:2", "urn:example:proof:3"


class Chain:
    """A badge that its issuer, a faculty and a notary signed, each what stood there before."""

    def __init__(self, suite: str = "eddsa-rdfc-2022", key: KeyType = KeyType.ED25519) -> None:
        self.world, self.suite = World(), suite
        self.issuer, self.faculty, self.notary = (self.world.did_key(key) for _ in range(3))
        document = self.sign(self.issuer, badge(self.issuer), id=FIRST)
        document = self.sign(self.faculty, document, id=SECOND, previous=(FIRST,))
        self.document: Any = self.sign(self.notary, document, id=THIRD, previous=(FIRST, SECOND))

    def sign(self, signer: Issuer, document: JsonObject, **options: object) -> JsonObject:
        signed: JsonObject = json.loads(
            self.world.sign(signer, document, suite=self.suite, **options)  # type: ignore[arg-type]
        )
        return signed

    def verify(self) -> VerificationReport:
        return self.world.verify(json.dumps(self.document).encode())


@pytest.mark.parametrize(("suite", "key"), SUITES)
def test_a_chain_of_three_holds(suite: str, key: KeyType) -> None:
    chain = Chain(suite, key)
    report = chain.verify()
    assert report.verdict is Verdict.VALID
    assert [one.id for one in report.co_signers] == [chain.faculty.id, chain.notary.id]
    assert chain.document["proof"][1]["previousProof"] == FIRST
    assert chain.document["proof"][2]["previousProof"] == [FIRST, SECOND]


def test_a_chain_over_proofs_of_other_suites_holds() -> None:
    world = World()
    issuer, notary = world.did_key(KeyType.P256), world.did_key()
    first = world.sign(issuer, badge(issuer), suite="ecdsa-jcs-2019", id=FIRST)
    data = world.sign(notary, json.loads(first), suite="eddsa-rdfc-2022", previous=(FIRST,))
    assert world.verify(data).verdict is Verdict.VALID


def test_the_end_of_a_chain_may_be_taken_away_and_nothing_else() -> None:
    chain = Chain()
    first, second, third = chain.document["proof"]
    chain.document["proof"] = [first, second]
    report = chain.verify()
    assert report.verdict is Verdict.VALID
    assert [one.id for one in report.co_signers] == [chain.faculty.id]
    for rest in ([second, third], [first, third], [third]):
        chain.document["proof"] = rest
        assert chain.verify().class_ is ReportClass.NOT_GENUINE


@pytest.mark.conforms("di-verify-chain")
def test_a_chain_with_a_missing_member_is_refused_by_name() -> None:
    chain = Chain()
    del chain.document["proof"][0]
    readable = chain.verify().check("readable")
    assert readable is not None
    assert readable.outcome is Outcome.FAILED
    assert f"not there: '{FIRST}'" in readable.reason


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_statements_is_not_signed_over_rdf(order: tuple[int, ...]) -> None:
    """Unless our own proofs fix the writing, and then only of the proofs that one follows."""
    chain = Chain()
    proofs = chain.document["proof"]
    chain.document["proof"] = [proofs[number] for number in order]
    kept = order.index(0) < order.index(1)
    assert (chain.verify().verdict is Verdict.VALID) is kept


@pytest.mark.conforms("di-previous-proof-holds")
@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(
    ("member", "value"),
    [("created", "2026-11-20T09:30:01Z"), ("nonce", "1"), ("proofPurpose", "authentication")],
)
def test_a_chain_over_a_member_that_fails_fails(number: int, member: str, value: str) -> None:
    chain = Chain()
    chain.document["proof"][number][member] = value
    report = chain.verify()
    assert report.class_ is ReportClass.NOT_GENUINE
    assert report.co_signers == ()


def test_a_link_that_somebody_else_signed_again_breaks_what_followed_it() -> None:
    """The stranger puts a good proof of their own, of the same id, where the faculty's stood."""
    chain = Chain()
    stranger = chain.world.did_key()
    first, _, third = chain.document["proof"]
    forged = chain.sign(stranger, {**chain.document, "proof": first}, id=SECOND, previous=(FIRST,))
    chain.document["proof"] = [*forged["proof"], third]  # type: ignore[misc]
    report = chain.verify()
    assert report.class_ is ReportClass.NOT_GENUINE
    assert outcome(report, "signature:2") is Outcome.PASSED
    assert outcome(report, "signature:3") is Outcome.FAILED


def test_a_proof_that_no_longer_says_whom_it_follows_fails() -> None:
    chain = Chain()
    del chain.document["proof"][2]["previousProof"]
    assert outcome(chain.verify(), "signature:3") is Outcome.FAILED


def test_a_proof_of_a_set_cannot_be_made_to_follow_another() -> None:
    world = World()
    issuer, partner = world.did_key(), world.did_key()
    first = json.loads(world.sign(issuer, badge(issuer), id=FIRST))
    document = json.loads(world.sign(partner, first))
    document["proof"][1]["previousProof"] = FIRST
    report = world.verify(json.dumps(document).encode())
    assert outcome(report, "signature:2") is Outcome.FAILED


def test_a_link_out_of_reach_leaves_the_chain_open() -> None:
    world = World()
    issuer, hub, notary = world.did_key(), world.did_web("hub.example"), world.did_key()
    document = json.loads(world.sign(issuer, badge(issuer), id=FIRST))
    document = json.loads(world.sign(hub, document, id=SECOND, previous=(FIRST,)))
    data = world.sign(notary, document, previous=(SECOND,))
    world.methods.clear()
    report = world.verify(data)
    assert report.verdict is Verdict.UNDETERMINED
    assert outcome(report, "key:2") is Outcome.UNDETERMINED
    assert outcome(report, "signature:3") is Outcome.PASSED
    assert report.co_signers == ()


Knot = Callable[[list[JsonObject]], object]


@pytest.mark.conforms("di-verify-chain", "di-previous-proof")
@pytest.mark.parametrize(
    ("knot", "words"),
    [
        (lambda proofs: proofs[0].update(previousProof=FIRST), "in a circle"),
        (lambda proofs: proofs[0].update(previousProof=SECOND), "in a circle"),
        (lambda proofs: proofs[0].update(previousProof=[THIRD]), "in a circle"),
        (lambda proofs: proofs[0].update(previousProof="urn:example:none"), "not there"),
        (lambda proofs: proofs[1].update(previousProof=[FIRST, "urn:none"]), "not there"),
        (lambda proofs: proofs[1].update(previousProof=[FIRST, FIRST]), "one thing twice"),
        (lambda proofs: proofs[1].update(previousProof=[]), "/proof/1/previousProof"),
        (lambda proofs: proofs[1].update(previousProof=""), "/proof/1/previousProof"),
        (lambda proofs: proofs[1].update(previousProof=[7]), "/proof/1/previousProof"),
        (lambda proofs: proofs[1].update(previousProof={"id": FIRST}), "/proof/1/previousProof"),
        (lambda proofs: proofs[1].update(previousProof=None), "/proof/1/previousProof"),
        (lambda proofs: proofs[1].update(id=FIRST), "the same id"),
        (lambda proofs: proofs[1].update(id="proof-2"), "no absolute address"),
    ],
)
def test_a_knot_is_refused_with_words(knot: Knot, words: str) -> None:
    chain = Chain()
    knot(chain.document["proof"])
    report = chain.verify()
    assert report.verdict is Verdict.INVALID
    readable = report.check("readable")
    assert readable is not None
    assert words in readable.reason


def test_every_proof_of_sixteen_may_follow_all_before_it() -> None:
    """The most that is read; it ends within the time that a verification may take."""
    world = World()
    issuer = world.did_key()
    document, names = badge(issuer), tuple(f"urn:example:proof:{n}" for n in range(16))
    for number, name in enumerate(names):
        signer = issuer if number == 0 else world.did_key()
        data = world.sign(signer, document, id=name, previous=names[:number], binds_json=False)
        document = json.loads(data)
    report = world.verify(data)
    assert report.verdict is Verdict.VALID
    assert len(report.co_signers) == 15
