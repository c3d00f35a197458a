"""What a chunk costs the database does not grow with its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from credstone.ports import Signer
from credstone.transparency.leaf import LeafKind
from credstone.web.records import award_run, commands, queries
from credstone.web.records.models import AchievementVersion
from tests.web.office import Office, result


def statements(work: Callable[[], object]) -> Counter[str]:
    """How often each kind of statement was sent; rows of one INSERT count once."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return Counter(map(_kind, (one["sql"] for one in captured.captured_queries)))


def _kind(sql: str) -> str:
    """The first words: ``INSERT INTO "records_award"``."""
    return " ".join(re.sub(r"\(.*|'.*", "", sql).split()[:4])


@pytest.fixture
def version(office: Office) -> AchievementVersion:
    version = office.opened()
    office.award(version, result(999))  # the first one opens the lists
    return version


def test_awarding_a_chunk(office: Office, version: AchievementVersion) -> None:
    few = statements(lambda: office.award(version, *(result(number) for number in range(3))))
    many = statements(lambda: office.award(version, *(result(number) for number in range(10, 40))))
    assert few == many
    assert sum(many.values()) < 40


def test_a_chunk_that_was_awarded_before(office: Office, version: AchievementVersion) -> None:
    requests = [result(number) for number in range(30)]
    office.award(version, *requests)
    few = statements(lambda: office.award(version, *requests[:3]))
    many = statements(lambda: office.award(version, *requests))
    assert few == many


def test_two_formats_at_once(office: Office, version: AchievementVersion) -> None:
    formats = ("openbadges/eddsa-rdfc-2022", "vcdm/vc-jwt")
    few = statements(lambda: office.award(version, result(1), result(2), formats=formats))
    many = statements(
        lambda: office.award(version, *(result(n) for n in range(10, 30)), formats=formats)
    )
    assert few == many


def test_publishing_lists(office: Office, version: AchievementVersion) -> None:
    rows = office.award(version, *(result(number) for number in range(10)))
    office.change(queries.credential(rows[0].credential_ids[0]), LeafKind.REVOKE)
    few = statements(office.publish_lists)
    for row in rows[1:]:
        office.change(queries.credential(row.credential_ids[0]), LeafKind.REVOKE)
    assert statements(office.publish_lists) == few


def test_a_whole_chunk_fits_one_round(
    office: Office, version: AchievementVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    # SQLite takes a limited number of values in one INSERT, so a full chunk needs a few more.
    signed: list[int] = []
    finish = commands.finish

    def counted(ids: Sequence[UUID], signer: Signer) -> commands.Finished:
        signed.append(len(ids))
        return finish(ids, signer)

    monkeypatch.setattr(commands, "finish", counted)
    full = statements(lambda: office.award(version, *(result(n) for n in range(award_run.CHUNK))))
    assert signed == [award_run.CHUNK]
    assert sum(full.values()) < 60
