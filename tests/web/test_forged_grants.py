"""What is slipped into a record or an enrolment gets into no grant, and hands out no other's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from credstone.errors import Conflict, Refused
from credstone.model.enrolment import Attestation, AwardUse, Enrolment, Waiver
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.party import Person
from credstone.model.record import LearningRecord, RecordedAward
from credstone.stacking.allocate import allocate
from credstone.stacking.grant import Grant, grant
from credstone.web.pathways import commands, orders
from credstone.web.pathways.models import StackGrant
from tests.web.granting import TARGET, School, a_stack
from tests.web.office import Office, now

DEAN = Identifier(IdentifierType.EMAIL, "dean@uni.example")
ALICE = Identifier(IdentifierType.EUROPEAN_STUDENT, "urn:schac:alice")


def self_signed(like: RecordedAward, *who: Identifier) -> RecordedAward:
    """A badge about something else that a stranger made, with these names of the learner."""
    learner = Person(full_name="Mallory", identifiers=who)
    achievement = replace(like.award.achievement, id="urn:x", code="ZZZ")
    award = replace(like.award, id="urn:evil", learner=learner, achievement=achievement)
    return replace(
        like, award=award, issuer_id="did:key:zNobody", trusted=False, credential_id="urn:uuid:1"
    )


def called(record: LearningRecord, who: Identifier) -> LearningRecord:
    """The record with the learner of all its awards named so besides."""
    awards = []
    for one in record.awards:
        learner = replace(one.award.learner, identifiers=(who,))
        awards.append(replace(one, award=replace(one.award, learner=learner)))
    return replace(record, awards=tuple(awards))


def decided(school: School, office: Office, record: LearningRecord, by: str = "") -> Grant:
    asked = school.question(a_stack(office), record)
    return grant(asked, allocate(asked), decided_on=asked.at, decided_by=by)


def written(school: School, office: Office, given: Grant, record: LearningRecord) -> None:
    stack = a_stack(office)
    request = orders.request_for(given, stack, record, school.versions[TARGET], {})
    commands.grant_stack(school.order(), stack, given, request, judged=(), now=now())


def test_names_in_a_self_signed_badge_stay_out_of_what_we_sign(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    slipped_in = replace(record, awards=(*record.awards, self_signed(record.awards[0], DEAN)))
    granted = school.grant(a_stack(office), slipped_in)
    assert DEAN.value not in granted.row.award.content
    assert "s1@uni.example" in granted.row.award.content


def test_a_part_of_a_stranger_tells_nothing_of_the_learner(office: Office) -> None:
    school = School.opened(office)
    own = school.record(school.parts()).awards[0]
    stranger = self_signed(own, DEAN)
    told = orders.learner_of((own, stranger), own.issuer_id)
    assert DEAN not in told.identifiers
    with pytest.raises(Refused, match="nobody vouches"):
        orders.learner_of((stranger,), own.issuer_id)
    trusted = orders.learner_of((replace(stranger, trusted=True),), own.issuer_id)
    assert trusted.identifiers == (DEAN,)


def test_a_badge_with_anothers_number_does_not_hand_out_their_credential(office: Office) -> None:
    school = School.opened(office)
    alices = school.grant(a_stack(office), called(school.record(school.parts()), ALICE))
    mallory = school.record(school.parts(learner=2))
    with_hers = replace(mallory, awards=(*mallory.awards, self_signed(mallory.awards[0], ALICE)))
    mallorys = school.grant(a_stack(office), with_hers)
    assert mallorys.is_new
    assert mallorys.row != alices.row
    assert ALICE.value not in mallorys.row.award.content


def test_a_grant_on_credentials_that_are_not_shown_is_not_handed_out(office: Office) -> None:
    """Even where an issuer that we believe calls both learners the same."""
    school = School.opened(office)
    school.grant(a_stack(office), called(school.record(school.parts()), ALICE))
    namesake = called(school.record(school.parts(learner=2)), ALICE)
    with pytest.raises(Conflict, match="on other credentials than are shown"):
        school.grant(a_stack(office), namesake)
    assert StackGrant.objects.count() == 1


def test_a_granted_use_that_only_the_enrolment_file_knows_is_refused(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts("MC-A"))
    stack = a_stack(office)
    use = AwardUse(record.awards[0].award.id, stack.id, "second", Decimal(5), date(2026, 1, 1))
    asked = school.question(stack, record)
    hijacked = replace(asked, enrolment=Enrolment(granted=(use,)))
    with pytest.raises(Refused, match=f"{use.award} in second"):
        orders.with_ledger(hijacked, "ub")
    elsewhere = replace(use, stack="abroad")
    told, _ = orders.with_ledger(replace(asked, enrolment=Enrolment(granted=(elsewhere,))), "ub")
    assert told.enrolment.granted == (elsewhere,)


def test_what_is_believed_of_an_enrolment_file_is_counted() -> None:
    day = date(2026, 1, 1)
    confirmed = Attestation("x", "examiner", "A. Meyer", day)
    refused = replace(confirmed, confirmed=False)
    waived = Waiver("y", "dean", "B. Weber", day)
    told = orders.believed(Enrolment(attestations=(confirmed, confirmed), waivers=(waived,)))
    assert told == "2 confirmations and 1 waiver of the enrolment file were believed."
    assert orders.believed(Enrolment(waivers=(waived,))).startswith("1 waiver of the enrolment fil")
    assert orders.believed(Enrolment(attestations=(refused,))) == ""


def test_a_record_of_somebody_whom_no_part_names_is_refused(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    given = decided(school, office, record)
    with pytest.raises(Refused, match="is of did:key:mallory, whom none of the parts names"):
        written(school, office, given, replace(record, learner_id="did:key:mallory", other_ids=()))
    assert not StackGrant.objects.exists()


def test_the_learner_is_named_as_a_part_names_them(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    named = [one.award.learner_id for one in record.awards]
    renamed = replace(record, learner_id="did:key:zAlice", other_ids=tuple(named))
    assert school.grant(a_stack(office), renamed).row.award.learner_uri == named[0]


def test_a_part_that_the_record_does_not_hold_is_refused(office: Office) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    given = decided(school, office, record)
    less = replace(record, awards=record.awards[:1])
    with pytest.raises(Refused, match=f"rests on {record.awards[1].award.id}, which the record"):
        written(school, office, given, less)


@pytest.mark.parametrize("what", ["by", "learner", "award", "requirement"])
def test_what_is_too_long_for_the_ledger_is_refused_in_words(office: Office, what: str) -> None:
    school = School.opened(office)
    record = school.record(school.parts())
    if what == "learner":
        named = "did:example:" + "a" * 600
        awards = (replace(one, award=replace(one.award, learner_id=named)) for one in record.awards)
        record = replace(record, learner_id=named, awards=tuple(awards))
    if what == "award":
        one, *others = record.awards
        long = replace(one, award=replace(one.award, id="urn:x:" + "a" * 600))
        record = replace(record, awards=(long, *others))
    given = decided(school, office, record, "A" * 300 if what == "by" else "")
    if what == "requirement":
        given = replace(given, uses=(replace(given.uses[0], requirement="r" * 300),))
    with pytest.raises(Refused, match=r"characters, and (256|512) are the most"):
        written(school, office, given, record)
    assert not StackGrant.objects.exists()
