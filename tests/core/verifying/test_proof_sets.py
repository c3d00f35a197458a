"""Several people sign one document: every proof must hold, and only the issuer's says whose it is.

A proof set (VC Data Integrity 1.0, 2.1.1) is open: anybody may add a proof. So the stranger is
always here, as one more signer, and never becomes the issuer.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from credstone.model.credential import StatusPurpose
from credstone.ports import KeyType
from credstone.verifying.award import award_in
from credstone.verifying.explain import VALID, explain
from credstone.verifying.policy import Policy
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import Outcome, ReasonCode, ReportClass, TrustLevel, Verdict
from tests.core.verifying.test_genuine_or_not import outcome
from tests.core.verifying.test_trust import Ministry, the_list
from tests.core.verifying.world import NOW, Issuer, World, badge, status_entry

SUITES = [
    ("eddsa-rdfc-2022", KeyType.ED25519),
    ("eddsa-jcs-2022", KeyType.ED25519),
    ("ecdsa-rdfc-2019", KeyType.P256),
    ("ecdsa-jcs-2019", KeyType.P384),
]


def signed_by(world: World, *signers: Issuer, issuer: Issuer) -> bytes:
    """A badge of ``issuer`` with a proof of each signer, in that order."""
    document = badge(issuer)
    for signer in signers:
        document = json.loads(world.sign(signer, document))
    return json.dumps(document).encode()


def test_a_badge_with_two_signers_names_the_second_as_a_co_signer() -> None:
    world = World()
    issuer, partner = world.did_web(), world.did_web("partner.example")
    report = world.verify(signed_by(world, issuer, partner, issuer=issuer))
    assert report.verdict is Verdict.VALID
    assert report.issuer.id == issuer.id
    assert [(one.id, one.key, one.mechanism) for one in report.co_signers] == [
        (partner.id, partner.method_id, "eddsa-rdfc-2022")
    ]
    assert report.co_signers[0].created == NOW - timedelta(days=1)
    assert outcome(report, "signature:2") is Outcome.PASSED
    told = explain(report, award_in(report))
    lines = next(section.lines for section in told.sections if section.question == VALID)
    assert "Also signed by partner.example." in lines


def test_whichever_proof_stands_first_the_issuers_decides() -> None:
    world = World()
    issuer, partner, stranger = world.did_web(), world.did_web("partner.example"), world.did_key()
    policy = Policy(trust=Ministry().publish(the_list()))
    for order in permutations((issuer, partner, stranger)):
        report = world.verify(signed_by(world, *order, issuer=issuer), policy)
        assert report.class_ is ReportClass.GENUINE_VALID
        assert {one.id for one in report.co_signers} == {partner.id, stranger.id}
        number = order.index(stranger) + 1
        assert outcome(report, f"controller:{number}") is Outcome.PASSED


def test_a_lone_signer_has_no_co_signers() -> None:
    world = World()
    issuer = world.did_web()
    report = world.verify(signed_by(world, issuer, issuer=issuer))
    assert report.co_signers == ()
    assert report.to_json()["co_signers"] == []


def test_an_issuer_who_signs_with_two_keys_does_not_sign_beside_itself() -> None:
    world = World()
    issuer = world.did_web()
    second = Issuer(issuer.id, f"{issuer.id}#key-2")
    world.signer.generate(KeyType.P256, key_id=second.method_id)
    known = world.methods[issuer.method_id]
    public = world.signer.public(second.method_id)
    world.methods[second.method_id] = replace(known, id=second.method_id, key=public)
    document = json.loads(world.sign(issuer, badge(issuer)))
    report = world.verify(world.sign(second, document, suite="ecdsa-rdfc-2019"))
    assert report.verdict is Verdict.VALID
    assert outcome(report, "signature:2") is Outcome.PASSED
    assert report.co_signers == ()


@pytest.mark.conforms("di-verify-set")
@pytest.mark.parametrize(("first", "first_key"), SUITES)
@pytest.mark.parametrize(("second", "second_key"), SUITES)
def test_proofs_of_different_suites_stand_side_by_side(
    first: str, first_key: KeyType, second: str, second_key: KeyType
) -> None:
    world = World()
    issuer, partner = world.did_key(first_key), world.did_key(second_key)
    document = json.loads(world.sign(issuer, badge(issuer), suite=first))
    data = world.sign(partner, document, suite=second)
    report = world.verify(data)
    assert report.verdict is Verdict.VALID
    assert [one.mechanism for one in report.co_signers] == [second]
    changed = data.replace(b"Ethics of data", b"Ethics of date")
    assert world.verify(changed).class_ is ReportClass.NOT_GENUINE


def test_strangers_alone_do_not_make_it_the_issuers() -> None:
    world = World()
    issuer, stranger, another = world.did_web(), world.did_key(), world.did_key()
    report = world.verify(signed_by(world, stranger, another, issuer=issuer))
    assert report.class_ is ReportClass.NOT_GENUINE
    assert outcome(report, "controller") is Outcome.FAILED
    assert report.co_signers == ()
    assert report.issuer.trust is TrustLevel.UNKNOWN


def test_in_the_profile_the_issuer_is_reported_and_does_not_decide() -> None:
    world = World()
    stranger, another = world.did_key(), world.did_key()
    absent = Issuer("https://uni.example/issuers/1", "")
    report = world.verify(signed_by(world, stranger, another, issuer=absent), VC_API)
    assert report.verdict is Verdict.VALID
    assert report.class_ is ReportClass.GENUINE_BUT
    assert report.reasons[0] is ReasonCode.ISSUER_NOT_SHOWN
    assert outcome(report, "controller") is Outcome.FAILED
    assert [one.id for one in report.co_signers] == [another.id]


@pytest.mark.conforms("di-verify-set")
@pytest.mark.parametrize("number", [1, 2])
def test_one_proof_that_does_not_hold_makes_it_a_forgery(number: int) -> None:
    world = World()
    issuer, partner = world.did_web(), world.did_web("partner.example")
    document = json.loads(signed_by(world, issuer, partner, issuer=issuer))
    document["proof"][number - 1]["created"] = "2026-11-20T09:30:01Z"
    report = world.verify(json.dumps(document).encode())
    assert report.class_ is ReportClass.NOT_GENUINE
    assert report.co_signers == ()
    failed = [check.question for check in report.checks if check.outcome is Outcome.FAILED]
    assert failed == ["signature"]


def test_a_stranger_cannot_name_somebody_else_as_a_co_signer() -> None:
    """A proof in the partner's name, by the stranger's key."""
    world = World()
    issuer, partner, stranger = world.did_web(), world.did_web("partner.example"), world.did_key()
    document = json.loads(signed_by(world, issuer, stranger, issuer=issuer))
    document["proof"][1]["verificationMethod"] = partner.method_id
    report = world.verify(json.dumps(document).encode())
    assert report.class_ is ReportClass.NOT_GENUINE
    assert outcome(report, "signature:2") is Outcome.FAILED


@pytest.mark.conforms("cid-retrieve-controller")
def test_a_key_that_is_listed_for_somebody_else_names_nobody() -> None:
    world = World()
    issuer, partner, stranger = world.did_web(), world.did_web("partner.example"), world.did_key()
    world.relist(partner, controller=stranger.id)
    report = world.verify(signed_by(world, issuer, partner, issuer=issuer))
    assert report.class_ is ReportClass.NOT_GENUINE
    assert outcome(report, "controller:2") is Outcome.FAILED


def test_a_co_signer_out_of_reach_leaves_it_open() -> None:
    world = World()
    issuer, partner = world.did_web(), world.did_web("partner.example")
    data = signed_by(world, issuer, partner, issuer=issuer)
    known = world.methods.pop(partner.method_id)
    report = world.verify(data)
    assert (report.verdict, report.class_) == (Verdict.UNDETERMINED, ReportClass.NOT_CHECKED)
    assert outcome(report, "key:2") is Outcome.UNDETERMINED
    assert report.co_signers == ()
    world.methods[known.id] = known
    assert world.verify(data).verdict is Verdict.VALID


@pytest.mark.parametrize(
    "foreign",
    [
        {"type": "DataIntegrityProof", "cryptosuite": "bbs-2023", "proofValue": "u2V0Ch"},
        {"type": "DataIntegrityProof", "cryptosuite": "vc-jwt", "proofValue": "zz"},
        {"type": "Ed25519Signature2020", "proofValue": "z5vLmH"},
    ],
)
def test_a_proof_of_a_kind_that_we_do_not_have_leaves_it_open(foreign: dict[str, str]) -> None:
    world = World()
    issuer = world.did_web()
    document = json.loads(signed_by(world, issuer, issuer=issuer))
    foreign = {**foreign, "verificationMethod": issuer.method_id, "proofPurpose": "assertionMethod"}
    document["proof"] = [document["proof"], foreign]
    report = world.verify(json.dumps(document).encode())
    assert report.verdict is Verdict.UNDETERMINED
    assert outcome(report, "signature") is Outcome.PASSED
    assert outcome(report, "mechanism:2") is Outcome.UNDETERMINED
    # What was tampered with is a forgery, whatever stands beside it.
    document["name"] = "Ethics of date"
    assert world.verify(json.dumps(document).encode()).class_ is ReportClass.NOT_GENUINE


def test_after_a_forged_proof_no_further_key_is_asked_for() -> None:
    world = World()
    issuer, partner = world.did_web(), world.did_web("partner.example")
    document = json.loads(signed_by(world, issuer, partner, issuer=issuer))
    document["name"] = "Ethics of date"
    report = world.verify(json.dumps(document).encode())
    assert report.check("key:2") is None


@pytest.mark.parametrize(
    ("times", "reason"),
    [
        ({"expires": NOW - timedelta(seconds=1)}, ReasonCode.EXPIRED),
        ({"created": NOW + timedelta(seconds=61)}, ReasonCode.NOT_YET_VALID),
    ],
)
def test_a_co_signers_times_limit_it_too(times: dict[str, object], reason: ReasonCode) -> None:
    world = World()
    issuer, partner = world.did_web(), world.did_web("partner.example")
    data = world.sign(partner, json.loads(signed_by(world, issuer, issuer=issuer)), **times)  # type: ignore[arg-type]
    report = world.verify(data)
    assert (report.verdict, report.class_) == (Verdict.INVALID, ReportClass.GENUINE_BUT)
    assert report.reasons[0] is reason
    assert report.co_signers == ()


@pytest.mark.parametrize(
    ("proofs", "words"),
    [
        (lambda one: [], "no proof"),
        (lambda one: [one, one], "stands there twice"),
        (lambda one: [{**one, "id": "urn:p:1"}, {**one, "id": "urn:p:1", "nonce": "x"}], "same id"),
        (lambda one: [{**one, "nonce": str(n)} for n in range(17)], "more than 16"),
        (lambda one: [one, "z123"], "no object"),
        (lambda one: [one, {}], "empty"),
        (lambda one: [one, {**one, "created": "yesterday"}], "/proof/1/created"),
        (lambda one: [one], "signed as a single object"),
    ],
)
def test_a_set_that_is_no_set_is_refused_with_words(proofs: object, words: str) -> None:
    world = World()
    issuer = world.did_key()
    document = json.loads(world.sign(issuer, badge(issuer)))
    document["proof"] = proofs(document["proof"])  # type: ignore[operator]
    report = world.verify(json.dumps(document).encode())
    assert report.verdict is Verdict.INVALID
    readable = report.check("readable")
    assert readable is not None
    assert words in readable.reason


def test_many_proofs_on_a_large_document_are_too_much_to_read() -> None:
    """Each proof makes the whole document canonical anew, so they share what one may cost (P12)."""
    world = World()
    issuer = world.did_key()
    large = badge(issuer, evidence=[{"type": "Evidence", "name": "x" * 100_000}])
    document = json.loads(world.sign(issuer, large))
    one = document["proof"]
    for count in (6, 16):
        document["proof"] = [one | {"id": f"urn:p:{n}"} for n in range(count)]
        report = world.verify(json.dumps(document).encode())
        assert report.verdict is Verdict.INVALID
        readable = report.check("readable")
        assert readable is not None
        assert f"too large for {count} proofs" in readable.reason


def test_a_strangers_lone_proof_may_stand_in_an_array() -> None:
    world = World()
    issuer = world.did_key()
    document = json.loads(world.sign(issuer, badge(issuer), binds_json=False))
    document["proof"] = [document["proof"]]
    assert world.verify(json.dumps(document).encode()).verdict is Verdict.VALID


def test_a_status_list_may_have_a_co_signer_and_only_proven_ones() -> None:
    world = World()
    issuer, auditor = world.did_web(), world.did_web("auditor.example")
    entry = status_entry(StatusPurpose.REVOCATION)
    data = world.sign(issuer, badge(issuer, credentialStatus=entry))
    url = world.publish(issuer, StatusPurpose.REVOCATION)
    signed_twice = json.loads(world.sign(auditor, json.loads(world.lists[url])))
    world.lists[url] = json.dumps(signed_twice).encode()
    assert world.verify(data).verdict is Verdict.VALID
    signed_twice["proof"][1]["nonce"] = "added"
    world.lists[url] = json.dumps(signed_twice).encode()
    assert world.verify(data).verdict is Verdict.UNDETERMINED


def test_a_status_list_is_the_issuers_and_not_its_co_signers() -> None:
    world = World()
    issuer, stranger = world.did_web(), world.did_web("stranger.example")
    entry = status_entry(StatusPurpose.REVOCATION)
    data = world.sign(issuer, badge(issuer, credentialStatus=entry))
    url = world.publish(stranger, StatusPurpose.REVOCATION)
    world.lists[url] = world.sign(issuer, json.loads(world.lists[url]))
    assert world.verify(data).verdict is Verdict.UNDETERMINED


def test_the_proof_of_a_status_list_that_ran_out_answers_nothing() -> None:
    world = World()
    issuer, auditor = world.did_web(), world.did_web("auditor.example")
    entry = status_entry(StatusPurpose.REVOCATION)
    data = world.sign(issuer, badge(issuer, credentialStatus=entry))
    url = world.publish(issuer, StatusPurpose.REVOCATION)
    past = NOW - timedelta(minutes=1)
    world.lists[url] = world.sign(auditor, json.loads(world.lists[url]), expires=past)
    report = world.verify(data)
    assert report.verdict is Verdict.UNDETERMINED
