"""Presentations that would cost too much: many credentials, many proofs, graphs made to be slow."""

from __future__ import annotations

import json
import time

import pytest

from credstone.model.credential import StatusPurpose
from credstone.ports import Json, JsonObject, KeyType
from credstone.securing import vc_jwt
from credstone.securing.private_keys import private_key
from credstone.verifying.checks.presented import MOST_LISTS, MOST_REFUSED, MOST_SIGNATURES
from credstone.verifying.presentation_report import PresentationReason
from credstone.verifying.report import Outcome, Verdict
from tests.core.verifying.presenting import Holder, award_to, look_at, presentation
from tests.core.verifying.world import OB3, V2, Issuer, World, badge, status_entry

SECONDS = 2.0  # P12


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def learner() -> Holder:
    return Holder()


def enveloped(world: World, learner: Holder, number: int) -> bytes:
    """One of many credentials, which differ by their ids."""
    issuer = world.did_key()
    document = badge(issuer, id=f"urn:uuid:00000000-0000-4000-8000-{number:012d}")
    return vc_jwt.envelope(world.sign(issuer, document, suite="vc-jwt"))


def test_sixty_four_credentials_are_gone_through(world: World, learner: Holder) -> None:
    many = [enveloped(world, learner, number) for number in range(MOST_SIGNATURES)]
    data = learner.present(*many, suite="vp-jwt")
    began = time.monotonic()
    report = look_at(world, data)
    assert time.monotonic() - began < SECONDS
    assert report.verdict is Verdict.VALID
    assert len(report.credentials) == MOST_SIGNATURES


def test_more_are_not(world: World, learner: Holder) -> None:
    many = [enveloped(world, learner, number) for number in range(MOST_SIGNATURES + 1)]
    data = learner.present(*many, suite="eddsa-jcs-2022")
    report = look_at(world, data)
    assert (report.verdict, report.credentials) == (Verdict.INVALID, ())
    assert [check.id for check in report.checks if not check.passed] == ["credentials"]


def test_proofs_are_counted_and_not_only_credentials(world: World, learner: Holder) -> None:
    """A credential may have sixteen proofs, each with a key that has to be found."""
    many = []
    for number in range(5):
        document = json.loads(award_to(world, world.did_key(), learner))
        names = [f"urn:uuid:0000000{number}-0000-4000-8000-{proof:012d}" for proof in range(16)]
        document["proof"] = [{**document["proof"], "id": name} for name in names]
        many.append(json.dumps(document).encode())
    report = look_at(world, learner.present(*many, suite="eddsa-jcs-2022"))
    assert (report.verdict, report.credentials) == (Verdict.INVALID, ())


def test_after_four_forgeries_the_others_are_left_alone(world: World, learner: Holder) -> None:
    good = [enveloped(world, learner, number) for number in range(20)]
    forged = [changed_signature(one) for one in good]
    report = look_at(world, learner.present(*forged, suite="vp-jwt"))
    assert report.verdict is Verdict.INVALID
    assert report.reasons[0] is PresentationReason.CREDENTIAL_NOT_VALID
    assert len(report.credentials) == MOST_REFUSED
    outcomes = [c.outcome for c in report.checks if c.id.startswith("credential:")]
    assert outcomes == [Outcome.FAILED] * MOST_REFUSED + [Outcome.UNDETERMINED] * 16


def test_one_credential_many_times_is_refused_in_time(world: World, learner: Holder) -> None:
    """Nobody could tell its copies apart, and canonicalization would try."""
    document = json.loads(award_to(world, world.did_key(), learner))
    data = json.dumps({**presentation(learner.id), "verifiableCredential": [document] * 40})
    began = time.monotonic()
    assert look_at(world, data.encode()).verdict is Verdict.INVALID
    assert time.monotonic() - began < SECONDS


def changed_signature(envelope: bytes) -> bytes:
    document = json.loads(envelope)
    signed, _, signature = document["id"].rpartition(".")
    return json.dumps({**document, "id": f"{signed}.{signature[::-1][2:]}AA"}).encode()


