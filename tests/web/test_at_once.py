"""Eight at once on one register: one credential per row, nothing doubled, nothing lost.

Threads with connections of their own; whole processes, and killed ones, are ``tests/faults``.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connections

from credstone.errors import Conflict
from credstone.status.bitstring import MINIMUM_ENTRIES
from credstone.transparency.leaf import LeafKind
from credstone.web.records import award_run, publication, queries
from credstone.web.records.award_run import RowAwarded, Status
from credstone.web.records.models import (
    Credential,
    LeafRow,
    SecuredDocument,
    StatusIndex,
    StatusList,
)
from tests.web.office import Office, result

RUNS, ROWS = 8, 12


def all_at_once(work: Callable[[int], None]) -> None:
    """Run ``work`` in eight threads that start together; an error in one fails the test."""
    start = threading.Barrier(RUNS)
    errors: list[BaseException] = []

    def run(number: int) -> None:
        try:
            start.wait()
            work(number)
        except BaseException as error:  # noqa: BLE001 - told by the test itself
            errors.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(RUNS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def nothing_is_doubled_or_lost(credentials: int) -> None:
    assert Credential.objects.count() == credentials
    assert SecuredDocument.objects.count() == credentials
    assert Credential.objects.exclude(state="issued").count() == 0
    places = list(StatusIndex.objects.values_list("list_id", "index"))
    assert len(places) == len(set(places)) == 2 * credentials
    sequence = list(LeafRow.objects.order_by("sequence").values_list("sequence", flat=True))
    assert sequence == list(range(credentials))


def test_eight_threads_award_one_list(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(award_run, "CHUNK", 5)  # several chunks, so that the runs interleave
    version = office.opened()
    order = office.order(version)
    ends: list[RowAwarded] = []
    requests = [(number, result(number)) for number in range(ROWS)]

    def work(number: int) -> None:
        turned = requests[number:] + requests[:number]  # each run begins elsewhere
        ends.extend(award_run.award_rows(order, turned, office.signer))

    all_at_once(work)
    nothing_is_doubled_or_lost(ROWS)
    assert len(ends) == RUNS * ROWS
    assert {one.status for one in ends} <= {Status.AWARDED, Status.ALREADY}
    for row in range(ROWS):
        mine = [one for one in ends if one.row == row]
        assert len({one.credential_ids for one in mine}) == 1
        assert Counter(one.status for one in mine)[Status.AWARDED] == 1


def test_eight_threads_draw_from_lists_that_fill_up(office: Office) -> None:
    version = office.opened()
    office.one(version, result(100))
    StatusList.objects.update(next_position=MINIMUM_ENTRIES - 3)
    order = office.order(version)

    def work(number: int) -> None:
        list(award_run.award_rows(order, [(2, result(number))], office.signer))

    all_at_once(work)
    nothing_is_doubled_or_lost(RUNS + 1)
    assert StatusList.objects.count() == 4


def test_every_revocation_at_once_is_on_the_list(office: Office) -> None:
    # Promise P4: a lost revocation is impossible.
    rows = office.award(office.opened(), *(result(number) for number in range(RUNS)))
    credentials = [queries.credential(row.credential_ids[0]) for row in rows]

    def work(number: int) -> None:
        office.change(credentials[number], LeafKind.REVOKE)

    all_at_once(work)

    now = datetime.now(UTC)
    lists = publication.publish(office.home, office.signer, office.lists, now)
    assert [one.set_bits for one in lists if one.purpose == "revocation"] == [RUNS]
    sequence = LeafRow.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(sequence) == list(range(2 * RUNS))


def test_one_of_eight_revocations_of_the_same_credential_wins(office: Office) -> None:
    row = office.one(office.opened())
    refused: list[str] = []

    def work(number: int) -> None:
        try:
            office.change(row, LeafKind.REVOKE)
        except Conflict as error:
            refused.append(error.what)

    all_at_once(work)
    assert len(refused) == RUNS - 1
    assert LeafRow.objects.filter(kind="revoke").count() == 1
