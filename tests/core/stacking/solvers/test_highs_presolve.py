"""A program that the presolve of HiGHS 1.12 decided wrongly, and said so as proven.

Found by comparing with brute force; made smaller row by row. What presolve decides alone is since
then asked once more: is there anything better?
"""

from __future__ import annotations

import pytest

from credstone.stacking.solvers.program import Program, Solver
from credstone.stacking.solvers.registry import SOLVERS


def group_totals() -> tuple[Program, dict[int, int]]:
    """Two leaves whose credits are summed level by level, beside a third that gives one."""
    program = Program()
    one, other, used = (program.variable() for _ in range(3))
    early, late = program.variable(2), program.variable(2)
    dear, cheap = program.variable(), program.variable()
    first, first_up, second = program.variable(5), program.variable(5), program.variable(6)
    both, third = program.variable(11), program.variable()
    program.at_most({one: 1, used: -1}, 0)
    program.at_most({other: 1, used: -1}, 0)
    program.at_most({first: 1, early: -2, dear: -1}, 0)
    program.at_most({first_up: 1, first: -1}, 0)
    program.at_most({second: 1, one: -1, late: -2, cheap: -1}, 0)
    program.at_most({both: 1, first_up: -1, second: -1}, 0)
    program.at_most({third: 1, other: -1}, 0)
    program.at_least({both: 1, third: 1}, 3)
    program.at_least({early: 1, dear: 1}, 1)
    program.at_least({one: 1, late: 1, cheap: 1}, 2)
    program.at_most({used: 1, dear: 1, cheap: 1}, 1)
    program.equal({early: 1, late: 1}, 2)
    return program, {used: -1, dear: -26, cheap: -1, one: -1}


@pytest.mark.parametrize("solver", SOLVERS, ids=lambda solver: solver.name)
def test_the_cheap_leaf_is_found(solver: Solver) -> None:
    program, objective = group_totals()
    found = solver.maximise(program, objective, node_limit=1000)
    assert found is not None
    assert (found.objective, found.proven) == (-1, True)
