"""One award of a definition: two of them are not both used, unless it is ``repeatable``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature, Item
from credstone.stacking.facts import names
from credstone.stacking.model import Model
from credstone.stacking.tally import Tally, Wall

Definition = tuple[str, str]
"""Issuer and code, whatever the version."""

NAME = "one_award"


def feature(case: Case) -> Feature | None:
    """The definition, where several items are of it."""
    doubled = _doubled(case)
    if not doubled:
        return None
    return lambda item: found if (found := _definition(item, case)) in doubled else None


def walls(laid: Tally) -> Iterator[Wall]:
    """How many of each definition are used."""
    doubled = _doubled(laid.case)
    used = Counter(_definition(item, laid.case) for item in laid.used)
    for definition, count in used.items():
        if definition in doubled and definition is not None:
            yield Wall(NAME, definition, definition[1], count, 1)


def why(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    """Why ``item`` cannot be used in ``leaf`` besides."""
    return f"another award of {wall.where} counts already, and one definition counts once"


def tell(laid: Tally) -> Iterator[str]:
    """Nothing while every definition is held once."""
    for wall in walls(laid):
        yield f"{wall.value} of several awards of {wall.where} counts"


def rows(model: Model) -> None:
    """Σ used of a definition ≤ 1; of options no more than one is taken."""
    doubled = _doubled(model.case)
    weights: dict[Definition | None, dict[int, int]] = {}
    taken: dict[Definition | None, dict[int, int]] = {}
    for lot in model.lots:
        definition = _definition(lot.first, model.case)
        if definition in doubled:
            weights.setdefault(definition, {})[lot.index] = 1
            if lot.index in model.taken:
                taken.setdefault(definition, {})[model.taken[lot.index]] = 1
    for by_lot in weights.values():
        model.wall(model.sum_used(by_lot), 1)
    for terms in taken.values():
        model.wall(terms, 1)


def _doubled(case: Case) -> frozenset[Definition | None]:
    """Definitions of which there are several items here."""
    counted = Counter(_definition(item, case) for item in case.items)
    return frozenset(one for one, count in counted.items() if one is not None and count > 1)


def _definition(item: Item, case: Case) -> Definition | None:
    """What it is an award of; None when that may be repeated."""
    learning = item.holding.learning
    repeatable = case.question.stack.constraints.repeatable
    if any(names(one, learning) for one in repeatable):
        return None
    return learning.issuer, learning.code or learning.id
