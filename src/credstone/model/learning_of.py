"""From a definition to the facts that stacking weighs: much is left out, nothing is added."""

from __future__ import annotations

from decimal import Decimal

from credstone.model.achievement import Achievement, Workload
from credstone.model.learning import Learning, Skill
from credstone.model.vocabulary import CreditSystem, QualityAssuranceType, Supervised

_STRICTEST = (Supervised.ONSITE, Supervised.ONLINE)


def learning_of(achievement: Achievement) -> Learning:
    """The facts of ``achievement``.

    Its skills are what its outcomes and the achievement itself are aligned to, and the outcomes
    by their own ids where those are URIs. Supervision is the strictest of its assessments.
    """
    credits, unit = _credits(achievement.workload)
    kinds = dict.fromkeys(one.type for one in achievement.quality_assurance)
    return Learning(
        id=achievement.id or achievement.code,
        code=achievement.code,
        version=achievement.version,
        title=achievement.title,
        issuers=tuple(body.id or body.code for body in achievement.awarding_bodies),
        credits=credits,
        unit=unit,
        hours=achievement.workload.hours,
        eqf=achievement.level.eqf,
        field=achievement.field,
        tags=achievement.tags,
        skills=tuple(Skill(uri) for uri in _skills(achievement)),
        assessed=bool(achievement.assessments),
        quality=tuple(kind for kind in kinds if kind is not QualityAssuranceType.NONE),
        supervised=_strictest(achievement),
        mode=achievement.participation_mode,
        grading=achievement.grading,
        prerequisites=tuple(
            one.achievement for one in achievement.prerequisites if one.required and one.achievement
        ),
    )


def _credits(workload: Workload) -> tuple[Decimal | None, str]:
    """The credits that count: ECTS where there are several systems, else the first."""
    chosen = next(
        (one for one in workload.credits if one.system is CreditSystem.ECTS),
        workload.credits[0] if workload.credits else None,
    )
    if chosen is None:
        return None, CreditSystem.ECTS.value
    return chosen.value, chosen.unit_name if _is_other(chosen.system) else chosen.system.value


def _is_other(system: CreditSystem) -> bool:
    return system is CreditSystem.OTHER


def _skills(achievement: Achievement) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for outcome in achievement.learning_outcomes:
        if ":" in outcome.id:
            found[outcome.id] = None
        found.update((link.target_url, None) for link in outcome.alignments if link.target_url)
    found.update((link.target_url, None) for link in achievement.alignments if link.target_url)
    return tuple(found)


def _strictest(achievement: Achievement) -> Supervised:
    kinds = {one.supervised for one in achievement.assessments}
    return next((kind for kind in _STRICTEST if kind in kinds), Supervised.NONE)
