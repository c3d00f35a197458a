"""The cheapest completions of a stack: which options to take, decided stage by stage.

The rules are rows already (``rows``); here they are met, as cheaply as possible, and every further
completion has to do without something of each one before. Words and steps are left to ``plan``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd

from credstone.model.learning import Offer
from credstone.model.plan import Criterion
from credstone.stacking.case import Item
from credstone.stacking.costs import Costs
from credstone.stacking.lots import Lot
from credstone.stacking.model import Model
from credstone.stacking.rows import taken_of
from credstone.stacking.schedule import as_they_follow, forbid
from credstone.stacking.solvers.program import Program, Solution, Solver

Terms = Mapping[int, int]

# Enough for all but knapsacks of many equal ways.
_TIE_LIMIT = 100


@dataclass(frozen=True)
class Completion:
    """``values`` of the program's variables, the lots of options taken in an order in which they
    can be taken, and whether there is no cheaper one."""

    values: tuple[int, ...]
    lots: tuple[Lot, ...]
    proven: bool


@dataclass(frozen=True)
class Search:
    """What to complete and how to compare.

    ``offers`` gives the index of its costs to each option, by the id of its holding. ``awaited``
    are the parts that somebody still has to confirm: the fewer the better.
    """

    model: Model
    costs: Costs
    offers: Mapping[str, int]
    criterion: Criterion
    awaited: Collection[int]
    solver: Solver
    node_limit: int

    def taken(self, lot: Lot) -> int:
        """The variable that counts what is taken of a lot of options."""
        return self.model.taken[lot.index]

    @property
    def lots(self) -> tuple[Lot, ...]:
        """The lots of options, in their fixed order."""
        return tuple(lot for lot in self.model.lots if lot.first.option is not None)

    def offer(self, item: Item) -> int:
        """The index of the option's costs."""
        return self.offers[item.holding.id]


def completions(search: Search) -> Iterator[Completion]:
    """The cheapest completion, then the cheapest of those that contain none before; and so on.

    Ends when there is none any more, or nothing has to be taken. Raises ``TooComplex`` when
    nothing at all was found within the node limit.
    """
    program = search.model.program.copy()
    if not program.highs[search.model.stack]:
        return  # not even with everything at once
    program.fix(search.model.stack, 1)
    _one_after_another(search, program)
    objectives = tuple(_objectives(search, program))

    def cheapest(one: Program) -> Solution | None:
        return least(one, objectives, search.solver, search.node_limit, tie=_first(search))

    while (found := in_sequence(search.model, program, cheapest)) is not None:
        solution, lots = found
        yield (completion := Completion(solution.values, lots, solution.proven))
        if not lots:
            return
        _leave_something_out(search, program, completion)


def least(
    program: Program,
    objectives: Sequence[Terms],
    solver: Solver,
    node_limit: int,
    *,
    tie: Terms,
) -> Solution | None:
    """The solution with the least first objective, among these the least second one, and so on.

    None when there is no solution. Its ``objective`` is that of the first. ``tie`` chooses among
    equals, with little effort: which of them is found says nothing about what is proven.
    """
    program = program.copy()
    found: Solution | None = None
    proven, first = True, 0
    for at, terms in enumerate(_telling(objectives)):
        start = None if found is None else found.values
        opposite = {variable: -by for variable, by in terms.items()}
        found = solver.maximise(program, opposite, node_limit=node_limit, start=start)
        if found is None:
            return None
        proven = proven and found.proven
        first = -found.objective if at == 0 else first
        program.at_most(terms, -found.objective)
    if found is None:
        return None
    opposite = {variable: -by for variable, by in tie.items()}
    limit = min(node_limit, _TIE_LIMIT)
    best = solver.maximise(program, opposite, node_limit=limit, start=found.values)
    return Solution((best or found).values, first, proven)


def _telling(objectives: Sequence[Terms]) -> Iterator[Terms]:
    """Those that tell solutions apart beyond the ones before; always at least one."""
    seen: set[tuple[tuple[int, int], ...]] = set()
    for terms in objectives:
        divisor = gcd(*terms.values()) or 1
        key = tuple(sorted((variable, by // divisor) for variable, by in terms.items() if by))
        if key not in seen and (key or terms is objectives[0]):
            seen.add(key)
            yield terms


def in_sequence(
    model: Model,
    program: Program,
    find: Callable[[Program], Solution | None],
) -> tuple[Solution, tuple[Lot, ...]] | None:
    """What ``find`` finds, once its steps can follow one another; and the lots in their order.

    Adds a row to ``program`` for each circle that a solution tries.
    """
    while (found := find(program)) is not None:
        chosen = [model.lots[lot] for lot in taken_of(model, found.values)]
        order, stuck = as_they_follow(model, chosen, found.values)
        if not stuck:
            return found, order
        forbid(model, program, stuck, found.values)
    return None


def _objectives(search: Search, program: Program) -> Iterator[Terms]:
    """The criterion, then fewest credentials, price and confirmations."""
    if search.criterion is Criterion.TIME and search.costs.last_days is not None:
        yield _last_day(search, program, search.costs.last_days)
    else:
        yield _sum_of(search, search.criterion)
    yield _sum_of(search, Criterion.CREDENTIALS)
    yield _sum_of(search, Criterion.COST)
    yield {search.model.met[part]: 1 for part in search.awaited}


def _first(search: Search) -> Terms:
    """The first in the order of offers; squares, so that sums of places seldom agree."""
    return {search.taken(lot): (place + 1) ** 2 for place, lot in enumerate(search.lots)}


def _sum_of(search: Search, criterion: Criterion) -> Terms:
    figures = search.costs.figures[criterion]
    return {search.taken(lot): figures.of(search.offer(lot.first)) for lot in search.lots}


def _last_day(search: Search, program: Program, days: Sequence[int]) -> Terms:
    """A variable that is at least the last day of everything taken."""
    last = {lot.index: max(0, days[search.offer(lot.first)]) for lot in search.lots}
    latest = program.variable(max(last.values(), default=0))
    for lot in search.lots:
        day = last[lot.index]
        if day:
            program.at_least({latest: 1, some_of(search.model, program, lot): -day}, 0)
    return {latest: 1}


def some_of(model: Model, program: Program, lot: Lot) -> int:
    """A bit that is 1 when anything of a lot of options is taken."""
    taken = model.taken[lot.index]
    if program.highs[taken] <= 1:
        return taken
    bit = program.variable()
    program.at_most({taken: 1, bit: -lot.size}, 0)
    return bit


def _one_after_another(search: Search, program: Program) -> None:
    """Of one offer that may be taken again: the second only with the first, and so on.

    Otherwise the second without the first would pass for another way.
    """
    copies: dict[Offer, list[Lot]] = {}
    for lot in search.lots:
        if lot.size == 1:
            copies.setdefault(search.costs.offers[search.offer(lot.first)], []).append(lot)
    for lots in copies.values():
        for first, second in pairwise(lots):
            program.at_most({search.taken(second): 1, search.taken(first): -1}, 0)


def _leave_something_out(search: Search, program: Program, found: Completion) -> None:
    """Of at least one lot fewer have to be taken than in ``found``."""
    fewer: dict[int, int] = {}
    singles = 0
    for lot in found.lots:
        taken = search.taken(lot)
        count = found.values[taken]
        if lot.size == 1:
            fewer[taken] = -1
            singles += 1
        else:
            bit = program.variable()
            program.at_most({taken: 1, bit: lot.size - count + 1}, lot.size)
            fewer[bit] = 1
    program.at_least(fewer, 1 - singles)
