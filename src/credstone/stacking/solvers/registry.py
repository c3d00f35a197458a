"""The solvers by name; HiGHS unless another is asked for."""

from __future__ import annotations

from credstone.errors import WrongSetting
from credstone.stacking.solvers.cp_sat import CpSat
from credstone.stacking.solvers.highs import Highs
from credstone.stacking.solvers.program import Solver

HIGHS: Solver = Highs()
CP_SAT: Solver = CpSat()
SOLVERS: tuple[Solver, ...] = (HIGHS, CP_SAT)


def by_name(name: str) -> Solver:
    """The solver called ``highs`` or ``cp-sat``. Raises ``WrongSetting`` for another name."""
    for solver in SOLVERS:
        if solver.name == name:
            return solver
    known = " or ".join(solver.name for solver in SOLVERS)
    raise WrongSetting(f"there is no solver {name!r}", where="solver", fix=f"Choose {known}.")
