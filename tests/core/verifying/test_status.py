"""Revoked, suspended, replaced; and every trick that would hide or feign it (threat 13)."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Callable
from datetime import timedelta

import pytest

from credstone.model.credential import StatusPurpose
from credstone.ports import Json, JsonObject
from credstone.verifying.report import (
    Outcome,
    ReasonCode,
    ReportClass,
    Verdict,
    VerificationReport,
)
from tests.core.verifying.world import (
    CREDENTIAL_ID,
    NOW,
    V2,
    Issuer,
    World,
    badge,
    list_url,
    status_entry,
)

REVOCATION, SUSPENSION = StatusPurpose.REVOCATION, StatusPurpose.SUSPENSION
INDEX = 4711


class Register:
    """A university that keeps both lists, and one credential at index 4711 of each."""

    def __init__(self, *, suite: str = "eddsa-rdfc-2022") -> None:
        self.world = World()
        self.issuer: Issuer = self.world.did_web()
        entries: Json = [status_entry(purpose, INDEX) for purpose in StatusPurpose]
        self.badge = badge(self.issuer, credentialStatus=entries)
        self.data = self.world.sign(self.issuer, self.badge, suite=suite)
        for purpose in StatusPurpose:
            self.world.publish(self.issuer, purpose)

    def verify(self) -> VerificationReport:
        return self.world.verify(self.data)

    def republish(
        self, change: Callable[[JsonObject], object], signer: Issuer | None = None
    ) -> None:
        """Publish the revocation list again, changed and signed anew."""
        document: JsonObject = json.loads(self.world.lists[list_url(REVOCATION)])
        del document["proof"]
        change(document)
        self.world.lists[list_url(REVOCATION)] = self.world.sign(signer or self.issuer, document)


def test_a_credential_that_nobody_revoked_is_valid() -> None:
    report = Register().verify()
    assert report.verdict is Verdict.VALID
    checks = [check.id for check in report.checks if check.id.startswith("status")]
    assert checks == ["status:revocation", "status:suspension"]


@pytest.mark.conforms("bsl-2.1-purposes-intended")
@pytest.mark.conforms("ob3-verify-status")
@pytest.mark.parametrize(
    ("purpose", "reason"),
    [(REVOCATION, ReasonCode.REVOKED), (SUSPENSION, ReasonCode.SUSPENDED)],
)
@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "vc-jwt"])
def test_a_set_bit_ends_it(purpose: StatusPurpose, reason: ReasonCode, suite: str) -> None:
    register = Register(suite=suite)
    register.world.publish(register.issuer, purpose, [INDEX])
    report = register.verify()
    assert (report.verdict, report.class_) == (Verdict.INVALID, ReportClass.GENUINE_BUT)
    assert report.reasons[0] is reason


def test_the_neighbours_of_a_revoked_credential_are_not_revoked() -> None:
    register = Register()
    register.world.publish(register.issuer, REVOCATION, [INDEX - 1, INDEX + 1, 131_071 - INDEX])
    assert register.verify().verdict is Verdict.VALID


def test_a_suspension_ends_when_the_bit_is_taken_back() -> None:
    register = Register()
    register.world.publish(register.issuer, SUSPENSION, [INDEX])
    assert register.verify().verdict is Verdict.INVALID
    register.world.publish(register.issuer, SUSPENSION, [])
    assert register.verify().verdict is Verdict.VALID


def test_a_replaced_credential_says_by_which() -> None:
    register = Register()
    new = "urn:uuid:11111111-2222-4333-8444-555555555555"
    register.world.publish(
        register.issuer,
        REVOCATION,
        [INDEX],
        replacements={CREDENTIAL_ID: new, "urn:x:y": "urn:z:z"},
    )
    report = register.verify()
    assert report.verdict is Verdict.INVALID
    assert report.reasons[0] is ReasonCode.SUPERSEDED
    assert report.credential.replaced_by == new


@pytest.mark.parametrize("trick", ["withheld", "another's", "forged", "old"])
def test_what_replaced_it_is_only_told_by_the_issuer_and_revoked_it_stays(trick: str) -> None:
    register = Register()
    world = register.world
    url = world.publish(
        register.issuer, REVOCATION, [INDEX], replacements={CREDENTIAL_ID: "urn:new:1"}
    )
    replaced = f"{url}/replaced"
    match trick:
        case "withheld":
            del world.lists[replaced]
        case "another's":
            document = json.loads(world.lists[replaced])
            del document["proof"]
            world.lists[replaced] = world.sign(world.did_key(), document)
        case "forged":
            world.lists[replaced] = world.lists[replaced].replace(b"urn:new:1", b"urn:new:2")
        case "old":
            world.lists[replaced] = world.lists[url]
    report = register.verify()
    assert report.verdict is Verdict.INVALID
    assert report.reasons[0] is ReasonCode.REVOKED
    assert report.credential.replaced_by == ""


def subject(document: JsonObject) -> JsonObject:
    value = document["credentialSubject"]
    assert isinstance(value, dict)
    return value


def packed(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def set_subject(**members: Json) -> Callable[[JsonObject], object]:
    return lambda document: subject(document).update(members)


def set_members(**members: Json) -> Callable[[JsonObject], object]:
    return lambda document: document.update(members)


ZEROS = bytes(16 * 1024)
BOMB = packed(gzip.compress(bytes(64 << 20)))

TRICKS: list[tuple[str, Callable[[JsonObject], object]]] = [
    ("the purpose is suspension", set_subject(statusPurpose="suspension")),
    ("the purpose is misspelt", set_subject(statusPurpose="Revocation")),
    ("there is no purpose", lambda d: subject(d).pop("statusPurpose")),
    ("it expired an hour ago", set_members(validUntil="2026-11-21T08:30:00Z")),
    ("it begins tomorrow", set_members(validFrom="2026-11-22T08:00:00Z")),
    ("it is another list", set_members(id="https://uni.example/status/other")),
    ("it has no name", lambda d: d.pop("id")),
    ("it is somebody else's by its own word", set_members(issuer="did:web:other.example")),
    ("it has a status of its own", set_members(credentialStatus=status_entry("revocation", 1))),
    ("it is no list credential", set_members(type=["VerifiableCredential"])),
    ("it holds no bits", lambda d: subject(d).pop("encodedList")),
    ("its bits are no multibase", set_subject(encodedList=packed(gzip.compress(ZEROS))[1:])),
    ("its bits are padded", set_subject(encodedList=packed(gzip.compress(ZEROS)) + "==")),
    ("its bits are not packed", set_subject(encodedList=packed(ZEROS))),
    ("its bits are packed as zlib", set_subject(encodedList=packed(zlib.compress(ZEROS)))),
    ("its bits break off", set_subject(encodedList=packed(gzip.compress(ZEROS)[:-6]))),
    ("something follows its bits", set_subject(encodedList=packed(gzip.compress(ZEROS) + b"\0"))),
    ("two members make its bits", set_subject(encodedList=packed(gzip.compress(ZEROS) * 2))),
    ("it is too short for a crowd", set_subject(encodedList=packed(gzip.compress(ZEROS[:-1])))),
    ("it ends before the index", set_subject(encodedList=packed(gzip.compress(bytes(500))))),
    ("it is a bomb", set_subject(encodedList=BOMB)),
    ("its ttl is a text", set_subject(ttl="300000")),
]


@pytest.mark.conforms(
    "bsl-3-malformed-value", "bsl-2.1-list-type", "bsl-3.2-purpose", "bsl-3.2-length"
)
@pytest.mark.parametrize(("trick", "change"), TRICKS, ids=[name for name, _ in TRICKS])
def test_a_list_that_plays_tricks_decides_nothing(
    trick: str, change: Callable[[JsonObject], object]
) -> None:
    register = Register()
    register.republish(change)
    assert_open(register.verify(), "status:revocation")


def assert_open(report: VerificationReport, check_id: str) -> None:
    assert (report.verdict, report.class_) == (Verdict.UNDETERMINED, ReportClass.NOT_CHECKED)
    check = report.check(check_id)
    assert check is not None
    assert check.outcome is Outcome.UNDETERMINED


@pytest.mark.conforms("bsl-3.2-verification")
def test_a_list_that_was_changed_decides_nothing() -> None:
    register = Register()
    url = list_url(REVOCATION)
    register.world.lists[url] = register.world.lists[url].replace(b"300000", b"300001")
    assert_open(register.verify(), "status:revocation")


@pytest.mark.conforms("bsl-3.2-verification")
def test_a_list_that_is_not_signed_decides_nothing() -> None:
    register = Register()
    document = json.loads(register.world.lists[list_url(REVOCATION)])
    del document["proof"]
    register.world.lists[list_url(REVOCATION)] = json.dumps(document).encode()
    assert_open(register.verify(), "status:revocation")


@pytest.mark.conforms("bsl-3.2-verification")
def test_a_list_that_a_stranger_signed_decides_nothing() -> None:
    register = Register()
    register.republish(lambda document: None, signer=register.world.did_web("mill.example"))
    assert_open(register.verify(), "status:revocation")


def test_a_list_that_a_stranger_keeps_under_the_same_address_decides_nothing() -> None:
    register = Register()
    register.world.publish(register.world.did_web("mill.example"), REVOCATION)
    assert_open(register.verify(), "status:revocation")


def test_yesterdays_list_handed_over_again_decides_nothing() -> None:
    register = Register()
    register.world.at = NOW + timedelta(days=3)
    assert_open(register.verify(), "status:revocation")


@pytest.mark.conforms("bsl-3.2-retrieval")
def test_a_list_out_of_reach_decides_nothing() -> None:
    register = Register()
    del register.world.lists[list_url(SUSPENSION)]
    assert_open(register.verify(), "status:suspension")


@pytest.mark.conforms("bsl-3.2-retrieval")
@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b"<html>", b"{" * 100_000, b"a.b.c"])
def test_an_address_that_answers_anything_else_decides_nothing(data: bytes) -> None:
    register = Register()
    register.world.lists[list_url(REVOCATION)] = data
    assert_open(register.verify(), "status:revocation")


def test_a_list_that_is_itself_the_credential_asked_about_decides_nothing() -> None:
    register = Register()
    register.world.lists[list_url(REVOCATION)] = register.data
    assert_open(register.verify(), "status:revocation")


def test_revoked_is_revoked_even_when_the_other_list_is_out_of_reach() -> None:
    register = Register()
    register.world.publish(register.issuer, REVOCATION, [INDEX])
    del register.world.lists[list_url(SUSPENSION)]
    report = register.verify()
    assert report.verdict is Verdict.INVALID
    assert report.reasons[0] is ReasonCode.REVOKED


def signed_with(entry: JsonObject) -> VerificationReport:
    world = World()
    issuer = world.did_web()
    world.publish(issuer, REVOCATION)
    return world.verify(world.sign(issuer, badge(issuer, credentialStatus=entry)))


@pytest.mark.parametrize(
    "entry",
    [
        status_entry("revocation", "-1"),
        status_entry("revocation", " 5"),
        status_entry("revocation", "5 "),
        status_entry("revocation", "05"),
        status_entry("revocation", "+5"),
        status_entry("revocation", "0x5"),
        status_entry("revocation", "5.0"),
        status_entry("revocation", "1e3"),
        status_entry("revocation", "٥"),
        status_entry("revocation", ""),
        {**status_entry("revocation"), "statusListIndex": 5},
        {**status_entry("revocation"), "statusPurpose": ["revocation"]},
        {**status_entry("revocation"), "statusPurpose": ""},
        {**status_entry("revocation"), "id": "https://uni.example/status/revocation"},
    ],
)
def test_an_entry_that_is_not_as_it_must_be_makes_no_credential(entry: JsonObject) -> None:
    report = signed_with(entry)
    assert report.class_ is ReportClass.NOT_GENUINE
    check = report.check("structure")
    assert check is not None
    assert check.outcome is Outcome.FAILED


@pytest.mark.conforms("bsl-3.2-range")
@pytest.mark.parametrize("index", ["131072", "999999999999999999", "9" * 5000])
def test_a_place_outside_the_list_decides_nothing(index: str) -> None:
    assert_open(signed_with(status_entry("revocation", index)), "status:revocation")


def test_a_purpose_that_nobody_defined_decides_nothing() -> None:
    entry = {**status_entry("revocation"), "statusPurpose": "probation"}
    assert_open(signed_with(entry), "status:probation")


def test_a_message_or_a_refresh_does_not_bear_on_validity() -> None:
    for purpose in ("message", "refresh"):
        report = signed_with({**status_entry("revocation"), "statusPurpose": purpose})
        assert report.verdict is Verdict.VALID


@pytest.mark.conforms("vcdm2-4.10-no-tracking")
def test_no_list_is_fetched_for_a_forgery() -> None:
    register = Register()
    asked: list[str] = []

    class Watching(dict[str, bytes]):
        def __contains__(self, url: object) -> bool:
            asked.append(str(url))
            return super().__contains__(url)

    register.world.lists = Watching(register.world.lists)
    forged = register.data.replace(b"Weighs what", b"Weighs that")
    assert register.world.verify(forged).class_ is ReportClass.NOT_GENUINE
    assert asked == []
    register.verify()
    # Two requests, each for a whole list: nothing in them tells which credential was meant.
    assert asked == [list_url(REVOCATION), list_url(SUSPENSION)]


def test_the_context_of_lists_is_the_recommendations_alone() -> None:
    register = Register()
    assert json.loads(register.world.lists[list_url(REVOCATION)])["@context"] == [V2]


def test_a_credential_with_a_crowd_of_statuses_is_not_looked_up() -> None:
    """Each would be a list to fetch and to check, and who signs decides how many (P12)."""
    register = Register()
    entries: Json = [status_entry(REVOCATION, index) for index in range(17)]
    data = register.world.sign(register.issuer, badge(register.issuer, credentialStatus=entries))
    report = register.world.verify(data)
    assert report.verdict is Verdict.UNDETERMINED
    check = report.check("status")
    assert check is not None
    assert "17 statuses" in check.reason


def test_a_list_that_was_signed_after_the_moment_asked_about_decides_nothing() -> None:
    register = Register()
    url = list_url(REVOCATION)
    document = json.loads(register.world.lists[url])
    del document["proof"]
    later = NOW + timedelta(hours=1)
    register.world.lists[url] = register.world.sign(register.issuer, document, created=later)
    assert_open(register.verify(), "status:revocation")
