"""From a goal to a stack: a job profile or a set of skills becomes rules like any others.

The stack asks for outcomes and nothing else, whoever awards them, so a plan for it runs across
institutions. It belongs to nobody and awards nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from credstone.model.goal import Criticality, JobProfile, SkillNeed
from credstone.model.requirement import Cover, CoverMode, Outcomes, WantedOutcome
from credstone.model.selector import Window
from credstone.model.stack import AwardedBy, Source, Stack, StackAward
from credstone.model.text import Text

_WEIGHTS = {Criticality.CRITICAL: 3, Criticality.IMPORTANT: 2, Criticality.USEFUL: 1}


def stack_of(profile: JobProfile) -> Stack:
    """The stack that is met by whoever has the skills of ``profile``.

    Critical skills are essential. The important ones count 2 and the useful ones 1 towards as
    much as all important ones are worth, so that two useful skills make up for an important one.
    """
    outcomes = tuple(
        WantedOutcome(
            need.uri,
            essential=need.criticality is Criticality.CRITICAL,
            min_level=need.level,
            weight=_WEIGHTS[need.criticality],
        )
        for need in profile.skills
    )
    asked = sum(
        _WEIGHTS[need.criticality]
        for need in profile.skills
        if need.criticality is not Criticality.USEFUL
    )
    # Nothing but wishes: then they are what is asked.
    cover = Cover(CoverMode.WEIGHT, asked) if asked else Cover()
    return Stack(
        id=profile.id,
        version=profile.analysed_on.isoformat() if profile.analysed_on else "1",
        title=profile.title,
        rules=Outcomes(
            id="skills",
            label=profile.title,
            outcomes=outcomes,
            cover=cover,
            min_confidence=profile.min_confidence,
        ),
        effective=Window(profile.analysed_on, profile.valid_until),
        sources=(Source(profile.evidence),) if profile.evidence else (),
        award=StackAward(kind="goal", by=AwardedBy.RULE),
    )


def goal_of_skills(uris: Iterable[str], title: Text) -> JobProfile:
    """A goal of skills alone, all of them critical, at any level."""
    return JobProfile("goal", title, tuple(SkillNeed(uri) for uri in uris))
