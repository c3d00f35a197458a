"""The sixteen elements of the European standard, by name (Council Recommendation 2022/C 243/02,
Annex I).

One place that says which part of an award answers which element, so that formats can say what
they lose and pages can show them in the official order.
"""

from __future__ import annotations

from enum import StrEnum

from credstone.model.award import ActualSupervision, Award
from credstone.model.outcome import AssessmentMethod
from credstone.model.vocabulary import Supervised


class Element(StrEnum):
    """The elements in the official order; the first eleven are mandatory."""

    LEARNER = "learner"
    TITLE = "title"
    ISSUER_COUNTRIES = "issuer_countries"
    AWARDING_BODIES = "awarding_bodies"
    ISSUED_ON = "issued_on"
    LEARNING_OUTCOMES = "learning_outcomes"
    WORKLOAD = "workload"
    LEVEL = "level"
    ASSESSMENT_TYPES = "assessment_types"
    PARTICIPATION_MODE = "participation_mode"
    QUALITY_ASSURANCE = "quality_assurance"
    PREREQUISITES = "prerequisites"
    SUPERVISION = "supervision"
    GRADE = "grade"
    STACKABILITY = "stackability"
    FURTHER_INFORMATION = "further_information"


MANDATORY = tuple(Element)[:11]


def elements(award: Award) -> dict[Element, object]:
    """Every element as ``award`` states it; comparable with ``==``, empty when unstated."""
    achievement = award.achievement
    return {
        Element.LEARNER: (award.learner_id, award.learner),
        Element.TITLE: achievement.title,
        Element.ISSUER_COUNTRIES: tuple(
            (body.country, body.region) for body in achievement.awarding_bodies
        ),
        Element.AWARDING_BODIES: achievement.awarding_bodies,
        Element.ISSUED_ON: (award.awarded_on, award.issued_at),
        Element.LEARNING_OUTCOMES: achievement.learning_outcomes,
        Element.WORKLOAD: achievement.workload,
        Element.LEVEL: achievement.level,
        Element.ASSESSMENT_TYPES: tuple(_type(method) for method in achievement.assessments),
        Element.PARTICIPATION_MODE: achievement.participation_mode,
        Element.QUALITY_ASSURANCE: achievement.quality_assurance,
        Element.PREREQUISITES: achievement.prerequisites,
        Element.SUPERVISION: supervision(award),
        Element.GRADE: (award.grade, achievement.grading) if award.grade else None,
        Element.STACKABILITY: achievement.stackability,
        Element.FURTHER_INFORMATION: (
            achievement.further_information,
            award.further_information,
            achievement.homepage,
        ),
    }


def supervision(award: Award) -> tuple[ActualSupervision, ...]:
    """How the assessments were watched: as it was, else as the definition says for each."""
    if award.supervision is not None:
        return (award.supervision,)
    return tuple(
        ActualSupervision(method.supervised, method.identity_verified, method.identity_method)
        for method in award.achievement.assessments
        if method.supervised is not Supervised.NONE or method.identity_verified
    )


def _type(method: AssessmentMethod) -> tuple[object, ...]:
    return method.id, method.type, method.outcomes, method.description
