"""Many learners against one stack: each is answered exactly as if asked alone.

The code is that of ``allocate``; only what the solver was asked before is not asked again. Reading
records and sharing them out over processes is left to the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from credstone.errors import Conflict
from credstone.stacking.allocate import NODE_LIMIT, allocate
from credstone.stacking.allocation import Allocation
from credstone.stacking.question import Question
from credstone.stacking.solvers.program import Solver
from credstone.stacking.solvers.registry import HIGHS
from credstone.stacking.solvers.remembering import Remembering


def allocate_many(
    questions: Iterable[Question], *, solver: Solver = HIGHS, node_limit: int = NODE_LIMIT
) -> Iterator[Allocation | Conflict]:
    """The best allocation for each question, in their order, one by one as they are drawn.

    A record that contradicts itself is answered with that ``Conflict``, and the next one follows.
    Give a ``Remembering`` solver to read from it how many different problems there were, or to
    keep what it remembers for the next cohort.
    """
    memory = solver if isinstance(solver, Remembering) else Remembering(solver)
    for question in questions:
        try:
            yield allocate(question, solver=memory, node_limit=node_limit)
        except Conflict as contradiction:
            yield contradiction
