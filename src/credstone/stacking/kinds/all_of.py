"""``all``: every part that is asked is met."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature
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
from credstone.stacking.wording import of_things


def feature(part: Part, case: Case) -> Feature | None:
    """Nothing: it looks at its parts alone."""
    return None


def weigh(part: Part, laid: Tally) -> Found:
    """An ``all`` without parts is a mistake in the stack, not an easy pass."""
    met = [laid.weights[below].met for below in part.parts]
    return totalled(part, laid, holds=bool(met) and all(met))


def walls(part: Part, laid: Tally) -> Iterator[Wall]:
    """Its ``max_count``."""
    yield from walls_around(part, laid)


def tell(part: Part, laid: Tally) -> Told:
    """So many of its parts are met."""
    met = of_things(len(met_below(part, laid)), len(part.parts), "part")
    return told_with_totals(part, f"{met} met", laid)


def rows(part: Part, model: Model) -> None:
    """s ≤ s of every part."""
    total_rows(part, model)
    for below in part.parts:
        model.when(part, {model.met[below]: 1}, 1)
