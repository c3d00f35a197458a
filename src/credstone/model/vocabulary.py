"""Closed lists of the field, each code with its authority URI and English label.

The codes are facts of the European Learning Model 3 (snapshot 9d7c5d2; the URIs under
``data.europa.eu/snb``). Our own names are the enum values: they are what a person writes in a
definition file. Large lists (ESCO, the 424 NQF levels, NUTS) are imported by the operator.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_SNB = "http://data.europa.eu/snb/"


@dataclass(frozen=True)
class Concept:
    """One entry of a controlled list: absolute ``uri``, English ``label``."""

    uri: str
    label: str


class ParticipationMode(StrEnum):
    """Annex I 10, form of participation; ELM's scheme ``learning-assessment`` is the mode list."""

    PRESENTIAL = "presential"
    ONLINE = "online"
    BLENDED = "blended"
    PROJECT_BASED = "project-based"
    RESEARCH_LAB = "research-lab"
    WORK_BASED = "work-based"


class AssessmentType(StrEnum):
    """Annex I 9, type of assessment; ELM's scheme ``assessment``."""

    WRITTEN_EXAMINATION = "written-examination"
    ORAL_EXAMINATION = "oral-examination"
    PRACTICAL = "practical"
    MARKED_ASSIGNMENT = "marked-assignment"
    PROJECT_WORK = "project-work"
    PORTFOLIO = "portfolio"
    ARTEFACT = "artefact"
    CONTINUOUS_EVALUATION = "continuous-evaluation"
    QUIZ = "quiz"
    PEER_ASSESSMENT = "peer-assessment"
    PEER_REVIEW = "peer-review"
    GROUP_PERFORMANCE = "group-performance"
    PROBLEM_BASED = "problem-based"
    ATTENDANCE = "attendance"


class Supervised(StrEnum):
    """Annex I 13, how an assessment was watched."""

    NONE = "none"
    ONLINE = "online"
    ONSITE = "onsite"


class AccreditationType(StrEnum):
    """What an accreditation covers; ELM's scheme ``accreditation``."""

    INSTITUTIONAL_LICENCE = "institutional-licence"
    PROGRAMME_LICENCE = "programme-licence"
    INSTITUTIONAL_QA = "institutional-quality-assurance"
    PROGRAMME_QA = "programme-quality-assurance"


class QualityAssuranceType(StrEnum):
    """Annex I 11, finer than ELM's four codes, to which every member maps down or not at all."""

    ESG_INSTITUTIONAL_EXTERNAL = "esg-institutional-external"
    ESG_PROGRAMME_EXTERNAL = "esg-programme-external"
    NATIONAL_LICENCE = "national-licence"
    ISO_17024_ACCREDITED = "iso-17024-accredited"
    ISO_21001_CERTIFIED = "iso-21001-certified"
    INTERNAL_QA_ONLY = "internal-qa-only"
    SECTOR_BODY = "sector-body"
    EMPLOYER_VALIDATED = "employer-validated"
    NONE = "none"


class CreditSystem(StrEnum):
    """Units that credits are counted in."""

    ECTS = "ects"
    ECVET = "ecvet"
    OTHER = "other"


class QfEheaCycle(StrEnum):
    """Cycles of the Qualifications Framework of the European Higher Education Area."""

    SHORT = "short-cycle"
    FIRST = "first-cycle"
    SECOND = "second-cycle"
    THIRD = "third-cycle"


class NotLevelled(StrEnum):
    """Why a micro-credential states no level (crosswalk 1.1, element 8)."""

    NO_NQF_PLACEMENT = "no_nqf_placement"
    NON_FORMAL = "non_formal"
    NOT_LEVELLED = "not_levelled"


class StackabilityKind(StrEnum):
    """Annex I 15, integration or stackability options."""

    STANDALONE = "stand-alone"
    STACKABLE = "stackable"
    INTEGRATED = "integrated"


class OutcomeType(StrEnum):
    """ELM's scheme ``skill-type``."""

    KNOWLEDGE = "knowledge"
    SKILL = "skill"


class ReuseLevel(StrEnum):
    """ELM's scheme ``skill-reuse-level``."""

    TRANSVERSAL = "transversal"
    CROSS_SECTOR = "cross-sector"
    SECTOR_SPECIFIC = "sector-specific"
    OCCUPATION_SPECIFIC = "occupation-specific"


class Payer(StrEnum):
    """Who bears the price of the learning."""

    LEARNER = "learner"
    EMPLOYER = "employer"
    PUBLIC = "public"
    PROVIDER = "provider"
    SHARED = "shared"


