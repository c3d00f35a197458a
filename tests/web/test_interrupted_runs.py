"""Killed in between: whoever comes next finishes from the same bytes, once."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

import pytest

from credstone.errors import KeyUnavailable, Refused
from credstone.issuing.issue import Issued, issue
from credstone.ports import PublicKey, Purpose
from credstone.verifying.report import Verdict
from credstone.web.accounts import queries as accounts
from credstone.web.records import award_run, commands, queries
from credstone.web.records.award_run import Status
from credstone.web.records.drafts import Order
from credstone.web.records.models import Intent, LeafRow, SecuredDocument, StatusIndex
from tests.web.office import Office, now, result


class Absent:
    """A signer that went away, or that answers in another way than asked."""

    def __init__(self, office: Office, answer: Sequence[bytes] | None = None) -> None:
        self._office = office
        self._answer = answer

    def sign_many(self, key_id: str, purpose: Purpose, messages: Sequence[bytes]) -> list[bytes]:
        if self._answer is None:
            raise KeyUnavailable("The signer does not answer.")
        return list(self._answer)

    def public(self, key_id: str) -> PublicKey:
        return self._office.signer.public(key_id)


def reserved(office: Office, count: int = 1) -> tuple[Order, list[UUID]]:
    order = office.order(office.opened())
    answers = commands.reserve(order, [result(number) for number in range(count)], now())
    return order, [one for answer in answers for one in answer.credentials]


def test_a_run_that_was_killed_after_reserving_is_resumed(office: Office) -> None:
    _, ids = reserved(office, 3)
    before = {row.pk: bytes(row.unsigned) for row in Intent.objects.all()}
    assert queries.unfinished("ub") == ids or set(queries.unfinished("ub")) == set(ids)
    [finished] = award_run.resume(accounts.organisation("ub"), office.signer)

    assert finished.issued == frozenset(ids)
    assert queries.unfinished("ub") == []
    assert set(before) == set(ids)
    for one in ids:
        assert office.verify(queries.credential(str(one))).verdict is Verdict.VALID
    assert list(award_run.resume(accounts.organisation("ub"), office.signer)) == []


def test_running_the_list_again_resumes_too(office: Office) -> None:
    order, ids = reserved(office, 2)
    wanted = [(2, result(0)), (3, result(1)), (4, result(2))]
    rows = list(award_run.award_rows(order, wanted, office.signer))
    assert [row.status for row in rows] == [Status.AWARDED] * 3
    assert [UUID(row.credential_ids[0].removeprefix("urn:uuid:")) for row in rows[:2]] == ids


def test_whoever_signs_again_gets_the_same_bytes(office: Office) -> None:
    _, ids = reserved(office)
    first = issue(commands.load_intents(ids), office.signer)
    second = issue(commands.load_intents(ids), office.signer)
    assert first == second
    [one] = first
    assert isinstance(one, Issued)
    commands.finish(ids, office.signer)
    assert queries.secured(queries.credential(str(ids[0]))) == one.secured


def test_storing_twice_adds_nothing(office: Office) -> None:
    _, ids = reserved(office, 2)
    issued = [
        one for one in issue(commands.load_intents(ids), office.signer) if isinstance(one, Issued)
    ]
    assert commands.store(issued) == frozenset(ids)
    assert commands.store(issued) == frozenset()
    assert commands.finish(ids, office.signer) == commands.Finished(frozenset(), {})
    assert SecuredDocument.objects.count() == 2


def test_stored_bytes_match_their_digest(office: Office) -> None:
    office.award(office.opened(), result(1), result(2))
    for row in SecuredDocument.objects.all():
        assert row.sha256 == sha256(bytes(row.content)).hexdigest()


def test_an_edited_list_does_not_change_what_was_reserved(office: Office) -> None:
    # Killed after reserving; the registrar changes the grade and runs the list again. The
    # credential says what was decided first, and the row says so.
    order, ids = reserved(office)
    [row] = award_run.award_rows(order, [(2, result(0, grade="1.0"))], office.signer)
    assert row.status is Status.DIFFERS
    assert "not the same: grade" in row.message
    assert queries.states(ids)[ids[0]].value == "issued"


def test_without_a_signer_the_reservation_waits(office: Office) -> None:
    order = office.order(office.opened())
    with pytest.raises(KeyUnavailable):
        list(award_run.award_rows(order, [(2, result(1))], Absent(office)))
    [waiting] = queries.unfinished("ub")
    with pytest.raises(Refused, match=r"reserved and not signed yet.*award resume"):
        queries.secured(queries.credential(str(waiting)))
    [row] = award_run.award_rows(order, [(2, result(1))], office.signer)
    assert row.status is Status.AWARDED
    assert (LeafRow.objects.count(), StatusIndex.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "answer",
    [[], [b"x" * 64], [b""], [b"\x00" * 64, b"\x00" * 64]],
    ids=["nothing", "garbage", "empty", "too many"],
)
def test_what_a_broken_signer_answers_is_not_stored(office: Office, answer: list[bytes]) -> None:
    order = office.order(office.opened())
    [row] = award_run.award_rows(order, [(2, result(1))], Absent(office, answer))
    assert row.status is Status.FAILED
    assert row.message
    assert not SecuredDocument.objects.exists()
    [row] = award_run.award_rows(order, [(2, result(1))], office.signer)
    assert row.status is Status.AWARDED
