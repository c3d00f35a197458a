"""How far a ``take`` is: how many, how many credits, how different, how good on average."""

from __future__ import annotations

from decimal import Decimal

from credstone.model.requirement import Take
from credstone.stacking.asked import Part
from credstone.stacking.case import at_least, at_most
from credstone.stacking.grades import score_of
from credstone.stacking.kinds.take import differ
from credstone.stacking.tally import Tally
from credstone.stacking.telling.told import Told
from credstone.stacking.wording import average, number, of_credits, of_things, unit_word


def tell(part: Part, laid: Tally) -> Told:
    """Every number that the leaf asks, beside the one it has."""
    wish, weight, unit = part.requirement, laid.weights[part.index], laid.case.setting.unit
    assert isinstance(wish, Take)
    reasons = []
    if wish.min_count is not None or wish.min_credits is None:
        reasons.append(of_things(weight.count, wish.min_count or 1, "credential"))
    if wish.min_credits is not None:
        reasons.append(of_credits(weight.credits, at_least(wish.min_credits), unit))
    if wish.distinct is not None and wish.distinct.at_least is not None:
        thing = f"different {wish.distinct.by}"
        reasons.append(of_things(differ(part, laid), wish.distinct.at_least, thing))
    if wish.grade is not None and wish.grade.avg_min:
        reasons.append(_average(part, wish.grade.scheme, wish.grade.avg_min, laid))
    return Told(", ".join(reasons), _notes(wish, weight.credits, unit))


def _average(part: Part, scheme: str, asked: str, laid: Tally) -> str:
    """Weighted by all the credits of each, as the page says."""
    items, setting = laid.uses.get(part.index, []), laid.case.setting
    graded = [(one.credits, score_of(one.holding, scheme, setting) or 0) for one in items]
    weight = sum(credits for credits, _ in graded)
    if not weight:
        return f"no grade to average ({asked} or better is asked)"
    total = sum(credits * grade for credits, grade in graded)
    return f"average grade {average(Decimal(total) / weight)} ({asked} or better is asked)"


def _notes(wish: Take, credits: int, unit: str) -> tuple[str, ...]:
    if wish.max_credits is None or credits <= at_most(wish.max_credits):
        return ()
    have, most = number(credits), number(at_most(wish.max_credits))
    return (f"of the {have} {unit_word(unit)} here {most} count further up: no more may",)
