"""What an allocation should be best at, stage by stage, as objectives of the program.

Stages that one search decides exactly are put into one aim: the first counts for more than the
second can ever come to. In which order the aims follow and what is held, ``allocate`` knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

from credstone.stacking.allocation import StageName
from credstone.stacking.kinds import toward
from credstone.stacking.lots import Lot
from credstone.stacking.model import Model
from credstone.stacking.solvers.program import Program, Terms

# Up to here a solver tells the values of two stages in one objective apart, well within its
# tolerances; beyond it they are asked one after the other.
_LARGEST_STEP = 10_000


@dataclass(frozen=True)
class Aim:
    """Stages that are decided together: what is maximised, and what that is worth exactly.

    ``ceiling`` is a value that cannot be surpassed.
    """

    names: tuple[StageName, ...]
    objective: Mapping[int, int]
    worth: Callable[[Mapping[StageName, int]], int]
    ceiling: int


def met_and_weight(model: Model, met: bool) -> Iterator[Aim]:
    """Stages 1 and 2: the stack, then the weights of all that is met."""
    weights = {
        bit: part.requirement.weight
        for part, bit in zip(model.case.asked.parts, model.met, strict=True)
    }
    ceiling = sum(weight for bit, weight in weights.items() if model.program.highs[bit])
    step = ceiling + 1
    if not model.program.highs[model.stack]:
        step = 0
    yield Aim(
        (StageName.MET, StageName.WEIGHT),
        {model.stack: step, **weights},
        lambda values: step * values[StageName.MET] + values[StageName.WEIGHT],
        step + ceiling,
    )


def progress(model: Model, met: bool) -> Iterator[Aim]:
    """Stage 3: progress toward what is open, below open groups only; 0 once all is met."""
    program = model.program
    objective: dict[int, int] = {}
    ceiling = 0
    parts = () if met else model.case.asked.parts
    for part, (terms, each, asked) in ((one, way) for one in parts for way in toward(one, model)):
        grain = gcd(asked, *(each * by for by in terms.values())) or 1
        scaled = {at: each * by // grain for at, by in terms.items() if by}
        most = min(asked // grain, sum(by * program.highs[at] for at, by in scaled.items()))
        if not most:
            continue
        amount = program.variable(most)
        program.at_most({amount: 1, **{at: -by for at, by in scaled.items()}}, 0)
        for above in part.path:
            if program.highs[model.met[above]]:
                program.at_most({amount: 1, model.met[above]: most}, most)
        objective[amount] = grain
        ceiling += grain * most
    if objective:
        yield Aim(
            (StageName.PROGRESS,), objective, lambda values: values[StageName.PROGRESS], ceiling
        )


def pins(model: Model, met: bool) -> Iterator[Aim]:
    """Stage 4: how many wishes of the learner are honoured."""
    parts = model.case.asked.parts
    lots = {lot.first.holding.id: lot for lot in model.lots}
    objective: dict[int, int] = {}
    for award, pinned in sorted(model.case.pins()):
        lot = lots.get(award)
        leaves = [leaf for leaf in lot.leaves if leaf in parts[pinned].leaves] if lot else []
        if lot and leaves:
            objective[model.union({model.use[lot.index, leaf]: 1 for leaf in leaves})] = 1
    if objective:
        yield Aim(
            (StageName.PINS,), objective, lambda values: values[StageName.PINS], len(objective)
        )


def fewest_and_earliest(model: Model, met: bool) -> Iterator[Aim]:
    """Stages 5 and 6: the fewest holdings, then the earliest of them in the earliest leaves."""
    fewest = model.sum_used({lot.index: -1 for lot in model.lots})
    earliest = _lateness(model)
    least = sum(bool(item.granted) for item in model.case.items)
    step = sum(by * model.program.highs[at] for at, by in earliest.items()) + 1
    both = step <= _LARGEST_STEP
    first = {at: step * by for at, by in fewest.items()} if both else fewest
    for at, by in earliest.items() if both else ():
        first[at] = first.get(at, 0) - by
    if both:
        yield Aim(
            (StageName.FEWEST, StageName.EARLIEST),
            first,
            lambda values: -step * values[StageName.FEWEST] - values[StageName.EARLIEST],
            0,
        )
        return
    yield Aim((StageName.FEWEST,), fewest, lambda values: -values[StageName.FEWEST], -least)
    yield Aim(
        (StageName.EARLIEST,),
        {at: -by for at, by in earliest.items()},
        lambda values: -values[StageName.EARLIEST],
        0,
    )


def raised(program: Program, values: Sequence[int]) -> tuple[int, ...]:
    """``values`` with the greatest that rows allow for variables made since, one by one.

    All of them are bounded from above only, by what was made before them.
    """
    full = list(values) + [0] * (program.size - len(values))
    bounds: dict[int, list[tuple[Terms, int, int]]] = defaultdict(list)
    for row in program.rows:
        for at, by in row.terms:
            if row.high is not None and at >= len(values) and by > 0:
                bounds[at].append((row.terms, by, row.high))
    for new in range(len(values), program.size):
        most = program.highs[new]
        for terms, by, high in bounds[new]:
            others = sum(each * full[at] for at, each in terms if at != new)
            most = min(most, (high - others) // by)
        full[new] = most
    return tuple(full)


def _lateness(model: Model) -> dict[int, int]:
    """Terms for the ranks of what is used, and the places of the leaves it is used in."""
    parts = model.case.asked.parts
    total = {use: parts[leaf].place for (_, leaf), use in model.use.items()}
    for lot in model.lots:
        for at, by in _ranks(lot, model).items():
            total[at] = total.get(at, 0) + by
    return total


def _ranks(lot: Lot, model: Model) -> dict[int, int]:
    """The k-th item of a lot that is used costs its rank: the earliest are used first."""
    used = model.used[lot.index]
    if lot.size == 1:
        return {at: by * lot.first.rank for at, by in used.items()}
    units = {model.program.variable(): item.rank for item in lot.items}
    model.program.equal({**dict.fromkeys(units, 1), **{at: -by for at, by in used.items()}}, 0)
    return units
