"""``attest``: someone in the role confirmed the statement. Credentials play no part in it."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature
from credstone.stacking.model import Model
from credstone.stacking.people import awaited, confirmations
from credstone.stacking.tally import Found, Tally, Wall
from credstone.stacking.told import Told


def feature(part: Part, case: Case) -> Feature | None:
    """Nothing."""
    return None


def weigh(part: Part, laid: Tally) -> Found:
    """Whether the last word of that role up to the day is a confirmation."""
    return Found(holds=part.statement is not None)


def walls(part: Part, laid: Tally) -> Iterator[Wall]:
    """None."""
    yield from ()


def tell(part: Part, laid: Tally) -> Told:
    """Who confirmed it, or on whom it waits."""
    wish, question = part.requirement, laid.case.question
    return Told("; ".join((*awaited(wish, question), *confirmations(wish, question))))


def rows(part: Part, model: Model) -> None:
    """None: without a confirmation its bit is 0 already."""
