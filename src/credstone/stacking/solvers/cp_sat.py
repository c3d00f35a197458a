"""CP-SAT of OR-tools: a second opinion in whole numbers, installed as an extra.

One worker, one seed and a limit on deterministic work make its answers repeatable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from credstone.errors import TooComplex, WrongSetting
from credstone.stacking.solvers.program import Program, Solution, better_of, value_of

# CP-SAT counts work in units of its own, about a second each; a node of HiGHS takes milliseconds.
_WORK_PER_NODE = 0.005


@dataclass(frozen=True)
class CpSat:
    """Clause learning over whole numbers; a node stands for a fixed amount of its work."""

    name: str = "cp-sat"

    def maximise(
        self,
        program: Program,
        objective: Mapping[int, int],
        *,
        node_limit: int,
        start: Sequence[int] | None = None,
    ) -> Solution | None:
        """See ``Solver.maximise``. Raises ``WrongSetting`` where ortools is not installed."""
        cp_model = _ortools()
        model, variables = _modelled(cp_model, program)
        model.maximize(
            cp_model.LinearExpr.weighted_sum(
                [variables[at] for at in objective], list(objective.values())
            )
        )
        for variable, value in zip(variables, start or (), strict=False):
            model.add_hint(variable, value)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        # Our rows are sums that a linear relaxation sees through at once: a hundred times faster.
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = node_limit * _WORK_PER_NODE
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return None
        found = None
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            values = tuple(solver.value(variable) for variable in variables)
            found = _checked(program, objective, values, proven=status == cp_model.OPTIMAL)
        if found is not None and (found.proven or start is None):
            return found
        if start is None:
            raise TooComplex(
                f"nothing was found within the work of {node_limit} nodes",
                fix="Allow more nodes, or choose the other solver.",
            )
        return better_of(found, program, objective, start)


def _modelled(
    cp_model: Any,  # noqa: ANN401 - ortools is typed by no stub
    program: Program,
) -> tuple[Any, list[Any]]:
    """The program in CP-SAT's own words, and its variables in our order."""
    model = cp_model.CpModel()
    variables = [
        model.new_int_var(low, high, "")
        for low, high in zip(program.lows, program.highs, strict=True)
    ]
    for row in program.rows:
        model.add_linear_constraint(
            cp_model.LinearExpr.weighted_sum(
                [variables[at] for at, _ in row.terms], [by for _, by in row.terms]
            ),
            cp_model.INT_MIN if row.low is None else row.low,
            cp_model.INT_MAX if row.high is None else row.high,
        )
    return model, variables


def _checked(
    program: Program, objective: Mapping[int, int], values: tuple[int, ...], *, proven: bool
) -> Solution:
    if not program.allows(values):
        raise TooComplex(
            "CP-SAT answered with values that break a row", fix="Choose the solver highs."
        )
    return Solution(values, value_of(objective, values), proven)


def _ortools() -> Any:  # noqa: ANN401 - typed by no stub
    try:
        from ortools.sat.python import cp_model
    except ImportError as absent:
        raise WrongSetting(
            "the solver cp-sat is not installed",
            fix='Install it with: pip install "credstone[cp-sat]", or choose the solver highs.',
        ) from absent
    return cp_model