def poison(size: int) -> Json:
    """A credential whose nodes nobody can tell apart in time (RDFC-1.0, 7.1)."""
    achievement: Json = {
        "type": ["Achievement"],
        "name": "Ethics",
        "description": "Ethics",
        "criteria": {"narrative": "Ethics"},
    }
    return {
        **badge(World().did_key()),
        "credentialSubject": [
            {"type": ["AchievementSubject"], "achievement": achievement} for _ in range(size)
        ],
    }


@pytest.mark.parametrize("size", [10, 100, 1000])
def test_graphs_made_to_be_slow_are_refused_in_time(
    world: World, learner: Holder, size: int
) -> None:
    document = presentation(learner.id)
    document["verifiableCredential"] = [poison(size), poison(size)]
    document["proof"] = proof_of_nothing(learner)
    began = time.monotonic()
    assert look_at(world, json.dumps(document).encode()).verdict is Verdict.INVALID
    assert time.monotonic() - began < SECONDS


def proof_of_nothing(learner: Holder) -> JsonObject:
    proof: JsonObject = json.loads(
        learner.present(changes={"verifiableCredential": None}, suite="eddsa-jcs-2022")
    )["proof"]
    return proof


def costly() -> bytes:
    """A credential that takes much of what one may cost, and is read when alone.

    Its key is always the same one, since the order of digests decides how much that is.
    """
    issuer = Holder(private_key(KeyType.ED25519, bytes([1]) * 32))
    endorsement = {
        "@context": [V2, OB3],
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": issuer.id,
        "validFrom": "2026-11-01T00:00:00Z",
        "credentialSubject": {"id": "urn:uuid:0", "type": ["EndorsementSubject"]},
        "proof": {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "verificationMethod": issuer.method_id,
            "proofPurpose": "assertionMethod",
            "proofValue": "z1",
        },
    }
    document = badge(Issuer(issuer.id, issuer.method_id), endorsement=[endorsement] * 12)
    return vc_jwt.envelope(issuer.sign(document, suite="vc-jwt", purpose="assertionMethod"))


def test_the_credentials_share_what_one_may_cost(world: World, learner: Holder) -> None:
    """Sixty-four of these, each within the limit, would take as many times as long."""
    one = costly()
    others = [enveloped(world, learner, number) for number in range(20)]
    alone = look_at(world, learner.present(one, suite="vp-jwt")).credentials[0]
    among = look_at(world, learner.present(one, *others, suite="vp-jwt")).credentials[0]
    assert [check.passed for check in alone.checks if check.id == "covered"] == [True]
    assert [check.passed for check in among.checks if check.id == "covered"] == [False]


def test_a_presentation_larger_than_any_document_is_not_read(world: World) -> None:
    for data in (
        b'{"type": ["VerifiablePresentation"], "holder": "' + b"a" * (1 << 20) + b'"}',
        b"eyJ" + b"A" * (3 << 20) + b".AA.AA",
        b'{"type":["VerifiablePresentation"],"verifiableCredential":' + b"[" * 100_000,
    ):
        began = time.monotonic()
        report = look_at(world, data)
        assert time.monotonic() - began < SECONDS
        assert (report.verdict, report.credentials) == (Verdict.INVALID, ())


def test_status_lists_are_counted_for_all_credentials_together(
    world: World, learner: Holder
) -> None:
    """Each credential may name sixteen lists, and each list may unpack to a megabyte."""
    issuer = world.did_key()
    urls = [f"https://uni.example/status/{number}" for number in range(16)]
    for url in urls:
        world.publish(issuer, StatusPurpose.REVOCATION, url=url)
    entries = [status_entry(StatusPurpose.REVOCATION, url=url) for url in urls]
    one = vc_jwt.envelope(
        world.sign(issuer, badge(issuer, credentialStatus=entries), suite="vc-jwt")
    )
    within = MOST_LISTS // 16
    assert look_at(world, learner.present(*[one] * within)).verdict is Verdict.VALID
    report = look_at(world, learner.present(*[one] * (within + 1)))
    assert report.verdict is Verdict.UNDETERMINED
    refusal = next(check for check in report.checks if check.outcome is Outcome.UNDETERMINED)
    assert "at most 128 status lists" in refusal.reason
