"""The peer: CP-SAT with all stages in one objective, each counting more than all after it.

It decides the engine's own program, so only the way of solving differs: one call of a solver that
reckons in whole numbers, instead of stage after stage.
"""

from __future__ import annotations

from collections.abc import Mapping

from credstone.stacking.aims import fewest_and_earliest, met_and_weight, pins, progress
from credstone.stacking.allocate import NODE_LIMIT
from credstone.stacking.case import case_of
from credstone.stacking.model import Model
from credstone.stacking.question import Question
from credstone.stacking.rows import build, pairs_of
from credstone.stacking.solvers.registry import CP_SAT
from credstone.stacking.weigh import Weighing, weighed


def combined(question: Question) -> tuple[Weighing, bool]:
    """What the best allocation is worth, and whether that is proven."""
    model = build(case_of(question))
    # Progress is asked for always: with one call nobody knows yet whether the stack is met.
    aims = (met_and_weight, progress, pins, fewest_and_earliest)
    objectives = [aim.objective for stage in aims for aim in stage(model, False)]
    found = CP_SAT.maximise(model.program, _in_one(objectives, model), node_limit=NODE_LIMIT)
    assert found is not None
    return weighed(model.case, pairs_of(model, found.values)), found.proven


def _in_one(objectives: list[Mapping[int, int]], model: Model) -> dict[int, int]:
    """Each objective times more than all later ones can come to."""
    total: dict[int, int] = {}
    step = 1
    for objective in reversed(objectives):
        for variable, by in objective.items():
            total[variable] = total.get(variable, 0) + step * by
        lows, highs = model.program.lows, model.program.highs
        step *= 1 + sum(abs(by) * (highs[at] - lows[at]) for at, by in objective.items())
    return total
