"""How an ``attest`` and a ``cond`` stand: whose word is there, and which branch was chosen."""

from __future__ import annotations

from credstone.model.requirement import Cond
from credstone.stacking.asked import Part
from credstone.stacking.people import awaited, confirmations
from credstone.stacking.predicates import holds
from credstone.stacking.tally import Tally
from credstone.stacking.telling.told import Told
from credstone.stacking.wording import called


def tell_attest(part: Part, laid: Tally) -> Told:
    """Who confirmed it, or on whom it waits; the statement beside it."""
    question = laid.case.question
    said = (*awaited(part.requirement, question), *confirmations(part.requirement, question))
    return Told("; ".join(said))


def tell_cond(part: Part, laid: Tally) -> Told:
    """The branch that is asked, and the reason why that one."""
    wish = part.requirement
    assert isinstance(wish, Cond)
    _, why = holds(wish.when, laid.case.question)
    branch = laid.case.asked.parts[part.parts[0]].requirement
    return Told(f"{called(branch)} is asked, since {why}")
