"""The dry run knows what was awarded before, says what a run would say, and writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from credstone.issuing.request import AwardRequest
from credstone.transparency.leaf import LeafKind
from credstone.web.records import award_run, commands
from credstone.web.records.award_run import RowAwarded, Status
from credstone.web.records.models import AchievementVersion, Credential
from tests.web.office import Office, now, result


def foreseen(version: AchievementVersion, *requests: AwardRequest) -> list[RowAwarded]:
    return list(award_run.foresee(version, enumerate(requests, start=2)))


def test_each_row_is_new_or_awarded_before_or_otherwise(office: Office) -> None:
    version = office.opened()
    office.award(version, result(1), result(2))
    asked = (result(1), result(2, grade="1.0"), result(3))

    before = foreseen(version, *asked)
    assert [row.status for row in before] == [Status.ALREADY, Status.DIFFERS, Status.NEW]
    assert Credential.objects.count() == 2
    ran = office.award(version, *asked)
    assert before[:2] == ran[:2]
    assert ran[2].status is Status.AWARDED


def test_what_an_interrupted_run_left_is_still_to_be_awarded(office: Office) -> None:
    version = office.opened()
    commands.reserve(office.order(version), [result(1)], now())
    [row] = foreseen(version, result(1))
    assert row.status is Status.NEW
    assert row.credential_ids


def test_a_revoked_one_says_how_to_award_again(office: Office) -> None:
    version = office.opened()
    office.change(office.one(version), LeafKind.REVOKE)
    [row] = foreseen(version, result(1))
    assert row.status is Status.ALREADY
    assert "is revoked now" in row.message
    assert foreseen(version, result(1, occasion="resit"))[0].status is Status.NEW


def test_a_list_that_lacks_a_correction_is_told_so(office: Office) -> None:
    version = office.opened()
    new = office.correct(office.one(version), result(1, grade="1.0"))
    for row in (*foreseen(version, result(1)), *office.award(version, result(1))):
        assert row.status is Status.DIFFERS
        assert f"urn:uuid:{new.pk} was corrected on {now().date().isoformat()}" in row.message
        assert "the list still has another value: grade" in row.message


def test_a_birth_date_that_is_no_longer_told_is_no_difference(office: Office) -> None:
    version = office.opened()
    one = result(1)
    born = replace(one, learner=replace(one.learner, birth_date=date(2001, 2, 3)))
    office.award(version, born)
    for row in (*foreseen(version, one), *office.award(version, one)):
        assert row.status is Status.ALREADY
    assert foreseen(version, born)[0].status is Status.ALREADY


def test_many_rows_cost_as_many_questions_as_few(office: Office) -> None:
    version = office.opened()
    requests = [result(number) for number in range(30)]
    office.award(version, *requests)
    assert _questions(version, requests) == _questions(version, requests[:3])


def _questions(version: AchievementVersion, requests: Sequence[AwardRequest]) -> int:
    with CaptureQueriesContext(connection) as captured:
        foreseen(version, *requests)
    return len(captured.captured_queries)
