"""``outcomes``: learning outcomes shown by whatever credentials cover them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from credstone.model.requirement import CoverMode, Outcomes, WantedOutcome
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature
from credstone.stacking.eligible import covered
from credstone.stacking.facts import listed
from credstone.stacking.model import Model, Terms
from credstone.stacking.tally import Found, Tally, Wall
from credstone.stacking.told import Told
from credstone.stacking.wording import of_things


def feature(part: Part, case: Case) -> Feature | None:
    """Which of the outcomes it covers."""
    wish = _wish(part)
    return lambda item: covered(wish, item.holding) if part.index in item.leaves else ()


def weigh(part: Part, laid: Tally) -> Found:
    """Which outcomes the uses there cover together."""
    wish, items = _wish(part), laid.uses.get(part.index, [])
    shown = {one for item in items for one in covered(wish, item.holding)}
    essential = all(one.id in shown for one in wish.outcomes if one.essential)
    credits = sum(item.credits for item in items)
    return Found(
        holds=essential and _reached(wish, shown) >= _asked(wish),
        count=len(items),
        credits=credits,
        gives=tuple(items),
        gives_credits=credits,
        toward=100 * len(shown),
    )


def walls(part: Part, laid: Tally) -> Iterator[Wall]:
    """None."""
    yield from ()


def tell(part: Part, laid: Tally) -> Told:
    """Numbers first; then the outcomes that nothing shows, essential ones by themselves."""
    wish, items = _wish(part), laid.uses.get(part.index, [])
    shown = {one for item in items for one in covered(wish, item.holding)}
    have = _reached(wish, shown)
    if wish.cover.mode is CoverMode.WEIGHT:
        reason = f"{have} of {_asked(wish)} by weight of the outcomes shown"
    else:
        reason = f"{of_things(have, _asked(wish), 'outcome')} shown"
    missing = [one for one in wish.outcomes if one.id not in shown]
    essential = [one for one in missing if one.essential]
    if essential:
        reason += f"; missing and essential: {_ids(essential)}"
    others = [one for one in missing if not one.essential]
    return Told(reason, (f"not shown: {_ids(others)}",) if others else ())


def _ids(outcomes: Iterable[WantedOutcome]) -> str:
    return listed(one.id for one in outcomes)


def rows(part: Part, model: Model) -> None:
    """A bit for each outcome that is covered; s ≤ those that are essential, and enough of all."""
    wish = _wish(part)
    if part.waiver is not None or not model.hopeful[part.index]:
        return
    bits = bits_in(part, model)
    for one in wish.outcomes:
        if one.essential or wish.cover.mode is CoverMode.ALL:
            model.when(part, {bits[one.id]: 1}, 1)
    if wish.cover.mode is not CoverMode.ALL:
        weights = {bits[one.id]: _weight(wish, one.weight) for one in wish.outcomes}
        model.when(part, weights, _asked(wish))


def bits_in(part: Part, model: Model) -> Mapping[str, int]:
    """For each outcome a bit that may be 1 only when a use there covers it."""
    wish = _wish(part)
    shows: dict[str, dict[int, int]] = {one.id: {} for one in wish.outcomes}
    for lot in model.lots_in(part.index):
        for one in covered(wish, lot.first.holding):
            shows[one][model.use[lot.index, part.index]] = 1
    return {one: model.union(terms) for one, terms in shows.items()}


def toward(part: Part, model: Model) -> tuple[Terms, int, int]:
    """Terms for what stage 3 counts here, in how many hundredths each, and how many are asked."""
    bits = dict.fromkeys(bits_in(part, model).values(), 1)
    return bits, 100, 100 * len(bits)


def _reached(wish: Outcomes, shown: set[str]) -> int:
    return sum(_weight(wish, one.weight) for one in wish.outcomes if one.id in shown)


def _asked(wish: Outcomes) -> int:
    match wish.cover.mode:
        case CoverMode.ALL:
            return len(wish.outcomes)
        case CoverMode.COUNT | CoverMode.WEIGHT:
            return wish.cover.at_least
        case _:
            assert_never(wish.cover.mode)


def _weight(wish: Outcomes, weight: int) -> int:
    return weight if wish.cover.mode is CoverMode.WEIGHT else 1


def _wish(part: Part) -> Outcomes:
    assert isinstance(part.requirement, Outcomes)
    return part.requirement
