"""Statuses of several bits, messages and refreshes, and purposes that nobody here knows.

Bitstring Status List 1.0, 2.1 and 3.2: what a list says at an entry's place, whatever it is for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from credstone.model.credential import StatusPurpose
from credstone.ports import Json, JsonObject, KeyType, Purpose
from credstone.securing import mechanism
from credstone.securing.secured import ProofOptions
from credstone.status.bitstring import Bits, encode
from credstone.status.list_document import list_document
from credstone.verifying.profiles import EXAMPLES_URL, VC_API
from credstone.verifying.report import Bearing, Check, Outcome, ReasonCode, VerificationReport
from tests.core.verifying.world import V2, World, badge, list_url, status_entry

FOUR: list[Json] = [{"status": f"0x{n}", "message": f"state {n}"} for n in range(4)]
URL = list_url(StatusPurpose.REVOCATION)


def values(statuses: Mapping[int, int], size: int, count: int = 131_072) -> Bits:
    """A list of ``count`` statuses of ``size`` bits, all 0 but the given ones."""
    whole = sum(status << (count - index - 1) * size for index, status in statuses.items())
    return Bits(whole.to_bytes(count * size // 8, "big"))


def answer(
    bits: Bits,
    *,
    purposes: Json = "revocation",
    suite: str = "eddsa-rdfc-2022",
    **entry: Json,
) -> VerificationReport:
    """What is said of a badge at place 4711 of a list that holds ``bits``."""
    world = World()
    issuer = world.did_web()
    document = list_document(
        list_url=URL,
        issuer=issuer.id,
        purpose=StatusPurpose.REVOCATION,
        bits=Bits.of([]),
        valid_from=world.at - timedelta(hours=1),
        valid_until=world.at + timedelta(hours=47),
    )
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    subject |= {"statusPurpose": purposes, "encodedList": encode(bits)}
    world.lists[URL] = world.sign(issuer, document, suite=suite)
    changed: JsonObject = {**status_entry("revocation"), **entry}
    return world.verify(world.sign(issuer, badge(issuer, credentialStatus=changed)))


def status_check(report: VerificationReport) -> Check:
    [check] = [check for check in report.checks if check.id.startswith("status")]
    return check


@pytest.mark.conforms("bsl-3.2-value", "bsl-2.1-size")
@pytest.mark.parametrize("size", [2, 3, 4, 8])
def test_a_status_of_several_bits_stands_at_index_times_size(size: int) -> None:
    highest = (1 << size) - 1
    messages: list[Json] = [{"status": hex(n), "message": f"state {n}"} for n in range(1 << size)]
    for status in {1, 2, highest - 1, highest}:
        bits = values({4710: highest - status, 4711: status, 4712: highest - status}, size)
        report = answer(
            bits,
            purposes="message",
            statusPurpose="message",
            statusSize=size,
            statusMessage=messages,
        )
        check = status_check(report)
        assert check.outcome is Outcome.PASSED
        assert check.reason.endswith(f": state {status}")


@pytest.mark.conforms("bsl-3.2-value")
@pytest.mark.parametrize(("status", "verdict"), [(0, "valid"), (1, "invalid"), (3, "invalid")])
def test_any_value_but_zero_revokes(status: int, verdict: str) -> None:
    report = answer(values({4711: status}, 2), statusSize=2, statusMessage=FOUR)
    assert report.verdict == verdict
    assert (ReasonCode.REVOKED in report.reasons) == (verdict == "invalid")


@pytest.mark.conforms("bsl-2.1-size-default")
def test_a_status_without_a_size_has_one_bit() -> None:
    assert answer(values({4711: 1}, 1)).verdict == "invalid"
    assert answer(values({4710: 1, 4712: 1}, 1), statusSize=1).verdict == "valid"


@pytest.mark.conforms("bsl-2.1-purposes-intended", "bsl-3.2-message")
@pytest.mark.parametrize(("set_at", "said"), [({}, "unset"), ({4711: 1}, "set")])
def test_a_message_is_told_and_changes_no_verdict(set_at: dict[int, int], said: str) -> None:
    report = answer(values(set_at, 1), purposes="message", statusPurpose="message")
    check = status_check(report)
    assert (check.id, check.outcome, check.bearing) == (
        "status:message",
        Outcome.PASSED,
        Bearing.REMARK,
    )
    assert check.reason.endswith(f": {said}")
    assert report.verdict == "valid"


def test_a_message_cannot_paint_the_screen() -> None:
    said: list[Json] = [
        {"status": "0x0", "message": "\u202eDILAV\u2066" + "x" * 500},
        {"status": "0x1", "message": ""},
    ]
    report = answer(Bits.of([]), purposes="message", statusPurpose="message", statusMessage=said)
    reason = status_check(report).reason
    assert reason.isprintable()
    assert len(reason) < 150


def test_a_purpose_cannot_either() -> None:
    report = answer(Bits.of([]), statusPurpose="revocation\u202e" + "x" * 100)
    check = status_check(report)
    assert check.id.isprintable()
    assert len(check.id) <= len("status:") + 40
    assert check.outcome is Outcome.UNDETERMINED


@pytest.mark.conforms("bsl-2.1-purposes-intended")
@pytest.mark.parametrize(("set_at", "said"), [({}, "no newer"), ({4711: 1}, "a newer")])
def test_a_refresh_is_offered_and_changes_no_verdict(set_at: dict[int, int], said: str) -> None:
    report = answer(values(set_at, 1), purposes="refresh", statusPurpose="refresh")
    check = status_check(report)
    assert (check.id, check.outcome) == ("status:refresh", Outcome.PASSED)
    assert said in check.reason
    assert report.verdict == "valid"


@pytest.mark.parametrize("purpose", ["message", "refresh"])
def test_a_remark_that_is_out_of_reach_changes_no_verdict(purpose: str) -> None:
    report = answer(Bits.of([]), purposes="revocation", statusPurpose=purpose)
    check = status_check(report)
    assert (check.outcome, check.bearing) == (Outcome.UNDETERMINED, Bearing.REMARK)
    assert report.verdict == "valid"


@pytest.mark.conforms("bsl-3.2-value")
@pytest.mark.parametrize(
    ("set_at", "outcome", "verdict"),
    [({}, Outcome.PASSED, "valid"), ({4711: 1}, Outcome.UNDETERMINED, "undetermined")],
)
def test_a_purpose_of_the_issuers_own_is_only_understood_while_unset(
    set_at: dict[int, int], outcome: Outcome, verdict: str
) -> None:
    report = answer(values(set_at, 1), purposes="probation", statusPurpose="probation")
    check = status_check(report)
    assert (check.id, check.outcome) == ("status:probation", outcome)
    assert report.verdict == verdict


@pytest.mark.conforms("bsl-2.2-purposes", "bsl-3.2-purpose")
def test_a_list_may_be_kept_for_several_purposes() -> None:
    purposes: Json = ["suspension", "revocation"]
    assert answer(values({4711: 1}, 1), purposes=purposes).verdict == "invalid"
    assert answer(Bits.of([]), purposes=purposes).verdict == "valid"
    assert answer(Bits.of([]), purposes=["suspension", "message"]).verdict == "undetermined"


@pytest.mark.conforms("bsl-3.2-length")
def test_a_list_with_fewer_statuses_than_a_crowd_decides_nothing() -> None:
    """131,072 bits are 65,536 statuses of two bits."""
    report = answer(Bits.of([]), statusSize=2, statusMessage=FOUR)
    assert report.verdict == "undetermined"
    assert "fewer than 131072" in status_check(report).reason
    assert answer(values({}, 2), statusSize=2, statusMessage=FOUR).verdict == "valid"


@pytest.mark.conforms("bsl-3.2-range")
@pytest.mark.parametrize(("index", "verdict"), [("131071", "valid"), ("131072", "undetermined")])
def test_the_range_is_counted_in_statuses(index: str, verdict: str) -> None:
    bits = values({}, 2)
    report = answer(bits, statusSize=2, statusMessage=FOUR, statusListIndex=index)
    assert report.verdict == verdict


@pytest.mark.parametrize("set_at", [{}, {4711: 1}])
def test_a_list_that_is_a_token_says_the_same(set_at: dict[int, int]) -> None:
    report = answer(values(set_at, 1), suite="vc-jwt")
    assert report.verdict == ("invalid" if set_at else "valid")


def test_the_newest_list_decides_whatever_its_time_to_live() -> None:
    """A ttl says when to fetch again; until when the list speaks, its validity says (2.2)."""
    world = World()
    issuer = world.did_web()
    world.publish(issuer, StatusPurpose.REVOCATION)
    data = world.sign(issuer, badge(issuer, credentialStatus=status_entry("revocation")))
    world.at += timedelta(hours=46)
    assert world.verify(data).verdict == "valid"
    world.at += timedelta(hours=2)
    assert world.verify(data).verdict == "undetermined"


@pytest.mark.parametrize(
    ("size", "verdict"), [(1, "valid"), (2, "undetermined"), (0, "undetermined")]
)
def test_a_list_that_states_its_size_agrees_with_the_entry(size: int, verdict: str) -> None:
    """The base context has no word for it in a list; another context of the list may have."""
    world = World()
    issuer = world.did_key()
    document = list_document(
        list_url=URL,
        issuer=issuer.id,
        purpose=StatusPurpose.REVOCATION,
        bits=values({}, 2),
        valid_from=world.at,
        valid_until=world.at + timedelta(hours=47),
    )
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    subject["statusSize"] = size
    document["@context"] = [V2, EXAMPLES_URL]
    options = ProofOptions(issuer.method_id, KeyType.ED25519, world.at)
    suite = "eddsa-rdfc-2022"
    message = mechanism.signing_input(suite, document, options, reading=VC_API.reading)
    [signature] = world.signer.sign_many(issuer.method_id, Purpose.ISSUING, [message])
    world.lists[URL] = mechanism.attach(suite, document, options, signature)
    data = world.sign(issuer, badge(issuer, credentialStatus=status_entry("revocation")))
    report = world.verify(data, VC_API)
    assert (status_check(report).id, report.verdict) == ("status:revocation", verdict)
