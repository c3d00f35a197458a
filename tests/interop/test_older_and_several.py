"""What npm peers sign beyond one proof of today's data model: older credentials, and proof sets."""

from __future__ import annotations

import json
import subprocess

import pytest

from credstone.securing.did import LocalResolver
from credstone.verifying.report import Verdict
from tests.core.verifying.world import World
from tests.interop.open_badge import (
    ISSUER,
    SEED,
    older_credential,
    our_report,
    our_verdict,
    sign,
    their_badge,
)
from tests.interop.peer import Peer

pytestmark = [pytest.mark.interop, pytest.mark.needs("node")]

DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"


@pytest.fixture(params=["digitalbazaar", "digitalcredentials"])
def peer(request: pytest.FixtureRequest, npm: subprocess.Popen[str]) -> Peer:
    return Peer(npm, request.param)


def test_we_verify_their_credential_of_data_model_1_1(peer: Peer) -> None:
    older = older_credential()
    contexts = older["@context"]
    assert isinstance(contexts, list)
    theirs = peer.issue({**older, "@context": [*contexts, DATA_INTEGRITY]}, SEED)
    assert our_verdict(theirs) is Verdict.VALID
    document = json.loads(theirs)
    document["expirationDate"] = "2037-01-15T09:30:00Z"
    assert our_verdict(json.dumps(document).encode()) is Verdict.INVALID


def test_they_sign_beside_us_and_we_name_them(peer: Peer) -> None:
    """The same document, signed by us and then by a stranger: a proof set."""
    ours = json.loads(sign(their_badge(), "eddsa-rdfc-2022"))
    both = peer.issue(ours, bytes(range(1, 33)))
    report = our_report(both)
    assert report.verdict is Verdict.VALID
    assert report.issuer.id == ISSUER
    assert [one.mechanism for one in report.co_signers] == ["eddsa-rdfc-2022"]
    assert LocalResolver().resolve(report.co_signers[0].key).controller == report.co_signers[0].id
    document = json.loads(both)
    document["proof"][1]["created"] = "2026-01-01T00:00:00Z"
    assert our_verdict(json.dumps(document).encode()) is Verdict.INVALID


def test_they_verify_what_two_of_us_signed(peer: Peer) -> None:
    world = World()
    partner = world.did_key()
    both = json.loads(world.sign(partner, json.loads(sign(their_badge(), "eddsa-rdfc-2022"))))
    assert our_verdict(json.dumps(both).encode()) is Verdict.VALID
    assert peer.refusal(both) is None
