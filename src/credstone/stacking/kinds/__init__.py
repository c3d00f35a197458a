"""The kinds of requirement, one file and one line here each.

A kind weighs a concrete allocation exactly (``weigh``, ``walls``), puts that into words
(``tell``), says the same to the solver in rows of an integer program (``rows``), and names what
of a holding it looks at (``feature``), so that holdings alike in all of it can be counted instead
of named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol, assert_never

from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    NOf,
    Outcomes,
    Requirement,
    Take,
)
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature
from credstone.stacking.kinds import all_of, any_of, attest, cond, n_of, outcomes, take
from credstone.stacking.tally import Found, Tally, Wall
from credstone.stacking.told import Told
from credstone.stacking.totals import toward_totals

if TYPE_CHECKING:
    from credstone.stacking.model import Model, Terms


class Kind(Protocol):
    """What each kind's file holds."""

    def feature(self, part: Part, case: Case) -> Feature | None:
        """What of an item it looks at besides credits; None for nothing."""

    def weigh(self, part: Part, laid: Tally) -> Found:
        """What lies in it; its direct parts are weighed already (``laid.weights``)."""

    def walls(self, part: Part, laid: Tally) -> Iterator[Wall]:
        """The walls around it, met or not."""

    def tell(self, part: Part, laid: Tally) -> Told:
        """What it came to, in words with the numbers; ``laid`` is weighed."""

    def rows(self, part: Part, model: Model) -> None:
        """Its walls, and what has to be so when it is met, as rows."""


def kind_of(requirement: Requirement) -> Kind:
    """The file that decides about the requirement."""
    match requirement:
        case All():
            return all_of
        case AnyOf():
            return any_of
        case NOf():
            return n_of
        case Take():
            return take
        case Outcomes():
            return outcomes
        case Attest():
            return attest
        case Cond():
            return cond
        case _:
            assert_never(requirement)


def toward(part: Part, model: Model) -> Iterator[tuple[Terms, int, int]]:
    """What counts toward an open part (stage 3).

    Each time terms for it, in how many hundredths each, and how many hundredths are asked.
    """
    match part.requirement:
        case Take():
            yield take.toward(part, model)
        case Outcomes():
            yield outcomes.toward(part, model)
        case All() | AnyOf():
            yield from toward_totals(part, model)
        case NOf():
            yield from n_of.toward(part, model)
        case Attest() | Cond():
            pass
        case _:
            assert_never(part.requirement)
