"""The rule language: what a stack asks, as a tree of requirements (stacking 3.2).

Here are only the words. What each means is written in docs/reference/stacks.md and decided in
``stacking``, one file a kind; how it is written in YAML is read in ``formats.stack``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from credstone.model.selector import GradeRule, Predicate, Selector, Window
from credstone.model.text import Text


class DistinctBy(StrEnum):
    """What several credentials must differ in.

    ``FIELD`` is the detailed ISCED-F code, ``SUBJECT`` its broad field (two digits),
    ``PROVIDER`` the issuer.
    """

    FIELD = "field"
    SUBJECT = "subject"
    PROVIDER = "provider"


@dataclass(frozen=True)
class Distinct:
    """Differing credentials: all of them, or at least ``at_least`` different values."""

    by: DistinctBy
    at_least: int | None = None


@dataclass(frozen=True, kw_only=True)
class Common:
    """What every requirement may say.

    ``id`` is unique in the stack. ``weight`` is a whole number from 1: how much meeting it is
    worth when not everything can be met. ``attest`` names the role that must confirm it besides,
    ``waivable_by`` the role that may waive it, ``effective`` whom it binds by day of enrolment.
    """

    id: str
    label: Text = Text()
    weight: int = 1
    explain: Text = Text()
    attest: str = ""
    effective: Window | None = None
    waivable_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What a group may ask of everything that counts below it, all its parts together.

    Credits beyond ``max_credits`` do not count further up; more than ``max_count`` credentials
    are never taken.
    """

    min_count: int | None = None
    max_count: int | None = None
    min_credits: Decimal | None = None
    max_credits: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class All(Common, Totals):
    """Every part is met."""

    of: tuple[Requirement, ...]


@dataclass(frozen=True, kw_only=True)
class AnyOf(Common, Totals):
    """One part suffices. With ``best`` credentials are taken for one part only: the best one."""

    of: tuple[Requirement, ...]
    best: bool = False


@dataclass(frozen=True, kw_only=True)
class NOf(Common, Totals):
    """``n`` of the parts are met, from different fields or providers where ``distinct`` says so."""

    n: int
    of: tuple[Requirement, ...]
    distinct: Distinct | None = None


@dataclass(frozen=True, kw_only=True)
class Take(Common):
    """Credentials chosen by a selector: so many, or so many credits (stacking 3.2, ``take``).

    ``per_item_cap`` limits what one credential contributes; one with fewer than ``min_each``
    credits is not taken. Without any minimum one credential is asked for. Right below an
    ``n_of``, ``counts_up_to`` says for how many of its ``n`` several credentials here may stand.
    """

    select: Selector
    min_count: int | None = None
    max_count: int | None = None
    min_credits: Decimal | None = None
    max_credits: Decimal | None = None
    per_item_cap: Decimal | None = None
    min_each: Decimal | None = None
    distinct: Distinct | None = None
    grade: GradeRule | None = None
    counts_up_to: int | None = None


@dataclass(frozen=True)
class WantedOutcome:
    """A learning outcome or skill by URI; ``min_level`` is the EQF level of what shows it."""

    id: str
    essential: bool = False
    min_level: int | None = None
    weight: int = 1


class CoverMode(StrEnum):
    """How much of the outcomes must be covered: all, a number of them, or a sum of weights."""

    ALL = "all"
    COUNT = "count"
    WEIGHT = "weight"


@dataclass(frozen=True)
class Cover:
    """``at_least`` outcomes or weight; not read for ``ALL``. Essential ones always count in."""

    mode: CoverMode = CoverMode.ALL
    at_least: int = 0


@dataclass(frozen=True, kw_only=True)
class Outcomes(Common):
    """Learning outcomes shown by whatever credentials cover them."""

    outcomes: tuple[WantedOutcome, ...]
    framework: str = ""
    cover: Cover = Cover()
    min_confidence: Decimal | None = None
    select: Selector = field(default_factory=Selector)


@dataclass(frozen=True, kw_only=True)
class Attest(Common):
    """Something a person in ``role`` confirms: a portfolio, a viva, a work placement."""

    role: str
    statement: Text


@dataclass(frozen=True, kw_only=True)
class Cond(Common):
    """``then`` for learners of whom ``when`` (written ``if``) holds, otherwise ``otherwise``."""

    when: Predicate
    then: Requirement
    otherwise: Requirement | None = None


# A closed set: add a kind here and mypy points at every place that must answer it.
Requirement = All | AnyOf | NOf | Take | Outcomes | Attest | Cond
Group = All | AnyOf | NOf
