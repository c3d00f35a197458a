"""An integer program in whole numbers, the exact solution of one, and what a solver promises.

What the variables mean is the engine's affair. Floats live in the backends alone: whatever they
find is checked here, in whole numbers, before anyone sees it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Protocol

from credstone.errors import TooComplex

# Beyond this a coefficient is no longer told apart from its neighbours within HiGHS' tolerances.
LARGEST_COEFFICIENT = 2**40

# Rows × variables of a program whose nodes take about a millisecond; real stacks have fewer.
_USUAL_CELLS = 5_000
# So many nodes are looked at however large a program is.
_FEWEST_NODES = 50

Terms = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Row:
    """``low`` ≤ Σ coefficient · variable ≤ ``high``; None leaves that side open."""

    terms: Terms
    low: int | None
    high: int | None

    def holds(self, values: Sequence[int]) -> bool:
        """Whether the row holds, exactly."""
        total = sum(coefficient * values[variable] for variable, coefficient in self.terms)
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


class Program:
    """Variables with whole-number bounds, and rows; a copy may grow without the original.

    Variables are named by their index, in the order of their making. Raises ``ValueError`` for a
    variable that was never made, ``TooComplex`` for a coefficient beyond ``LARGEST_COEFFICIENT``
    in a row divided by what its coefficients have in common.
    """

    def __init__(self) -> None:
        self._lows: list[int] = []
        self._highs: list[int] = []
        self._rows: list[Row] = []

    @property
    def size(self) -> int:
        """How many variables there are."""
        return len(self._lows)

    @property
    def lows(self) -> Sequence[int]:
        """The least value of each variable."""
        return self._lows

    @property
    def highs(self) -> Sequence[int]:
        """The greatest value of each variable."""
        return self._highs

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, in the order of their making."""
        return self._rows

    def variable(self, high: int = 1, low: int = 0) -> int:
        """A new variable with ``low`` ≤ value ≤ ``high``; returns its index."""
        if low > high:
            raise ValueError(f"a variable between {low} and {high} has no value")
        self._lows.append(low)
        self._highs.append(high)
        return len(self._lows) - 1

    def at_least(self, terms: Mapping[int, int], bound: int) -> None:
        """Ask for Σ coefficient · variable ≥ ``bound``."""
        self._add(terms, bound, None)

    def at_most(self, terms: Mapping[int, int], bound: int) -> None:
        """Ask for Σ coefficient · variable ≤ ``bound``."""
        self._add(terms, None, bound)

    def equal(self, terms: Mapping[int, int], bound: int) -> None:
        """Ask for Σ coefficient · variable = ``bound``."""
        self._add(terms, bound, bound)

    def fix(self, variable: int, value: int) -> None:
        """Leave the variable this one value."""
        self._lows[variable] = self._highs[variable] = value

    def copy(self) -> Program:
        """The same program, to grow on its own; rows are shared, not copied."""
        twin = Program()
        twin._lows, twin._highs, twin._rows = self._lows[:], self._highs[:], self._rows[:]
        return twin

    def allows(self, values: Sequence[int]) -> bool:
        """Whether these values are within all bounds and rows, exactly."""
        return (
            len(values) == self.size
            and all(low <= value for low, value in zip(self._lows, values, strict=True))
            and all(value <= high for value, high in zip(values, self._highs, strict=True))
            and all(row.holds(values) for row in self._rows)
        )

    def key(self) -> tuple[object, ...]:
        """Equal for programs with the same variables and rows, made in the same order."""
        rows = tuple((row.terms, row.low, row.high) for row in self._rows)
        return tuple(self._lows), tuple(self._highs), rows

    def _add(self, terms: Mapping[int, int], low: int | None, high: int | None) -> None:
        """Keep the row divided by the common divisor: sharper for whole numbers, and small."""
        kept = tuple(sorted((at, by) for at, by in terms.items() if by))
        if kept and not 0 <= kept[0][0] <= kept[-1][0] < self.size:
            raise ValueError(f"a row over variables {kept[0][0]} to {kept[-1][0]} of {self.size}")
        divisor = gcd(*(by for _, by in kept)) or 1
        if any(abs(by) > LARGEST_COEFFICIENT * divisor for _, by in kept):
            raise TooComplex(
                "a number in the rules is too large beside the others to be reckoned with exactly",
                fix="Write credits, shares and points with fewer digits.",
            )
        self._rows.append(
            Row(
                tuple((at, by // divisor) for at, by in kept),
                None if low is None else -(-low // divisor),
                None if high is None else high // divisor,
            )
        )


@dataclass(frozen=True)
class Solution:
    """A value for every variable, checked exactly against every row.

    ``objective`` is the exact value of what was maximised. ``proven`` is false when the node limit
    ended the search: best found, perhaps not the best there is.
    """

    values: tuple[int, ...]
    objective: int
    proven: bool


class Solver(Protocol):
    """Decides integer programs, the same way every time: it knows no clock."""

    @property
    def name(self) -> str:
        """What it is chosen by: ``highs`` or ``cp-sat``."""

    def maximise(
        self,
        program: Program,
        objective: Mapping[int, int],
        *,
        node_limit: int,
        start: Sequence[int] | None = None,
    ) -> Solution | None:
        """The solution with the largest Σ coefficient · variable.

        ``node_limit`` bounds the work in nodes of a search tree, never in seconds; in a large
        program a node is more work, and fewer are allowed. ``start`` are
        values known to be allowed: when the search ends within the limit without anything better,
        they are the answer, not proven. None says that no solution exists. Raises ``TooComplex``
        when nothing was found within the limit and there is no start.
        """


def nodes_within(node_limit: int, program: Program) -> int:
    """How many nodes of ``program`` are the work of ``node_limit`` nodes of a usual one."""
    cells = max(len(program.rows) * program.size, _USUAL_CELLS)
    return max(node_limit * _USUAL_CELLS // cells, min(node_limit, _FEWEST_NODES))


def value_of(objective: Mapping[int, int], values: Sequence[int]) -> int:
    """Σ coefficient · variable, exactly."""
    return sum(coefficient * values[variable] for variable, coefficient in objective.items())


def better_of(
    found: Solution | None, program: Program, objective: Mapping[int, int], start: Sequence[int]
) -> Solution:
    """What an unfinished search found, or ``start`` where that is at least as good.

    Raises ``ValueError`` when ``start`` is not allowed by the program.
    """
    if not program.allows(start):
        raise ValueError("the values to start from break a row of the program")
    known = Solution(tuple(start), value_of(objective, start), proven=False)
    return known if found is None or found.objective < known.objective else found
