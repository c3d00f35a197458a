"""Credits in another unit than the stack's: they count as a credential, and bring no credits."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding
from credstone.model.requirement import Take
from credstone.stacking.facts import listed
from credstone.stacking.lint.look import LeafPlace, Look, names


def check(look: Look) -> Iterator[Finding]:
    """Leaves that ask for credits and are fed by credentials counted in something else."""
    for one in look.leaves:
        if isinstance(one.leaf, Take) and one.leaf.min_credits:
            yield from _mixed(one, one.leaf, look)


def _mixed(one: LeafPlace, take: Take, look: Look) -> Iterator[Finding]:
    fitting = look.fits(take)
    unit = look.stack.unit
    strange = [
        holding
        for holding in fitting
        if holding.learning.credits is not None and holding.learning.unit != unit
    ]
    if not strange:
        return
    units = listed(dict.fromkeys(holding.learning.unit for holding in strange))
    tell = error if len(strange) == len(fitting) else warning
    yield tell(
        (*one.place.path, "min_credits"),
        str(take.min_credits),
        f"{listed(names(strange))} is counted in {units} and brings no {unit} here",
        f"Ask for a count, or choose credentials counted in {unit}.",
    )
