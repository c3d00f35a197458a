"""The engine's answer is the best there is: every stage equals that of trying everything."""

from __future__ import annotations

import pytest

from credstone.stacking.solvers.program import Solver
from credstone.stacking.solvers.registry import CP_SAT, HIGHS
from tests.core.stacking.oracle.judging import judge


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_three_hundred_small_stacks(first: int) -> None:
    for seed in range(first, first + 50):
        judge(seed, HIGHS)


def test_the_other_solver_agrees_stage_by_stage() -> None:
    for seed in range(300, 375):
        judge(seed, CP_SAT)


@pytest.mark.soak
@pytest.mark.parametrize("solver", [HIGHS, CP_SAT], ids=lambda solver: solver.name)
@pytest.mark.parametrize("first", range(0, 10_000, 500))
def test_ten_thousand_small_stacks(first: int, solver: Solver) -> None:
    for seed in range(first, first + 500):
        judge(seed, solver)
