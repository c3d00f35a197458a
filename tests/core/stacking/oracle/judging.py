"""How the engine's answers are held against the judge's, and how a difference is told."""

from __future__ import annotations

from credstone.stacking.allocate import allocate
from credstone.stacking.question import Question
from credstone.stacking.solvers.program import Solver
from tests.core.stacking.oracle.brute_force import best, worth_of
from tests.core.stacking.oracle.made_up import made_up
from tests.core.stacking.oracle.shown import shown
from tests.core.stacking.oracle.smaller import smaller

STAGES = "(met, weight, progress, pins, fewest, earliest)"


def difference(question: Question, solver: Solver) -> str:
    """What the engine says otherwise than the judge; "" when they agree in every stage."""
    expected, answer = best(question), allocate(question, solver=solver)
    values = tuple(stage.value for stage in answer.stages)
    if values != expected.values:
        return (
            f"{STAGES}: {solver.name} says {values} with {answer.uses},\n"
            f"trying everything gives {expected.values} with {expected.uses}"
        )
    worth = worth_of(question, answer.uses)
    if worth != values:
        return f"{solver.name} says {values}, but {answer.uses} is worth {worth}"
    return "" if answer.proven else f"{solver.name} did not prove {answer.stages}"


def judge(seed: int, solver: Solver) -> None:
    """Fail with the seed and the smallest question found that shows the difference."""
    question = made_up(seed)
    if not difference(question, solver):
        return
    least = smaller(question, lambda one: bool(difference(one, solver)))
    raise AssertionError(
        f"made_up({seed}) with {solver.name}; smaller:\n{shown(least)}\n{difference(least, solver)}"
    )
