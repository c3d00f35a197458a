"""The Recommendation's own sets and chains, verified whole (Data Integrity EdDSA Cryptosuites, B).

Their issuers are ``https`` addresses and their keys did:key: the profile reports that and goes on,
the product's own policy does not take it.
"""

from __future__ import annotations

import json

import pytest

from credstone.verifying.profiles import VC_API
from credstone.verifying.report import Outcome, ReportClass, Verdict
from tests.core.verifying.test_genuine_or_not import outcome
from tests.core.verifying.world import World
from tests.require import SHARED

pytestmark = pytest.mark.needs("shared")

FOLDER = SHARED / "data/w3c/vc-di-eddsa/TestVectors/proof-set-chain"


@pytest.mark.parametrize(
    ("name", "co_signers"),
    [
        ("signedProofSet1", 0),
        ("signedProofSet2", 1),
        ("signedProofChain1", 2),
        ("signedProofChain2", 3),
    ],
)
def test_a_vector_holds_in_the_profile_alone(name: str, co_signers: int) -> None:
    data = (FOLDER / f"{name}.json").read_bytes()
    report = World().verify(data, VC_API)
    assert report.verdict is Verdict.VALID
    assert len(report.co_signers) == co_signers
    assert World().verify(data).class_ is ReportClass.NOT_GENUINE


@pytest.mark.parametrize("name", ["signedProofSet2", "signedProofChain1", "signedProofChain2"])
def test_a_vector_with_one_proof_changed_does_not_hold(name: str) -> None:
    document = json.loads((FOLDER / f"{name}.json").read_bytes())
    for number, proof in enumerate(document["proof"]):
        kept = proof["created"]
        proof["created"] = "2024-01-01T00:00:00Z"
        report = World().verify(json.dumps(document).encode(), VC_API)
        assert report.class_ is ReportClass.NOT_GENUINE
        suffix = "" if number == 0 else f":{number + 1}"
        assert outcome(report, f"signature{suffix}") is Outcome.FAILED
        proof["created"] = kept
