"""Is it what its issuer signed? Steps 1 to 12: each holds for a good badge and breaks for a bad."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from credstone.ports import JsonObject, KeyType
from credstone.verifying.policy import Policy
from credstone.verifying.report import (
    Outcome,
    ReasonCode,
    ReportClass,
    Verdict,
    VerificationReport,
)
from tests.core.verifying.world import NOW, V2, World, badge


def outcome(report: VerificationReport, check_id: str) -> Outcome | None:
    check = report.check(check_id)
    return check.outcome if check is not None else None


def assert_forged(report: VerificationReport, check_id: str) -> None:
    assert (report.verdict, report.class_) == (Verdict.INVALID, ReportClass.NOT_GENUINE)
    assert report.reasons == (ReasonCode.NOT_AUTHENTIC,)
    assert outcome(report, check_id) is Outcome.FAILED
    # Nobody's name or standing is lent to a forgery.
    assert (report.issuer.name, report.issuer.trust.value) == ("", "unknown")


def assert_unknown(report: VerificationReport, check_id: str) -> None:
    assert (report.verdict, report.class_) == (Verdict.UNDETERMINED, ReportClass.NOT_CHECKED)
    assert outcome(report, check_id) is Outcome.UNDETERMINED


@pytest.mark.conforms("ob3-proof-eddsa")
@pytest.mark.parametrize(
    ("suite", "key_type"),
    [
        ("eddsa-rdfc-2022", KeyType.ED25519),
        ("vc-jwt", KeyType.ED25519),
        ("vc-jwt", KeyType.P256),
    ],
)
def test_a_good_badge_passes_every_check(suite: str, key_type: KeyType) -> None:
    world = World()
    issuer = world.did_key(key_type)
    report = world.verify(world.sign(issuer, badge(issuer), suite=suite))
    assert report.verdict is Verdict.VALID
    assert [check.id for check in report.checks if not check.passed] == []
    assert [check.id for check in report.checks] == [
        "readable",
        "contexts",
        "covered",
        "structure",
        "mechanism",
        "key",
        "key_type",
        "purpose",
        "controller",
        "key_validity",
        "signature",
        "proof_created",
        "proof_expires",
        "valid_from",
        "valid_until",
        "status",
        "open_badge",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b"[" * 100_000,
        b"a.b.c",
        b"not a credential at all",
        b"\x89PNG\r\n",
        b"eyJhbGciOiJFZERTQSJ9.bm8ganNvbg.AAAA",
        json.dumps({"@context": [V2], "type": ["VerifiableCredential"]}).encode(),
        json.dumps({"proof": []}).encode(),
        json.dumps({"proof": {"type": "DataIntegrityProof"}}).encode(),
    ],
)
def test_1_what_cannot_be_read_is_an_answer(data: bytes) -> None:
    report = World().verify(data)
    assert_forged(report, "readable")
    assert report.document is None


@pytest.mark.conforms("ob3-proof")
def test_1_a_badge_without_a_signature_is_not_a_credential() -> None:
    world = World()
    unsigned = json.dumps(badge(world.did_key())).encode()
    assert_forged(world.verify(unsigned), "readable")


@pytest.mark.parametrize(
    "context",
    [
        ["https://attacker.example/context.json"],
        [{"name": "https://schema.org/description"}],
    ],
)
def test_2_a_context_that_is_not_frozen_here_is_refused(context: list[object]) -> None:
    world = World()
    issuer = world.did_key()
    document = json.loads(world.sign(issuer, badge(issuer)))
    document["@context"] += context
    assert_forged(world.verify(json.dumps(document).encode()), "contexts")


@pytest.mark.parametrize(
    "smuggled",
    [
        {"cum": "laude"},
        {"credentialSubject.grade": "1.0"},
        {"@bogus": "x"},
        {"image": {"id": "relative.png", "type": "Image"}},
        {"description": None},
    ],
)
def test_3_what_no_signature_covers_is_refused(smuggled: JsonObject) -> None:
    world = World()
    issuer = world.did_key()
    document = json.loads(world.sign(issuer, badge(issuer)))
    document.update(smuggled)
    assert_forged(world.verify(json.dumps(document).encode()), "covered")


def test_3_a_poison_graph_is_refused_quickly() -> None:
    world = World()
    issuer = world.did_key()
    document = json.loads(world.sign(issuer, badge(issuer)))
    names = [f"_:n{number}" for number in range(10)]
    document["credentialSubject"]["https://x.example/knows"] = [
        {"id": one, "https://x.example/knows": [{"id": other} for other in names if other != one]}
        for one in names
    ]
    report = world.verify(json.dumps(document).encode())
    assert report.class_ is ReportClass.NOT_GENUINE


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"type": ["VerifiableCredential"], "credentialSubject": {}}, "about nothing"),
        ({"validFrom": "2026-11-01"}, "a day is no instant"),
        ({"validFrom": "2026-11-01T00:00:00"}, "no offset"),
        ({"validUntil": "2026-10-01T00:00:00Z"}, "ends before it begins"),
        ({"credentialSchema": {"type": "JsonSchema"}}, "a schema without its id"),
        ({"evidence": [{"id": "https://x.example/1"}]}, "evidence that is nothing"),
        ({"termsOfUse": {"id": "https://x.example/1"}}, "terms of no kind"),
        ({"refreshService": {"id": "https://x.example/1"}}, "a service of no kind"),
        ({"credentialStatus": {"id": "https://x.example/1"}}, "a status of no kind"),
        ({"relatedResource": {"id": "https://x.example/1"}}, "a resource without a digest"),
    ],
)
def test_4_a_document_that_breaks_the_data_model_is_refused(changes: JsonObject, why: str) -> None:
    world = World()
    issuer = world.did_key()
    assert_forged(world.verify(world.sign(issuer, badge(issuer, **changes))), "structure")


def test_5_a_mechanism_that_the_policy_leaves_out_proves_nothing() -> None:
    world = World()
    issuer = world.did_key()
    token = world.sign(issuer, badge(issuer), suite="vc-jwt")
    policy = Policy(mechanisms=frozenset({"eddsa-rdfc-2022"}))
    assert_unknown(world.verify(token, policy), "mechanism")


def test_5_a_mechanism_that_we_do_not_have_is_neither_valid_nor_forged() -> None:
    world = World()
    issuer = world.did_key()
    document = json.loads(world.sign(issuer, badge(issuer)))
    document["proof"]["cryptosuite"] = "bbs-2023"
    assert_unknown(world.verify(json.dumps(document).encode()), "mechanism")


def test_6_a_key_out_of_reach_leaves_it_open() -> None:
    world = World()
    issuer = world.did_web()
    data = world.sign(issuer, badge(issuer))
    world.methods.clear()
    report = world.verify(data)
    assert_unknown(report, "key")
    assert outcome(report, "signature") is None


@pytest.mark.conforms("cid-retrieve-method")
def test_6_a_key_that_its_document_does_not_hold_is_a_forgery() -> None:
    world = World()
    issuer = world.did_key()
    document = json.loads(world.sign(issuer, badge(issuer)))
    document["proof"]["verificationMethod"] = f"{issuer.id}#other"
    assert_forged(world.verify(json.dumps(document).encode()), "key")


def test_7_a_key_of_another_type_does_not_fit() -> None:
    world = World()
    issuer, other = world.did_web(), world.did_key(KeyType.P256)
    data = world.sign(issuer, badge(issuer))
    world.relist(issuer, key=world.signer.public(other.method_id))
    assert_forged(world.verify(data), "key_type")


@pytest.mark.conforms("di-verify-purpose")
def test_8_a_signature_made_to_log_in_states_nothing() -> None:
    world = World()
    issuer = world.did_key()
    data = world.sign(issuer, badge(issuer), purpose="authentication")
    assert_forged(world.verify(data), "purpose")


@pytest.mark.conforms("cid-relationship-binds", "cid-retrieve-relationship")
@pytest.mark.parametrize(
    "relationships", [{"authentication"}, {"keyAgreement"}, {"capabilityInvocation"}, set()]
)
def test_8_a_key_that_is_not_listed_for_statements_makes_none(relationships: set[str]) -> None:
    world = World()
    issuer = world.did_web()
    data = world.sign(issuer, badge(issuer))
    world.relist(issuer, relationships=frozenset(relationships))
    assert_forged(world.verify(data), "purpose")


def test_9_a_stranger_who_signs_in_the_issuers_name_is_found_out() -> None:
    world = World()
    issuer, stranger = world.did_web(), world.did_web("mill.example")
    assert_forged(world.verify(world.sign(stranger, badge(issuer))), "controller")


def test_9_it_does_not_help_to_say_that_the_issuer_controls_the_key() -> None:
    world = World()
    issuer, stranger = world.did_web(), world.did_web("mill.example")
    world.relist(stranger, controller=issuer.id)
    assert_forged(world.verify(world.sign(stranger, badge(issuer))), "controller")


@pytest.mark.conforms("cid-retrieve-controller")
def test_9_a_key_that_somebody_else_controls_is_not_the_issuers() -> None:
    world = World()
    issuer = world.did_web()
    world.relist(issuer, controller="did:web:other.example")
    assert_forged(world.verify(world.sign(issuer, badge(issuer))), "controller")


def test_9_a_profile_may_leave_the_issuer_to_its_policy() -> None:
    world = World()
    issuer, stranger = world.did_web(), world.did_key()
    data = world.sign(stranger, badge(issuer))
    report = world.verify(data, Policy(issuer_controls_key=False))
    assert report.verdict is Verdict.VALID
    assert outcome(report, "controller") is Outcome.FAILED
    # Even so, nobody gets the standing of a domain whose key did not sign.
    assert (report.issuer.name, report.issuer.trust.value) == ("", "unknown")


DAY = timedelta(days=1)


@pytest.mark.conforms("cid-revoked", "cid-expires")
@pytest.mark.parametrize(
    ("limits", "outcome_of_check"),
    [
        ({"expires": NOW - 2 * DAY}, Outcome.FAILED),
        ({"expires": NOW - DAY}, Outcome.PASSED),  # its last second is included
        ({"expires": NOW - DAY / 2}, Outcome.PASSED),  # it signed a day ago: P10
        ({"expires": NOW + DAY}, Outcome.PASSED),
        ({"revoked": NOW - 2 * DAY}, Outcome.FAILED),
        ({"revoked": NOW - DAY / 2}, Outcome.UNDETERMINED),  # only its word says when
        ({"revoked": NOW + DAY}, Outcome.PASSED),
    ],
)
def test_10_a_key_that_ended_keeps_what_it_signed_and_a_withdrawn_one_does_not(
    limits: dict[str, datetime], outcome_of_check: Outcome
) -> None:
    world = World()
    issuer = world.did_web(**limits)
    report = world.verify(world.sign(issuer, badge(issuer)))
    assert outcome(report, "key_validity") is outcome_of_check
    assert (report.verdict is Verdict.VALID) is (outcome_of_check is Outcome.PASSED)


@pytest.mark.conforms("ob3-verify-proof")
def test_11_every_changed_letter_breaks_the_signature() -> None:
    world = World()
    issuer = world.did_key()
    data = world.sign(issuer, badge(issuer))
    changed = data.replace(b"Weighs what", b"Weighs that")
    assert changed != data
    assert_forged(world.verify(changed), "signature")


@pytest.mark.conforms("jose-validate")
def test_11_a_token_whose_payload_was_changed_is_found_out() -> None:
    world = World()
    issuer = world.did_key()
    header, payload, signature = world.sign(issuer, badge(issuer), suite="vc-jwt").split(b".")
    padded = payload + b"=" * (-len(payload) % 4)
    changed = base64.urlsafe_b64decode(padded).replace(b"Ethics", b"Ethik ")
    token = b".".join([header, base64.urlsafe_b64encode(changed).rstrip(b"="), signature])
    assert_forged(world.verify(token), "signature")


def test_11_another_key_of_the_issuer_did_not_sign_it() -> None:
    world = World()
    issuer, other = world.did_web(), world.did_key()
    data = world.sign(issuer, badge(issuer))
    world.relist(issuer, key=world.signer.public(other.method_id))
    assert_forged(world.verify(data), "signature")


def test_12_a_signature_from_tomorrow_does_not_hold_yet_and_a_fast_clock_is_borne() -> None:
    world = World()
    issuer = world.did_key()
    ahead = world.sign(issuer, badge(issuer), created=NOW + timedelta(seconds=60))
    assert world.verify(ahead).verdict is Verdict.VALID
    too_far = world.sign(issuer, badge(issuer), created=NOW + timedelta(seconds=61))
    report = world.verify(too_far)
    assert (report.verdict, report.class_) == (Verdict.INVALID, ReportClass.GENUINE_BUT)
    assert report.reasons[0] is ReasonCode.NOT_YET_VALID


def test_a_moment_without_a_time_zone_is_a_question_we_cannot_ask() -> None:
    world = World()
    world.at = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        world.verify(b"{}")


def test_two_issuers_do_not_share_a_key_by_naming_it() -> None:
    world = World()
    issuer = world.did_key()
    renamed = replace(issuer, id="https://uni.example/issuer")
    assert_forged(world.verify(world.sign(issuer, badge(renamed))), "controller")
