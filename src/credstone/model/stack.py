"""A stack: one dated version of the rules by which credentials add up to something larger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from credstone.model.requirement import Requirement
from credstone.model.selector import DefinitionRef, Period, Selector, Window
from credstone.model.text import Text


class SharingScope(StrEnum):
    """Where a credential counts only once: in the whole stack, in each group, or nowhere."""

    STACK = "stack"
    GROUP = "group"
    NONE = "none"


@dataclass(frozen=True)
class NoDoubleCount:
    """A credential counts once in its scope, except between the pairs of ``exceptions``.

    Groups are the direct parts of the rules. An exception is a pair of requirement ids; "*"
    stands for every other requirement. ``max_shared_credits`` limits the credits that count
    again, all credentials together.
    """

    scope: SharingScope = SharingScope.STACK
    exceptions: tuple[tuple[str, str], ...] = ()
    max_shared_credits: Decimal | None = None


@dataclass(frozen=True)
class Residency:
    """So many credits, or such a share (0 to 1) of all that count, come from these issuers."""

    issuer: tuple[str, ...]
    min_credits: Decimal | None = None
    min_share: Decimal | None = None


class AgeClock(StrEnum):
    """When the age of a credential begins: with its award, or with its last renewal."""

    ISSUED = "issued"
    RENEWED = "renewed"


@dataclass(frozen=True)
class Age:
    """Nothing older than ``max`` counts."""

    max: Period
    clock: AgeClock = AgeClock.ISSUED


@dataclass(frozen=True)
class Overlap:
    """Definitions that share content: at most so many of them count, or so many credits."""

    definitions: tuple[DefinitionRef, ...]
    count_at_most: int | None = None
    credit_cap: Decimal | None = None


@dataclass(frozen=True)
class Cap:
    """At most so much of what the selector means counts, in ``within`` or in the whole stack."""

    select: Selector
    max_credits: Decimal | None = None
    max_count: int | None = None
    within: str = ""


@dataclass(frozen=True)
class Compensation:
    """Failed parts may count when good ones make up for them.

    A failed credential no worse than ``fail_floor`` counts, for at most
    ``max_compensated_credits`` together, while the average of everything used is ``avg_min``.
    """

    scheme: str
    avg_min: str
    fail_floor: str
    max_compensated_credits: Decimal


class AverageWeights(StrEnum):
    """What weighs a grade in an average."""

    CREDITS = "credits"
    EQUAL = "equal"


@dataclass(frozen=True)
class GradeAverage:
    """The average grade of everything that counts; what has no grade in the scheme is left out."""

    scheme: str
    min: str
    weights: AverageWeights = AverageWeights.CREDITS


@dataclass(frozen=True)
class CrossStack:
    """How many credits may count here and in a stack already granted ("*": in any other)."""

    other: str
    max_shared_credits: Decimal


@dataclass(frozen=True)
class Constraints:
    """What holds across the requirements (stacking 3.2, ``constraints``).

    ``order`` are pairs of requirement ids: what counts in the second was earned on or after the
    day of everything in the first, which has to be met before it. ``repeatable`` definitions may
    count several times; all others once.
    """

    no_double_count: NoDoubleCount = NoDoubleCount()
    residency: tuple[Residency, ...] = ()
    min_credits_at: tuple[tuple[int, Decimal], ...] = ()
    age: Age | None = None
    overlap: tuple[Overlap, ...] = ()
    caps: tuple[Cap, ...] = ()
    compensation: Compensation | None = None
    capstone: Requirement | None = None
    order: tuple[tuple[str, str], ...] = ()
    grade_average: GradeAverage | None = None
    cross_stack: tuple[CrossStack, ...] = ()
    repeatable: tuple[DefinitionRef, ...] = ()


@dataclass(frozen=True)
class SchemeInStack:
    """A grading scheme the stack relies on; ``points`` puts numbers on a scheme of words.

    ``lower_is_better`` and ``passing`` are read where a credential does not define the scheme.
    """

    id: str
    lower_is_better: bool = False
    passing: str = ""
    points: tuple[tuple[str, Decimal], ...] = ()


class AwardedBy(StrEnum):
    """Whether meeting the rules suffices, or a person decides then."""

    RULE = "rule"
    DECISION = "decision"


class PartEnds(StrEnum):
    """What happens to a granted stack when a part of it ends."""

    KEEP = "keep"
    REOPEN = "reopen"


@dataclass(frozen=True)
class StackAward:
    """The larger credential: its kind, credits, EQF level, and how long a grant stands."""

    kind: str = "certificate"
    credits: Decimal | None = None
    level: int | None = None
    by: AwardedBy = AwardedBy.DECISION
    revoked: PartEnds = PartEnds.REOPEN
    suspended: PartEnds = PartEnds.KEEP
    expired: PartEnds = PartEnds.KEEP


@dataclass(frozen=True)
class Renewal:
    """The larger credential lapses after ``months`` unless ``requirement`` (an id) is met anew."""

    months: int
    requirement: str = ""


@dataclass(frozen=True)
class Retirement:
    """Closed to enrolment from ``on``; awarded no longer after ``teach_out_until``."""

    on: date
    teach_out_until: date | None = None
    successor: str = ""


class Grandfather(StrEnum):
    """Which version binds a learner: that of enrolment, of the award day, or the better one."""

    ENROLMENT = "enrolment"
    AWARD = "award"
    BEST = "best"


@dataclass(frozen=True)
class Source:
    """Where a rule is written down: a regulation, its article and address."""

    title: str
    article: str = ""
    url: str = ""


@dataclass(frozen=True)
class Stack:
    """One version of a stack.

    ``id`` and ``version`` name it; ``target`` is the definition of the larger credential, by
    code or URI. ``issuers`` gives short names to issuers and accepts their credentials without a
    trust list. ``unit`` is what credits are counted in. ``effective`` are the days on which one
    may enrol into this version.
    """

    id: str
    version: str
    title: Text
    rules: Requirement
    target: str = ""
    effective: Window = Window()
    sources: tuple[Source, ...] = ()
    unit: str = "ects"
    issuers: tuple[tuple[str, str], ...] = ()
    schemes: tuple[SchemeInStack, ...] = ()
    constraints: Constraints = Constraints()
    award: StackAward = StackAward()
    renewal: Renewal | None = None
    retirement: Retirement | None = None
    grandfather: Grandfather = Grandfather.ENROLMENT
