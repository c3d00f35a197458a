"""Everything that one answer rests on shares one work limit, however it is put together (P12)."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field

import pytest

from credstone.model.credential import StatusPurpose
from credstone.ports import Json, JsonObject, KeyType
from credstone.securing import vc_jwt
from credstone.securing.canonical import WORK_LIMIT, Allowance, canonical_form, quads
from credstone.securing.hash_pair import rdfc_pair
from credstone.securing.multibase import multibase_encode
from credstone.securing.secured import STRICT
from credstone.verifying.report import Outcome, Verdict, VerificationReport
from credstone.verifying.verify import verify
from tests.core.verifying.presenting import Holder, look_at
from tests.core.verifying.test_data_model_1_1 import Stranger
from tests.core.verifying.test_endorsements import endorsement
from tests.core.verifying.test_genuine_or_not import outcome
from tests.core.verifying.world import (
    CREDENTIAL_ID,
    SUBJECT_ID,
    V2,
    Issuer,
    World,
    badge,
    list_url,
    status_entry,
)
from tests.fakes import MemoryResolver, MemoryStatusSource

SECONDS = 2.0  # P12
TOO_MUCH = "takes more work than a credential can need"


def alike(groups: int = 10, size: int = 5) -> Json:
    """Nodes that are told apart within the limit, and take much of it."""
    kid: JsonObject = {"urn:p": {"urn:q": "v"}}
    return [{"urn:kids": [kid for _ in range(size)]} for _ in range(groups)]


def costly(issuer_id: str, **changes: Json) -> JsonObject:
    subject: JsonObject = {"id": SUBJECT_ID, "urn:top": alike()}
    return plain(issuer_id, **{"credentialSubject": subject, **changes})


def plain(issuer_id: str, **changes: Json) -> JsonObject:
    return {
        "@context": [V2],
        "id": CREDENTIAL_ID,
        "type": ["VerifiableCredential"],
        "issuer": issuer_id,
        "validFrom": "2026-11-01T00:00:00Z",
        "credentialSubject": {"id": SUBJECT_ID},
        **changes,
    }


def in_chain(world: World, issuer: Issuer, document: JsonObject, length: int) -> bytes:
    """The document with so many proofs, each of which follows the one before."""
    for number in range(length):
        previous = (f"urn:proof:{number - 1}",) if number else ()
        signed = world.sign(issuer, document, id=f"urn:proof:{number}", previous=previous)
        document = json.loads(signed)
    return json.dumps(document).encode()


def chained(world: World, length: int) -> bytes:
    issuer = world.did_key()
    return in_chain(world, issuer, costly(issuer.id), length)


@dataclass
class Counted:
    """A ``ports.StatusSource`` that remembers what it was asked for."""

    lists: dict[str, bytes]
    urls: list[str] = field(default_factory=list)

    def status_list(self, url: str) -> bytes:
        self.urls.append(url)
        return MemoryStatusSource(self.lists).status_list(url)


def told(report: VerificationReport) -> list[str]:
    return [check.id for check in report.checks if TOO_MUCH in check.reason]


def test_the_sample_takes_more_than_a_third_of_the_limit_and_less_than_half() -> None:
    allowance = Allowance()
    canonical_form(quads(costly("did:example:issuer")), allowance=allowance)
    assert WORK_LIMIT / 3 < WORK_LIMIT - allowance.left < WORK_LIMIT / 2


@pytest.mark.parametrize(("length", "verdict"), [(2, Verdict.VALID), (3, Verdict.INVALID)])
def test_the_proofs_of_a_chain_share_the_limit(length: int, verdict: Verdict) -> None:
    """Each of them signs the document anew, together with the proof before it."""
    world = World()
    report = world.verify(chained(world, length))
    assert report.verdict is verdict
    assert told(report) == ([] if verdict is Verdict.VALID else ["signature:3"])


def with_costly_proofs(issuer: Stranger, number: int) -> bytes:
    """A credential with so many proofs, each of which says much of itself."""
    document = plain(issuer.id)
    proofs: list[Json] = []
    for name in range(number):
        statement: JsonObject = {
            "id": f"urn:proof:{name}",
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2026-11-20T00:00:00Z",
            "verificationMethod": issuer.method_id,
            "proofPurpose": "assertionMethod",
            "urn:top": alike(),
        }
        signed = STRICT.canonical(document)
        message = rdfc_pair(statement, document, signed, KeyType.ED25519, STRICT)
        value = multibase_encode(issuer.key.sign(message))
        proofs.append({**statement, "proofValue": value})
    return json.dumps({**document, "proof": proofs}).encode()


@pytest.mark.parametrize(("number", "verdict"), [(2, Verdict.VALID), (3, Verdict.INVALID)])
def test_what_proofs_say_of_themselves_shares_the_limit(number: int, verdict: Verdict) -> None:
    report = World().verify(with_costly_proofs(Stranger(), number))
    assert report.verdict is verdict
    assert told(report) == ([] if verdict is Verdict.VALID else ["signature:3"])


def entries(number: int) -> list[Json]:
    """So many places on one list."""
    url = list_url(StatusPurpose.REVOCATION)
    return [status_entry(StatusPurpose.REVOCATION, index, url) for index in range(number)]


def with_list(*, proofs: int, places: int) -> tuple[World, bytes]:
    """A costly credential with ``places`` on a costly list, which has that many ``proofs``."""
    world = World()
    issuer = world.did_key()
    url = world.publish(issuer, StatusPurpose.REVOCATION)
    document = json.loads(world.lists[url])
    del document["proof"]
    document["urn:top"] = alike()
    world.lists[url] = in_chain(world, issuer, document, proofs)
    return world, world.sign(issuer, costly(issuer.id, credentialStatus=entries(places)))


def test_a_list_that_asks_for_what_is_left_is_not_found_out() -> None:
    world, data = with_list(proofs=3, places=4)
    began = time.monotonic()
    report = world.verify(data)
    assert time.monotonic() - began < SECONDS
    assert report.verdict is Verdict.UNDETERMINED
    assert outcome(report, "signature") is Outcome.PASSED
    assert told(report) == ["status:revocation"] * 4


def test_a_list_is_fetched_and_authenticated_once_however_many_places_name_it() -> None:
    world, data = with_list(proofs=1, places=16)
    asked = Counted(world.lists)
    report = verify(data, at=world.at, keys=MemoryResolver(world.methods), statuses=asked)
    assert report.verdict is Verdict.VALID
    assert asked.urls == [list_url(StatusPurpose.REVOCATION)]


def test_a_list_that_is_not_to_be_had_is_asked_for_once() -> None:
    world, data = with_list(proofs=1, places=16)
    asked = Counted({})
    report = verify(data, at=world.at, keys=MemoryResolver(world.methods), statuses=asked)
    assert report.verdict is Verdict.UNDETERMINED
    assert [check.outcome for check in report.checks].count(Outcome.UNDETERMINED) == 16
    assert len(asked.urls) == 1


def test_many_long_lists_of_nodes_are_not_gone_through() -> None:
    world = World()
    issuer = world.did_key()
    urls = [f"https://uni.example/status/{number}" for number in range(16)]
    for url in urls:
        world.publish(issuer, StatusPurpose.REVOCATION, url=url)
        document = json.loads(world.lists[url])
        del document["proof"]
        document["urn:top"] = [{"urn:p": f"{number}"} for number in range(5_000)]
        world.lists[url] = world.sign(issuer, document)
    places: list[Json] = [status_entry(StatusPurpose.REVOCATION, url=url) for url in urls]
    data = world.sign(issuer, plain(issuer.id, credentialStatus=places))
    began = time.monotonic()
    report = world.verify(data)
    assert time.monotonic() - began < SECONDS
    assert report.verdict is Verdict.UNDETERMINED
    assert len(told(report)) == 12


def endorsed(world: World) -> tuple[Issuer, JsonObject]:
    """A badge with eight costly endorsements, and who issues it."""
    issuer, company = world.did_key(), world.did_key()
    subject: JsonObject = {
        "id": CREDENTIAL_ID,
        "type": ["EndorsementSubject"],
        "urn:top": alike(),
    }
    given = [endorsement(company, credentialSubject=subject, name=f"No. {n}") for n in range(8)]
    tokens = [world.sign(company, one, suite="vc-jwt").decode("ascii") for one in given]
    return issuer, badge(issuer, endorsementJwt=tokens)


def test_the_endorsements_of_a_badge_share_the_limit() -> None:
    world = World()
    issuer, document = endorsed(world)
    report = world.verify(world.sign(issuer, document, suite="vc-jwt"))
    assert report.verdict is Verdict.VALID
    assert told(report) == [f"endorsement:{number}" for number in range(3, 9)]


def test_each_credential_of_a_presentation_has_its_share_for_all_that_it_rests_on() -> None:
    world = World()
    issuer, document = endorsed(world)
    envelope = vc_jwt.envelope(world.sign(issuer, document, suite="vc-jwt"))
    report = look_at(world, Holder().present(envelope, envelope, suite="vp-jwt"))
    assert report.verdict is Verdict.VALID
    for one in report.credentials:
        assert told(one) == [f"endorsement:{number}" for number in range(2, 9)]


def test_every_answer_has_the_limit_for_itself() -> None:
    world = World()
    data = chained(world, 2)
    assert [world.verify(data).verdict for _ in range(3)] == [Verdict.VALID] * 3