def _snb(scheme: str, **codes: tuple[str, str]) -> dict[str, Concept]:
    return {
        name.replace("_", "-"): Concept(f"{_SNB}{scheme}/{code}", label)
        for name, (code, label) in codes.items()
    }


_MODES = _snb(
    "learning-assessment",
    presential=("9191af2ed9", "Presential"),
    online=("920fbb3cbe", "Online"),
    blended=("e92d221e4d", "Blended"),
    project_based=("7813801c77", "Project based"),
    research_lab=("ed4c557045", "Research-lab based"),
    work_based=("729f3bed4b", "Work-based"),
)
_ASSESSMENTS = _snb(
    "assessment",
    written_examination=("6e6cb2cc78", "Written examination"),
    oral_examination=("d30284d7df", "Oral examination"),
    practical=("6a4db9f11d", "Practical assessment"),
    marked_assignment=("2939dae15f", "Marked assignment"),
    project_work=("795dac4096", "Project work"),
    portfolio=("4f03b91c0e", "Portfolio"),
    artefact=("de4d165a6c", "Artefact"),
    continuous_evaluation=("3484bd7e51", "Continuous evaluation"),
    quiz=("b1b68f6735", "Quiz"),
    peer_assessment=("19a2e5e671", "Peer assessment"),
    peer_review=("812e3b0ae1", "Peer review"),
    group_performance=("56539a6507", "Group performance"),
    problem_based=("c4256a2726", "Problem based"),
    attendance=("7331eb4762", "Level of attendance"),
)
_ACCREDITATIONS = _snb(
    "accreditation",
    institutional_licence=("003293d2ce", "Institutional licence"),
    programme_licence=("e57dddfcf3", "Programme licence"),
    institutional_quality_assurance=("bb4618238e", "Institutional quality assurance"),
    programme_quality_assurance=("820101cba6", "Programme quality assurance"),
)
_SUPERVISION = {
    (False, False): Concept(
        f"{_SNB}supervision-verification/c598449d64", "Unsupervised without ID verification"
    ),
    (False, True): Concept(
        f"{_SNB}supervision-verification/df2880c5cb", "Unsupervised with ID verification"
    ),
    # By elimination from the published scheme; see docs/adr/0002-model.md.
    (True, False): Concept(
        f"{_SNB}supervision-verification/44314532f9", "Supervised without ID verification"
    ),
    (True, True): Concept(
        f"{_SNB}supervision-verification/70be69aaf9", "Supervised with ID verification"
    ),
}
_CREDITS = _snb(
    "education-credit", ects=("6fcec5c5af", "ECTS credit"), ecvet=("60b314e826", "ECVET credit")
)


_QUALITY = {
    QualityAssuranceType.ESG_INSTITUTIONAL_EXTERNAL: AccreditationType.INSTITUTIONAL_QA,
    QualityAssuranceType.ESG_PROGRAMME_EXTERNAL: AccreditationType.PROGRAMME_QA,
    QualityAssuranceType.NATIONAL_LICENCE: AccreditationType.INSTITUTIONAL_LICENCE,
}


def mode_concept(mode: ParticipationMode) -> Concept:
    """The authority's entry for a form of participation."""
    return _MODES[mode.value]


def assessment_concept(kind: AssessmentType) -> Concept:
    """The authority's entry for a type of assessment."""
    return _ASSESSMENTS[kind.value]


def accreditation_concept(kind: AccreditationType) -> Concept:
    """The authority's entry for a type of accreditation."""
    return _ACCREDITATIONS[kind.value]


def quality_concept(kind: QualityAssuranceType) -> Concept | None:
    """The authority's coarser entry for a type of quality assurance; None where it has none."""
    coarser = _QUALITY.get(kind)
    return None if coarser is None else accreditation_concept(coarser)


def supervision_concept(supervised: Supervised, identity_verified: bool) -> Concept:
    """The authority's entry for supervision together with identity verification."""
    return _SUPERVISION[(supervised is not Supervised.NONE, identity_verified)]


def credit_concept(system: CreditSystem) -> Concept | None:
    """The authority's entry for a credit system; None for a system it does not list."""
    return _CREDITS.get(system.value)


def eqf_concept(level: int) -> Concept:
    """The authority's entry for an EQF level, 1 to 8; raises ValueError otherwise."""
    if not 1 <= level <= 8:
        raise ValueError(f"EQF level {level} is not between 1 and 8")
    return Concept(f"{_SNB}eqf/{level}", f"EQF level {level}")
