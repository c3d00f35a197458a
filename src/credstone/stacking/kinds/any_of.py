"""``any``: one part is met; with ``best`` holdings are used below one part only."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.model.requirement import AnyOf
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature, Item
from credstone.stacking.model import Model
from credstone.stacking.tally import Found, Tally, Wall
from credstone.stacking.told import Told
from credstone.stacking.totals import (
    met_below,
    told_with_totals,
    total_rows,
    totalled,
    walls_around,
)
from credstone.stacking.wording import called, listed, plural


def feature(part: Part, case: Case) -> Feature | None:
    """Nothing: it looks at its parts alone."""
    return None


def weigh(part: Part, laid: Tally) -> Found:
    """Whether one part is met."""
    return totalled(part, laid, holds=any(laid.weights[below].met for below in part.parts))


def walls(part: Part, laid: Tally) -> Iterator[Wall]:
    """Its ``max_count``, and with ``best`` one part in use."""
    yield from walls_around(part, laid)
    if _is_best(part):
        parts = laid.case.asked.parts
        in_use = sum(bool(laid.items_in(parts[below])) for below in part.parts)
        yield Wall("best", part.index, part.id, in_use, 1)


def why(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    """Why ``item`` cannot be used in ``leaf`` besides: ``best``."""
    whole = called(laid.case.by_id[wall.where].requirement)
    return f"credentials are taken for one part of {whole} only, and another one is used"


def tell(part: Part, laid: Tally) -> Told:
    """Which part is met, or that none is."""
    met = met_below(part, laid)
    none = f"none of {plural(len(part.parts), 'part')} met; one suffices"
    return told_with_totals(part, f"met by {listed(met)}" if met else none, laid)


def rows(part: Part, model: Model) -> None:
    """s ≤ Σ s of the parts; with ``best`` a bit for each part in use."""
    total_rows(part, model)
    model.when(part, {model.met[below]: 1 for below in part.parts}, 1)
    if _is_best(part):
        program = model.program
        chosen: dict[int, int] = {}
        for below in part.parts:
            uses = model.uses_in(model.case.asked.parts[below])
            bit = program.variable(1, int(any(program.lows[use] for use in uses)))
            chosen[bit] = 1
            for use in uses:
                program.at_most({use: 1, bit: -program.highs[use]}, 0)
        model.wall(chosen, 1)


def _is_best(part: Part) -> bool:
    wish = part.requirement
    return isinstance(wish, AnyOf) and wish.best
