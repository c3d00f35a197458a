"""What has to come before what among the options taken: prerequisites, and ``order``.

The rows ask that what an option lacks is taken with it. That three options do not wait for one
another in a circle is asked only of solutions that try it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from credstone.model.learning import Learning
from credstone.stacking.lots import Lot
from credstone.stacking.model import Model
from credstone.stacking.offers import Alike
from credstone.stacking.solvers.program import Program
from credstone.stacking.steps import in_order


def called(learning: Learning) -> frozenset[str]:
    """What prerequisites may call a definition by."""
    return frozenset({learning.id, learning.code}) - {""}


def lacking(lot: Lot) -> tuple[str, ...]:
    """What has to be earned before the options of the lot can be begun."""
    option = lot.first.option
    return () if option is None else option.lacking


def opens(lot: Lot, name: str) -> bool:
    """Whether each option of the lot is the definition of that name."""
    return all(name in called(item.holding.learning) for item in lot.items)


def as_they_follow(
    model: Model, lots: Sequence[Lot], values: Sequence[int]
) -> tuple[tuple[Lot, ...], tuple[Lot, ...]]:
    """The lots taken in an order in which they can be, and those that wait for one another."""
    later = {lot.index: frozenset(_before(model, lot, lots, values)) for lot in lots}

    def may_be_next(lot: Lot, done: Collection[Lot]) -> bool:
        over = {one.index for one in done}
        return later[lot.index] <= over and all(
            any(opens(one, name) and _is_over(one, lot) for one in done) for name in lacking(lot)
        )

    place = {lot.index: (at,) for at, lot in enumerate(lots)}
    return in_order(lots, may_be_next, lambda lot: place[lot.index])


def forbid(model: Model, program: Program, stuck: Sequence[Lot], values: Sequence[int]) -> None:
    """Never again all of these uses together, unless something else opens what they lack."""
    together: dict[int, int] = {}
    for lot in stuck:
        used = [model.use[lot.index, leaf] for leaf in lot.leaves]
        for variable in (model.taken[lot.index], *(use for use in used if values[use])):
            together[_bit(program, variable)] = 1
    inside = {lot.index for lot in stuck}
    names = {name for lot in stuck for name in lacking(lot)}
    others = {
        model.taken[lot.index]: -1
        for lot in model.lots
        if lot.index in model.taken
        and lot.index not in inside
        and not values[model.taken[lot.index]]
        and any(opens(lot, name) for name in names)
    }
    program.at_most({**together, **others}, len(together) - 1)


def _before(model: Model, lot: Lot, lots: Sequence[Lot], values: Sequence[int]) -> Iterator[int]:
    """The lots used in what ``order`` puts before something that ``lot`` is used in.

    And those that end before it, though ``order`` puts them after: nothing can come of these.
    """
    by_id = model.case.by_id
    for pair in model.case.question.stack.constraints.order:
        if not all(one in by_id for one in pair):
            continue
        first, second = (
            [one for one in lots if _is_used(model, one, by_id[side].leaves, values)]
            for side in pair
        )
        if lot in second:
            yield from (one.index for one in first if one is not lot)
        if lot in first:
            yield from (one.index for one in second if one is not lot and _ends_before(one, lot))


def _is_over(first: Lot, second: Lot) -> bool:
    """Whether the first has ended when the second begins, as far as their days are known."""
    end, start = _days(first).ends_on, _days(second).starts_on
    return end is None or start is None or end <= start


def _ends_before(one: Lot, other: Lot) -> bool:
    end, later = _days(one).ends_on, _days(other).ends_on
    return end is not None and later is not None and end < later


def _days(lot: Lot) -> Alike:
    option = lot.first.option
    return option.key if option is not None and isinstance(option.key, Alike) else Alike()


def _is_used(model: Model, lot: Lot, leaves: Collection[int], values: Sequence[int]) -> bool:
    return any(leaf in leaves and values[model.use[lot.index, leaf]] for leaf in lot.leaves)


def _bit(program: Program, variable: int) -> int:
    """A bit that is 1 when the variable is not 0."""
    high = program.highs[variable]
    if high <= 1:
        return variable
    bit = program.variable()
    program.at_most({variable: 1, bit: -high}, 0)
    return bit
