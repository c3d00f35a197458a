"""The definition: one version of what can be earned, with every EU standard element.

The names follow Annex I of Council Recommendation 2022/C 243/02 (elements in brackets). A
version that was published is frozen; a change is a new version with a new content hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from credstone.model.outcome import Alignment, AssessmentMethod, GradingScheme, LearningOutcome
from credstone.model.party import Organisation
from credstone.model.text import Text
from credstone.model.vocabulary import (
    AssessmentType,
    CreditSystem,
    NotLevelled,
    ParticipationMode,
    Payer,
    QfEheaCycle,
    QualityAssuranceType,
    StackabilityKind,
)


@dataclass(frozen=True)
class CreditPoints:
    """Credits in one system; ``unit_name`` says which when the system is OTHER."""

    system: CreditSystem
    value: Decimal
    unit_name: str = ""


@dataclass(frozen=True)
class Workload:
    """Notional workload [7]: hours of learning, credits, or both."""

    hours: Decimal | None = None
    credits: tuple[CreditPoints, ...] = ()


@dataclass(frozen=True)
class NqfLevel:
    """A level in a national framework; ``uri`` is the authority's when known."""

    framework: str
    level: str
    uri: str = ""


@dataclass(frozen=True)
class Level:
    """Level of the learning experience [8], or a coded reason why there is none."""

    eqf: int | None = None
    nqf: tuple[NqfLevel, ...] = ()
    qf_ehea: QfEheaCycle | None = None
    not_levelled: NotLevelled | None = None


@dataclass(frozen=True)
class QualityAssurance:
    """Quality assurance that underpins the micro-credential [11]."""

    type: QualityAssuranceType
    agency: Text = Text()
    agency_id: str = ""
    standard_edition: str = ""
    report_url: str = ""
    description: Text = Text()


@dataclass(frozen=True)
class Prerequisite:
    """What is needed, or only recommended, to enrol [12]; ``achievement`` is an id or ""."""

    description: Text
    required: bool = True
    achievement: str = ""


@dataclass(frozen=True)
class Stackability:
    """Integration and stackability [15]; ``part_of`` are ids of larger achievements."""

    kind: StackabilityKind
    part_of: tuple[str, ...] = ()
    description: Text = Text()


@dataclass(frozen=True)
class Price:
    """What it costs and who pays; ``currency`` is ISO 4217."""

    amount: Decimal
    currency: str
    payer: Payer
    note: Text = Text()


@dataclass(frozen=True)
class Validity:
    """How long an award holds, in months from the award, and how it is renewed."""

    months: int | None = None
    renewal: Text = Text()


@dataclass(frozen=True)
class Achievement:
    """One version of a micro-credential.

    ``code`` is the human code ("MC-ETH-01"), ``version`` any label that the code has not used.
    ``id`` is the URI that credentials carry. ``field`` is an ISCED-F 2013 code. The first of
    ``awarding_bodies`` issues; the others award jointly and consent by a proof or endorsement.
    ``participation_mode`` is None only where a foreign document does not state it.
    """

    code: str
    version: str
    id: str
    title: Text
    description: Text
    awarding_bodies: tuple[Organisation, ...]
    learning_outcomes: tuple[LearningOutcome, ...]
    workload: Workload
    level: Level
    assessments: tuple[AssessmentMethod, ...]
    participation_mode: ParticipationMode | None
    quality_assurance: tuple[QualityAssurance, ...]
    criteria: Text = Text()
    field: str = ""
    prerequisites: tuple[Prerequisite, ...] = ()
    stackability: Stackability | None = None
    further_information: Text = Text()
    homepage: str = ""
    languages: tuple[str, ...] = ()
    price: Price | None = None
    validity: Validity = Validity()
    grading: GradingScheme | None = None
    alignments: tuple[Alignment, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def issuer(self) -> Organisation:
        """The awarding body that issues."""
        return self.awarding_bodies[0]

    @property
    def issuer_countries(self) -> tuple[str, ...]:
        """Countries of the awarding bodies [3], each once, in their order."""
        return tuple(dict.fromkeys(body.country for body in self.awarding_bodies))

    @property
    def assessment_types(self) -> tuple[AssessmentType, ...]:
        """Types of assessment [9], each once, in their order."""
        return tuple(dict.fromkeys(method.type for method in self.assessments))
