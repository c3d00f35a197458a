"""A solver that works on the same program once, however many learners come with it.

In a cohort many have the same credentials as far as the rules look. What is remembered is the very
answer the solver gave, so nothing changes but the time it takes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from credstone.stacking.solvers.program import Program, Solution, Solver

ROOM = 20_000
"""Answers that are kept; some kilobytes each."""


class Remembering:
    """``asked`` counts all programs, ``solved`` those that the solver had to work on.

    Answers beyond ``room`` are forgotten, the longest unused first. A refusal is not kept.
    """

    def __init__(self, solver: Solver, room: int = ROOM) -> None:
        self.asked = 0
        self.solved = 0
        self._solver = solver
        self._room = room
        self._known: OrderedDict[bytes, Solution | None] = OrderedDict()

    @property
    def name(self) -> str:
        """That of the solver behind it."""
        return self._solver.name

    def maximise(
        self,
        program: Program,
        objective: Mapping[int, int],
        *,
        node_limit: int,
        start: Sequence[int] | None = None,
    ) -> Solution | None:
        """See ``Solver.maximise``."""
        self.asked += 1
        whole = (program.key(), tuple(objective.items()), node_limit, start and tuple(start))
        key = blake2b(repr(whole).encode(), digest_size=32).digest()
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        found = self._solver.maximise(program, objective, node_limit=node_limit, start=start)
        self.solved += 1
        self._known[key] = found
        if len(self._known) > self._room:
            self._known.popitem(last=False)
        return found
