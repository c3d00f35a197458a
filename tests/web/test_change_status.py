"""Revoking, suspending and resuming, and what a stranger reads afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from credstone.errors import Conflict, Refused
from credstone.model.credential import CredentialState
from credstone.transparency.leaf import LeafKind
from credstone.verifying.report import ReasonCode, ReportClass, Verdict
from credstone.web.records import commands, queries
from credstone.web.records.models import LeafRow, StatusEvent, StatusIndex
from tests.web.office import Office, now, result

GOOD = (Verdict.VALID, (ReasonCode.ISSUER_UNKNOWN,))


def test_a_revoked_credential_is_revoked_for_everyone_and_for_good(office: Office) -> None:
    row = office.one(office.opened())
    office.change(row, LeafKind.REVOKE)

    report = office.verify(row)
    assert report.verdict is Verdict.INVALID
    assert report.class_ is ReportClass.GENUINE_BUT
    assert report.reasons[0] is ReasonCode.REVOKED
    for kind in (LeafKind.REVOKE, LeafKind.SUSPEND, LeafKind.RESUME):
        with pytest.raises(Conflict, match="is revoked, so it cannot be"):
            office.change(row, kind)


def test_a_suspended_credential_can_be_resumed(office: Office) -> None:
    row = office.one(office.opened())
    office.change(row, LeafKind.SUSPEND)
    assert office.verify(row).reasons[0] is ReasonCode.SUSPENDED

    office.change(row, LeafKind.RESUME)
    report = office.verify(row)
    assert (report.verdict, report.reasons) == GOOD
    assert queries.credential(str(row.pk)).state == CredentialState.ISSUED.value


def test_a_suspended_credential_can_be_revoked(office: Office) -> None:
    row = office.one(office.opened())
    office.change(row, LeafKind.SUSPEND)
    office.change(row, LeafKind.REVOKE)
    assert ReasonCode.REVOKED in office.verify(row).reasons


def test_others_on_the_same_list_are_untouched(office: Office) -> None:
    version = office.opened()
    revoked, other = office.one(version, result(1)), office.one(version, result(2))
    office.change(revoked, LeafKind.REVOKE)
    assert office.verify(other).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("before", "kind", "words"),
    [
        ((), LeafKind.RESUME, r"is issued, so it cannot be resumed.*Only suspended"),
        ((LeafKind.SUSPEND,), LeafKind.SUSPEND, r"is suspended.*Only issued"),
        ((), LeafKind.SUPERSEDE, "no issued replacement"),
    ],
)
def test_what_the_state_forbids_changes_nothing(
    office: Office, before: tuple[LeafKind, ...], kind: LeafKind, words: str
) -> None:
    row = office.one(office.opened())
    for one in before:
        office.change(row, one)
    bits = list(StatusIndex.objects.order_by("pk").values_list("value"))
    leaves = LeafRow.objects.count()

    with pytest.raises(Conflict, match=words):
        office.change(row, kind)
    assert list(StatusIndex.objects.order_by("pk").values_list("value")) == bits
    assert (LeafRow.objects.count(), StatusEvent.objects.count()) == (leaves, len(before))


def test_what_is_not_signed_yet_cannot_be_revoked(office: Office) -> None:
    order = office.order(office.opened())
    [reserved] = commands.reserve(order, [result(1)], now())
    with pytest.raises(Conflict, match="is reserved, so it cannot be revoked"):
        office.change(queries.credential(str(reserved.credentials[0])), LeafKind.REVOKE)


def test_the_private_note_is_kept_and_published_nowhere(office: Office) -> None:
    note = "the thesis was bought, see file 4711"
    row = office.one(office.opened())
    office.change(row, LeafKind.REVOKE, note=note)
    office.publish_lists()

    assert StatusEvent.objects.get().note == note
    written = [path.read_bytes() for path in Path(office.lists).rglob("*") if path.is_file()]
    assert written
    secret = (b"the thesis was bought", b"issued-in-error")
    assert not any(word in content for content in written for word in secret)


def test_a_reason_is_short_on_both_databases(office: Office) -> None:
    row = office.one(office.opened())
    with pytest.raises(Refused, match=r"longer than 64.*note"):
        commands.change_status(row, LeafKind.REVOKE, reason="x" * 65, now=now())
    commands.change_status(row, LeafKind.REVOKE, reason="x" * 64, now=now())
