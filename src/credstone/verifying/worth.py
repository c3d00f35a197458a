"""What an award is worth to somebody who was not there: its elements in plain sentences.

Says only what the award says; whether the award is genuine is for ``explain``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credstone.model.achievement import Achievement, Level, QualityAssurance, Workload
from credstone.model.award import Award
from credstone.model.vocabulary import (
    CreditSystem,
    QualityAssuranceType,
    Supervised,
    assessment_concept,
    mode_concept,
)

_QUALITY = {
    QualityAssuranceType.ESG_INSTITUTIONAL_EXTERNAL: "the institution was reviewed from outside",
    QualityAssuranceType.ESG_PROGRAMME_EXTERNAL: "the programme was reviewed from outside",
    QualityAssuranceType.NATIONAL_LICENCE: "licensed by the state",
    QualityAssuranceType.ISO_17024_ACCREDITED: "accredited to certify persons, ISO/IEC 17024",
    QualityAssuranceType.ISO_21001_CERTIFIED: "certified to ISO 21001",
    QualityAssuranceType.INTERNAL_QA_ONLY: "the institution's own only",
    QualityAssuranceType.SECTOR_BODY: "a body of the sector",
    QualityAssuranceType.EMPLOYER_VALIDATED: "validated by employers",
    QualityAssuranceType.NONE: "none",
}


def worth(award: Award) -> tuple[str, ...]:
    """The award in sentences, the weightiest first; what it does not say is left out."""
    return tuple(line for line in _lines(award) if line)


def day(value: date) -> str:
    """A day as people write it, such as 21 November 2026."""
    return f"{value.day} {value:%B %Y}"


def _lines(award: Award) -> Iterator[str]:
    achievement = award.achievement
    grade = f" with the grade {award.grade}" if award.grade else ""
    yield f"{achievement.title.best()}, awarded on {day(award.awarded_on)}{grade}."
    bodies = ", ".join(body.name.best() for body in achievement.awarding_bodies)
    if bodies:
        yield f"Awarding body as it states: {bodies}."
    outcomes = [outcome.statement.best() for outcome in achievement.learning_outcomes]
    if outcomes:
        yield "Whoever earned it can:"
        yield from (f"– {outcome}" for outcome in outcomes)
    yield _workload(achievement.workload)
    yield _level(achievement.level)
    yield _assessment(achievement)
    if achievement.participation_mode is not None:
        yield f"Taken part: {mode_concept(achievement.participation_mode).label.lower()}."
    yield from (_quality(one) for one in achievement.quality_assurance)


def _quality(quality: QualityAssurance) -> str:
    edition = f" ({quality.standard_edition})" if quality.standard_edition else ""
    agency = quality.agency.best()
    return f"Quality assurance: {_QUALITY[quality.type]}{edition}{agency and f', by {agency}'}."


def _workload(workload: Workload) -> str:
    parts = [
        f"{points.value} {_unit(points.system, points.unit_name)}" for points in workload.credits
    ]
    if workload.hours is not None:
        parts.append(f"{workload.hours} hours of learning")
    return f"Workload: {', '.join(parts)}." if parts else ""


def _unit(system: CreditSystem, unit_name: str) -> str:
    return unit_name or "credits" if system is CreditSystem.OTHER else f"{system.upper()} credits"


def _level(level: Level) -> str:
    parts = [f"EQF level {level.eqf}"] if level.eqf is not None else []
    parts += [f"{nqf.framework} level {nqf.level}" for nqf in level.nqf]
    if level.qf_ehea is not None:
        parts.append(level.qf_ehea.replace("-", " "))
    if parts:
        return f"Level: {', '.join(parts)}."
    return "It states no level."


def _assessment(achievement: Achievement) -> str:
    methods = []
    for method in achievement.assessments:
        watched = "" if method.supervised is Supervised.NONE else f", watched {method.supervised}"
        identity = ", identity checked" if method.identity_verified else ""
        methods.append(f"{assessment_concept(method.type).label.lower()}{watched}{identity}")
    return (
        f"Assessed by {'; '.join(methods)}." if methods else "It does not say how it was assessed."
    )
