"""From definitions and records to what stacking weighs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from credstone.model.achievement import CreditPoints, QualityAssurance, Workload
from credstone.model.award import Award
from credstone.model.learning import Recognition, Skill, Standing
from credstone.model.outcome import Alignment
from credstone.model.record import LearningRecord, RecordedAward, SetAside
from credstone.model.vocabulary import CreditSystem, QualityAssuranceType, Supervised
from credstone.stacking.learning_of import holdings_of, learning_of
from tests.core.formats.samples import achievement, award

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
UB = "did:web:ub.example"
ME = award().learner_id


def recorded(one: Award, issuer: str = UB) -> RecordedAward:
    return RecordedAward(one, f"urn:credential:{one.id}", issuer, True, AT)


def record(*awards: Award) -> LearningRecord:
    return LearningRecord(ME, tuple(recorded(one) for one in awards))


def test_a_definition_keeps_what_rules_ask() -> None:
    definition = achievement()
    learning = learning_of(definition)
    assert (learning.code, learning.version) == (definition.code, definition.version)
    assert learning.issuers == ("did:web:ub.example", "did:web:hub.example")
    assert (learning.credits, learning.unit) == (Decimal(3), "ects")
    assert learning.eqf == definition.level.eqf
    assert learning.mode is definition.participation_mode
    assert learning.assessed


def test_ects_count_where_several_credits_are_stated() -> None:
    hours = CreditPoints(CreditSystem.OTHER, Decimal(60), "CPD hours")
    ects = CreditPoints(CreditSystem.ECTS, Decimal(2))
    both = replace(achievement(), workload=Workload(None, (hours, ects)))
    assert (learning_of(both).credits, learning_of(both).unit) == (Decimal(2), "ects")
    only = replace(achievement(), workload=Workload(None, (hours,)))
    assert (learning_of(only).credits, learning_of(only).unit) == (Decimal(60), "CPD hours")


def test_skills_are_what_outcomes_and_the_whole_are_aligned_to() -> None:
    outcome = replace(
        achievement().learning_outcomes[0],
        id="https://ub.example/outcomes/1",
        alignments=(Alignment("urn:esco:1", "one"),),
    )
    definition = replace(
        achievement(),
        learning_outcomes=(outcome,),
        alignments=(Alignment("urn:esco:2", "two"), Alignment("urn:esco:1", "one")),
    )
    uris = ("https://ub.example/outcomes/1", "urn:esco:1", "urn:esco:2")
    assert learning_of(definition).skills == tuple(Skill(uri) for uri in uris)


def test_supervision_is_the_strictest_and_none_is_no_quality_assurance() -> None:
    methods = tuple(
        replace(achievement().assessments[0], supervised=kind)
        for kind in (Supervised.ONLINE, Supervised.ONSITE, Supervised.NONE)
    )
    definition = replace(
        achievement(),
        assessments=methods,
        quality_assurance=(QualityAssurance(QualityAssuranceType.NONE),),
    )
    assert learning_of(definition).supervised is Supervised.ONSITE
    assert learning_of(definition).quality == ()


def test_an_award_becomes_a_holding() -> None:
    one = award()
    recognised = (Recognition("did:web:nord.example"),)
    kept = replace(recorded(one), recognised=recognised, trusted=False)
    [holding] = holdings_of(LearningRecord(ME, (kept,)))
    assert (holding.id, holding.awarded_on, holding.grade) == (one.id, one.awarded_on, one.grade)
    assert holding.valid_until == date(2031, 11, 21)
    assert not holding.trusted
    assert holding.recognised == recognised
    assert holding.standing is Standing.CURRENT


def test_who_signed_is_the_issuer_whatever_the_document_says() -> None:
    [holding] = holdings_of(LearningRecord(ME, (recorded(award(), "did:web:else.example"),)))
    assert holding.learning.issuer == "did:web:else.example"


def test_a_later_award_of_the_same_definition_renews_the_earlier_one() -> None:
    first = replace(award(), id="urn:uuid:1", awarded_on=date(2020, 1, 1))
    later = replace(award(), id="urn:uuid:2", awarded_on=date(2025, 1, 1))
    newest = replace(
        award(),
        id="urn:uuid:3",
        achievement=replace(achievement(), version="2.0"),
        awarded_on=date(2026, 1, 1),
    )
    other = replace(award("mc-data-02"), id="urn:uuid:4", awarded_on=date(2026, 6, 1))
    renewed = {one.id: one.renewed_on for one in holdings_of(record(first, later, newest, other))}
    assert renewed == {
        "urn:uuid:1": date(2026, 1, 1),
        "urn:uuid:2": date(2026, 1, 1),
        "urn:uuid:3": None,
        "urn:uuid:4": None,
    }


def test_another_issuers_award_renews_nothing() -> None:
    first = recorded(replace(award(), id="urn:uuid:1", awarded_on=date(2020, 1, 1)))
    later = recorded(replace(award(), id="urn:uuid:2"), "did:web:else.example")
    holdings = holdings_of(LearningRecord(ME, (first, later)))
    assert [one.renewed_on for one in holdings] == [None, None]


def test_what_was_set_aside_is_a_holding_that_says_why() -> None:
    revoked = SetAside("a.json", Standing.REVOKED, "The issuer revoked it", AT, award=award())
    torn = SetAside("torn.json", Standing.UNVERIFIABLE, "It is no JSON", AT)
    first, second = holdings_of(LearningRecord(ME, (), (revoked, torn)))
    assert (first.id, first.standing) == (award().id, Standing.REVOKED)
    assert first.standing_reason == "The issuer revoked it"
    assert second.learning.title.best() == "torn.json"
    assert second.standing is Standing.UNVERIFIABLE


def test_a_forgery_with_the_id_of_an_award_does_not_take_its_place() -> None:
    fake = SetAside("a.json", Standing.NOT_GENUINE, "The signature does not fit", AT, award=award())
    whole = LearningRecord(ME, (recorded(award()),), (fake,))
    good, bad = holdings_of(whole)
    assert (good.id, good.standing) == (award().id, Standing.CURRENT)
    assert (bad.id, bad.standing) == (f"{good.id} (a.json)", Standing.NOT_GENUINE)


def test_an_award_that_stands_twice_is_held_once() -> None:
    [holding] = holdings_of(record(award(), award()))
    assert holding.id == award().id


def test_an_award_that_names_somebody_else_is_theirs_and_renews_nothing() -> None:
    mine = replace(award(), id="urn:uuid:1", awarded_on=date(2020, 1, 1))
    theirs = replace(award(), id="urn:uuid:2", learner_id="urn:uuid:else")
    own, other = holdings_of(record(mine, theirs))
    assert (own.standing, own.renewed_on) == (Standing.CURRENT, None)
    assert other.standing is Standing.SOMEONE_ELSES
    assert other.standing_reason == f"it names urn:uuid:else, and this is the record of {ME}"


def test_a_learner_whom_credentials_name_by_several_ids_holds_them_all() -> None:
    theirs = replace(award(), learner_id="urn:uuid:other-name")
    [holding] = holdings_of(replace(record(theirs), other_ids=("urn:uuid:other-name",)))
    assert holding.standing is Standing.CURRENT
