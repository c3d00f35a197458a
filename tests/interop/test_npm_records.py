"""A learner record of ours, with signed Open Badges inside, before the npm libraries.

Both verify the outer signature over everything, parts with their proofs included. Neither looks at
the proofs of the parts; each part taken out verifies by itself.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from typing import Any

import pytest

from credstone.formats import clr, openbadges, registry
from credstone.model.award import AwardPart
from credstone.verifying.report import Verdict
from tests.interop.open_badge import DEFINITIONS, SEED, open_badge, our_verdict, sign
from tests.interop.peer import Peer

pytestmark = [pytest.mark.interop, pytest.mark.needs("node")]


@pytest.fixture(params=["digitalbazaar", "digitalcredentials"])
def peer(request: pytest.FixtureRequest, npm: subprocess.Popen[str]) -> Peer:
    return Peer(npm, request.param)


def unsigned_record() -> dict[str, Any]:
    """The first example stacked from the second one and from the same with another code."""
    parts = []
    for number in (1, 2):
        read = registry.read(open_badge(DEFINITIONS[1])).award
        assert read is not None
        uri = f"{read.achievement.id[:-1]}{number}"
        earned = replace(
            read, id=f"urn:uuid:{number}", achievement=replace(read.achievement, id=uri)
        )
        badge = openbadges.export(earned, credential_id=f"urn:uuid:{number}{number}").document
        signed = sign(badge, "eddsa-rdfc-2022").decode("utf-8")
        parts.append(AwardPart(f"urn:uuid:{number}{number}", uri, read.achievement.title, signed))
    larger = registry.read(open_badge(with_status=False)).award
    assert larger is not None
    larger = replace(larger, parts=tuple(parts))
    return clr.export(larger, credential_id="urn:uuid:99").document


def test_they_verify_our_record(peer: Peer) -> None:
    assert peer.refusal(json.loads(sign(unsigned_record(), "eddsa-rdfc-2022"))) is None


def test_they_verify_a_part_that_was_taken_out(peer: Peer) -> None:
    record = json.loads(sign(unsigned_record(), "eddsa-rdfc-2022"))
    for part in record["credentialSubject"]["verifiableCredential"]:
        assert peer.refusal(part) is None


@pytest.mark.parametrize("where", ["a part", "its proof", "an association"])
def test_they_refuse_it_when_something_inside_was_touched(peer: Peer, where: str) -> None:
    record = json.loads(sign(unsigned_record(), "eddsa-rdfc-2022"))
    subject = record["credentialSubject"]
    if where == "a part":
        subject["verifiableCredential"][1]["name"] = "Quantum physics"
    elif where == "its proof":
        del subject["verifiableCredential"][1]["proof"]
    else:
        subject["association"][0]["associationType"] = "isPeerOf"
    why = peer.refusal(record)
    assert why is not None
    assert "Invalid signature" in why


def test_we_verify_a_record_that_they_signed(peer: Peer) -> None:
    assert our_verdict(peer.issue(unsigned_record(), SEED)) is Verdict.VALID
