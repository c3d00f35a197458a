"""The data model, clause by clause: what a credential must be before anything else is asked."""

from __future__ import annotations

import json

import pytest

from credstone.ports import Json, JsonObject
from credstone.verifying.checks.structure import structure
from credstone.verifying.report import Outcome
from tests.core.verifying.world import OB3, V2, Issuer, badge, status_entry

ISSUER = Issuer("did:web:uni.example", "did:web:uni.example#key-1")
LANGUAGE: Json = {"@value": "Ethik", "@language": "de", "@direction": "ltr"}
LINK: JsonObject = {"id": "https://x.example/1", "type": "Thing"}
RESOURCE: JsonObject = {"id": "https://x.example/1", "digestSRI": "sha256-x"}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"id": None},
        {"type": "VerifiableCredential"},
        {"issuer": "https://uni.example"},
        {"validFrom": None, "validUntil": None},
        {"validFrom": "2026-11-01T00:00:00.123456789+02:00"},
        {"validFrom": "2026-11-01T00:00:00Z", "validUntil": "2026-11-01T00:00:00Z"},
        {"credentialSubject": [{"id": "urn:a:1"}, {"name": "x"}]},
        {"name": LANGUAGE, "description": ["Ethics", LANGUAGE]},
        {"credentialSchema": LINK, "evidence": [LINK], "termsOfUse": [LINK, LINK]},
        {"evidence": {"type": ["Evidence"]}},
        {"credentialStatus": [status_entry("revocation", 0), {"type": "OtherStatus"}]},
        {"relatedResource": [RESOURCE, {**RESOURCE, "id": "urn:b:2"}]},
        {"relatedResource": {"id": "urn:b:2", "digestMultibase": "uEi"}},
    ],
)
def test_a_credential_may_be_written_in_many_ways(changes: JsonObject) -> None:
    assert structure(badge(ISSUER, **changes)).reason == "It is built as a credential must be."


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ("/@context", {"@context": V2}),
        ("/@context", {"@context": []}),
        ("/@context", {"@context": [OB3, V2]}),
        ("/id", {"id": "6f1f6c3e"}),
        ("/id", {"id": ["urn:a:1"]}),
        ("/id", {"id": "https://x.example/a b"}),
        ("/type", {"type": None}),
        ("/type", {"type": []}),
        ("/type", {"type": ["OpenBadgeCredential"]}),
        ("/type", {"type": ["VerifiableCredential", 1]}),
        ("/issuer", {"issuer": None}),
        ("/issuer", {"issuer": "the university"}),
        ("/issuer", {"issuer": []}),
        ("/issuer", {"issuer": ["https://uni.example"]}),
        ("/issuer", {"issuer": {"name": "the university"}}),
        ("/issuer", {"issuer": {"id": 7}}),
        ("/credentialSubject", {"credentialSubject": None}),
        ("/credentialSubject", {"credentialSubject": []}),
        ("/credentialSubject", {"credentialSubject": {}}),
        ("/credentialSubject", {"credentialSubject": "urn:a:1"}),
        ("/credentialSubject", {"credentialSubject": [{"id": "urn:a:1"}, {}]}),
        ("/credentialSubject/id", {"credentialSubject": {"id": "jane"}}),
        ("/validFrom", {"validFrom": 1_795_000_000}),
        ("/validFrom", {"validFrom": "2026-02-30T00:00:00Z"}),
        ("/validFrom", {"validFrom": ["2026-11-01T00:00:00Z"]}),
        ("/validUntil", {"validUntil": "2031-11-01 00:00:00Z"}),
        ("/validUntil", {"validUntil": "2026-10-31T23:59:59Z"}),
        ("/credentialStatus", {"credentialStatus": "https://x.example/1"}),
        ("/credentialStatus/type", {"credentialStatus": {"id": "https://x.example/1"}}),
        ("/credentialStatus/id", {"credentialStatus": {**LINK, "id": "here"}}),
        ("/credentialSchema/id", {"credentialSchema": {"type": "JsonSchema"}}),
        ("/refreshService/type", {"refreshService": {"type": ""}}),
        ("/termsOfUse/type", {"termsOfUse": [LINK, {"type": []}]}),
        ("/evidence", {"evidence": ["a scan"]}),
        ("/relatedResource/id", {"relatedResource": "urn:a:1"}),
        ("/relatedResource/id", {"relatedResource": [RESOURCE, RESOURCE]}),
        ("/relatedResource", {"relatedResource": {"id": "urn:a:1"}}),
        ("/name", {"name": 7}),
        ("/name", {"name": {"@language": "de"}}),
        ("/name", {"name": {"@value": "Ethik", "@type": "x"}}),
        ("/description", {"description": ["Ethics", {"@value": 1}]}),
    ],
)
def test_what_breaks_a_clause_is_named_by_its_place(where: str, changes: JsonObject) -> None:
    check = structure({**badge(ISSUER), **json.loads(json.dumps(changes))})
    assert check.outcome is Outcome.FAILED
    assert check.reason.startswith(f"{where}: ")


def test_the_older_data_model_is_no_forgery() -> None:
    old = badge(ISSUER, **{"@context": ["https://www.w3.org/2018/credentials/v1"]})
    assert structure(old).outcome is Outcome.UNDETERMINED
