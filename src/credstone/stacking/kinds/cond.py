"""``cond``: the branch that was chosen is met."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.model.requirement import Cond
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature
from credstone.stacking.model import Model
from credstone.stacking.predicates import holds
from credstone.stacking.tally import Found, Tally, Wall
from credstone.stacking.told import Told
from credstone.stacking.wording import called


def feature(part: Part, case: Case) -> Feature | None:
    """Nothing: the branch looks for itself."""
    return None


def weigh(part: Part, laid: Tally) -> Found:
    """What its one part came to; a waived one has none."""
    if not part.parts:
        return Found(holds=False)
    branch = laid.weights[part.parts[0]]
    return Found(
        holds=branch.met,
        count=branch.contributes_count,
        credits=branch.contributes_credits,
        gives=branch.gives,
        gives_credits=branch.contributes_credits,
    )


def walls(part: Part, laid: Tally) -> Iterator[Wall]:
    """None of its own."""
    yield from ()


def tell(part: Part, laid: Tally) -> Told:
    """The branch that is asked, and why that one."""
    assert isinstance(part.requirement, Cond)
    _, why = holds(part.requirement.when, laid.case.question)
    branch = laid.case.asked.parts[part.parts[0]].requirement
    return Told(f"{called(branch)} is asked, since {why}")


def rows(part: Part, model: Model) -> None:
    """s ≤ s of the branch."""
    for below in part.parts:
        model.when(part, {model.met[below]: 1}, 1)
