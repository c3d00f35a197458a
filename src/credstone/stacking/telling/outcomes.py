"""How far ``outcomes`` are: how many of them, or how much weight, and which are still missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from credstone.model.requirement import CoverMode, Outcomes, WantedOutcome
from credstone.stacking.asked import Part
from credstone.stacking.eligible import covered
from credstone.stacking.facts import listed
from credstone.stacking.tally import Tally
from credstone.stacking.telling.told import Told
from credstone.stacking.wording import of_things


def tell(part: Part, laid: Tally) -> Told:
    """Numbers first; then the outcomes that nothing shows, essential ones by themselves."""
    leaf = part.requirement
    assert isinstance(leaf, Outcomes)
    items = laid.uses.get(part.index, [])
    shown = {id_ for item in items for id_ in covered(leaf, item.holding)}
    missing = [one for one in leaf.outcomes if one.id not in shown]
    essential = [one for one in missing if one.essential]
    reason = _numbers(leaf, [one for one in leaf.outcomes if one.id in shown])
    if essential:
        reason += f"; missing and essential: {_names(essential)}"
    others = [one for one in missing if not one.essential]
    return Told(reason, (f"not shown: {_names(others)}",) if others else ())


def _numbers(leaf: Outcomes, shown: Sequence[WantedOutcome]) -> str:
    match leaf.cover.mode:
        case CoverMode.ALL:
            return f"{of_things(len(shown), len(leaf.outcomes), 'outcome')} shown"
        case CoverMode.COUNT:
            return f"{of_things(len(shown), leaf.cover.at_least, 'outcome')} shown"
        case CoverMode.WEIGHT:
            weight = sum(one.weight for one in shown)
            return f"{weight} of {leaf.cover.at_least} by weight of the outcomes shown"
        case _:
            assert_never(leaf.cover.mode)


def _names(outcomes: Sequence[WantedOutcome]) -> str:
    return listed(one.id for one in outcomes)
