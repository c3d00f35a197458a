"""Open Badges between us and openvc-core 1.37.0 and openbadgeslib 4.6.3, both ways.

Both also insist that a document is in its own compacted form (``id`` and ``type`` for ``@id`` and
``@type``, inside our extension too) and refuse what their canonicalization would not cover.
"""

from __future__ import annotations

import json
import subprocess

import pytest

from credstone.verifying.report import Verdict
from tests.interop.open_badge import (
    DEFINITIONS,
    SEED,
    jwt_payload,
    older_credential,
    open_badge,
    our_report,
    our_verdict,
    plain_credential,
    sign,
    tampered,
    tampered_token,
    their_badge,
)
from tests.interop.peer import Peer

pytestmark = [pytest.mark.interop, pytest.mark.needs("peers")]


@pytest.fixture(params=["openvc", "openbadgeslib"])
def peer(request: pytest.FixtureRequest, python: subprocess.Popen[str]) -> Peer:
    return Peer(python, request.param)


@pytest.fixture
def openbadgeslib(python: subprocess.Popen[str]) -> Peer:
    return Peer(python, "openbadgeslib")


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_they_verify_our_open_badge(peer: Peer, definition: str) -> None:
    assert peer.refusal(json.loads(sign(open_badge(definition), "eddsa-rdfc-2022"))) is None


def test_openvc_verifies_our_plain_credential(python: subprocess.Popen[str]) -> None:
    """openbadgeslib reads Open Badges only."""
    ours = json.loads(sign(plain_credential(), "eddsa-rdfc-2022"))
    assert Peer(python, "openvc").refusal(ours) is None


def test_they_refuse_our_open_badge_tampered_with(peer: Peer) -> None:
    ours = json.loads(sign(open_badge(), "eddsa-rdfc-2022"))
    for change, document in tampered(ours):
        why = peer.refusal(document)
        assert why is not None, change
        assert "does not verify" in why or "signature mismatch" in why, f"{change}: {why}"


def test_we_verify_their_open_badge(peer: Peer) -> None:
    theirs = peer.issue(their_badge(), SEED, mechanism="eddsa-rdfc-2022")
    assert our_verdict(theirs) is Verdict.VALID


def test_we_refuse_their_open_badge_tampered_with(peer: Peer) -> None:
    theirs = json.loads(peer.issue(their_badge(), SEED, mechanism="eddsa-rdfc-2022"))
    for change, document in tampered(theirs):
        assert our_verdict(json.dumps(document).encode()) is Verdict.INVALID, change


def test_openbadgeslib_verifies_our_token(openbadgeslib: Peer) -> None:
    assert openbadgeslib.refusal(sign(open_badge(), "vc-jwt").decode()) is None


def test_openbadgeslib_refuses_our_token_tampered_with(openbadgeslib: Peer) -> None:
    why = openbadgeslib.refusal(tampered_token(sign(open_badge(), "vc-jwt")).decode())
    assert why is not None
    assert "signature" in why.lower()


def test_we_verify_a_token_that_pyjwt_signed(python: subprocess.Popen[str]) -> None:
    """The form of VC-JOSE-COSE, with the registered claims that Open Badges 3.0 asks for."""
    theirs = Peer(python, "pyjwt").issue(jwt_payload(), SEED, mechanism="vc-jwt")
    assert our_verdict(theirs) is Verdict.VALID
    assert our_verdict(tampered_token(theirs)) is Verdict.INVALID


def test_we_refuse_a_token_that_brings_its_own_key(openbadgeslib: Peer) -> None:
    """openbadgeslib writes ``jwk`` and no ``kid``: whoever signs could name any key (RFC 8725)."""
    theirs = openbadgeslib.issue(jwt_payload(), SEED, mechanism="vc-jwt")
    assert openbadgeslib.refusal(theirs.decode()) is None
    report = our_report(theirs)
    assert report.verdict is Verdict.INVALID
    assert any("jwk" in check.reason for check in report.checks)


def test_we_verify_their_token_of_data_model_1_1(python: subprocess.Popen[str]) -> None:
    """openvc writes the ``vc`` claim, and the moment of signing as ``nbf``."""
    openvc = Peer(python, "openvc")
    theirs = openvc.issue(older_credential(), SEED, mechanism="vc-jwt")
    assert openvc.refusal(theirs.decode()) is None
    assert our_verdict(theirs) is Verdict.VALID
    assert our_verdict(tampered_token(theirs)) is Verdict.INVALID


def test_we_refuse_a_credential_of_2_0_in_a_token_of_1_1(python: subprocess.Popen[str]) -> None:
    """openvc puts any credential into the ``vc`` claim; VC-JOSE-COSE 1.0 forbids it for 2.0."""
    openvc = Peer(python, "openvc")
    theirs = openvc.issue(open_badge(), SEED, mechanism="vc-jwt")
    assert openvc.refusal(theirs.decode()) is None
    report = our_report(theirs)
    assert report.verdict is Verdict.INVALID
    assert any("payload is the credential itself" in check.reason for check in report.checks)


def test_the_two_libraries_accept_each_other(python: subprocess.Popen[str]) -> None:
    """Without us: the peers work, so that an agreement with them means something."""
    one, other = Peer(python, "openvc"), Peer(python, "openbadgeslib")
    for signer, reader in ((one, other), (other, one)):
        signed = signer.issue(open_badge(), SEED, mechanism="eddsa-rdfc-2022")
        assert reader.refusal(json.loads(signed)) is None
