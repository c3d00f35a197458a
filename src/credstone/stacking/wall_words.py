"""How far a wall is used up, in words."""

from __future__ import annotations

from credstone.stacking.tally import Tally, Wall
from credstone.stacking.wording import number, unit_word


def so_much(wall: Wall, laid: Tally) -> str:
    """ "4 of at most 12 credits", or "1 of at most 1"."""
    if _counts(wall):
        return f"{wall.value} of at most {wall.bound}"
    return f"{number(wall.value)} of at most {amount(wall.bound, laid)}"


def at_most_of(wall: Wall, laid: Tally) -> str:
    """ "no more than 12 credits", or "no more than 1"."""
    return f"no more than {wall.bound if _counts(wall) else amount(wall.bound, laid)}"


def amount(hundredths: int, laid: Tally) -> str:
    """ "12 credits", or so much of the stack's unit."""
    return f"{number(hundredths)} {unit_word(laid.case.setting.unit, hundredths)}"


def _counts(wall: Wall) -> bool:
    """Whether the wall counts credentials; the others have hundredths of a credit."""
    return isinstance(wall.key, tuple) and wall.key[-1] == "count"
