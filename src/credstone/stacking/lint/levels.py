"""The level of the award: no higher than what has to be shown for it."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.formats.checking import warning
from credstone.formats.finding import Finding
from credstone.model.requirement import Outcomes, Take
from credstone.model.selector import Selector
from credstone.stacking.eligible import Leaf
from credstone.stacking.lint.look import Look


def check(look: Look) -> Iterator[Finding]:
    """An award above everything that is asked."""
    awarded = look.stack.award.level
    if awarded is None:
        return
    asked = [level for level, credits in look.stack.constraints.min_credits_at if credits]
    asked += [_of_leaf(one.leaf, look) for one in look.leaves]
    highest = max(asked, default=0)
    if highest < awarded:
        yield warning(
            ("award", "level"),
            str(awarded),
            f"nothing above EQF level {highest} has to be shown"
            if highest
            else "no requirement asks for an EQF level",
            f"Ask for credits at level {awarded}, or lower the level of the award.",
        )


def _of_leaf(leaf: Leaf, look: Look) -> int:
    """What the leaf makes sure of: said by its selector, or true of all that fits it."""
    said = [_of_selector(leaf.select)]
    match leaf:
        case Outcomes():
            said += [one.min_level or 0 for one in leaf.outcomes]
        case Take():
            pass
    levels = [one.learning.eqf or 0 for one in look.fits(leaf)]
    return max([*said, min(levels, default=0)])


def _of_selector(selector: Selector) -> int:
    inside = min((_of_selector(one) for one in selector.any), default=0)
    return max(selector.eqf_min or 0, inside)
