"""The answer to a presentation as JSON: schema, code and the numbered list agree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from credstone.model.credential import StatusPurpose
from credstone.verifying import presentation as numbered
from credstone.verifying.presentation_report import PresentationReason, PresentationReport
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import Outcome, ReasonCode, Verdict
from tests.core.verifying.presenting import CHALLENGE, Holder, award_to, look_at, presentation
from tests.core.verifying.world import NOW, V2, World, badge, status_entry

PROJECT = Path(__file__).parents[3]
SCHEMAS = PROJECT / "docs" / "reference" / "schema"
EXAMPLES = PROJECT / "examples" / "presentations"
SCHEMA = json.loads((SCHEMAS / "presentation-report.schema.json").read_text())
PROPERTIES = SCHEMA["properties"]


def validator() -> Draft202012Validator:
    single = json.loads((SCHEMAS / "verification-report.schema.json").read_text())
    known = Registry().with_resource(single["$id"], Resource.from_contents(single))
    return Draft202012Validator(SCHEMA, registry=known, format_checker=FormatChecker())


def reports() -> Iterator[tuple[str, PresentationReport]]:
    """One report of every kind that a world can bring about."""
    world = World()
    issuer, learner = world.did_web(), Holder()
    credential = award_to(world, issuer, learner)
    good = learner.present(credential)
    yield "good", look_at(world, good)
    yield "nothing asked", look_at(world, good, challenge=None, domain=None)
    yield "replayed", look_at(world, good, challenge="another")
    yield "somebody else's", look_at(world, Holder().present(credential))
    unsigned = json.dumps(presentation(learner.id, credential)).encode()
    yield "unsigned", look_at(world, unsigned)
    yield "unreadable", look_at(world, b"\x00")
    yield "odd members", look_at(world, b'{"type": "VerifiablePresentation", "id": 5, "proof": 1}')
    document = badge(issuer, credentialStatus=status_entry(StatusPurpose.REVOCATION))
    yield "no list", look_at(world, learner.present(world.sign(issuer, document)))
    forged = learner.present(*[world.sign(issuer, badge(world.did_key())) for _ in range(6)])
    yield "forgeries", look_at(world, forged)
    other = Holder()
    both = other.sign(json.loads(good), suite="eddsa-jcs-2022", challenge=CHALLENGE)
    yield "signed by two", look_at(world, both, domain=None)
    yield (
        "run out",
        look_at(world, learner.present(credential, expires=NOW), at=NOW + timedelta(days=9)),
    )
    yield "not yet", look_at(world, good, at=NOW - timedelta(days=9))
    empty = json.loads(good) | {"verifiableCredential": []}
    yield "empty", look_at(world, json.dumps(empty).encode(), challenge=None, domain=None)
    strange = learner.present(credential).replace(V2.encode(), b"https://vocabulary.example/v1", 1)
    yield "unknown terms", look_at(world, strange)
    yield "a credential", look_at(world, credential)
    by_another = learner.present(world.sign(world.did_key(), badge(issuer)))
    yield "by another key", look_at(world, by_another, policy=VC_API)


REPORTS = dict(reports())


@pytest.mark.parametrize("what", REPORTS)
def test_every_report_fits_the_schema(what: str) -> None:
    validator().validate(REPORTS[what].to_json())


def test_the_example_is_answered_as_the_example_says() -> None:
    report = look_at(World(), (EXAMPLES / "zoe.json").read_bytes())
    expected = json.loads((EXAMPLES / "zoe.report.json").read_text())
    validator().validate(expected)
    assert report.verdict is Verdict.VALID
    assert report.to_json() == expected


def test_every_reason_comes_about() -> None:
    found = {reason for report in REPORTS.values() for reason in report.reasons}
    assert found == set(PresentationReason)
    assert {report.verdict for report in REPORTS.values()} == set(Verdict)


def test_an_issuer_that_was_not_shown_to_have_signed_is_told_of_all_and_of_each() -> None:
    report = REPORTS["by another key"]
    assert report.verdict is Verdict.VALID
    assert PresentationReason.ISSUER_NOT_SHOWN in report.reasons
    assert report.credentials[0].reasons[0] is ReasonCode.ISSUER_NOT_SHOWN
    held = report.check("credential:1")
    assert held is not None
    assert "its issuer made it was not shown" in held.reason


def test_whoever_signed_beside_the_holder_is_named() -> None:
    report = REPORTS["signed by two"]
    assert report.verdict is Verdict.VALID
    assert [one.mechanism for one in report.co_signers] == ["eddsa-jcs-2022"]
    assert report.check("signature:2") is not None


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (PROPERTIES["verdict"]["enum"], Verdict),
        (PROPERTIES["reasons"]["items"]["enum"], PresentationReason),
        (PROPERTIES["checks"]["items"]["properties"]["outcome"]["enum"], Outcome),
    ],
)
def test_the_schema_knows_every_word_that_the_code_uses(
    place: list[str], names: type[StrEnum]
) -> None:
    assert place == [name.value for name in names]


def test_the_numbered_list_names_every_check() -> None:
    listed = re.findall(r"^ ?(\d+)  ([a-z_]+)", numbered.__doc__ or "", re.MULTILINE)
    assert [int(number) for number, _ in listed] == list(range(1, 20))
    pattern = PROPERTIES["checks"]["items"]["properties"]["id"]["pattern"]
    names = [name for _, name in listed]
    seen = {check.id.partition(":")[0] for report in REPORTS.values() for check in report.checks}
    assert seen == set(names)
    for name in names:
        assert re.fullmatch(pattern, name) or re.fullmatch(pattern, f"{name}:1"), name
