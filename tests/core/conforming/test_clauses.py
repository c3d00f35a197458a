"""A refusal names the place, the trouble and the clause, so that an issuer can look it up."""

from __future__ import annotations

import pytest

from credstone.conforming.credential_1_1 import CONTEXT_V1, credential_1_1
from credstone.conforming.document import problems
from credstone.conforming.problem import Problem
from credstone.conforming.related import differing, unchecked
from credstone.conforming.status_entry import unknown_members
from credstone.ports import Json, JsonObject
from tests.core.conforming.trial import plain
from tests.core.verifying.world import V2, World, status_entry

HOLDER = "did:example:holder"
DIGEST = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="  # of nothing
RELATED: JsonObject = {"id": "https://uni.example/plan", "digestSRI": DIGEST}
ENTRY = status_entry("revocation")

CREDENTIALS: list[tuple[str, str, JsonObject]] = [
    ("/@context/1", "2.0, 4.3", {"@context": [V2, 7]}),
    ("/name", "2.0, 4.6", {"name": 7}),
    ("/name/@direction", "2.0, 11.1", {"name": {"@value": "Ethik", "@direction": "up"}}),
    ("/name", "2.0, 11.1", {"name": {"@value": "Ethik", "colour": "red"}}),
    ("/credentialSubject", "2.0, 4.8", {"credentialSubject": []}),
    (
        "/validUntil",
        "2.0, 4.9",
        {"validFrom": "2026-01-02T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"},
    ),
    ("/relatedResource/1/id", "2.0, 5.3", {"relatedResource": [RELATED, RELATED]}),
    ("/relatedResource/digestSRI", "2.0, 5.3", {"relatedResource": {**RELATED, "digestSRI": "x"}}),
    (
        "/credentialStatus/statusListIndex",
        "Status List 1.0, 2.1",
        {"credentialStatus": {**ENTRY, "statusListIndex": 5}},
    ),
    (
        "/credentialStatus/statusMessage",
        "Status List 1.0, 2.1",
        {"credentialStatus": {**ENTRY, "statusSize": 2, "statusMessage": []}},
    ),
    (
        "/credentialStatus/statusMessage",
        "Status List 1.0, 2.1",
        {"credentialStatus": {**ENTRY, "statusSize": 1, "statusMessage": ["valid", "withdrawn"]}},
    ),
]
PRESENTED: list[tuple[str, str, JsonObject]] = [
    ("", "2.0, 4.13", {"type": ["VerifiablePresentation"]}),
    ("/type", "2.0, 4.5", {"issuer": HOLDER, "type": [7], "credentialSubject": {"name": "Jane"}}),
]
OLDER: list[tuple[str, str, JsonObject]] = [
    ("/type", "2.0, 4.5", {"type": []}),
    ("/credentialSubject", "1.1, 4.4", {"credentialSubject": []}),
    ("/credentialSubject/1", "1.1, 4.4", {"credentialSubject": [{"id": "urn:s"}, {}]}),
    ("/expirationDate", "1.1, 4.8", {"expirationDate": "never"}),
    ("/evidence", "1.1, 5.7", {"evidence": []}),
    ("/credentialSchema/id", "1.1, 5.4", {"credentialSchema": {"type": "JsonSchema"}}),
]


def assert_named(found: Problem, where: str, clause: str) -> None:
    assert (found.where, found.clause[-len(clause) :]) == (where, clause)
    assert str(found).startswith(f"{where}: ")
    assert found.what


@pytest.mark.conforms("vcdm2-1.3-verifier-errors")
@pytest.mark.parametrize(("where", "clause", "changes"), CREDENTIALS)
def test_what_a_credential_breaks_is_named(
    where: str, clause: str, changes: dict[str, Json]
) -> None:
    [found, *_] = problems(plain(World().did_key(), **changes))
    assert_named(found, where, clause)


@pytest.mark.conforms("vcdm2-1.3-verifier-errors")
@pytest.mark.parametrize(("where", "clause", "inside"), PRESENTED)
def test_what_stands_in_a_presentation_is_named_with_its_place(
    where: str, clause: str, inside: JsonObject
) -> None:
    document: JsonObject = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": HOLDER,
        "verifiableCredential": [{"@context": [V2], **inside}],
    }
    [found, *_] = problems(document)
    assert_named(found, f"/verifiableCredential/0{where}", clause)


@pytest.mark.parametrize(("where", "clause", "changes"), OLDER)
def test_what_an_older_credential_breaks_is_named_by_its_own_model(
    where: str, clause: str, changes: JsonObject
) -> None:
    document: JsonObject = {
        "@context": [CONTEXT_V1],
        "type": ["VerifiableCredential"],
        "issuer": HOLDER,
        "issuanceDate": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "urn:s"},
    }
    assert list(credential_1_1(document)) == []
    [found, *_] = credential_1_1({**document, **changes})
    assert_named(found, where, clause)


def test_a_member_that_status_entries_do_not_have_is_named() -> None:
    [found] = unknown_members([ENTRY, {**ENTRY, "colour": "red"}])
    assert_named(found, "/credentialStatus/1", "Status List 1.0, 2.1")
    assert "'colour'" in found.what


def test_a_context_that_is_another_than_the_one_read_here_is_named() -> None:
    [found] = differing({"relatedResource": {"id": V2, "digestSRI": DIGEST}})
    assert_named(found, "/relatedResource/digestSRI", "2.0, 5.3")


def test_a_credential_without_related_resources_leaves_none_unchecked() -> None:
    assert unchecked({}) == []
    assert unchecked({"relatedResource": [RELATED, {"id": V2}]}) == [RELATED["id"]]
