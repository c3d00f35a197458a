"""One person's earning of one achievement version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from credstone.model.achievement import Achievement
from credstone.model.party import Person
from credstone.model.text import Text
from credstone.model.vocabulary import Supervised


@dataclass(frozen=True)
class Evidence:
    """Something that shows the learning; ``url`` absolute or ""."""

    name: str
    url: str = ""
    narrative: str = ""


@dataclass(frozen=True)
class ActualSupervision:
    """How this person's assessment was watched [13], where it differs from the definition."""

    supervised: Supervised
    identity_verified: bool
    identity_method: str = ""


@dataclass(frozen=True)
class AwardPart:
    """A credential that a larger award rests on: its id, and what it awards.

    ``achievement_id`` is the definition's URI. ``document`` is the signed credential verbatim, as
    text (JSON or a compact token); "" when it is only named.
    """

    credential_id: str
    achievement_id: str
    title: Text
    document: str = ""


@dataclass(frozen=True)
class Award:
    """The award exists and counts whether or not the learner ever claims it.

    ``id`` is a ``urn:uuid:``; ``learner_id`` a URI the credential names the learner by (a
    ``urn:uuid:`` or the learner's DID). ``awarded_on`` is the day of the decision,
    ``issued_at`` the instant of issuing [5], ``valid_until`` the end of validity or None, both
    aware and in UTC. ``grade`` is written as the grading scheme writes it, "" when ungraded.
    ``parts`` are the credentials that were stacked into it.
    """

    id: str
    achievement: Achievement
    learner: Person
    learner_id: str
    awarded_on: date
    issued_at: datetime
    valid_until: datetime | None = None
    grade: str = ""
    evidence: tuple[Evidence, ...] = ()
    narrative: Text = Text()
    supervision: ActualSupervision | None = None
    further_information: Text = Text()
    parts: tuple[AwardPart, ...] = ()
