"""What makes a document conform, and what issuers and verifiers do about it (VCDM 2.0, 1.3)."""

from __future__ import annotations

import json

import pytest

from credstone.conforming.document import problems
from credstone.issuing.issue import Failed, Issued
from credstone.ports import Json
from credstone.securing import strict_json
from credstone.verifying.report import Outcome, ReportClass
from tests.core.conforming.trial import (
    assert_conforms,
    assert_not_believed,
    assert_refused,
    issued,
    plain,
    verified,
)
from tests.core.verifying.world import V2, World

REQUIRED = ["@context", "type", "issuer", "credentialSubject"]
ODD: list[Json] = [None, True, 0, 1.5, "", "x", [], {}, [None], {"x": "y"}]


@pytest.mark.conforms("vcdm2-1.3-document-kind")
def test_a_credential_and_a_presentation_each_answer_to_their_own_clauses() -> None:
    assert list(problems({"@context": [V2], "type": ["VerifiablePresentation"]})) == []
    credential = plain(World().did_key())
    assert list(problems(credential)) == []
    assert list(problems({**credential, "type": ["VerifiablePresentation"]})) == []
    assert_refused("/type", type=["https://x.example/types#Letter"])


@pytest.mark.conforms("vcdm2-1.3-document-secured", "vcdm2-1.3-issuer-secures")
@pytest.mark.parametrize("name", ["Jane", "Joe"])
def test_what_is_issued_is_secured_and_what_is_not_secured_is_no_credential(name: str) -> None:
    world = World()
    issuer = world.did_key()
    document = plain(issuer, credentialSubject={"name": name})
    answer = issued(world, issuer, document)
    assert isinstance(answer, Issued)
    assert world.verify(answer.secured).verdict == "valid"
    bare = json.loads(answer.secured)
    del bare["proof"]
    assert bare == document
    report = world.verify(json.dumps(bare).encode())
    assert (report.verdict, report.class_) == ("invalid", ReportClass.NOT_GENUINE)


@pytest.mark.conforms("vcdm2-1.3-issuer-required", "vcdm2-1.3-document-conforms")
@pytest.mark.parametrize("member", REQUIRED)
def test_nothing_is_issued_or_believed_without_a_required_member(member: str) -> None:
    assert_conforms()
    assert_refused(f"/{member}", **{member: ...})


@pytest.mark.conforms("vcdm2-1.3-verifier-checks-members", "vcdm2-1.3-document-conforms")
@pytest.mark.parametrize("member", REQUIRED)
def test_every_required_member_is_checked_as_a_type(member: str) -> None:
    world = World()
    issuer = world.did_key()
    for odd in ODD:
        if (member, odd) == ("credentialSubject", {"x": "y"}):
            continue  # a subject with a claim, which only no context defines
        document = plain(issuer, **{member: odd})
        [first, *_] = problems(document)
        assert first.where.startswith(f"/{member}")
        assert isinstance(issued(world, issuer, document), Failed)
        assert_not_believed(verified(world, issuer, document))


@pytest.mark.conforms("vcdm2-1.3-verifier-errors")
def test_an_error_names_the_place_and_the_clause() -> None:
    world = World()
    issuer = world.did_key()
    report = verified(world, issuer, plain(issuer, validFrom="yesterday"))
    check = report.checks[-1]
    assert (check.id, check.outcome) == ("structure", Outcome.FAILED)
    assert check.clause == "VC Data Model 2.0, 4.9"
    assert check.reason.startswith("/validFrom: ")


def test_bytes_that_conform_are_issued_as_they_are() -> None:
    world = World()
    issuer = world.did_key()
    document = plain(issuer, name="Ethics", validFrom="2026-11-01T12:00:00.50+01:00")
    answer = issued(world, issuer, document)
    assert isinstance(answer, Issued)
    secured = json.loads(answer.secured)
    del secured["proof"]
    assert strict_json.dumps(secured) == strict_json.dumps(document)
