"""The best allocation: stage after stage, each held fast before the next is asked.

What the solver finds is read back and weighed again exactly (``weigh``), so a value said to be
proven is never owed to rounding. A search that ends at its limit is a result: best found, not
proven.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from credstone.stacking.aims import Aim, fewest_and_earliest, met_and_weight, pins, progress, raised
from credstone.stacking.allocation import Allocation, StageName, Use
from credstone.stacking.case import case_of
from credstone.stacking.model import Model
from credstone.stacking.question import Question
from credstone.stacking.rows import build, pairs_of
from credstone.stacking.solvers.program import Solver, value_of
from credstone.stacking.solvers.registry import HIGHS
from credstone.stacking.weigh import broken_walls, weighed

NODE_LIMIT = 2_000
"""Nodes for each search; real stacks need a handful.

Sums of credits made to be hard reach it: 40 credentials that fit 15 requirements each in some ten
seconds, for a node of a large program counts for more (``nodes_within``). Which of equals are the
earliest is worth a tenth of it, and nothing where it is not known that there are none fewer.
"""
_TIE_BREAK = 10


def allocate(
    question: Question, *, solver: Solver = HIGHS, node_limit: int = NODE_LIMIT
) -> Allocation:
    """The best allocation of the learner's holdings, as docs/reference/stacks.md compares them.

    ``node_limit`` bounds the search of each stage, never its time, so that answers repeat. What
    is not proven within it says so in its stage. Raises ``Conflict`` when two different holdings
    have the same id.
    """
    search = _Search(build(case_of(question)), solver, node_limit)
    if search.model.lots:
        for aims in (met_and_weight, progress, pins, fewest_and_earliest):
            for aim in aims(search.model, search.met):
                search.reach(aim)
    return search.answer()


class _Search:
    """The best solution so far, and which stages it is not proven for."""

    def __init__(self, model: Model, solver: Solver, node_limit: int) -> None:
        self.model = model
        self.solver = solver
        self.node_limit = node_limit
        # With all variables at their lowest: the granted uses, and nothing else.
        self.solution: Sequence[int] = tuple(model.program.lows)
        self.pairs = pairs_of(model, self.solution)
        self.weighing = weighed(model.case, self.pairs)
        self.unproven: set[StageName] = set()

    @property
    def met(self) -> bool:
        """Whether the stack is met by the best solution so far."""
        return self.weighing.met

    def reach(self, aim: Aim) -> None:
        """Decide ``aim`` as well as the limit allows, and hold on to what it reached."""
        program = self.model.program
        self.solution = raised(program, self.solution)
        reached = value_of(aim.objective, self.solution)
        if reached < aim.ceiling:
            reached = self._improve(aim)
        program.at_least(aim.objective, reached)

    def _improve(self, aim: Aim) -> int:
        """The value of the objective that the search ended with."""
        limit = self.node_limit
        if aim.names == (StageName.EARLIEST,):
            if StageName.FEWEST in self.unproven:
                self.unproven.update(aim.names)
                return value_of(aim.objective, self.solution)
            limit = max(1, limit // _TIE_BREAK)
        found = self.solver.maximise(
            self.model.program, aim.objective, node_limit=limit, start=self.solution
        )
        pairs = [] if found is None else pairs_of(self.model, found.values)
        if found is None or any(broken_walls(self.model.case, pairs)):
            # Never seen; an answer that does not stand its own check is not handed on.
            self.unproven.update(aim.names)
            return value_of(aim.objective, self.solution)
        self.solution, self.pairs = found.values, pairs
        self.weighing = weighed(self.model.case, pairs)
        values = self.weighing.values
        if not found.proven or aim.worth(values) != found.objective:
            certain = {StageName.MET} if values[StageName.MET] else set()
            self.unproven.update(set(aim.names) - certain)
        return found.objective

    def answer(self) -> Allocation:
        """The allocation with the exact value of every stage."""
        parts = self.model.case.asked.parts
        return Allocation(
            met=self.weighing.met,
            uses=tuple(sorted(Use(item.holding.id, parts[leaf].id) for item, leaf in self.pairs)),
            stages=tuple(
                replace(stage, proven=stage.name not in self.unproven)
                for stage in self.weighing.stages
            ),
        )
