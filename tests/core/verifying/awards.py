"""An award to export, sign and read back: small, with every kind of element in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from credstone.model.achievement import (
    Achievement,
    CreditPoints,
    Level,
    QualityAssurance,
    Workload,
)
from credstone.model.award import Award
from credstone.model.outcome import AssessmentMethod, LearningOutcome
from credstone.model.party import Organisation, Person
from credstone.model.text import Text
from credstone.model.vocabulary import (
    AssessmentType,
    CreditSystem,
    ParticipationMode,
    QualityAssuranceType,
    Supervised,
)
from tests.core.verifying.world import Issuer

LEARNER = "urn:uuid:0a9c1f2e-1111-4222-8333-444455556666"


def body(issuer: Issuer, code: str = "uni", name: str = "Example University") -> Organisation:
    return Organisation(code=code, name=Text.of({"en": name}), country="IE", id=issuer.id)


def an_achievement(*bodies: Organisation) -> Achievement:
    return Achievement(
        code="MC-ETH-01",
        version="1",
        id="urn:uuid:0a9c1f2e-7777-4222-8333-444455556666",
        title=Text.of({"en": "Ethics of data"}),
        description=Text.of({"en": "What data may be used for."}),
        awarding_bodies=bodies,
        learning_outcomes=(
            LearningOutcome("o1", Text.of({"en": "weigh the interests at stake"}), "weigh"),
        ),
        workload=Workload(Decimal(60), (CreditPoints(CreditSystem.ECTS, Decimal(2)),)),
        level=Level(eqf=6),
        assessments=(
            AssessmentMethod(
                "a1",
                AssessmentType.WRITTEN_EXAMINATION,
                ("o1",),
                supervised=Supervised.ONSITE,
                identity_verified=True,
            ),
        ),
        participation_mode=ParticipationMode.BLENDED,
        quality_assurance=(QualityAssurance(QualityAssuranceType.ESG_INSTITUTIONAL_EXTERNAL),),
        criteria=Text.of({"en": "Pass the examination."}),
        field="0223",
        languages=("en",),
    )


def an_award(*bodies: Organisation, learner_id: str = LEARNER, award_id: str = "1") -> Award:
    return Award(
        id=f"urn:uuid:6f1f6c3e-0000-4e0c-9a38-00000000000{award_id}",
        achievement=an_achievement(*bodies),
        learner=Person("Jane Doe"),
        learner_id=learner_id,
        awarded_on=date(2026, 11, 1),
        issued_at=datetime(2026, 11, 2, 10, 0, tzinfo=UTC),
        grade="1.3",
    )
