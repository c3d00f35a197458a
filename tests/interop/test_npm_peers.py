"""Open Badges between us and the npm libraries, both ways, with our extension in.

@digitalbazaar/vc 7.3.0 reads the frozen Open Badges context; @digitalcredentials/vc 10.0.2 brings
a copy of its own, which is older and must say the same of every term we use.
"""

from __future__ import annotations

import json
import subprocess

import pytest

from credstone.verifying.report import Verdict
from tests.interop.open_badge import (
    CREATED,
    DEFINITIONS,
    SEED,
    open_badge,
    our_verdict,
    plain_credential,
    sign,
    tampered,
    their_badge,
)
from tests.interop.peer import Peer

pytestmark = [pytest.mark.interop, pytest.mark.needs("node")]


@pytest.fixture(params=["digitalbazaar", "digitalcredentials"])
def peer(request: pytest.FixtureRequest, npm: subprocess.Popen[str]) -> Peer:
    return Peer(npm, request.param)


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_they_verify_our_open_badge(peer: Peer, definition: str) -> None:
    assert peer.refusal(json.loads(sign(open_badge(definition), "eddsa-rdfc-2022"))) is None


def test_they_verify_our_plain_credential(peer: Peer) -> None:
    assert peer.refusal(json.loads(sign(plain_credential(), "eddsa-rdfc-2022"))) is None


def test_they_refuse_ours_tampered_with(peer: Peer) -> None:
    ours = json.loads(sign(open_badge(), "eddsa-rdfc-2022"))
    for change, document in tampered(ours):
        why = peer.refusal(document)
        assert why is not None, change
        assert "Invalid signature" in why, f"{change}: {why}"


def test_we_verify_theirs(peer: Peer) -> None:
    assert our_verdict(peer.issue(their_badge(), SEED)) is Verdict.VALID


def test_we_refuse_theirs_tampered_with(peer: Peer) -> None:
    theirs = json.loads(peer.issue(their_badge(), SEED))
    for change, document in tampered(theirs):
        assert our_verdict(json.dumps(document).encode()) is Verdict.INVALID, change


def test_the_same_credential_key_and_moment_give_the_same_proof(peer: Peer) -> None:
    ours = json.loads(sign(open_badge(), "eddsa-rdfc-2022", binds_json=False))
    moment = CREATED.isoformat().replace("+00:00", "Z")
    theirs = json.loads(peer.issue(open_badge(), SEED, created=moment))
    assert ours["proof"] == theirs["proof"]


def test_the_two_libraries_accept_each_other(npm: subprocess.Popen[str]) -> None:
    """Without us: the peers work, so that an agreement with them means something."""
    one, other = Peer(npm, "digitalbazaar"), Peer(npm, "digitalcredentials")
    assert other.refusal(json.loads(one.issue(open_badge(), SEED))) is None
    assert one.refusal(json.loads(other.issue(open_badge(), SEED))) is None
