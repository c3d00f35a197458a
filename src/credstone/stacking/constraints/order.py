"""``order``: what counts in the second was awarded no earlier than everything in the first.

Besides, the second is met only when the first is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature, Item
from credstone.stacking.lots import Lot
from credstone.stacking.model import Model
from credstone.stacking.tally import Tally, Wall
from credstone.stacking.wording import called

NAME = "order"


def feature(case: Case) -> Feature | None:
    """The day of award, of whatever may be used on either side."""
    sides = {leaf for pair in _pairs(case) for part in pair for leaf in part.leaves}
    if not sides:
        return None

    def seen(item: Item) -> Hashable:
        return None if sides.isdisjoint(item.leaves) else item.holding.awarded_on

    return seen


def unmet_before(laid: Tally) -> frozenset[int]:
    """The parts (by index) that something unmet should come before."""
    return frozenset(
        second.index for first, second in _pairs(laid.case) if not laid.weights[first.index].met
    )


def walls(laid: Tally) -> Iterator[Wall]:
    """Each holding used in the second that was awarded before one used in the first."""
    for index, (first, second) in enumerate(_pairs(laid.case)):
        days = [item.holding.awarded_on for item in laid.items_in(first)]
        for item in laid.used_in(second):
            late = any(item.holding.awarded_on < day for day in days)
            where = f"{item.holding.id} in {second.id}"
            yield Wall(NAME, (index, item.holding.id), where, int(late), 0)


def why(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    """Why ``item`` cannot be used in ``leaf`` besides."""
    index, late = wall.key if isinstance(wall.key, tuple) else (0, "")
    first, second = _pairs(laid.case)[index]
    day = item.holding.awarded_on
    if late == item.holding.id:
        return f"awarded {day}, before what counts in {called(first.requirement)}"
    return f"awarded {day}, after what counts in {called(second.requirement)}"


def tell(laid: Tally) -> Iterator[str]:
    """What comes before what."""
    for first, second in _pairs(laid.case):
        yield f"{called(first.requirement)} comes before {called(second.requirement)}"


def rows(model: Model) -> None:
    """A bit for each day says that the first has a use on it or later."""
    for first, second in _pairs(model.case):
        model.when(second, {model.met[first.index]: 1}, 1)
        later = _later_bits(first, model)
        for leaf in second.leaves:
            for lot in model.lots_in(leaf):
                day = lot.first.holding.awarded_on
                bit = next((bit for on, bit in later if on > day), None)
                if bit is not None and not _is_late_already(lot, bit, second, model):
                    model.wall({model.use[lot.index, leaf]: 1, bit: lot.size}, lot.size)


def _is_late_already(lot: Lot, bit: int, second: Part, model: Model) -> bool:
    """Whether the granted uses alone have it before the first: then the wall gives way for it."""
    lows = model.program.lows
    granted = (model.use.get((lot.index, leaf)) for leaf in second.leaves)
    return lows[bit] > 0 and any(use is not None and lows[use] > 0 for use in granted)


def _later_bits(first: Part, model: Model) -> list[tuple[date, int]]:
    """Days in the first, in order, each with a bit that is 1 when a use there is no earlier."""
    program = model.program
    by_day: dict[date, list[tuple[Lot, int]]] = {}
    for leaf in first.leaves:
        for lot in model.lots_in(leaf):
            by_day.setdefault(lot.first.holding.awarded_on, []).append((lot, leaf))
    bits: list[tuple[date, int]] = []
    for day in sorted(by_day, reverse=True):
        uses = {model.use[lot.index, leaf]: lot.size for lot, leaf in by_day[day]}
        after = bits[-1][1] if bits else None
        kept = any(program.lows[use] for use in uses)
        bit = program.variable(1, int(kept or (after is not None and program.lows[after] > 0)))
        for use, size in uses.items():
            program.at_most({use: 1, bit: -size}, 0)
        if after is not None:
            program.at_most({after: 1, bit: -1}, 0)
        bits.append((day, bit))
    return bits[::-1]


def _pairs(case: Case) -> list[tuple[Part, Part]]:
    """The pairs of which both sides are asked."""
    return [
        (case.by_id[first], case.by_id[second])
        for first, second in case.question.stack.constraints.order
        if first in case.by_id and second in case.by_id
    ]
