"""A new key: what the old one signed goes on verifying, and nothing more is signed with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from credstone.errors import Conflict, KeyUnavailable, Refused
from credstone.home import Home
from credstone.keystore.client import SignerClient
from credstone.keystore.record import KeyState
from credstone.net.status_source import StatusFiles
from credstone.ports import KeyType
from credstone.securing.did import did_key, did_web_method_id, method_in_document
from credstone.transparency.leaf import LeafKind
from credstone.verifying.report import ReasonCode, Verdict
from credstone.web.accounts import commands as accounts_commands
from credstone.web.accounts import queries as accounts
from credstone.web.accounts.publication import own_documents
from credstone.web.records import award_run, commands, queries, rotation
from credstone.web.records.models import AchievementVersion, Credential, StatusList
from tests.web.office import BASE_URL, Office, now, result


@pytest.fixture(params=["did:key", "did:web"])
def either(
    request: pytest.FixtureRequest, database_url: str, own_signer: SignerClient, tmp_path: Path
) -> Office:
    """An office of either kind with keys of its own."""
    base = BASE_URL if request.param == "did:web" else ""
    return Office(Home(tmp_path / "home", base, database_url), own_signer, tmp_path / "lists")


def rotate(office: Office) -> None:
    rotation.rotate_key(office.place, accounts.organisation("ub"))


def test_with_an_address_the_issuer_stays_who_it_is(web_office: Office) -> None:
    version = web_office.opened()
    did = accounts.organisation("ub").did
    assert did == "did:web:badges.uni.example:organisations:ub"
    rows = []
    for number in range(10):  # promise P10
        rows.append(web_office.one(version, result(number)))
        rotate(web_office)
    rows.append(web_office.one(version, result(10)))

    assert accounts.organisation("ub").did == did
    assert len({row.method_id for row in rows}) == 11
    web_office.publish_lists()
    lists = StatusFiles.read(web_office.lists)
    for row in rows:
        report = web_office.verify_bytes(queries.secured(row), lists)
        assert report.verdict is Verdict.VALID, report.checks
        assert report.issuer.id == did


@pytest.mark.parametrize("key_type", list(KeyType))
def test_every_kind_of_signature_outlives_its_key(web_office: Office, key_type: KeyType) -> None:
    version = web_office.opened(key_type)
    row = web_office.one(version, result(1), "vcdm/vc-jwt")
    rotate(web_office)
    assert web_office.verify(row).verdict is Verdict.VALID


def test_the_published_document_names_old_and_new_keys(web_office: Office) -> None:
    row = web_office.one(web_office.opened())
    rotate(web_office)
    did = accounts.organisation("ub").did
    document = own_documents(web_office.signer)[did]

    old = method_in_document(row.method_id, document)
    assert old.expires is not None
    key = web_office.order(queries.achievement("ub", "MC-ETH-01")).key
    newest = method_in_document(did_web_method_id(did, key), document)
    assert newest.expires is None
    assert newest.key == key != old.key


def test_without_an_address_the_issuer_gets_a_new_name(office: Office) -> None:
    version = office.opened()
    row = office.one(version)
    before = accounts.organisation("ub")
    rotate(office)
    after = accounts.organisation("ub")

    assert after.did == did_key(office.signer.public(after.key)) != before.did
    assert after.status_key == after.key
    assert accounts.value(after).id == after.did
    assert office.verify(row).verdict is Verdict.VALID

    # The definition names the issuer by its old key, so it is not awarded under the new one.
    with pytest.raises(Refused, match=r"had another key.*Publish a new version"):
        office.award(version, result(2))
    second = office.publish(office.definition(version="2"))
    new = office.one(second, result(2))
    assert office.verify(new).issuer.id == after.did


def test_what_the_old_name_signed_can_still_be_revoked(office: Office) -> None:
    row = office.one(office.opened())
    rotate(office)
    office.one(office.publish(office.definition(version="2")), result(2))
    office.change(row, LeafKind.REVOKE)

    assert office.verify(row).reasons[0] is ReasonCode.REVOKED
    assert StatusList.objects.values("issuer_did").distinct().count() == 2


def test_the_old_key_issues_nothing_more(web_office: Office) -> None:
    web_office.opened()
    old = accounts.organisation("ub").key
    rotate(web_office)
    record = next(one for one in web_office.signer.records() if one.id == old)
    assert record.state is KeyState.RETIRED


def test_a_run_that_was_prepared_before_must_start_again(web_office: Office) -> None:
    order = web_office.order(web_office.opened())
    rotate(web_office)
    with pytest.raises(Conflict, match=r"another key while this was prepared.*Start again"):
        list(award_run.award_rows(order, [(2, result(1))], web_office.signer))
    assert Credential.objects.count() == 0


def test_what_was_reserved_is_finished_with_the_old_key_first(either: Office) -> None:
    office = either
    order = office.order(office.opened())
    [reserved] = commands.reserve(order, [result(1)], now())
    rotate(office)

    row = queries.credential(str(reserved.credentials[0]))
    assert row.key == order.tenant.key
    assert office.verify(row).verdict is Verdict.VALID


def test_what_lost_its_key_fails_alone(web_office: Office) -> None:
    # Keys can be retired behind our back, as after a compromise.
    version = web_office.opened()
    [lost] = commands.reserve(web_office.order(version), [result(1)], now())
    accounts_commands.rotate_key(web_office.signer, accounts.organisation("ub"))
    rows = web_office.award(version, result(1), result(2))

    assert [row.status.value for row in rows] == ["not issued", "awarded"]
    assert "retired" in rows[0].message
    [finished] = award_run.resume(accounts.organisation("ub"), web_office.signer)
    assert set(finished.failed) == set(lost.credentials)
    rotate(web_office)  # and does not stand in the way of the next rotation


def test_a_rotation_that_was_killed_in_the_middle_can_be_repeated(either: Office) -> None:
    office = either
    office.opened()
    heir = office.signer.rotate(accounts.organisation("ub").key)
    # Killed here: the old key is gone, and the register still names it.
    rotate(office)

    assert accounts.organisation("ub").key == heir.id
    second = office.publish(office.definition(version="2"))
    assert office.verify(office.one(second)).verdict is Verdict.VALID


def test_an_issuer_keeps_its_kind_of_name_when_the_address_comes_later(
    office: Office, tmp_path: Path
) -> None:
    office.opened()
    later = Home(office.home.folder, "https://new.example", office.home.database_url)
    moved = Office(later, office.signer, tmp_path / "lists")
    rotate(moved)

    row = accounts.organisation("ub")
    assert row.did == did_key(office.signer.public(row.key))
    new = moved.one(moved.publish(moved.definition(version="2")))
    assert moved.verify(new).verdict is Verdict.VALID


def test_an_issuer_keeps_its_kind_of_name_when_the_address_goes(
    web_office: Office, tmp_path: Path
) -> None:
    version = web_office.opened()
    home = Home(web_office.home.folder, "", web_office.home.database_url)
    moved = Office(home, web_office.signer, tmp_path / "lists")
    rotate(moved)

    row = accounts.organisation("ub")
    assert row.did == "did:web:badges.uni.example:organisations:ub"
    assert row.status_key != row.key
    assert moved.verify(moved.one(version)).verdict is Verdict.VALID


def test_a_list_whose_key_is_lost_does_not_hold_up_the_others(
    office: Office, own_signer: SignerClient, tmp_path: Path
) -> None:
    elsewhere = Office(office.home, own_signer, tmp_path / "elsewhere")  # one register, two keys
    lost = elsewhere.one(elsewhere.opened())
    office.add("hub")
    kept = office.one(office.publish(office.definition("hub")))
    office.change(kept, LeafKind.REVOKE)
    office.change(lost, LeafKind.REVOKE)

    with pytest.raises(KeyUnavailable, match="no such key"):
        office.publish_lists()
    lists = StatusFiles.read(office.lists)
    report = office.verify_bytes(queries.secured(kept), lists)
    assert report.reasons[0] is ReasonCode.REVOKED


def test_published_versions_are_found_under_either_key(web_office: Office) -> None:
    version: AchievementVersion = web_office.opened()
    rotate(web_office)
    assert web_office.publish(web_office.definition()).pk == version.pk
