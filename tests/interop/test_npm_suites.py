"""Every cryptosuite between us and the npm packages of its name, both ways, on both curves.

@digitalbazaar/vc 7.3.0 with eddsa-rdfc-2022 1.3.0, eddsa-jcs-2022 1.0.0, ecdsa-rdfc-2019 1.3.0 and
ecdsa-jcs-2019 1.0.0. Proof sets go both ways too; of proof chains the library knows nothing.
"""

from __future__ import annotations

import json
import subprocess

import pytest

from credstone.ports import Json, JsonObject
from credstone.securing import mechanism
from credstone.securing.did import LocalResolver
from credstone.verifying.report import Verdict
from tests.interop.open_badge import (
    CREATED,
    open_badge,
    our_verdict,
    plain_credential,
    tampered,
    their_badge,
)
from tests.interop.peer import Peer
from tests.interop.signers import SIGNERS, SuiteSigner

pytestmark = [pytest.mark.interop, pytest.mark.needs("node")]
EACH = pytest.mark.parametrize("signer", SIGNERS, ids=str)
PAIRS = list(zip(SIGNERS, SIGNERS[2:] + SIGNERS[:2], strict=True))


@pytest.fixture
def peer(npm: subprocess.Popen[str]) -> Peer:
    return Peer(npm, "digitalbazaar")


@pytest.mark.conforms(
    "eddsa-rdfc-verifies",
    "eddsa-jcs-verifies",
    "ecdsa-rdfc-verifies",
    "ecdsa-jcs-verifies",
    "ecdsa-p1363",
)
@EACH
@pytest.mark.parametrize("made", [open_badge, plain_credential], ids=["badge", "plain"])
def test_they_verify_ours(peer: Peer, signer: SuiteSigner, made: object) -> None:
    assert callable(made)
    assert peer.refusal(json.loads(signer.sign(signer.issued(made())))) is None


@EACH
def test_they_refuse_ours_tampered_with(peer: Peer, signer: SuiteSigner) -> None:
    ours = json.loads(signer.sign(signer.issued(open_badge())))
    for change, document in tampered(ours):
        why = peer.refusal(document)
        assert why is not None, change
        assert "Invalid signature" in why, f"{change}: {why}"


@EACH
def test_they_refuse_ours_under_another_key(peer: Peer, signer: SuiteSigner) -> None:
    ours = json.loads(signer.sign(signer.issued(open_badge())))
    for other in SIGNERS:
        if other.did != signer.did:
            ours["proof"]["verificationMethod"] = other.options().verification_method
            assert peer.refusal(ours) is not None, other


@pytest.mark.conforms(
    "eddsa-rdfc-verifies", "eddsa-jcs-verifies", "ecdsa-rdfc-verifies", "ecdsa-jcs-verifies"
)
@EACH
def test_we_verify_theirs(peer: Peer, signer: SuiteSigner) -> None:
    theirs = peer.made("issue", credential=signer.issued(their_badge()), **signer.for_peer())
    assert mechanism.read(theirs).proofs[0].mechanism == signer.suite
    assert our_verdict(theirs) is Verdict.VALID


@EACH
def test_we_refuse_theirs_tampered_with(peer: Peer, signer: SuiteSigner) -> None:
    made = peer.made("issue", credential=signer.issued(their_badge()), **signer.for_peer())
    for change, document in tampered(json.loads(made)):
        assert our_verdict(json.dumps(document).encode()) is Verdict.INVALID, change


@EACH
def test_the_same_credential_and_moment_give_the_same_proof(
    peer: Peer, signer: SuiteSigner
) -> None:
    """To the byte with Ed25519; theirs of ECDSA are made with random numbers, so all but those."""
    document = signer.issued(open_badge())
    ours = json.loads(signer.sign(document, signer.options(binds_json=False)))
    moment = CREATED.isoformat().replace("+00:00", "Z")
    asked = signer.for_peer() | {"created": moment}
    theirs = json.loads(peer.made("issue", credential=document, **asked))
    if signer.suite.startswith("ecdsa"):
        del ours["proof"]["proofValue"], theirs["proof"]["proofValue"]
    assert ours["proof"] == theirs["proof"]


def proofs_that_hold(peer: Peer, document: JsonObject) -> Json:
    """By verification method; the library's one answer asks for one good proof of the issuer."""
    return peer.ask("verifyEach", credential=document)["proofs"]


def set_of_ours(first: SuiteSigner, second: SuiteSigner) -> JsonObject:
    document = json.loads(first.sign(first.issued(their_badge()), first.options(binds_json=False)))
    made: JsonObject = json.loads(second.sign(document, second.options(binds_json=False)))
    return made


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=str)
def test_they_verify_our_proof_set(peer: Peer, first: SuiteSigner, second: SuiteSigner) -> None:
    ours = set_of_ours(first, second)
    methods = [one.options().verification_method for one in (first, second)]
    assert peer.refusal(ours) is None
    assert proofs_that_hold(peer, ours) == dict.fromkeys(methods, True)
    changed = {**ours, "name": "Quantum physics"}
    assert proofs_that_hold(peer, changed) == dict.fromkeys(methods, False)


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=str)
def test_we_verify_the_proof_set_that_they_finish(
    peer: Peer, first: SuiteSigner, second: SuiteSigner
) -> None:
    begun = json.loads(first.sign(first.issued(their_badge()), first.options(binds_json=False)))
    theirs = peer.made("issue", credential=begun, **second.for_peer())
    secured = mechanism.read(theirs)
    assert [proof.mechanism for proof in secured.proofs] == [first.suite, second.suite]
    for proof in secured.proofs:
        key = LocalResolver().resolve(proof.verification_method).key
        assert mechanism.check(secured, proof, key).holds
    assert our_verdict(theirs) is Verdict.VALID
    changed = theirs.replace(b"2026-01-15T09:30:00Z", b"2026-01-16T09:30:00Z")
    assert changed != theirs
    assert our_verdict(changed) is Verdict.INVALID


def test_they_know_nothing_of_proof_chains(peer: Peer) -> None:
    """They check a proof that follows another as if it stood alone, and so find it broken."""
    first, second = SIGNERS[0], SIGNERS[2]
    options = first.options(binds_json=False, id="urn:uuid:5f0c8b9e-1d59-4d43-9b57-2f6c9a1f4e11")
    document = json.loads(first.sign(first.issued(their_badge()), options))
    follows = second.options(binds_json=False, previous=(options.id,))
    chained = second.sign(document, follows)
    assert our_verdict(chained) is Verdict.VALID
    assert proofs_that_hold(peer, json.loads(chained)) == {
        options.verification_method: True,
        follows.verification_method: False,
    }
