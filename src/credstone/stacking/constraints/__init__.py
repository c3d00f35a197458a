"""What holds across requirements, one file and one line here each.

Walls are never broken (``walls``); gates are asked of everything used once the rules are met
(``weigh``). Each says the same to the solver (``rows``), names what of a holding it looks at
(``feature``) and puts into words how it stands (``tell``); a wall also what it keeps out
(``why``). Age and the capstone are no files here: the one decides which holdings count at all,
the other is a requirement like any.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature, Item
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

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The word of the rule language."""

    def feature(self, case: Case) -> Feature | None:
        """What of an item it looks at besides credits; None for nothing."""

    def walls(self, laid: Tally) -> Iterator[Wall]:
        """What it comes to, wherever anything concerned is used."""

    def why(self, wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
        """Why one of its walls keeps ``item`` out of ``leaf``, beside the uses in ``laid``."""

    def tell(self, laid: Tally) -> Iterator[str]:
        """How it stands, in words with the numbers."""

    def rows(self, model: Model) -> None:
        """The same as rows that no allocation breaks."""


class GateConstraint(Protocol):
    """What each gate's file holds."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The word of the rule language."""

    def feature(self, case: Case) -> Feature | None:
        """What of an item it looks at besides credits; None for nothing."""

    def weigh(self, laid: Tally) -> Iterator[GateWeight]:
        """What it comes to over everything used."""

    def tell(self, gate: GateWeight, laid: Tally) -> str:
        """How one of its gates stands, in words with the numbers."""

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
