"""What has to come before what among the options taken: prerequisites, and ``order``.

The rows ask that what an option lacks is taken with it. That three options do not wait for one
another in a circle is asked only of solutions that try it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

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
    ordered = tuple(_ordered(model, lots, values))
    named: dict[str, list[int]] = defaultdict(list)
    for at, lot in enumerate(lots):
        for name in called(lot.first.holding.learning):
            if opens(lot, name):
                named[name].append(at)

    def wishes(lot: Lot) -> Iterator[Collection[int]]:
        yield from ([before] for before in _before(lot, lots, ordered))
        for name in lacking(lot):
            yield [at for at in named[name] if _is_over(lots[at], lot)]

    return in_order(lots, [tuple(wishes(lot)) for lot in lots])


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


def _ordered(
    model: Model, lots: Sequence[Lot], values: Sequence[int]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """For each pair of ``order`` the places of the lots used in the one and in the other."""
    by_id = model.case.by_id
    for pair in model.case.question.stack.constraints.order:
        if not all(one in by_id for one in pair):
            continue
        first, second = (
            tuple(
                at for at, lot in enumerate(lots) if _is_used(model, lot, by_id[one].leaves, values)
            )
            for one in pair
        )
        yield first, second


def _before(
    lot: Lot, lots: Sequence[Lot], ordered: Iterable[tuple[tuple[int, ...], tuple[int, ...]]]
) -> Iterator[int]:
    """The lots used in what ``order`` puts before something that ``lot`` is used in.

    And those that end before it, though ``order`` puts them after: nothing can come of these.
    """
    for first, second in ordered:
        if any(lots[at] is lot for at in second):
            yield from (at for at in first if lots[at] is not lot)
        if any(lots[at] is lot for at in first):
            yield from (at for at in second if lots[at] is not lot and _ends_before(lots[at], lot))


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
