"""What a report says of the document in brief, however odd the document is."""

from __future__ import annotations

import pytest

from credstone.ports import Json
from credstone.verifying.report import CredentialSummary
from credstone.verifying.summary import issuer_name, summarise
from tests.core.verifying.world import CREDENTIAL_ID, SUBJECT_ID, Issuer, badge

DOCUMENT = badge(Issuer("did:web:uni.example", ""), name="Certificate")


def test_a_badge_is_summarised_by_what_it_says() -> None:
    assert summarise(DOCUMENT, mechanism="vc-jwt", replaced_by="urn:n:1") == CredentialSummary(
        id=CREDENTIAL_ID,
        types=("VerifiableCredential", "OpenBadgeCredential"),
        title="Ethics of data",
        subject=SUBJECT_ID,
        mechanism="vc-jwt",
        valid_from="2026-11-01T00:00:00Z",
        valid_until="2031-11-01T00:00:00Z",
        replaced_by="urn:n:1",
    )
    assert issuer_name(DOCUMENT) == "Example University"


def test_without_an_achievement_the_title_is_the_documents_own_name() -> None:
    assert summarise({**DOCUMENT, "credentialSubject": {"id": "urn:s"}}).title == "Certificate"


@pytest.mark.parametrize(
    ("subject", "named"),
    [([{"id": "urn:a"}], "urn:a"), ([{"id": "urn:a"}, {"id": "urn:b"}], ""), ("urn:a", "")],
)
def test_only_one_subject_is_the_subject(subject: Json, named: str) -> None:
    assert summarise({"credentialSubject": subject}).subject == named


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ({"@value": "Ethik", "@language": "de"}, "Ethik"),
        ([{"@value": "b"}, "a"], "a"),
        ([], ""),
        (5, ""),
        ("x" * 600, "x" * 500),
    ],
)
def test_a_name_is_one_short_text_or_none(name: Json, title: str) -> None:
    assert summarise({"name": name}).title == title


def test_an_odd_document_has_an_empty_summary() -> None:
    assert summarise({"id": 5, "type": 5, "credentialSubject": 5}) == CredentialSummary()
    assert issuer_name({"issuer": "did:web:uni.example"}) == ""
