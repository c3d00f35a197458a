"""What holds across requirements, one file and one line here each.

Walls are never broken (``walls``); gates are asked of everything used once the rules are met
(``weigh``). Each says the same to the solver (``rows``) and names what of a holding it looks at
(``feature``). Age and the capstone are no files here: the one decides which holdings count at all,
the other is a requirement like any.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from credstone.stacking.case import Case, Feature
from credstone.stacking.constraints import (
    caps,
    compensation,
    cross_stack,
    grade_average,
    level,
    no_double_count,
    one_award,
    order,
    overlap,
    residency,
)
from credstone.stacking.tally import GateWeight, Tally, Wall

if TYPE_CHECKING:
    from credstone.stacking.model import Model


class WallConstraint(Protocol):
    """What each wall's file holds."""

    def feature(self, case: Case) -> Feature | None:
        """What of an item it looks at besides credits; None for nothing."""

    def walls(self, laid: Tally) -> Iterator[Wall]:
        """What it comes to, wherever anything concerned is used."""

    def rows(self, model: Model) -> None:
        """The same as rows that no allocation breaks."""


class GateConstraint(Protocol):
    """What each gate's file holds."""

    def feature(self, case: Case) -> Feature | None:
        """What of an item it looks at besides credits; None for nothing."""

    def weigh(self, laid: Tally) -> Iterator[GateWeight]:
        """What it comes to over everything used."""

    def rows(self, model: Model) -> None:
        """The same as rows that bind once the stack is met."""


WALLS: tuple[WallConstraint, ...] = (
    no_double_count,
    one_award,
    overlap,
    caps,
    order,
    cross_stack,
    compensation,
)
GATES: tuple[GateConstraint, ...] = (
    residency,
    level,
    grade_average,
)
