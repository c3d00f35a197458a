"""A goal that is not a stack yet: a job, or simply skills somebody wants to have.

What an employer writes down after an analysis of the job; how it becomes rules is decided in
``stacking.goal``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from credstone.model.text import Text


class Criticality(StrEnum):
    """How much the job hangs on a skill: not without it, much, or somewhat."""

    CRITICAL = "critical"
    IMPORTANT = "important"
    USEFUL = "useful"


@dataclass(frozen=True)
class SkillNeed:
    """A skill by URI; ``level`` is the EQF level of learning that suffices, None for any."""

    uri: str
    label: Text = Text()
    level: int | None = None
    criticality: Criticality = Criticality.CRITICAL


@dataclass(frozen=True)
class JobProfile:
    """A job and the skills its tasks ask for.

    ``occupation`` is an ESCO or ISCO URI. ``employer`` is a name, "" for a whole ``sector``.
    ``analysed_on`` is the day of the job analysis it rests on; after ``valid_until`` it is out of
    date. ``min_confidence`` is how surely learning has to show a skill, from 0 to 1.
    """

    id: str
    title: Text
    skills: tuple[SkillNeed, ...]
    tasks: tuple[Text, ...] = ()
    occupation: str = ""
    employer: str = ""
    sector: str = ""
    evidence: str = ""
    analysed_on: date | None = None
    valid_until: date | None = None
    min_confidence: Decimal | None = None
