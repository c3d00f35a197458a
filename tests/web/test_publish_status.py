"""Publishing status lists: whole files, signed, short-lived, saying exactly what is recorded."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections

from credstone.net.status_source import StatusFiles
from credstone.ports import KeyType
from credstone.securing import mechanism
from credstone.securing.secured import SecuredDocument
from credstone.status.bitstring import Bits, decode
from credstone.status.list_document import read_list
from credstone.transparency.leaf import LeafKind
from credstone.verifying.report import Outcome, ReasonCode, Verdict
from credstone.web.accounts import queries as accounts
from credstone.web.records import publication, queries
from credstone.web.records.models import Credential, StatusIndex, StatusList
from tests.web.office import Office, now, result


def read(one: publication.Published) -> SecuredDocument:
    return mechanism.read(one.path.read_bytes())


def bits(one: publication.Published) -> Bits:
    return decode(read_list(read(one).document).encoded_list)


def by_purpose(office: Office) -> dict[str, publication.Published]:
    return {one.purpose: one for one in office.publish_lists()}


def awarded(office: Office, count: int) -> list[Credential]:
    rows = office.award(office.opened(), *(result(number) for number in range(count)))
    return [queries.credential(row.credential_ids[0]) for row in rows]


@pytest.mark.conforms("bsl-3.1-generate")
def test_the_lists_say_what_the_register_says(office: Office) -> None:
    rows = awarded(office, 6)
    for row in rows[:3]:
        office.change(row, LeafKind.REVOKE)
    office.change(rows[3], LeafKind.SUSPEND)
    office.change(rows[4], LeafKind.SUSPEND)
    office.change(rows[4], LeafKind.RESUME)
    lists = by_purpose(office)

    for purpose, changed in (("revocation", rows[:3]), ("suspension", [rows[3]])):
        indices = StatusIndex.objects.filter(purpose=purpose, credential__in=changed)
        expected = Bits.of(indices.values_list("index", flat=True))
        assert bits(lists[purpose]) == expected
        assert lists[purpose].set_bits == len(changed)


@pytest.mark.conforms("bsl-3.1-generate", "bsl-2.2-conforming")
def test_a_credential_names_the_list_that_is_published(web_office: Office) -> None:
    [row] = awarded(web_office, 1)
    lists = by_purpose(web_office)
    document = mechanism.read(queries.secured(row)).document
    entries = document["credentialStatus"]
    assert isinstance(entries, list)
    for entry in entries:
        assert isinstance(entry, dict)
        published = lists[str(entry["statusPurpose"])]
        assert entry["statusListCredential"] == published.url == read(published).document["id"]
        # Below published/status, the file has the address's own path.
        assert published.url == f"https://badges.uni.example/status/{published.path.name}"


def test_lists_are_short_lived(office: Office) -> None:
    [row] = awarded(office, 1)
    lists = by_purpose(office)
    claims = read_list(read(lists["revocation"]).document)
    assert claims.ttl is not None
    assert claims.ttl <= timedelta(seconds=300)  # promise P4

    stale = office.verify(row, at=now() + publication.LIFETIME + timedelta(minutes=2))
    assert stale.verdict is Verdict.UNDETERMINED
    check = stale.check("status:revocation")
    assert check is not None
    assert check.outcome is Outcome.UNDETERMINED


def test_a_withheld_list_is_never_good_news(office: Office, tmp_path: Path) -> None:
    [row] = awarded(office, 1)
    (tmp_path / "empty").mkdir()
    nothing = StatusFiles.read(tmp_path / "empty")
    report = office.verify_bytes(queries.secured(row), nothing)
    assert report.verdict is Verdict.UNDETERMINED


def test_publishing_again_replaces_whole_files_and_leaves_nothing_else(office: Office) -> None:
    [row] = awarded(office, 1)
    first = {one.path for one in office.publish_lists()}
    (office.lists / "left-by-a-kill.new").write_bytes(b"half a li")
    office.change(row, LeafKind.REVOKE)
    second = {one.path for one in office.publish_lists()}

    assert first == second
    assert {path for path in office.lists.iterdir() if path.suffix != ".new"} == second
    report = office.verify_bytes(queries.secured(row), StatusFiles.read(office.lists))
    assert report.reasons[0] is ReasonCode.REVOKED


def test_only_a_revocation_list_says_what_replaced_what(office: Office) -> None:
    [old] = awarded(office, 1)
    new = office.correct(old, result(0, grade="1.0"))
    published = office.publish_lists()

    assert sorted(one.purpose for one in published) == ["revocation", "supersession", "suspension"]
    text = b"".join(one.path.read_bytes() for one in published)
    assert str(new.pk).encode() in text
    assert str(old.pk).encode() not in text  # whoever holds it knows its name, others need not


@pytest.mark.parametrize("key_type", [KeyType.P256, KeyType.P384])
def test_an_issuer_with_an_ecdsa_key_publishes_tokens(office: Office, key_type: KeyType) -> None:
    office.opened(key_type)
    row = office.one(queries.achievement("ub", "MC-ETH-01"))
    office.change(row, LeafKind.REVOKE)
    assert {one.path.suffix for one in office.publish_lists()} == {".jwt"}
    assert office.verify(row).reasons[0] is ReasonCode.REVOKED


def test_an_empty_register_has_nothing_to_publish(office: Office) -> None:
    assert office.publish_lists() == []


def test_publishers_take_turns_and_the_newest_word_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The first publisher has built its list and dawdles; meanwhile something is revoked and
    # published. The dawdler must not put its older list over the newer one.
    [row] = awarded(office, 1)
    built, go_on = threading.Event(), threading.Event()
    sign = publication._sign

    def dawdle(*given: object) -> bytes:
        signed = sign(*given)  # type: ignore[arg-type]
        if threading.current_thread() is slow:
            built.set()
            go_on.wait(10)
        return signed

    def publish() -> None:
        office.publish_lists()
        connections["default"].close()

    monkeypatch.setattr(publication, "_sign", dawdle)
    slow, quick = threading.Thread(target=publish), threading.Thread(target=publish)
    slow.start()
    assert built.wait(10)
    office.change(row, LeafKind.REVOKE)
    quick.start()
    quick.join(0.3)
    go_on.set()
    slow.join()
    quick.join()

    report = office.verify_bytes(queries.secured(row), StatusFiles.read(office.lists))
    assert report.reasons[0] is ReasonCode.REVOKED


def test_lists_of_all_organisations_are_published_each_by_its_own(office: Office) -> None:
    awarded(office, 1)
    office.add("hub")
    office.one(office.publish(office.definition("hub")))
    issuers = {str(read(one).document["issuer"]) for one in office.publish_lists()}
    assert issuers == {accounts.organisation(code).did for code in ("ub", "hub")}


def test_no_list_tells_how_many_were_awarded(office: Office) -> None:
    rows = awarded(office, 3)
    office.change(rows[0], LeafKind.REVOKE)
    for one in office.publish_lists():
        document = json.dumps(read(one).document)
        assert len(bits(one)) == StatusList.objects.get(url=one.url).length
        assert not any(str(row.pk) in document for row in rows)
