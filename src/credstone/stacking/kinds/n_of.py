"""``n_of``: the parts together stand for ``n``, from differing providers where asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from credstone.model.requirement import Distinct, NOf, Take
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature
from credstone.stacking.eligible import value_of
from credstone.stacking.model import Measure, Model, Terms
from credstone.stacking.tally import Found, Tally, Wall
from credstone.stacking.told import Told
from credstone.stacking.totals import (
    told_with_totals,
    total_rows,
    totalled,
    toward_totals,
    walls_around,
)
from credstone.stacking.wording import of_things


def feature(part: Part, case: Case) -> Feature | None:
    """What its uses have to differ in."""
    distinct = _wish(part).distinct
    if distinct is None:
        return None
    inside = frozenset(part.leaves)
    return lambda item: (
        "" if inside.isdisjoint(item.leaves) else value_of(item.holding, distinct.by)
    )


def weigh(part: Part, laid: Tally) -> Found:
    """For how many its parts stand, and how many values their uses have."""
    wish = _wish(part)
    stands = sum(laid.weights[below].stands for below in part.parts)
    found = totalled(part, laid, holds=stands >= wish.n and differ(part, laid) >= _differing(wish))
    if not _several_for_one(wish):
        return found
    return replace(found, toward=found.toward + 100 * min(wish.n, stands))


def differ(part: Part, laid: Tally) -> int:
    """How many different values the uses in met parts have; 0 when none are asked for."""
    distinct = _wish(part).distinct
    if distinct is None:
        return 0
    given = (item for below in part.parts for item in laid.weights[below].gives)
    return len({value_of(item.holding, distinct.by) for item in given} - {""})


def walls(part: Part, laid: Tally) -> Iterator[Wall]:
    """Its ``max_count``."""
    yield from walls_around(part, laid)


def tell(part: Part, laid: Tally) -> Told:
    """For how many its parts stand, of how many to choose from, and how they differ."""
    wish = _wish(part)
    stands = sum(laid.weights[below].stands for below in part.parts)
    reason = (
        f"{of_things(min(stands, wish.n), wish.n, 'part')} met, of {len(part.parts)} to choose from"
    )
    if wish.distinct is not None:
        thing = f"different {wish.distinct.by}"
        reason += f", {of_things(differ(part, laid), _differing(wish), thing)}"
    return told_with_totals(part, reason, laid)


def rows(part: Part, model: Model) -> None:
    """n·s ≤ Σ of what the parts stand for; as many values as asked, each once."""
    total_rows(part, model)
    wish = _wish(part)
    if part.waiver is not None or not model.hopeful[part.index]:
        return
    model.when(part, {_stands(below, model): 1 for below in part.parts}, wish.n)
    if wish.distinct is not None:
        values = model.values_in(part, wish.distinct.by)
        bits = {model.union(terms): 1 for terms in values.values()}
        model.when(part, bits, _differing(wish))


def toward(part: Part, model: Model) -> Iterator[tuple[Terms, int, int]]:
    """Its totals, and for how many its parts stand where one part may stand for several."""
    yield from toward_totals(part, model)
    wish = _wish(part)
    if _several_for_one(wish):
        yield {_stands(below, model): 1 for below in part.parts}, 100, 100 * wish.n


def _several_for_one(wish: NOf) -> bool:
    return any(isinstance(one, Take) and one.counts_up_to is not None for one in wish.of)


def _stands(below: int, model: Model) -> int:
    """The variable for how many a part stands: its bit, or more with ``counts_up_to``."""
    part = model.case.asked.parts[below]
    wish, bit = part.requirement, model.met[below]
    if not isinstance(wish, Take) or wish.counts_up_to is None or part.waiver is not None:
        return bit
    if not model.hopeful[below]:
        return bit
    program = model.program
    stands = program.variable(wish.counts_up_to)
    program.at_most({stands: 1, bit: -wish.counts_up_to}, 0)
    fewer = max(wish.min_count or 0, 1) - 1
    uses = dict.fromkeys(model.inside(part, Measure.COUNT), -1)
    program.at_most({stands: 1, bit: fewer, **uses}, 0)
    return stands


def _differing(wish: NOf) -> int:
    distinct: Distinct | None = wish.distinct
    if distinct is None:
        return 0
    return wish.n if distinct.at_least is None else distinct.at_least


def _wish(part: Part) -> NOf:
    assert isinstance(part.requirement, NOf)
    return part.requirement
