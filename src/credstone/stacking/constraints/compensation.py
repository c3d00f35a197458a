"""``compensation``: failed parts count, so many credits of them, while the average is good.

That a failed holding reaches ``fail_floor`` at all is asked before (``eligible``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from credstone.model.stack import Compensation
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature, Item, at_most
from credstone.stacking.grades import above, is_fail
from credstone.stacking.model import Model
from credstone.stacking.tally import Tally, Wall
from credstone.stacking.wall_words import amount, so_much

NAME = "compensation"


def feature(case: Case) -> Feature | None:
    """Whether it failed, and how far its grade is above the average asked."""
    rule = case.question.stack.constraints.compensation
    if rule is None:
        return None
    return lambda item: (is_failed(item, case), surplus(rule, item, case))


def walls(laid: Tally) -> Iterator[Wall]:
    """Credits of failed holdings, and while there are any, how far the average falls short."""
    case = laid.case
    rule = case.question.stack.constraints.compensation
    if rule is None:
        return
    failed = [item for item in laid.used if is_failed(item, case)]
    credits = sum(item.credits for item in failed)
    most = at_most(rule.max_compensated_credits)
    yield Wall(NAME, "credits", "max_compensated_credits", credits, most)
    if failed:
        short = -_surplus(rule, laid.used, case)
        yield Wall(NAME, "average", "avg_min", max(0, short), 0)


def why(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    """Why ``item`` cannot be used in ``leaf`` besides."""
    if wall.key == "credits":
        return f"no more than {amount(wall.bound, laid)} of failed credentials may count"
    return "the average would be too low for a failed credential to count"


def tell(laid: Tally) -> Iterator[str]:
    """How many credits of failed ones count."""
    for wall in walls(laid):
        if wall.key == "credits":
            yield f"{so_much(wall, laid)} of failed credentials count"


def rows(model: Model) -> None:
    """A bit says that a failed one is used; with it Σ credits × (grade - average) ≥ 0."""
    case = model.case
    rule = case.question.stack.constraints.compensation
    if rule is None:
        return
    failed = [lot for lot in model.lots if is_failed(lot.first, case)]
    if not failed:
        return
    credits = {lot.index: lot.credits for lot in failed}
    model.wall(model.sum_used(credits), at_most(rule.max_compensated_credits))
    kept = [item for item in case.items if item.granted]
    any_kept = any(is_failed(item, case) for item in kept)
    bit = model.program.variable(1, int(any_kept))
    for lot in failed:
        model.program.at_most({**model.sum_used({lot.index: 1}), bit: -lot.size}, 0)
    # What the granted uses alone fall short by, nobody has to make up for.
    least = min(0, _surplus(rule, kept, case)) if any_kept else 0
    by_lot = {lot.index: surplus(rule, lot.first, case) for lot in model.lots}
    model.if_(bit, model.sum_used(by_lot), least)


def is_failed(item: Item, case: Case) -> bool:
    """Whether its grade is a fail by its own scheme."""
    return is_fail(item.holding, case.setting)


def surplus(rule: Compensation, item: Item, case: Case) -> int:
    """Credits × how far the grade lies above the average; 0 without a grade in the scheme."""
    return item.credits * (above(item.holding, rule.avg_min, rule.scheme, case.setting) or 0)


def _surplus(rule: Compensation, items: Iterable[Item], case: Case) -> int:
    return sum(surplus(rule, item, case) for item in items)
