"""Selectors and predicates: which credentials a requirement means, and which learners.

A selector names facts; every field that is filled has to agree, and within a field one of the
entries suffices. What a holding lacks is told field by field in ``stacking.select``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from credstone.model.vocabulary import ParticipationMode, QualityAssuranceType, Supervised


@dataclass(frozen=True)
class Period:
    """A span of the calendar (ISO 8601 ``P6Y``, ``P18M``, ``P90D``)."""

    years: int = 0
    months: int = 0
    days: int = 0


@dataclass(frozen=True)
class Window:
    """Days from ``first`` to ``last``, both included; None leaves that side open."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in the window."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class DefinitionRef:
    """A definition by its URI or its code, and which versions of it.

    A code that ends in ``*`` means every code that begins so, as catalogues number their modules.
    ``versions`` is a range over dotted numbers ("1.x", ">=2.0 <3", "1.0|1.1"), an exact label,
    or "" for any.
    """

    name: str
    versions: str = ""

    def __str__(self) -> str:
        return f"{self.name}@{self.versions}" if self.versions else self.name


@dataclass(frozen=True)
class GradeRule:
    """A grade in ``scheme``: each at least as good as ``min``, or on average (by credits).

    Grades are written as the scheme writes them; which end is best, the scheme says.
    """

    scheme: str
    min: str = ""
    avg_min: str = ""


@dataclass(frozen=True)
class Selector:
    """What a credential must be (stacking 3.2); empty fields ask nothing.

    ``subject`` are prefixes of ISCED-F codes. ``supervised`` lists the kinds that suffice.
    ``none_of`` is written ``not``: what it matches is not meant. Of ``any`` one must match.
    """

    definition: tuple[DefinitionRef, ...] = ()
    issuer: tuple[str, ...] = ()
    agreement: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    eqf_min: int | None = None
    eqf_max: int | None = None
    type: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    skill: tuple[str, ...] = ()
    min_confidence: Decimal | None = None
    assessed: bool | None = None
    qa_min: QualityAssuranceType | None = None
    supervised: tuple[Supervised, ...] = ()
    mode: tuple[ParticipationMode, ...] = ()
    issued_after: date | None = None
    max_age: Period | None = None
    recognised_by: tuple[str, ...] = ()
    grade: GradeRule | None = None
    none_of: Selector | None = None
    any: tuple[Selector, ...] = ()


@dataclass(frozen=True)
class Declares:
    """The learner has declared this target (a major, a track) in their enrolment."""

    target: str


@dataclass(frozen=True)
class Enrolled:
    """The learner enrolled within the window."""

    window: Window


@dataclass(frozen=True)
class Today:
    """The day of the check lies within the window."""

    window: Window


@dataclass(frozen=True)
class Attribute:
    """The enrolment says ``name: value`` of the learner, such as ``mode: part-time``."""

    name: str
    value: str


@dataclass(frozen=True)
class Every:
    """All of these hold."""

    of: tuple[Predicate, ...]


@dataclass(frozen=True)
class Some:
    """At least one of these holds."""

    of: tuple[Predicate, ...]


@dataclass(frozen=True)
class Unless:
    """This does not hold."""

    predicate: Predicate


# A closed set: what a condition may ask of the learner, never of their credentials.
Predicate = Declares | Enrolled | Today | Attribute | Every | Some | Unless
