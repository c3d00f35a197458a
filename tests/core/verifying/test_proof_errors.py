"""Every error that the Recommendations name for proofs shows in the check that our page says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from credstone.errors import KeyUnavailable
from credstone.ports import VerificationMethod
from credstone.verifying.checks.authenticity import authenticate
from credstone.verifying.checks.proofs import STATED, Expected
from credstone.verifying.policy import Policy
from credstone.verifying.report import Outcome, Verdict
from tests.core.verifying.world import NOW, World, badge
from tests.fakes import MemoryResolver
from tests.require import ROOT

PAGE = (ROOT / "docs/reference/proof-errors.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip().strip("`") for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]


@dataclass(frozen=True)
class Forgetful:
    """A resolver that read the controller document, which holds no such key."""

    def resolve(self, method_id: str) -> VerificationMethod:
        raise KeyUnavailable("The controller document does not hold this key.", where=method_id)


def proof_change(**members: object) -> Callable[[Any], object]:
    return lambda document: document["proof"].update(members)


HAPPENS: dict[str, Callable[[Any], object]] = {
    "type, verificationMethod or proofPurpose is missing": lambda d: d["proof"].pop("proofPurpose"),
    "the purpose is not the one that is expected": proof_change(proofPurpose="authentication"),
    "previousProof names a proof that is not there": proof_change(previousProof="urn:p:1"),
    "the signature does not hold": proof_change(nonce="1"),
    "created is no time with its offset": proof_change(created="2026-11-20T09:30:00"),
    "expires lies before the moment asked about": lambda d: None,
    "the document has a term that no context defines": lambda d: d.update(favouriteColour="blue"),
    "the cryptosuite is one that we do not have": proof_change(cryptosuite="bbs-2023"),
    "the domain is not the one that is expected": lambda d: None,
    "the challenge is not the one that is expected": lambda d: None,
    "the verification method is no address": proof_change(verificationMethod="key-1"),
    "the controller document does not hold the key": lambda d: None,
    "the key is not listed for the purpose": lambda d: None,
}
EXPECTED = {
    "the domain is not the one that is expected": Expected(domain="verifier.example"),
    "the challenge is not the one that is expected": Expected(challenge="5678"),
}


def test_the_page_names_every_case_once() -> None:
    assert [row[2] for row in ROWS] == list(HAPPENS)
    assert all(re.fullmatch(r"[A-Z_]+", row[0]) for row in ROWS)


@pytest.mark.conforms("di-verify-error")
@pytest.mark.parametrize("row", ROWS, ids=[row[2] for row in ROWS])
def test_an_error_shows_in_its_check(row: list[str]) -> None:
    _, _, case, check_id, outcome = row
    world = World()
    issuer = world.did_web()
    ended = NOW - timedelta(seconds=1) if case.startswith("expires") else None
    told = {"domains": ("elsewhere.example",), "challenge": "1234", "expires": ended}
    document = json.loads(world.sign(issuer, badge(issuer), **told))  # type: ignore[arg-type]
    HAPPENS[case](document)
    if case == "the key is not listed for the purpose":
        world.relist(issuer, relationships=frozenset({"authentication"}))
    unlisted = case == "the controller document does not hold the key"
    found = authenticate(
        json.dumps(document).encode(),
        at=NOW,
        keys=Forgetful() if unlisted else MemoryResolver(world.methods),
        policy=Policy(),
        expected=EXPECTED.get(case, STATED),
    )
    not_passed = {check.id: check.outcome for check in found.checks if not check.passed}
    assert not_passed.get(check_id) is Outcome(outcome), not_passed


@pytest.mark.conforms("di-verify-domain", "di-verify-challenge", "di-verify-purpose")
@pytest.mark.parametrize(
    ("written", "expected", "holds"),
    [
        ({}, STATED, True),
        ({"domains": ("a.example",), "challenge": "1"}, STATED, True),
        ({"domains": ("a.example",)}, Expected(domain="a.example"), True),
        ({"domains": ("a.example", "b.example")}, Expected(domain="a.example"), False),
        ({"domains": ("A.example",)}, Expected(domain="a.example"), False),
        ({}, Expected(domain="a.example"), False),
        ({"challenge": "1"}, Expected(challenge="1"), True),
        ({"challenge": "10"}, Expected(challenge="1"), False),
        ({}, Expected(challenge="1"), False),
        ({"nonce": "1"}, Expected(challenge="1"), False),
        ({"purpose": "authentication"}, Expected(purpose="authentication"), True),
        ({}, Expected(purpose="authentication"), False),
    ],
)
def test_a_verifier_says_what_it_expects(
    written: dict[str, object], expected: Expected, holds: bool
) -> None:
    """Domain and challenge of a credential may be anything, unless somebody asked for them."""
    world = World()
    issuer = world.did_key()
    data = world.sign(issuer, badge(issuer), **written)  # type: ignore[arg-type]
    keys, policy = MemoryResolver(world.methods), Policy()
    found = authenticate(data, at=NOW, keys=keys, policy=policy, expected=expected)
    assert (found.obstacle is None) is holds


def test_every_proof_of_a_set_answers_what_was_expected() -> None:
    world = World()
    issuer, partner = world.did_key(), world.did_key()
    document = json.loads(world.sign(issuer, badge(issuer), challenge="1"))
    data = world.sign(partner, document, challenge="2")
    keys, policy = MemoryResolver(world.methods), Policy()
    found = authenticate(data, at=NOW, keys=keys, policy=policy, expected=Expected(challenge="1"))
    assert found.obstacle is not None
    assert found.obstacle.id == "challenge:2"


@pytest.mark.parametrize(
    ("members", "where"),
    [
        ({"id": ""}, "/proof/id"),
        ({"id": "proof"}, "/proof/id"),
        ({"id": ["urn:p:1"]}, "/proof/id"),
        ({"verificationMethod": "#key-1"}, "/proof/verificationMethod"),
        ({"verificationMethod": ["did:example:1#1"]}, "/proof/verificationMethod"),
        ({"created": "2026-11-20"}, "/proof/created"),
        ({"created": "20 November 2026"}, "/proof/created"),
        ({"created": None}, "/proof/created"),
        ({"expires": "2026-11-31T00:00:00Z"}, "/proof/expires"),
        ({"expires": "2026-11-19T09:30:00Z"}, "ends before it was made"),
        ({"domain": ["a.example", "a.example"]}, "/proof/domain"),
        ({"domain": ""}, "/proof/domain"),
        ({"challenge": 7}, "/proof/challenge"),
        ({"nonce": {}}, "/proof/nonce"),
        ({"proofValue": "u" + "A" * 86}, "/proof/proofValue"),
        ({"proofValue": "zz"}, "/proof/proofValue"),
    ],
)
def test_a_member_of_another_form_is_named(members: dict[str, object], where: str) -> None:
    world = World()
    issuer = world.did_key()
    document = json.loads(world.sign(issuer, badge(issuer)))
    document["proof"].update(members)
    report = world.verify(json.dumps(document).encode())
    assert report.verdict is Verdict.INVALID
    readable = report.check("readable")
    assert readable is not None
    assert where in readable.reason


@pytest.mark.parametrize(("seconds", "holds"), [(0, True), (60, True), (61, False)])
def test_a_proof_may_be_made_by_a_clock_a_minute_ahead(seconds: int, holds: bool) -> None:
    world = World()
    issuer = world.did_key()
    data = world.sign(issuer, badge(issuer), created=NOW + timedelta(seconds=seconds))
    assert (world.verify(data).verdict is Verdict.VALID) is holds
    strict = replace(Policy(), clock_skew=timedelta(0))
    assert (world.verify(data, strict).verdict is Verdict.VALID) is (seconds == 0)
