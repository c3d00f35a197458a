"""Two organisations in one home: neither finds, counts or changes what is the other's."""

from __future__ import annotations

import pytest

from credstone.errors import Refused
from credstone.web.accounts import queries as accounts
from credstone.web.records import award_run, commands, queries
from credstone.web.records.award_run import Status
from credstone.web.records.models import Award, Credential
from tests.web.office import Office, now, result


def both(office: Office) -> tuple[Credential, Credential]:
    """One credential of the university, one of the hub, for the same learner and code."""
    ours = office.one(office.opened())
    office.add("hub")
    theirs = office.one(office.publish(office.definition("hub")))
    return ours, theirs


def test_the_same_learner_and_code_are_two_awards(office: Office) -> None:
    ours, theirs = both(office)
    assert (ours.tenant_id, theirs.tenant_id) == ("ub", "hub")
    assert Award.objects.count() == 2
    assert Award.objects.values("learner_uri").distinct().count() == 2


def test_a_stranger_does_not_find_a_credential(office: Office) -> None:
    ours, _ = both(office)
    assert queries.credential(f"urn:uuid:{ours.pk}", tenant="ub").pk == ours.pk
    with pytest.raises(Refused) as strange:
        queries.credential(f"urn:uuid:{ours.pk}", tenant="hub")
    with pytest.raises(Refused) as absent:
        queries.credential("urn:uuid:00000000-0000-4000-8000-000000000000", tenant="hub")
    # One answer for "not yours" and "not there".
    assert strange.value.fix == absent.value.fix
    assert "no credential" in strange.value.what


def test_a_stranger_finds_no_achievement(office: Office) -> None:
    office.opened()
    office.add("hub")
    with pytest.raises(Refused, match=r"no published achievement MC-ETH-01.*: none"):
        queries.achievement("hub", "MC-ETH-01")
    assert [one.tenant_id for one in queries.achievements("hub")] == []
    assert [one.tenant_id for one in queries.achievements()] == ["ub"]


def test_a_stranger_sees_and_finishes_nothing_unfinished(office: Office) -> None:
    order = office.order(office.opened())
    office.add("hub")
    commands.reserve(order, [result(1)], now())
    assert queries.unfinished("hub") == []
    assert list(award_run.resume(accounts.organisation("hub"), office.signer)) == []
    assert len(queries.unfinished("ub")) == 1


def test_lists_and_columns_are_asked_for_by_their_owner(office: Office) -> None:
    both(office)
    for code in ("ub", "hub"):
        assert {one.tenant_id for one in queries.status_lists(code)} == {code}
    commands.remember_mapping(accounts.organisation("ub"), "0" * 64, '{"Note": "grade"}')
    assert queries.remembered_mapping("ub", "0" * 64) == '{"Note": "grade"}'
    assert queries.remembered_mapping("hub", "0" * 64) is None


def test_remembering_columns_again_replaces_them(office: Office) -> None:
    office.add("ub")
    for mapping in ('{"A": "grade"}', '{"A": "email"}'):
        commands.remember_mapping(accounts.organisation("ub"), "0" * 64, mapping)
    assert queries.remembered_mapping("ub", "0" * 64) == '{"A": "email"}'


@pytest.mark.parametrize("name", ["", "nonsense", "urn:uuid:", "did:key:z6Mk", "../etc/passwd"])
def test_what_is_no_id_is_said_to_be_none(office: Office, name: str) -> None:
    with pytest.raises(Refused, match="is not a credential id"):
        queries.credential(name)


def test_an_award_is_the_issuers_alone(office: Office) -> None:
    both(office)
    [row] = office.award(queries.achievement("hub", "MC-ETH-01"), result(1))
    assert row.status is Status.ALREADY
    assert queries.credential(row.credential_ids[0]).tenant_id == "hub"
