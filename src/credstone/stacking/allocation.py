"""The answer to a question: which credential counts where, how good that is, and how sure we are.

Values are whole numbers, so that two answers can be compared exactly (docs/reference/stacks.md,
"The best allocation").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StageName(StrEnum):
    """What allocations are compared by, in this order."""

    MET = "met"
    WEIGHT = "weight"
    PROGRESS = "progress"
    PINS = "pins"
    FEWEST = "fewest"
    EARLIEST = "earliest"


@dataclass(frozen=True)
class Stage:
    """The value reached: larger is better, but smaller for FEWEST and EARLIEST.

    ``proven`` is false when the node limit ended the search: best found, not proven.
    """

    name: StageName
    value: int
    proven: bool = True


@dataclass(frozen=True, order=True)
class Use:
    """A holding (its id) counted in a leaf (the requirement's id)."""

    holding: str
    requirement: str


@dataclass(frozen=True)
class Allocation:
    """The best allocation found: ``uses`` sorted, ``stages`` in the order of StageName."""

    met: bool
    uses: tuple[Use, ...]
    stages: tuple[Stage, ...]

    @property
    def proven(self) -> bool:
        """Whether no better allocation exists, in every stage."""
        return all(stage.proven for stage in self.stages)
