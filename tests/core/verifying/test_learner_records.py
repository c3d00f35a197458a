"""A learner record: one signature over all of it, and an answer for each credential inside."""

from __future__ import annotations

import json
from typing import Any

import pytest

from credstone.formats import registry
from credstone.model.credential import StatusEntry, StatusPurpose
from credstone.ports import KeyType
from credstone.securing import canonical
from credstone.securing.canonical.reference import reference_nquads
from credstone.verifying.explain import explain
from credstone.verifying.policy import Policy
from credstone.verifying.presentation import verify_presentation
from credstone.verifying.report import Bearing, Outcome, Verdict, VerificationReport
from tests.core.verifying.presenting import Holder
from tests.core.verifying.records import WHOLE_ID, a_part, a_record
from tests.core.verifying.world import Issuer, World, badge, list_url
from tests.fakes import MemoryResolver, MemoryStatusSource

Object = dict[str, Any]


def signed(world: World, issuer: Issuer, document: Object, suite: str = "eddsa-rdfc-2022") -> bytes:
    return world.sign(issuer, document, suite=suite)


def of_three(world: World) -> tuple[Issuer, Object]:
    """A record of a university: two parts of its own, one of a partner."""
    university, partner = world.did_key(), world.did_key()
    parts = (a_part(world, university, 1), a_part(world, partner, 2), a_part(world, university, 3))
    return university, a_record(university, *parts)


def told(report: VerificationReport) -> dict[str, Outcome]:
    return {one.id: one.outcome for one in report.checks if one.id.startswith("part")}


def test_every_part_gets_an_answer_of_its_own() -> None:
    world = World()
    university, record = of_three(world)
    report = world.verify(signed(world, university, record))
    assert report.verdict is Verdict.VALID
    assert told(report) == dict.fromkeys(("part:1", "part:2", "part:3", "parts"), Outcome.PASSED)
    counted = report.check("parts")
    assert counted is not None
    assert counted.reason == "3 of 3 credentials in it are authentic and current."
    assert counted.bearing is Bearing.REMARK


def test_a_record_states_the_larger_award() -> None:
    world = World()
    university, record = of_three(world)
    report = world.verify(signed(world, university, record))
    built = report.check("learner_record")
    assert built is not None
    assert built.passed
    award = registry.read(record).award
    assert award is not None
    assert award.achievement.id == WHOLE_ID
    assert [part.credential_id[-1] for part in award.parts] == ["1", "2", "3"]
    lines = [line for one in explain(report, award).sections for line in one.lines]
    assert "3 of 3 credentials in it are authentic and current." in lines


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022", "vc-jwt"])
def test_any_mechanism_may_secure_the_record(suite: str) -> None:
    world = World()
    university, record = of_three(world)
    report = world.verify(signed(world, university, record, suite))
    assert (report.verdict, told(report)["parts"]) == (Verdict.VALID, Outcome.PASSED)


def test_proofs_inside_are_graphs_that_two_processors_read_alike() -> None:
    _, record = of_three(World())
    quads = canonical.canonical_nquads(record)
    assert quads == reference_nquads(record)
    assert quads.count(b"<https://w3id.org/security#proofValue>") == 3


@pytest.mark.parametrize("what", ["taken out", "its proof", "a claim", "swapped"])
def test_no_part_can_be_touched_under_the_records_signature(what: str) -> None:
    world = World()
    university, record = of_three(world)
    secured = json.loads(signed(world, university, record))
    inside = secured["credentialSubject"]["verifiableCredential"]
    if what == "taken out":
        del inside[1]
    elif what == "its proof":
        del inside[1]["proof"]
    elif what == "a claim":
        inside[1]["name"] = "Doctor of Everything"
    else:
        inside[1] = json.loads(a_part(world, university, 4).document)
    report = world.verify(json.dumps(secured).encode())
    assert report.verdict is Verdict.INVALID
    assert told(report) == {}


def test_a_part_that_was_changed_before_the_record_was_signed_is_found() -> None:
    world = World()
    university, record = of_three(world)
    record["credentialSubject"]["verifiableCredential"][1]["name"] = "Doctor of Everything"
    report = world.verify(signed(world, university, record))
    assert report.verdict is Verdict.VALID
    assert told(report) == {
        "part:1": Outcome.PASSED,
        "part:2": Outcome.FAILED,
        "part:3": Outcome.PASSED,
        "parts": Outcome.FAILED,
    }


def test_a_revoked_part_is_told_and_leaves_the_record_to_its_issuer() -> None:
    world = World()
    university, partner = world.did_key(), world.did_key()
    entry = StatusEntry(StatusPurpose.REVOCATION, list_url(StatusPurpose.REVOCATION), 7)
    world.publish(partner, StatusPurpose.REVOCATION, {7})
    parts = (a_part(world, university, 1), a_part(world, partner, 2, statuses=(entry,)))
    report = world.verify(signed(world, university, a_record(university, *parts)))
    assert report.verdict is Verdict.VALID
    assert told(report)["part:2"] is Outcome.FAILED
    part = report.check("part:2")
    assert part is not None
    assert "revoked" in part.reason
    lines = [line for one in explain(report, None).sections for line in one.lines]
    assert part.reason in lines


