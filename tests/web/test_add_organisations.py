"""Adding an organisation: it gets its keys and its DID once, and keeps them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from credstone.errors import Conflict, Refused
from credstone.ports import KeyType, Purpose
from credstone.securing.did import did_key, method_in_document
from credstone.web.accounts import commands, publication, queries
from credstone.web.accounts.models import Organisation
from tests.web.office import Office, now, organisation


def test_without_an_address_one_key_is_the_name(office: Office) -> None:
    row = office.add("ub")
    assert row.did == did_key(office.signer.public(row.key))
    assert row.status_key == row.key
    assert queries.value(queries.organisation("ub")) == replace(organisation("ub"), id=row.did)


def test_with_an_address_it_has_two_keys_under_one_name(web_office: Office) -> None:
    row = web_office.add("ub", KeyType.P256)
    assert row.did == "did:web:badges.uni.example:organisations:ub"
    records = {one.id: one for one in web_office.signer.records()}
    issuing, status = records[row.key], records[row.status_key]
    assert (issuing.purpose, status.purpose) == (Purpose.ISSUING, Purpose.STATUS)
    assert issuing.public.type is KeyType.P256


def test_a_changed_file_is_taken_over_and_the_keys_stay(office: Office) -> None:
    first = office.add("ub")
    changed = replace(organisation("ub"), homepage="https://www.uni.example/")
    second = commands.add_organisation(office.home, office.signer, changed, now())
    assert (second.did, second.key) == (first.did, first.key)
    assert queries.by_code()["ub"].homepage == "https://www.uni.example/"
    assert Organisation.objects.count() == 1


def test_a_file_may_repeat_the_id_and_not_change_it(office: Office) -> None:
    row = office.add("ub")
    same = replace(organisation("ub"), id=row.did)
    assert commands.add_organisation(office.home, office.signer, same, now()).did == row.did

    other = replace(same, id="did:web:elsewhere.example")
    with pytest.raises(Conflict, match=r"ub is did:key:.*file says did:web.*Leave the id out"):
        commands.add_organisation(office.home, office.signer, other, now())
    assert queries.organisation("ub").did == row.did


def test_a_refused_file_leaves_no_key_behind(office: Office) -> None:
    before = office.signer.records()
    claimed = replace(organisation("ub"), id="did:web:elsewhere.example")
    with pytest.raises(Conflict, match="ub is not known here"):
        commands.add_organisation(office.home, office.signer, claimed, now())
    assert office.signer.records() == before
    assert not Organisation.objects.exists()


def test_an_unknown_code_is_answered_with_those_there_are(office: Office) -> None:
    office.add("ub")
    office.add("hub")
    with pytest.raises(Refused, match=r"no organisation 'uni'.*Known here: hub, ub"):
        queries.organisation("uni")


def test_strangers_get_the_keys_as_a_file_at_its_address(web_office: Office) -> None:
    row = web_office.add("ub")
    out = web_office.home.published
    [path] = publication.publish(web_office.home, web_office.signer, out)

    assert path == out / "organisations" / "ub" / "did.json"
    document = json.loads(path.read_bytes())
    assert document["id"] == row.did
    for key in (row.key, row.status_key):
        public = web_office.signer.public(key)
        assert method_in_document(f"{row.did}#{key}", document).key == public
    assert publication.publish(web_office.home, web_office.signer, out) == [path]
    assert [one.name for one in path.parent.iterdir()] == ["did.json"]


def test_a_did_key_needs_no_file(office: Office) -> None:
    office.add("ub")
    assert publication.publish(office.home, office.signer, office.home.published) == []
    assert publication.own_documents(office.signer) == {}
