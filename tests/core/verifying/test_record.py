"""From verified credentials to a learning record; nothing else comes in."""

from __future__ import annotations

import pytest

from credstone.errors import Refused
from credstone.formats import openbadges, vcdm
from credstone.verifying.policy import Policy
from credstone.verifying.record import learning_record, recorded_award
from credstone.verifying.report import VerificationReport
from tests.core.verifying.awards import LEARNER, an_award, body
from tests.core.verifying.test_trust import Ministry, the_list
from tests.core.verifying.world import CREDENTIAL_ID, SUBJECT_ID, V2, Issuer, World


def report_of(
    world: World,
    issuer: Issuer,
    *,
    number: str = "1",
    learner_id: str = LEARNER,
    policy: Policy | None = None,
) -> VerificationReport:
    award = an_award(body(issuer), learner_id=learner_id, award_id=number)
    document = openbadges.export(award, credential_id=CREDENTIAL_ID).document
    return world.verify(world.sign(issuer, document), policy)


def test_a_verified_award_is_recorded_whole() -> None:
    world = World()
    issuer = world.did_web()
    policy = Policy(trust=Ministry().publish(the_list()))
    recorded = recorded_award(report_of(world, issuer, policy=policy))
    assert recorded.award == an_award(body(issuer))
    assert recorded.credential_id == CREDENTIAL_ID
    assert recorded.issuer_id == issuer.id
    assert recorded.trusted
    assert recorded.verified_at == world.at


def test_the_plain_format_is_recorded_as_well() -> None:
    world = World()
    issuer = world.did_web()
    award = an_award(body(issuer))
    document = vcdm.export(award, credential_id=CREDENTIAL_ID).document
    assert recorded_award(world.verify(world.sign(issuer, document))).award == award


def test_an_unknown_issuers_award_is_recorded_as_such() -> None:
    world = World()
    assert not recorded_award(report_of(world, world.did_key())).trusted


def test_what_is_not_valid_is_not_recorded() -> None:
    world = World()
    issuer = world.did_web()
    award = an_award(body(issuer))
    document = openbadges.export(award, credential_id=CREDENTIAL_ID).document
    data = world.sign(issuer, document).replace(b"1.3", b"1.0")
    with pytest.raises(Refused, match=r"only what was verified is recorded\. The") as refused:
        recorded_award(world.verify(data))
    assert refused.value.where == CREDENTIAL_ID
    world.methods.clear()
    with pytest.raises(Refused, match="only what was verified"):
        recorded_award(world.verify(data))


def test_a_credential_that_states_no_award_is_not_recorded() -> None:
    world = World()
    issuer = world.did_key()
    plain = {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": issuer.id,
        "credentialSubject": {"id": SUBJECT_ID},
    }
    with pytest.raises(Refused, match="no award"):
        recorded_award(world.verify(world.sign(issuer, plain)))


def test_a_record_holds_each_award_once_and_one_learner() -> None:
    world = World()
    issuer = world.did_web()
    first, second = (report_of(world, issuer, number=number) for number in "12")
    record = learning_record([first, second, first])
    assert record.learner_id == LEARNER
    assert [one.award.id[-1] for one in record.awards] == ["1", "2"]
    somebody_else = report_of(world, issuer, learner_id="urn:uuid:other")
    with pytest.raises(Refused, match="2 learners"):
        learning_record([first, somebody_else])
    with pytest.raises(Refused, match="0 learners"):
        learning_record([])
