"""A list is published as a short-lived credential, and names what replaced whom in hiding."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from credstone.conforming.document import problems
from credstone.errors import MalformedInput
from credstone.model.credential import StatusPurpose
from credstone.ports import Json, JsonObject
from credstone.securing.secured import STRICT
from credstone.status.bitstring import Bits, decode
from credstone.status.list_document import list_document, read_list
from credstone.status.supersession import hidden_name, replacement_of, supersession_document

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
URL = "https://uni.example/status/1"
OLD, NEW = "urn:uuid:8c5f6c9e-0000-4000-8000-000000000001", "urn:uuid:new"


def a_list(**changes: str) -> JsonObject:
    return list_document(
        list_url=URL,
        issuer="did:web:uni.example",
        purpose=StatusPurpose.REVOCATION,
        bits=Bits.of([7]),
        valid_from=NOW,
        valid_until=NOW + timedelta(days=1),
        **changes,
    )


def replacements(*, old: str = OLD) -> JsonObject:
    return supersession_document(
        url=f"{URL}/replaced",
        issuer="did:web:uni.example",
        replacements={old: NEW},
        valid_from=NOW,
        valid_until=NOW + timedelta(days=1),
    )


@pytest.mark.conforms(
    "bsl-2.2-conforming", "bsl-2.1-list-type", "bsl-2.2-subject-type", "bsl-2.2-purposes"
)
def test_a_list_says_what_the_recommendation_asks_for() -> None:
    document = a_list()
    subject = document["credentialSubject"]
    assert document["@context"] == ["https://www.w3.org/ns/credentials/v2"]
    assert document["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert document["id"] == URL
    assert (document["validFrom"], document["validUntil"]) == (
        "2026-11-21T09:30:00Z",
        "2026-11-22T09:30:00Z",
    )
    assert isinstance(subject, dict)
    assert subject["type"] == "BitstringStatusList"
    assert subject["ttl"] == 300_000  # milliseconds: 5 minutes


def test_what_was_published_is_read_back() -> None:
    claims = read_list(a_list(supersessions_url=f"{URL}/replaced"))
    assert claims.purposes == ("revocation",)
    assert decode(claims.encoded_list).value(7)
    assert claims.ttl == timedelta(minutes=5)
    assert claims.supersessions_url == f"{URL}/replaced"
    assert read_list(a_list()).supersessions_url == ""


@pytest.mark.conforms("bsl-2.2-subject-type", "bsl-2.2-purposes", "bsl-3-malformed-value")
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("type", "BitstringStatusList "),
        ("type", ["BitstringStatusList", "BitstringStatusList"]),
        ("statusPurpose", None),
        ("statusPurpose", []),
        ("statusPurpose", [""]),
        ("statusPurpose", ["revocation", 1]),
        ("encodedList", None),
        ("encodedList", ["u"]),
        ("statusSize", 0),
        ("statusSize", True),
        ("statusSize", "1"),
        ("ttl", -1),
        ("ttl", "300000"),
        ("ttl", True),
        ("ttl", 0.5),
    ],
)
def test_a_list_that_breaks_a_must_is_refused(member: str, value: Json) -> None:
    document = a_list()
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    subject[member] = value
    with pytest.raises(MalformedInput):
        read_list(document)


@pytest.mark.parametrize("subject", [None, [], "urn:x", [{}]])
def test_a_list_without_its_subject_is_refused(subject: Json) -> None:
    with pytest.raises(MalformedInput):
        read_list({**a_list(), "credentialSubject": subject})


@pytest.mark.conforms("bsl-2.1-list-type")
def test_a_credential_of_another_type_is_no_list() -> None:
    with pytest.raises(MalformedInput):
        read_list({**a_list(), "type": ["VerifiableCredential"]})
    with pytest.raises(MalformedInput):
        replacement_of(a_list(), OLD)


def test_a_holder_finds_what_replaced_theirs_and_a_stranger_finds_no_names() -> None:
    document = replacements()
    assert replacement_of(document, OLD) == NEW
    assert replacement_of(document, "urn:uuid:another") is None
    assert OLD not in str(document)
    assert hidden_name("abc") == "ni:///sha-256;ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"


def test_two_replacements_for_one_credential_are_no_answer() -> None:
    document = replacements()
    subjects = document["credentialSubject"]
    assert isinstance(subjects, list)
    document["credentialSubject"] = subjects * 2
    with pytest.raises(MalformedInput):
        replacement_of(document, OLD)


def test_nothing_replaced_is_nothing_to_publish() -> None:
    with pytest.raises(ValueError, match="no credential was replaced"):
        supersession_document(
            url=URL, issuer="did:x:y", replacements={}, valid_from=NOW, valid_until=NOW
        )


@pytest.mark.conforms("bsl-5.1-vocabulary")
def test_in_rdf_the_terms_have_the_addresses_of_the_vocabulary() -> None:
    quads = STRICT.canonical(a_list()).decode()
    vocabulary = "https://www.w3.org/ns/credentials/status#"
    for term in ("BitstringStatusListCredential", "BitstringStatusList"):
        assert f"<{vocabulary}{term}> ." in quads
    for term in ("statusPurpose", "encodedList", "ttl"):
        assert f" <{vocabulary}{term}> " in quads


@pytest.mark.conforms("bsl-2.2-conforming")
def test_a_list_and_what_it_replaced_conform_to_the_data_model() -> None:
    assert list(problems(a_list(supersessions_url=f"{URL}/replaced"))) == []
    assert list(problems(replacements())) == []


def test_one_replacement_may_stand_there_alone() -> None:
    """JSON-LD makes no difference between an object and an array of that object."""
    document = replacements()
    subjects = document["credentialSubject"]
    assert isinstance(subjects, list)
    [document["credentialSubject"]] = subjects
    assert replacement_of(document, OLD) == NEW


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ("type", {"type": ["VerifiableCredential"]}),
        ("credentialSubject", {"credentialSubject": {}}),
        ("statusPurpose", {"statusPurpose": 7}),
        ("encodedList", {"encodedList": 7}),
        ("ttl", {"ttl": 0.5}),
        ("statusSize", {"statusSize": 0}),
    ],
)
def test_what_is_wrong_with_a_list_is_named(where: str, changes: JsonObject) -> None:
    document = a_list()
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    changed = changes if where in ("type", "credentialSubject") else {}
    inside: JsonObject = {"credentialSubject": {**subject, **changes}}
    with pytest.raises(MalformedInput) as refusal:
        read_list({**document, **(changed or inside)})
    assert refusal.value.where == where


def test_a_subject_and_its_type_may_each_stand_in_an_array_of_one() -> None:
    plain = a_list()
    subject = plain["credentialSubject"]
    assert isinstance(subject, dict)
    typed: JsonObject = {**subject, "type": ["BitstringStatusList"]}
    for written in ([subject], typed, [typed]):
        assert read_list({**plain, "credentialSubject": written}) == read_list(plain)  # type: ignore[dict-item]
    for written in ([subject, subject], [], {**subject, "type": ["BitstringStatusList", "x"]}):
        with pytest.raises(MalformedInput, match="no BitstringStatusList"):
            read_list({**plain, "credentialSubject": written})  # type: ignore[dict-item]
