"""``level``: so many credits at an EQF level or higher."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.stacking.case import Case, Feature, Item, at_least
from credstone.stacking.model import Model
from credstone.stacking.tally import GateWeight, Tally
from credstone.stacking.wording import of_credits

NAME = "level"


def feature(case: Case) -> Feature | None:
    """Which of the levels it reaches."""
    rules = case.question.stack.constraints.min_credits_at
    return (lambda item: tuple(_reaches(level, item) for level, _ in rules)) if rules else None


def weigh(laid: Tally) -> Iterator[GateWeight]:
    """Credits used at each level or higher."""
    rules = laid.case.question.stack.constraints.min_credits_at
    for index, (level, least) in enumerate(rules):
        credits = sum(item.credits for item in laid.used if _reaches(level, item))
        bound = at_least(least)
        yield GateWeight(NAME, index, credits >= bound, credits, bound)


def tell(gate: GateWeight, laid: Tally) -> str:
    """Credits at the level or higher, beside what is asked."""
    level, _ = laid.case.question.stack.constraints.min_credits_at[gate.index]
    have = of_credits(gate.value, gate.bound, laid.case.setting.unit)
    return f"{have} at EQF level {level} or higher"


def rows(model: Model) -> None:
    """Σ credits × used ≥ the minimum."""
    for level, least in model.case.question.stack.constraints.min_credits_at:
        credits = {lot.index: lot.credits for lot in model.lots if _reaches(level, lot.first)}
        model.once_met(model.sum_used(credits), at_least(least))


def _reaches(level: int, item: Item) -> bool:
    eqf = item.holding.learning.eqf
    return eqf is not None and eqf >= level
