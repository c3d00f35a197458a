"""The way on: which steps complete a stack, what they cost, and what was assumed for that.

Only the words of the answer. How the cheapest way is found stands in ``stacking.plan``, how it is
written down in ``formats.plan``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from credstone.model.learning import Offer
from credstone.model.text import Text


class Criterion(StrEnum):
    """What there should be least of."""

    CREDENTIALS = "credentials"
    CREDITS = "credits"
    COST = "cost"
    TIME = "time"
    EXAMS = "exams"


@dataclass(frozen=True)
class Sum:
    """What one or several offers ask of a learner.

    ``credits`` and ``weeks`` sum what is stated, ``price`` is in ``currency``; each is None when
    nothing is stated. ``last_day`` is the latest one stated. ``unpriced`` counts those without a
    price in that currency: they come on top.
    """

    credentials: int
    credits: Decimal | None
    price: Decimal | None
    currency: str
    weeks: Decimal | None
    exams: int
    last_day: date | None = None
    unpriced: int = 0


@dataclass(frozen=True)
class Learn:
    """Take ``choose`` of the offers ``among``: they are interchangeable here, also in cost.

    An offer that may be taken several times stands there as often.

    ``serves`` are the requirements it will count in; empty when it is needed only to begin
    something else. ``shows`` are the outcomes it will cover there, by URI. ``opens`` are the codes
    of later steps that ask for it first. ``renews`` is the id of an expired or outdated award of
    the same definition; ``again`` when not its age but its grade is why it does not count. ``sum``
    is for all chosen.
    """

    choose: int
    among: tuple[Offer, ...]
    serves: tuple[str, ...]
    sum: Sum
    shows: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    renews: str = ""
    again: bool = False

    @property
    def only_opens(self) -> bool:
        """Whether it is taken only because something else asks for it."""
        return not self.serves


@dataclass(frozen=True)
class Confirm:
    """Someone in ``role`` confirms the requirement; ``refused`` when they have said no so far."""

    requirement: str
    role: str
    statement: Text = Text()
    refused: bool = False


@dataclass(frozen=True)
class Decide:
    """The institution decides on the award of the stack; meeting the rules does not suffice."""

    stack: str


# A closed set: what is left to do is learnt, confirmed or decided.
Step = Learn | Confirm | Decide


@dataclass(frozen=True)
class Way:
    """One way to complete the stack.

    ``steps`` stand in an order in which they can be taken. ``proven`` is false when the node
    limit ended the search: best found, not proven. ``guaranteed``: every offer in it is promised
    to be recognised. ``assumptions`` are those that this way rests on.
    """

    steps: tuple[Step, ...]
    sum: Sum
    proven: bool
    guaranteed: bool
    assumptions: tuple[str, ...]

    @property
    def offers(self) -> tuple[Learn, ...]:
        """The steps that are learnt."""
        return tuple(step for step in self.steps if isinstance(step, Learn))


class ObstacleKind(StrEnum):
    """What may have to give way."""

    REQUIREMENT = "requirement"
    CONSTRAINT = "constraint"


@dataclass(frozen=True)
class Obstacle:
    """Something that would have to be relaxed before the stack can be met.

    ``name`` is the id of a requirement, or a constraint as the stack's file calls it
    ("residency", "order/2" for the second one).
    """

    kind: ObstacleKind
    name: str
    reason: str


@dataclass(frozen=True)
class NotOffered:
    """An offer of the catalogue that was left out of the search, and why."""

    offer: Offer
    why: str
    successor: str = ""


@dataclass(frozen=True)
class Plan:
    """The best ways on, best first; none when it is impossible, and then ``obstacles`` say why.

    ``obstacles`` is a smallest set: with these out of the way there would be one. One way
    without steps means that nothing is left to do. ``decided`` is false when the search ended at
    its limit before it found any: there may be one. ``prices_of`` is the day prices are of.
    ``closed`` is why nobody is granted this version any more, whatever they learn; "" otherwise.
    """

    stack: str
    version: str
    title: Text
    unit: str
    at: date
    criterion: Criterion
    catalogue: str
    catalogue_version: str
    prices_of: date | None
    promised_only: bool
    ways: tuple[Way, ...]
    obstacles: tuple[Obstacle, ...]
    assumptions: tuple[str, ...]
    not_offered: tuple[NotOffered, ...]
    decided: bool = True
    closed: str = ""

    @property
    def possible(self) -> bool:
        """Whether there is a way at all."""
        return bool(self.ways)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return bool(self.ways) and not self.ways[0].steps


@dataclass(frozen=True)
class Difference:
    """What becomes of one requirement; None where the other version does not have it."""

    requirement: str
    label: Text
    met_before: bool | None
    met_after: bool | None


@dataclass(frozen=True)
class WhatIf:
    """What a change would do: to the stack now, to each requirement, and to the way on.

    ``changes`` are told in words. ``dropped`` and ``added`` are codes of steps of the best way
    that only one of the two plans holds; none where one of them is impossible.
    """

    changes: tuple[str, ...]
    met_before: bool
    met_after: bool
    differences: tuple[Difference, ...]
    before: Plan
    after: Plan
    dropped: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True)
class Near:
    """How close a learner is to one stack.

    ``at_least`` is what is missing by the criterion, counted in ``unit``: exactly where there is a
    ``way``, otherwise no less than that; None when the stack cannot be completed. ``share`` of
    what is asked is met, from 0 to 1. Of a stack that is farther than those asked for, ``way``
    and ``share`` are None: nothing more was reckoned. ``reason`` says how things stand.
    """

    stack: str
    version: str
    title: Text
    met: bool
    share: Decimal | None
    way: Way | None
    at_least: Decimal | None
    unit: str
    reason: str
