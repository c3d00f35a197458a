"""Presentations between us and @digitalbazaar/vc 7.3.0, both ways, with every cryptosuite."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime

import pytest

from credstone.ports import JsonObject
from credstone.securing.did import LocalResolver
from credstone.securing.secured import AUTHENTICATION
from credstone.verifying.presentation import verify_presentation
from credstone.verifying.report import Verdict
from tests.fakes import MemoryStatusSource
from tests.interop.open_badge import their_badge
from tests.interop.peer import Peer
from tests.interop.signers import SIGNERS, SuiteSigner

pytestmark = [pytest.mark.interop, pytest.mark.needs("node")]
EACH = pytest.mark.parametrize("holder", SIGNERS, ids=str)
CHALLENGE = "2f6c9a1f4e105f0c8b9e"
DOMAIN = "employer.example"


@pytest.fixture
def peer(npm: subprocess.Popen[str]) -> Peer:
    return Peer(npm, "digitalbazaar")


def unsigned(holder: SuiteSigner) -> JsonObject:
    """A presentation of one credential, by whoever holds the key of ``holder``."""
    issuer = SIGNERS[0]
    credential = json.loads(issuer.sign(issuer.issued(their_badge())))
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:5f0c8b9e-1d59-4d43-9b57-2f6c9a1f4e20",
        "type": ["VerifiablePresentation"],
        "holder": holder.did,
        "verifiableCredential": [credential],
    }


def ours(holder: SuiteSigner) -> JsonObject:
    options = holder.options(
        purpose=AUTHENTICATION, binds_json=False, challenge=CHALLENGE, domains=(DOMAIN,)
    )
    signed: JsonObject = json.loads(holder.sign(unsigned(holder), options))
    return signed


def their_refusal(
    peer: Peer, presentation: JsonObject, challenge: str = CHALLENGE, domain: str = DOMAIN
) -> str | None:
    answer = peer.ask(
        "verifyPresentation", presentation=presentation, challenge=challenge, domain=domain
    )
    return None if answer["verified"] is True else str(answer["error"])


def theirs(peer: Peer, holder: SuiteSigner) -> bytes:
    return peer.made(
        "present",
        presentation=unsigned(holder),
        challenge=CHALLENGE,
        domain=DOMAIN,
        **holder.for_peer(),
    )


def our_verdict(data: bytes, challenge: str = CHALLENGE, domain: str = DOMAIN) -> Verdict:
    return verify_presentation(
        data,
        at=datetime.now(UTC),
        keys=LocalResolver(),
        statuses=MemoryStatusSource({}),
        challenge=challenge,
        domain=domain,
    ).verdict


@EACH
def test_they_verify_our_presentation(peer: Peer, holder: SuiteSigner) -> None:
    assert their_refusal(peer, ours(holder)) is None


@EACH
def test_they_refuse_ours_for_another_verifier_or_changed(peer: Peer, holder: SuiteSigner) -> None:
    presentation = ours(holder)
    assert their_refusal(peer, presentation, challenge="another") is not None
    assert their_refusal(peer, presentation, domain="another.example") is not None
    assert their_refusal(peer, {**presentation, "id": "urn:uuid:0"}) is not None
    credential = presentation["verifiableCredential"]
    assert isinstance(credential, list)
    assert isinstance(credential[0], dict)
    credential[0]["name"] = "Quantum physics"
    assert their_refusal(peer, presentation) is not None


@EACH
def test_we_verify_their_presentation(peer: Peer, holder: SuiteSigner) -> None:
    assert our_verdict(theirs(peer, holder)) is Verdict.VALID


@EACH
def test_we_refuse_theirs_for_another_verifier_or_changed(peer: Peer, holder: SuiteSigner) -> None:
    data = theirs(peer, holder)
    assert our_verdict(data, challenge="another") is not Verdict.VALID
    assert our_verdict(data, domain="another.example") is not Verdict.VALID
    for member, value in (("id", "urn:uuid:0"), ("holder", SIGNERS[-1].did + "x")):
        changed = {**json.loads(data), member: value}
        assert our_verdict(json.dumps(changed).encode()) is Verdict.INVALID
    changed = json.loads(data)
    changed["verifiableCredential"][0]["name"] = "Quantum physics"
    assert our_verdict(json.dumps(changed).encode()) is Verdict.INVALID
