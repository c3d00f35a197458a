"""What an achievement says through Open Badges alignments: concepts by their authority's URI.

Open Badges 3.0 has no terms for level, mode, assessment, quality assurance or several awarding
bodies. An ``Alignment`` names a concept and its framework, so each of them becomes one, with a
``targetType`` of the enumeration's ``ext:`` kind. Strangers show its name;
``alignment_reading`` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterator

from credstone.formats.compact import compact
from credstone.formats.extension import NAMESPACE
from credstone.model.achievement import Achievement, CreditPoints, Level, QualityAssurance
from credstone.model.isced_f import isced_f_concept
from credstone.model.outcome import Alignment, AssessmentMethod
from credstone.model.vocabulary import (
    Concept,
    CreditSystem,
    NotLevelled,
    QfEheaCycle,
    QualityAssuranceType,
    Supervised,
    assessment_concept,
    credit_concept,
    eqf_concept,
    mode_concept,
    quality_concept,
    supervision_concept,
)
from credstone.ports import Json

AWARDING_BODY = "ext:AwardingBody"
LEARNING_OUTCOME = "ext:LearningOutcome"
EQF = "ext:EqfLevel"
NQF = "ext:NqfLevel"
QF_EHEA = "ext:QfEheaCycle"
NOT_LEVELLED = "ext:NotLevelled"
CREDIT_SYSTEM = "ext:CreditSystem"
ASSESSMENT = "ext:AssessmentType"
MODE = "ext:LearningMode"
SUPERVISION = "ext:Supervision"
QUALITY = "ext:QualityAssurance"
FIELD = "ext:IscedF"
_ELM = "European Learning Model"


def cycle_concept(cycle: QfEheaCycle) -> Concept:
    """Our name for a cycle; the framework publishes no URIs."""
    return Concept(f"{NAMESPACE}qf-ehea-{cycle.value}", cycle.value.replace("-", " ").capitalize())


def not_levelled_concept(reason: NotLevelled) -> Concept:
    """Our name for a reason why there is no level."""
    label = {
        NotLevelled.NO_NQF_PLACEMENT: "Not placed in a qualifications framework",
        NotLevelled.NON_FORMAL: "Non-formal learning without a level",
        NotLevelled.NOT_LEVELLED: "Without a level",
    }[reason]
    return Concept(f"{NAMESPACE}not-levelled-{reason.value}", label)


def unit_concept(points: CreditPoints) -> Concept:
    """The authority's name for a credit system, else ours with the unit's own name."""
    known = credit_concept(points.system)
    other = f"{NAMESPACE}credit-system-{CreditSystem.OTHER.value}"
    return known or Concept(other, points.unit_name or "Credit points")


def quality_target(kind: QualityAssuranceType) -> Concept:
    """The authority's coarser entry for a type of quality assurance, else ours."""
    ours = f"{NAMESPACE}quality-assurance-{kind.value}"
    label = kind.value.replace("-", " ").capitalize()
    return quality_concept(kind) or Concept(ours, label)


def alignments(achievement: Achievement, language: str) -> list[Json]:
    """Every alignment of ``achievement``, each once, with names in ``language`` where it has them.

    Identical ones would be one statement said twice, which a signature does not count.
    """
    return list({str(one): one for one in _alignments(achievement, language)}.values())


def _alignments(achievement: Achievement, language: str) -> Iterator[Json]:
    for body in achievement.awarding_bodies:
        yield _alignment(AWARDING_BODY, Concept(body.id, body.name.best(language)), code=body.code)
    yield from _level(achievement.level)
    for points in achievement.workload.credits[:1]:
        yield _alignment(CREDIT_SYSTEM, unit_concept(points), framework=_ELM)
    if achievement.participation_mode is not None:
        yield _alignment(MODE, mode_concept(achievement.participation_mode), framework=_ELM)
    for method in achievement.assessments:
        yield from _assessment(method, language)
    for quality in achievement.quality_assurance:
        yield _quality(quality, language)
    if (field := isced_f_concept(achievement.field)) is not None:
        yield _alignment(FIELD, field, framework="ISCED-F 2013", code=achievement.field)
    for outcome in achievement.learning_outcomes:
        target = Concept(f"{achievement.id}#{outcome.id}", outcome.statement.best(language))
        yield _alignment(LEARNING_OUTCOME, target, code=outcome.id)
    for link in achievement.alignments:
        yield _link(link)
    for outcome in achievement.learning_outcomes:
        for link in outcome.alignments:
            yield _link(link)


def _level(level: Level) -> Iterator[Json]:
    if level.eqf is not None and 1 <= level.eqf <= 8:
        framework = "European Qualifications Framework"
        yield _alignment(EQF, eqf_concept(level.eqf), framework=framework, code=str(level.eqf))
    for one in level.nqf:
        if one.uri:
            target = Concept(one.uri, f"{one.framework} {one.level}")
            yield _alignment(NQF, target, framework=one.framework, code=one.level)
    if level.qf_ehea is not None:
        yield _alignment(QF_EHEA, cycle_concept(level.qf_ehea), framework="QF-EHEA")
    if level.not_levelled is not None:
        yield _alignment(NOT_LEVELLED, not_levelled_concept(level.not_levelled))


def _assessment(method: AssessmentMethod, language: str) -> Iterator[Json]:
    yield _alignment(
        ASSESSMENT,
        assessment_concept(method.type),
        framework=_ELM,
        code=method.id,
        description=method.description.best(language),
    )
    if method.supervised is not Supervised.NONE or method.identity_verified:
        yield _alignment(
            SUPERVISION,
            supervision_concept(method.supervised, method.identity_verified),
            framework=_ELM,
            code=method.id,
            description=method.supervised.value,
        )


def _quality(quality: QualityAssurance, language: str) -> Json:
    target = quality_target(quality.type)
    named = Concept(target.uri, quality.agency.best(language) or target.label)
    return _alignment(
        QUALITY,
        named,
        framework=quality.standard_edition,
        code=quality.type.value,
        description=quality.description.best(language),
    )


def _link(link: Alignment) -> Json:
    return _alignment(
        link.target_type,
        Concept(link.target_url, link.target_name),
        framework=link.framework,
        code=link.target_code,
    )


def _alignment(
    kind: str, target: Concept, *, framework: str = "", code: str = "", description: str = ""
) -> Json:
    return compact(
        {
            "type": ["Alignment"],
            "targetType": kind,
            "targetUrl": target.uri,
            "targetName": target.label,
            "targetFramework": framework,
            "targetCode": code,
            "targetDescription": description,
        }
    )
