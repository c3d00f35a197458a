"""What stacking asks of learning: a definition's facts, what a learner holds, what is on offer.

A ``Learning`` is much less than an ``Achievement`` and can be filled from one, from a catalogue
line or from a foreign credential, so that rules never look into documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from credstone.model.outcome import GradingScheme
from credstone.model.text import Text
from credstone.model.vocabulary import ParticipationMode, QualityAssuranceType, Supervised


@dataclass(frozen=True)
class Skill:
    """An outcome or skill by URI, and how surely the learning shows it (0 to 1).

    What an issuer states about its own definition is certain.
    """

    uri: str
    confidence: Decimal = Decimal(1)


@dataclass(frozen=True)
class Learning:
    """The facts of one definition version.

    ``issuers`` are ids of the awarding bodies, the issuer first. ``credits`` are counted in
    ``unit`` ("ects", "ecvet", or the unit's own name); None when none are stated. ``field`` is an
    ISCED-F code. ``supervised`` is the strictest supervision of its assessments.
    ``prerequisites`` are ids or codes of definitions that must be held to begin.
    """

    id: str
    code: str
    version: str
    title: Text
    issuers: tuple[str, ...]
    credits: Decimal | None = None
    unit: str = "ects"
    hours: Decimal | None = None
    eqf: int | None = None
    field: str = ""
    type: str = "micro-credential"
    tags: tuple[str, ...] = ()
    skills: tuple[Skill, ...] = ()
    assessed: bool = True
    quality: tuple[QualityAssuranceType, ...] = ()
    supervised: Supervised = Supervised.NONE
    mode: ParticipationMode | None = None
    grading: GradingScheme | None = None
    prerequisites: tuple[str, ...] = ()

    @property
    def issuer(self) -> str:
        """The awarding body that issues; "" when nobody is named."""
        return self.issuers[0] if self.issuers else ""


class Standing(StrEnum):
    """Whether a credential can count at all; everything but ``CURRENT`` says why not."""

    CURRENT = "current"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    NOT_GENUINE = "not_genuine"
    UNVERIFIABLE = "unverifiable"
    SOMEONE_ELSES = "someone_elses"


@dataclass(frozen=True)
class Recognition:
    """``by`` whom (an institution or unit) a credential was recognised, under which agreement."""

    by: str
    agreement: str = ""


@dataclass(frozen=True)
class Holding:
    """One credential of a learner, as stacking weighs it.

    ``id`` is the award's id. ``renewed_on`` is the day of the last renewal. ``valid_until`` is the
    last valid day. ``standing_reason`` says in plain words why it does not count.
    """

    id: str
    learning: Learning
    awarded_on: date
    renewed_on: date | None = None
    valid_until: date | None = None
    grade: str = ""
    trusted: bool = True
    standing: Standing = Standing.CURRENT
    standing_reason: str = ""
    recognised: tuple[Recognition, ...] = ()


@dataclass(frozen=True)
class Offer:
    """Something a learner could still take, with what it takes.

    ``price`` is in ``currency`` (ISO 4217), None when unknown. ``weeks`` is how long it lasts,
    ``exams`` how many examinations it holds. ``promised`` names a promise that it will be
    recognised ("" without one). After ``retired_on`` it is not offered; ``successor`` takes over.
    """

    learning: Learning
    price: Decimal | None = None
    currency: str = ""
    weeks: Decimal | None = None
    exams: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    recognised: tuple[Recognition, ...] = ()
    promised: str = ""
    retired_on: date | None = None
    successor: str = ""


@dataclass(frozen=True)
class Catalogue:
    """What is on offer, in one version, with the day its prices are of.

    ``issuers`` are the short names that its file uses, and the ids they stand for.
    """

    id: str
    version: str
    offers: tuple[Offer, ...]
    prices_of: date | None = None
    issuers: tuple[tuple[str, str], ...] = ()
