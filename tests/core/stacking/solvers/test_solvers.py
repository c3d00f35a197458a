"""Both solvers find the best whole-number solution, prove it, and say so when they did not."""

from __future__ import annotations

import random
import sys
from itertools import product

import pytest

from credstone.errors import TooComplex, WrongSetting
from credstone.stacking.solvers.program import Program, Solver, value_of
from credstone.stacking.solvers.registry import CP_SAT, HIGHS, SOLVERS, by_name

both = pytest.mark.parametrize("solver", SOLVERS, ids=lambda solver: solver.name)
PLENTY = 100_000


def knapsack(weights: list[int], room: int) -> Program:
    program = Program()
    terms = {program.variable(): weight for weight in weights}
    program.at_most(terms, room)
    return program


def random_program(seed: int) -> tuple[Program, dict[int, int]]:
    """Up to seven small variables under rows of every sort; some have no solution."""
    chance = random.Random(seed)
    program = Program()
    for _ in range(chance.randint(1, 7)):
        low = chance.randint(-1, 1)
        program.variable(low + chance.randint(0, 2), low)
    for _ in range(chance.randint(0, 5)):
        terms = {at: chance.randint(-9, 9) for at in range(program.size) if chance.random() < 0.7}
        add = chance.choice([program.at_least, program.at_most, program.equal])
        add(terms, chance.randint(-9, 9))
    return program, {at: chance.randint(-5, 9) for at in range(program.size)}


def best_of_all(program: Program, objective: dict[int, int]) -> int | None:
    ranges = [range(low, high + 1) for low, high in zip(program.lows, program.highs, strict=True)]
    allowed = (values for values in product(*ranges) if program.allows(values))
    return max((value_of(objective, values) for values in allowed), default=None)


def many_knapsacks(items: int = 80, rows: int = 8) -> tuple[Program, dict[int, int]]:
    """What is put in goes into all knapsacks at once: easily filled, and long to prove."""
    chance = random.Random(3)
    program = Program()
    goods = [program.variable() for _ in range(items)]
    for _ in range(rows):
        weights = {good: chance.randint(1000, 9999) for good in goods}
        program.at_most(weights, sum(weights.values()) // 3)
    return program, {good: chance.randint(1000, 9999) for good in goods}


@both
def test_the_best_filling_of_a_knapsack_is_found_and_proven(solver: Solver) -> None:
    program = knapsack([500, 400, 300, 300], 1000)
    solution = solver.maximise(program, {0: 5, 1: 4, 2: 3, 3: 3}, node_limit=PLENTY)
    assert solution is not None
    assert solution.proven
    assert solution.objective == 10
    assert solution.values == (0, 1, 1, 1)


@both
def test_two_hundred_random_programs_are_decided_as_by_trying_everything(solver: Solver) -> None:
    without = 0
    for seed in range(200):
        program, objective = random_program(seed)
        solution = solver.maximise(program, objective, node_limit=PLENTY)
        best = best_of_all(program, objective)
        without += best is None
        assert (solution.objective if solution else None) == best, seed
        assert solution is None or solution.proven
    assert 20 < without < 180


@both
def test_the_same_program_is_answered_the_same_way_twice(solver: Solver) -> None:
    program, objective = many_knapsacks()
    first, second = (solver.maximise(program, objective, node_limit=5) for _ in range(2))
    assert first == second


@both
def test_a_search_that_ends_early_says_that_nothing_is_proven(solver: Solver) -> None:
    program, objective = many_knapsacks()
    solution = solver.maximise(program, objective, node_limit=1)
    assert solution is not None
    assert not solution.proven
    assert program.allows(solution.values)
    assert solution.objective == value_of(objective, solution.values)


@both
def test_what_is_known_to_be_allowed_is_never_given_up_for_less(solver: Solver) -> None:
    program, objective = many_knapsacks()
    longer = solver.maximise(program, objective, node_limit=40)
    assert longer is not None
    shorter = solver.maximise(program, objective, node_limit=1, start=longer.values)
    assert shorter is not None
    assert shorter.objective >= longer.objective


@both
def test_without_any_variable_the_rows_decide(solver: Solver) -> None:
    program = Program()
    program.at_most({}, 0)
    assert solver.maximise(program, {}, node_limit=1) is not None
    program.at_least({}, 1)
    assert solver.maximise(program, {}, node_limit=1) is None


def test_nothing_found_within_the_limit_is_said_so() -> None:
    """Equations over large weights: no relaxation is whole, and rounding finds nothing."""
    chance = random.Random(1)
    program = Program()
    items = [program.variable() for _ in range(30)]
    weights = [chance.randint(10_000, 99_999) for _ in items]
    program.equal(dict(zip(items, weights, strict=True)), sum(weights) // 2)
    with pytest.raises(TooComplex, match="within 1 nodes"):
        HIGHS.maximise(program, {items[0]: 1}, node_limit=1)


def test_a_start_that_breaks_a_row_is_refused() -> None:
    program, objective = many_knapsacks()
    with pytest.raises(ValueError, match="break a row"):
        HIGHS.maximise(program, objective, node_limit=1, start=[1] * program.size)


def test_solvers_are_chosen_by_name() -> None:
    assert by_name("highs") is HIGHS
    assert by_name("cp-sat") is CP_SAT
    with pytest.raises(WrongSetting, match="highs or cp-sat"):
        by_name("simplex")


def test_an_extra_that_is_not_installed_is_named_with_its_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    with pytest.raises(WrongSetting, match=r'pip install "credstone\[cp-sat\]"'):
        CP_SAT.maximise(knapsack([1], 1), {0: 1}, node_limit=1)
