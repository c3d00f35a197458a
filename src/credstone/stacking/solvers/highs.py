"""HiGHS, by way of ``scipy.optimize.milp``: the default, since scipy brings it along.

It reckons in floats. What it finds is rounded and checked exactly in whole numbers, and what does
not pass the check is never handed on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from credstone.errors import TooComplex
from credstone.stacking.solvers.program import (
    Program,
    Solution,
    better_of,
    nodes_within,
    value_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The statuses of scipy.optimize.milp.
_OPTIMAL, _INFEASIBLE = 0, 2


@dataclass(frozen=True)
class Highs:
    """Branch and bound; a node is one linear relaxation."""

    name: str = "highs"

    def maximise(
        self,
        program: Program,
        objective: Mapping[int, int],
        *,
        node_limit: int,
        start: Sequence[int] | None = None,
    ) -> Solution | None:
        """See ``Solver.maximise``."""
        if program.size == 0:
            return Solution((), 0, proven=True) if program.allows(()) else None
        nodes = nodes_within(node_limit, program)
        found: Solution | None = None
        # Presolve may, rarely, leave a solution that is off by a rounding, or call impossible what
        # is possible (HiGHS 1.12, test_highs_presolve.py): without it neither was seen.
        for presolve in (True, False):
            answer = _ask(program, objective, nodes, presolve=presolve)
            if answer.status == _INFEASIBLE:
                if not presolve and start is None:
                    return None
                continue
            found = _exactly(program, objective, answer)
            if found is not None and found.proven:
                # Presolve alone decided, and it was seen to call an answer the best that is not:
                # ask for a better one.
                by_presolve = presolve and answer.mip_node_count == 0
                return self._surely(program, objective, found, nodes) if by_presolve else found
            if found is not None or answer.status != _OPTIMAL:
                break
        if start is not None:
            return better_of(found, program, objective, start)
        if found is None:
            raise TooComplex(
                f"nothing was found within {nodes} nodes",
                fix="Allow more nodes, or choose the other solver.",
            )
        return found

    def _surely(
        self, program: Program, objective: Mapping[int, int], found: Solution, nodes: int
    ) -> Solution:
        """``found``, or what is better; proven once nothing better is possible at all."""
        while True:
            better = program.copy()
            better.at_least(objective, found.objective + 1)
            answer = _ask(better, objective, nodes, presolve=False)
            if answer.status == _INFEASIBLE:
                return found
            improved = _exactly(better, objective, answer)
            if improved is None:
                return Solution(found.values, found.objective, proven=False)
            found = improved


def _ask(program: Program, objective: Mapping[int, int], nodes: int, *, presolve: bool) -> Any:  # noqa: ANN401 - scipy ships no types
    """The answer of ``scipy.optimize.milp``, which minimises."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    cost: NDArray[Any] = np.zeros(program.size)
    for variable, coefficient in objective.items():
        cost[variable] = -coefficient
    rows = program.rows
    terms = [term for row in rows for term in row.terms]
    table = csr_array(
        (
            np.array([float(by) for _, by in terms]),
            np.array([at for at, _ in terms], dtype=np.int32),
            np.array([0, *accumulate(len(row.terms) for row in rows)], dtype=np.int32),
        ),
        shape=(len(rows), program.size),
    ).tocsc()
    low = np.array([-np.inf if row.low is None else row.low for row in rows], dtype=float)
    high = np.array([np.inf if row.high is None else row.high for row in rows], dtype=float)
    return milp(
        cost,
        integrality=1,
        bounds=Bounds(np.array(program.lows, float), np.array(program.highs, float)),
        constraints=LinearConstraint(table, low, high) if rows else None,
        # Whole coefficients: HiGHS sees by itself that a gap below 1 proves the optimum.
        options={"node_limit": nodes, "mip_rel_gap": 0.0, "presolve": presolve},
    )


def _exactly(
    program: Program,
    objective: Mapping[int, int],
    answer: Any,  # noqa: ANN401 - scipy ships no types
) -> Solution | None:
    """The values as whole numbers; None when there are none, or when they break a row."""
    if answer.x is None:
        return None
    values = tuple(int(value) for value in answer.x.round().tolist())
    if not program.allows(values):
        return None
    worth = value_of(objective, values)
    # The bound is on the cost, the negative of what we maximise: no whole number lies between.
    bound = answer.mip_dual_bound
    proven = answer.status == _OPTIMAL and (bound is None or -bound < worth + 0.999)
    return Solution(values, worth, proven)
