"""How much one presentation may ask for, and what is said of one credential in it."""

from __future__ import annotations

import json

import pytest

from credstone.errors import Unavailable
from credstone.ports import JsonObject
from credstone.verifying.checks.presented import (
    MOST_LISTS,
    MOST_OCTETS_OF_LISTS,
    MOST_SIGNATURES,
    FewLists,
    credential_holds,
    not_too_many,
)
from credstone.verifying.report import (
    Bearing,
    Check,
    CredentialSummary,
    IssuerView,
    Outcome,
    ReasonCode,
    ReportClass,
    Verdict,
    VerificationReport,
)
from tests.core.verifying.presenting import CHALLENGE, DOMAIN, Holder, look_at
from tests.core.verifying.told import well_told
from tests.core.verifying.world import NOW, V2, World
from tests.fakes import MemoryStatusSource

ASKED = {"challenge": CHALLENGE, "domains": (DOMAIN,)}


def test_so_many_lists_are_read_and_not_one_more() -> None:
    few = FewLists(MemoryStatusSource({"https://x.example/list": b"{}"}))
    assert {few.status_list("https://x.example/list") for _ in range(MOST_LISTS)} == {b"{}"}
    with pytest.raises(Unavailable, match="at most 128"):
        few.status_list("https://x.example/list")


def test_large_lists_are_read_until_they_are_too_much_together() -> None:
    large = b" " * (MOST_OCTETS_OF_LISTS // 4)
    few = FewLists(MemoryStatusSource({"https://x.example/list": large}))
    assert [len(few.status_list("https://x.example/list")) for _ in range(4)] == [len(large)] * 4
    with pytest.raises(Unavailable, match="large status lists"):
        few.status_list("https://x.example/list")


def test_so_many_signatures_are_gone_through_and_not_one_more() -> None:
    assert not_too_many([{}] * MOST_SIGNATURES).passed
    assert not not_too_many([{}] * (MOST_SIGNATURES + 1)).passed
    assert not_too_many([{"proof": [{}] * MOST_SIGNATURES}]).passed
    assert not not_too_many([{"proof": [{}] * MOST_SIGNATURES}, {}]).passed


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [
        (Verdict.VALID, Outcome.PASSED),
        (Verdict.INVALID, Outcome.FAILED),
        (Verdict.UNDETERMINED, Outcome.UNDETERMINED),
    ],
)
def test_why_a_credential_does_not_hold_is_said_beside_its_place(
    verdict: Verdict, outcome: Outcome
) -> None:
    remark = Check("joint:a", "clause", Outcome.FAILED, "Nobody consented.", Bearing.REMARK)
    check = Check("valid_until", "clause", outcome, "It expired.", Bearing.CURRENT)
    reasons = (ReasonCode.EXPIRED,)
    class_ = ReportClass.GENUINE_BUT
    told = credential_holds(
        3,
        VerificationReport(
            verdict, class_, reasons, IssuerView(), (remark, check), CredentialSummary(), NOW
        ),
    )
    well_told([told], presentation=True)
    assert (told.id, told.outcome) == ("credential:3", outcome)
    passed = outcome is Outcome.PASSED
    assert told.reason == ("It is authentic and current." if passed else "It expired.")


def test_whoever_signs_beside_the_holder_shows_who_they_are_and_states_nothing() -> None:
    learner, witness = Holder(), Holder()
    own: JsonObject = {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": learner.id,
        "credentialSubject": {"id": learner.id},
    }
    document: JsonObject = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": learner.id,
        "verifiableCredential": [own],
    }
    signed = learner.sign(document, suite="eddsa-jcs-2022", **ASKED)
    both = witness.sign(json.loads(signed), suite="eddsa-jcs-2022", **ASKED)
    report = look_at(World(), both)
    assert report.verdict is Verdict.VALID
    (statement,) = report.credentials
    assert [one.id for one in report.co_signers] == [witness.id]
    assert statement.co_signers == ()
    # What was asked is answered by the presentation, not by each statement in it.
    assert {"domain", "challenge"} <= {check.id for check in report.checks}
    assert not {check.question for check in statement.checks} & {"domain", "challenge"}
