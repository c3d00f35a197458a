"""From verified credentials to a learning record; nothing else comes in."""

from __future__ import annotations

import pytest

from credstone.errors import Refused
from credstone.formats import openbadges, vcdm
from credstone.formats.record import read_record, record_to_json
from credstone.model.credential import StatusPurpose
from credstone.model.learning import Standing
from credstone.verifying import unread
from credstone.verifying.policy import Policy
from credstone.verifying.record import learning_record, record_of, recorded_award
from credstone.verifying.report import VerificationReport
from tests.core.verifying.awards import LEARNER, an_award, body
from tests.core.verifying.test_trust import Ministry, the_list
from tests.core.verifying.world import (
    CREDENTIAL_ID,
    SUBJECT_ID,
    V2,
    Issuer,
    World,
    status_entry,
)


def report_of(
    world: World,
    issuer: Issuer,
    *,
    number: str = "1",
    learner_id: str = LEARNER,
    policy: Policy | None = None,
) -> VerificationReport:
    award = an_award(body(issuer), learner_id=learner_id, award_id=number)
    credential_id = CREDENTIAL_ID if number == "1" else f"urn:credential:{number}"
    document = openbadges.export(award, credential_id=credential_id).document
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


def forged(world: World, issuer: Issuer) -> VerificationReport:
    document = openbadges.export(an_award(body(issuer)), credential_id=CREDENTIAL_ID).document
    return world.verify(world.sign(issuer, document).replace(b"1.3", b"1.0"))


def revoked(world: World, issuer: Issuer) -> VerificationReport:
    award = an_award(body(issuer), award_id="revoked")
    document = openbadges.export(award, credential_id="urn:uuid:r").document
    document["credentialStatus"] = status_entry(StatusPurpose.REVOCATION, 7)
    world.publish(issuer, StatusPurpose.REVOCATION, [7])
    return world.verify(world.sign(issuer, document))


def test_a_bad_document_is_set_aside_beside_the_good_ones() -> None:
    world = World()
    issuer = world.did_web()
    record = record_of(
        [
            ("good.json", report_of(world, issuer)),
            ("forged.json", forged(world, issuer)),
            ("revoked.json", revoked(world, issuer)),
            ("list.txt", unread.unreadable("It is a shopping list.", world.at)),
            ("gone", unread.out_of_reach("Nobody answered.", world.at)),
        ]
    )
    assert record.learner_id == LEARNER
    assert [one.credential_id for one in record.awards] == [CREDENTIAL_ID]
    assert [(one.source, one.standing) for one in record.set_aside] == [
        ("forged.json", Standing.NOT_GENUINE),
        ("revoked.json", Standing.REVOKED),
        ("list.txt", Standing.UNVERIFIABLE),
        ("gone", Standing.UNVERIFIABLE),
    ]
    assert record.set_aside[1].award is not None
    assert record.set_aside[2].reason == "It is a shopping list"


def test_somebody_elses_credential_is_told_as_such() -> None:
    world = World()
    issuer = world.did_web()
    mine = [(n, report_of(world, issuer, number=n)) for n in "12"]
    theirs = ("their.json", report_of(world, issuer, learner_id="urn:uuid:other"))
    record = record_of([theirs, *mine])
    assert record.learner_id == LEARNER
    [out] = record.set_aside
    assert (out.source, out.standing) == ("their.json", Standing.SOMEONE_ELSES)
    assert "urn:uuid:other" in out.reason


def test_whoever_asks_may_say_whose_record_it_is() -> None:
    world = World()
    issuer = world.did_web()
    reports = [
        ("a", report_of(world, issuer, number="1")),
        ("b", report_of(world, issuer, number="2", learner_id="urn:uuid:other")),
    ]
    record = record_of(reports, ("urn:uuid:other",))
    assert [one.award.id[-1] for one in record.awards] == ["2"]
    both = record_of(reports, ("urn:uuid:other", LEARNER))
    assert both.learner_id == "urn:uuid:other"
    assert len(both.awards) == 2
    assert both.other_ids == (LEARNER,)
    assert read_record(record_to_json(both)) == (both, ())


def test_forgeries_do_not_decide_whose_record_it_is() -> None:
    world = World()
    issuer = world.did_web()
    stranger = world.did_web()
    mine = report_of(world, issuer, learner_id="urn:uuid:me")
    fakes = [(f"{n}.json", forged(world, stranger)) for n in range(3)]
    record = record_of([*fakes, ("mine.json", mine)])
    assert record.learner_id == "urn:uuid:me"
    assert {one.standing for one in record.set_aside} == {Standing.NOT_GENUINE}


def test_what_was_given_twice_is_told_once() -> None:
    world = World()
    issuer = world.did_web()
    report, bad = report_of(world, issuer), forged(world, issuer)
    record = record_of([("a", report), ("b", bad), ("c", report), ("d", bad)])
    assert len(record.awards) == 1
    assert [one.source for one in record.set_aside] == ["b"]


def test_of_two_issuers_who_give_one_id_the_accredited_one_is_believed() -> None:
    world = World()
    stranger, issuer = world.did_web("https://stranger.example"), world.did_web()
    policy = Policy(trust=Ministry().publish(the_list()))
    copied = report_of(world, stranger, policy=policy)
    record = record_of(
        [("copy.json", copied), ("mine.json", report_of(world, issuer, policy=policy))]
    )
    assert [one.issuer_id for one in record.awards] == [issuer.id]
    assert [(one.source, one.standing) for one in record.set_aside] == [
        ("copy.json", Standing.UNVERIFIABLE)
    ]
    assert read_record(record_to_json(record)) == (record, ())


def test_nothing_makes_an_empty_record() -> None:
    record = record_of([])
    assert (record.learner_id, record.awards, record.set_aside) == ("", (), ())


def test_a_status_list_is_no_award() -> None:
    world = World()
    issuer = world.did_web()
    url = world.publish(issuer, StatusPurpose.REVOCATION)
    record = record_of([("list.json", world.verify(world.lists[url]))])
    assert record.set_aside[0].reason == "it is a status list, not an award"
