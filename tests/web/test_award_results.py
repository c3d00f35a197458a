"""Awarding a list of results: every row ends with its one credential, however often it is run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credstone.errors import Refused
from credstone.issuing.request import AwardRequest
from credstone.ports import KeyType
from credstone.transparency.leaf import LeafKind
from credstone.verifying.award import award_in
from credstone.verifying.report import ReasonCode, Verdict
from credstone.web.records import queries
from credstone.web.records.award_run import Status
from credstone.web.records.models import Award, Credential, SecuredDocument
from credstone.web.records.orders import FORMATS
from tests.web.office import Office, result


def test_each_result_becomes_one_credential_that_a_stranger_verifies(office: Office) -> None:
    version = office.opened()
    rows = office.award(version, result(1, grade="1.0"), result(2, name="Łukasz O’Brien"))

    assert [(row.row, row.status) for row in rows] == [(2, Status.AWARDED), (3, Status.AWARDED)]
    report = office.verify(queries.credential(rows[1].credential_ids[0]))
    assert report.verdict is Verdict.VALID
    assert report.reasons == (ReasonCode.ISSUER_UNKNOWN,)  # it stands in no trust list
    assert report.credential.id == rows[1].credential_ids[0]
    award = award_in(report)
    assert award is not None
    assert award.learner.full_name == "Łukasz O’Brien"
    assert award.achievement == office.definition()


def test_the_same_list_again_changes_nothing(office: Office) -> None:
    version = office.opened()
    first = office.award(version, result(1), result(2))
    before = [bytes(one.content) for one in SecuredDocument.objects.order_by("pk")]
    again = office.award(version, result(1), result(2))

    assert [row.status for row in again] == [Status.ALREADY, Status.ALREADY]
    assert [row.credential_ids for row in again] == [row.credential_ids for row in first]
    assert [bytes(one.content) for one in SecuredDocument.objects.order_by("pk")] == before


def test_another_result_for_the_same_learner_is_told_and_not_awarded(office: Office) -> None:
    version = office.opened()
    [first] = office.award(version, result(1, name="Zoe Garcia", grade="2.0"))
    [row] = office.award(version, result(1, name="Zoë García", grade="1.0"))

    assert row.status is Status.DIFFERS
    assert row.credential_ids == first.credential_ids
    assert "not the same: grade, full name; nothing was changed" in row.message
    assert Credential.objects.count() == 1
    assert '"grade":"2.0"' in Award.objects.get().content


def test_two_rows_of_one_learner_in_one_list_are_told_apart(office: Office) -> None:
    version = office.opened()
    first, second = office.award(version, result(1, grade="1.0"), result(1, grade="3.0"))

    assert (first.status, second.status) == (Status.AWARDED, Status.DIFFERS)
    assert "not the same: grade" in second.message
    assert '"grade":"1.0"' in Award.objects.get().content


def test_a_list_that_gained_a_column_awards_nobody_twice(office: Office) -> None:
    version = office.opened()
    whole = result(1)
    number, address = whole.learner.identifiers
    by_mail = replace(whole, learner=replace(whole.learner, identifiers=(address,)))
    [first] = office.award(version, by_mail)
    [row] = office.award(version, whole)

    assert (row.status, row.credential_ids) == (Status.DIFFERS, first.credential_ids)
    assert "not the same: identifiers" in row.message
    other = replace(whole, learner=replace(whole.learner, identifiers=(number,)))
    [row] = office.award(version, other)
    assert row.status is Status.AWARDED  # nothing says that this is the same person


def test_one_list_that_names_a_learner_in_two_ways_awards_once(office: Office) -> None:
    version = office.opened()
    whole = result(1)
    address = whole.learner.identifiers[1]
    by_mail = replace(whole, learner=replace(whole.learner, identifiers=(address,)))
    rows = office.award(version, by_mail, whole)
    assert [row.status for row in rows] == [Status.AWARDED, Status.DIFFERS]


def test_a_second_occasion_is_a_second_award(office: Office) -> None:
    version = office.opened()
    rows = office.award(version, result(1), result(1, occasion="retaken in spring"))
    assert [row.status for row in rows] == [Status.AWARDED, Status.AWARDED]
    assert Award.objects.count() == 2


def test_another_format_of_the_same_award_can_come_later(office: Office) -> None:
    version = office.opened()
    [first] = office.award(version, result(1))
    formats = ("openbadges/eddsa-rdfc-2022", "vcdm/vc-jwt")
    [second] = office.award(version, result(1), formats=formats)

    assert second.status is Status.AWARDED
    assert second.credential_ids[0] == first.credential_ids[0]
    assert (Award.objects.count(), Credential.objects.count()) == (1, 2)
    for one in second.credential_ids:
        report = office.verify(queries.credential(one))
        assert report.verdict is Verdict.VALID, report.checks


@pytest.mark.parametrize("key_type", list(KeyType))
def test_an_issuer_of_any_key_type_awards(office: Office, key_type: KeyType) -> None:
    row = office.one(office.opened(key_type))
    assert office.verify(row).verdict is Verdict.VALID


@pytest.mark.parametrize("key_type", list(KeyType))
def test_a_key_makes_every_format_that_it_is_said_to_make(
    office: Office, key_type: KeyType
) -> None:
    version = office.opened(key_type)
    [row] = office.award(version, result(1), formats=FORMATS[key_type])
    made = [queries.credential(one) for one in row.credential_ids]
    assert [one.format for one in made] == list(FORMATS[key_type])
    for one in made:
        report = office.verify(one)
        assert report.verdict is Verdict.VALID, report.checks
        assert one.format.endswith(f"/{report.credential.mechanism}")


def test_a_format_that_the_key_cannot_sign_is_refused_before_anything(office: Office) -> None:
    version = office.opened(KeyType.P256)
    with pytest.raises(Refused, match=r"P-256 key.*openbadges/vc-jwt"):
        office.award(version, result(1), formats=("openbadges/eddsa-rdfc-2022",))
    with pytest.raises(Refused):
        office.award(version, result(1), formats=("openbadges",))
    assert Award.objects.count() == 0


@pytest.mark.parametrize("character", ["\x00", "\x0c", "\x7f", "\ufffe", "\ud800"])
def test_a_row_that_no_credential_can_carry_ends_alone(office: Office, character: str) -> None:
    version = office.opened()
    poison = result(2, name=f"Zoë{character}García")
    rows = office.award(version, result(1), poison, result(3))

    assert [row.status for row in rows] == [Status.AWARDED, Status.FAILED, Status.AWARDED]
    assert rows[1].credential_ids == ()
    assert f"U+{ord(character):04X}" in rows[1].message
    assert Award.objects.count() == 2


def test_what_was_revoked_meanwhile_is_told_and_not_awarded_anew(office: Office) -> None:
    version = office.opened()
    office.change(office.one(version), LeafKind.REVOKE)
    [row] = office.award(version, result(1))
    assert row.status is Status.ALREADY
    assert f"{row.credential_ids[0]} is revoked now" in row.message
    assert "Occasion" in row.message


def test_a_learner_whom_nothing_tells_apart_is_a_mistake_of_the_caller(office: Office) -> None:
    version = office.opened()
    nobody = replace(result(1), learner=replace(result(1).learner, identifiers=()))
    with pytest.raises(ValueError, match="tell two people apart"):
        office.award(version, nobody)


def test_a_long_list_goes_in_chunks_and_each_row_is_acknowledged_when_it_is_stored(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("credstone.web.records.award_run.CHUNK", 3)
    version = office.opened()
    wanted: list[AwardRequest] = [result(number) for number in range(8)]
    from credstone.web.records import award_run

    stored = []
    for row in award_run.award_rows(office.order(version), enumerate(wanted), office.signer):
        assert queries.secured(queries.credential(row.credential_ids[0]))
        stored.append(SecuredDocument.objects.count())
    assert stored == [3, 3, 3, 6, 6, 6, 8, 8]
