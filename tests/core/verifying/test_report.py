"""The report as JSON is the contract that others script against: schema and code agree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from credstone.model.credential import StatusPurpose
from credstone.verifying import verify as numbered
from credstone.verifying.report import (
    Outcome,
    ReasonCode,
    ReportClass,
    TrustLevel,
    TrustListView,
    Verdict,
    VerificationReport,
)
from tests.core.verifying.world import NOW, World, badge, status_entry

SCHEMA = json.loads(
    (
        Path(__file__).parents[3] / "docs/reference/schema/verification-report.schema.json"
    ).read_text()
)
PROPERTIES = SCHEMA["properties"]
EXAMPLES = Path(__file__).parents[3] / "examples/credentials"


def reports() -> Iterator[tuple[str, VerificationReport]]:
    """One report of every kind that a world can bring about."""
    world = World()
    issuer = world.did_web()
    entries = [status_entry(purpose) for purpose in StatusPurpose]
    data = world.sign(issuer, badge(issuer, credentialStatus=entries))
    yield "no list at hand", world.verify(data)
    for purpose in StatusPurpose:
        world.publish(issuer, purpose)
    yield "good", world.verify(data)
    world.publish(issuer, StatusPurpose.REVOCATION, [4711])
    yield "revoked", world.verify(data)
    partner = world.did_web("partner.example")
    several = world.sign(partner, json.loads(data))
    yield "signed by two", world.verify(several)
    world.relist(partner, relationships=frozenset())
    yield "signed by two, one with a key for other things", world.verify(several)
    del world.methods[partner.method_id]
    yield "signed by two, one out of reach", world.verify(several)
    yield "unreadable", world.verify(b"\x00")
    yield "old badge", world.verify(b'{"recipient": "a", "badge": "b", "verify": {}}')
    yield "odd members", world.verify(b'{"id": 5, "type": [1], "issuer": [], "proof": {}}')
    world.at = NOW + timedelta(days=9999)
    yield "long expired", world.verify(data)


@pytest.mark.parametrize("report", [r for _, r in reports()], ids=[name for name, _ in reports()])
def test_every_report_fits_the_schema(report: VerificationReport) -> None:
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(report.to_json())
    json.dumps(report.to_json())


def test_the_list_that_was_used_is_told_as_the_schema_says() -> None:
    _, report = next(reports())
    view = TrustListView("https://trust.example/list", 3, "did:web:gov.example", signer_named=True)
    answer = replace(report, trust_list=view).to_json()
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(answer)
    assert answer["trust_list"] == {
        "id": "https://trust.example/list",
        "version": 3,
        "signer": "did:web:gov.example",
        "signer_named": True,
    }


def test_the_example_is_answered_as_the_example_says() -> None:
    """A badge that a second signer signed over the issuer's proof: a chain of two."""
    report = World().verify((EXAMPLES / "co-signed.json").read_bytes())
    expected = json.loads((EXAMPLES / "co-signed.report.json").read_text())
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(expected)
    assert report.verdict is Verdict.VALID
    assert report.to_json() == expected


def test_the_example_of_a_learner_record_is_answered_part_by_part() -> None:
    """A certificate that a university stacked from a badge of its own and one of a hub."""
    report = World().verify((EXAMPLES / "stacked.json").read_bytes())
    expected = json.loads((EXAMPLES / "stacked.report.json").read_text())
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(expected)
    assert report.verdict is Verdict.VALID
    assert report.to_json() == expected
    assert [one.id for one in report.checks if one.id.startswith("part")] == [
        "part:1",
        "part:2",
        "parts",
    ]


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (PROPERTIES["verdict"]["enum"], Verdict),
        (PROPERTIES["class"]["enum"], ReportClass),
        (PROPERTIES["reasons"]["items"]["enum"], ReasonCode),
        (PROPERTIES["issuer"]["properties"]["trust"]["enum"], TrustLevel),
        (PROPERTIES["checks"]["items"]["properties"]["outcome"]["enum"], Outcome),
    ],
)
def test_the_schema_knows_every_word_that_the_code_uses(
    place: list[str], names: type[StrEnum]
) -> None:
    assert set(place) == {name.value for name in names}


def test_the_numbered_list_names_every_check_in_the_schema() -> None:
    pattern = PROPERTIES["checks"]["items"]["properties"]["id"]["pattern"]
    listed = re.findall(r"^ ?(\d+)  (\S+)", numbered.__doc__ or "", re.MULTILINE)
    assert [int(number) for number, _ in listed] == list(range(1, 23))
    for _, name in listed:
        assert re.fullmatch(pattern, name.replace(":…", ":x")), name


def test_the_contract_keeps_its_names() -> None:
    _, report = next(reports())
    answer = report.to_json()
    assert list(answer)[:2] == ["verdict", "class"]
    issuer = answer["issuer"]
    assert isinstance(issuer, dict)
    assert {"id", "name", "trust"} <= issuer.keys()
    checks = answer["checks"]
    assert isinstance(checks, list)
    assert all(
        isinstance(check, dict) and list(check) == ["id", "clause", "outcome", "reason"]
        for check in checks
    )