def test_a_part_whose_signer_is_out_of_reach_is_left_open() -> None:
    world = World()
    university, partner = world.did_key(), world.did_web("partner.example")
    record = a_record(university, a_part(world, university, 1), a_part(world, partner, 2))
    secured = signed(world, university, record)
    world.methods.clear()
    answers = told(world.verify(secured))
    assert (answers["part:2"], answers["parts"]) == (Outcome.UNDETERMINED, Outcome.UNDETERMINED)


def test_a_part_that_is_a_token_is_verified_in_its_envelope() -> None:
    world = World()
    university, partner = world.did_key(), world.did_key(KeyType.P256)
    parts = (a_part(world, university, 1), a_part(world, partner, 2, suite="vc-jwt"))
    report = world.verify(signed(world, university, a_record(university, *parts)))
    assert (report.verdict, told(report)["part:2"]) == (Verdict.VALID, Outcome.PASSED)
    built = report.check("learner_record")
    assert built is not None
    assert built.passed


def test_a_part_that_only_the_record_signs_proves_nothing_by_itself() -> None:
    world = World()
    university, record = of_three(world)
    record["credentialSubject"]["verifiableCredential"][2] = badge(university)
    report = world.verify(signed(world, university, record))
    part = report.check("part:3")
    assert part is not None
    assert part.outcome is Outcome.UNDETERMINED
    assert "no signature of its own" in part.reason


def test_after_several_forgeries_the_others_are_left_alone() -> None:
    world = World()
    university, stranger = world.did_key(), world.did_key()
    ids = [f"urn:x:{number}" for number in range(6)]
    forged = [json.loads(world.sign(stranger, badge(university, id=one))) for one in ids]
    record = a_record(university, a_part(world, university, 1))
    subject = record["credentialSubject"]
    assert isinstance(subject, dict)
    subject["verifiableCredential"] = forged
    answers = told(world.verify(signed(world, university, record)))
    assert list(answers.values()).count(Outcome.FAILED) == 5  # four parts, and the count
    assert answers["part:5"] is Outcome.UNDETERMINED


def test_a_record_in_a_record_counts_as_one_part() -> None:
    world = World()
    university, record = of_three(world)
    inner = json.loads(signed(world, university, record))
    outer = a_record(university, a_part(world, university, 4))
    outer["id"] = "urn:uuid:3f0e4a52-61f5-4b58-9d4b-0d3f5f5f0098"
    subject = outer["credentialSubject"]
    assert isinstance(subject, dict)
    subject["verifiableCredential"] = [inner]
    report = world.verify(signed(world, university, outer))
    assert told(report) == {"part:1": Outcome.PASSED, "parts": Outcome.PASSED}


def test_in_a_presentation_its_parts_are_left_alone() -> None:
    """Sixty records of sixty parts each would be work without an end."""
    world = World()
    university, record = of_three(world)
    shown = verify_presentation(
        Holder().present(signed(world, university, record)),
        at=world.at,
        keys=MemoryResolver(world.methods),
        statuses=MemoryStatusSource(world.lists),
    )
    [report] = shown.credentials
    assert (report.verdict, told(report)) == (Verdict.VALID, {})


def test_trust_demanded_of_the_record_is_not_demanded_of_its_parts() -> None:
    world = World()
    university, record = of_three(world)
    report = world.verify(signed(world, university, record), Policy(require_trusted=True))
    assert report.verdict is Verdict.INVALID
    assert told(report)["parts"] is Outcome.PASSED


def test_a_part_about_another_learner_is_remarked_and_still_counted() -> None:
    world = World()
    university, record = of_three(world)
    subject = record["credentialSubject"]
    subject["id"] = "did:example:somebody-else"
    secured = signed(world, university, record)
    report = world.verify(secured)
    assert report.verdict is Verdict.VALID
    remark = report.check("part_learner:2")
    assert remark is not None
    assert (remark.outcome, remark.bearing) == (Outcome.UNDETERMINED, Bearing.REMARK)
    assert "Part 2 names another learner than the record does: " in remark.reason
    assert told(report)["parts"] is Outcome.PASSED
    lines = [line for one in explain(report, None).sections for line in one.lines]
    assert remark.reason in lines


def test_an_incomplete_record_says_where() -> None:
    world = World()
    university, record = of_three(world)
    del record["name"]
    report = world.verify(signed(world, university, record))
    built = report.check("learner_record")
    assert built is not None
    assert (built.outcome, built.reason) == (Outcome.FAILED, "/name: it is missing")
    assert report.verdict is Verdict.INVALID
