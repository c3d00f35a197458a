"""``grade_average``: the average grade of everything used, as far as it has a grade there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from credstone.model.stack import AverageWeights, GradeAverage
from credstone.stacking.case import Case, Feature, Item
from credstone.stacking.grades import above, score_of
from credstone.stacking.model import Model
from credstone.stacking.tally import GateWeight, Tally
from credstone.stacking.wording import average

NAME = "grade_average"


def feature(case: Case) -> Feature | None:
    """How far its grade lies above the average asked, weighted."""
    rule = case.question.stack.constraints.grade_average
    return None if rule is None else lambda item: _surplus(rule, item, case)


def weigh(laid: Tally) -> Iterator[GateWeight]:
    """The surplus in thousandths × weight; ``whole`` is the sum of the weights."""
    rule = laid.case.question.stack.constraints.grade_average
    if rule is None:
        return
    surplus = sum(_surplus(rule, item, laid.case) for item in laid.used)
    whole = sum(
        _weight(rule, item) for item in laid.used if _above(rule, item, laid.case) is not None
    )
    yield GateWeight(NAME, 0, laid.hopeful or surplus >= 0, surplus, 0, part=surplus, whole=whole)


def tell(gate: GateWeight, laid: Tally) -> str:
    """The average, beside what is asked."""
    rule = laid.case.question.stack.constraints.grade_average
    assert rule is not None
    asked = f"{rule.min} or better in {rule.scheme} is asked"
    if not gate.whole:
        return f"no grade to average yet; {asked}"
    total = sum(
        _weight(rule, item) * (score_of(item.holding, rule.scheme, laid.case.setting) or 0)
        for item in laid.used
        if _above(rule, item, laid.case) is not None
    )
    return f"average grade {average(Decimal(total) / gate.whole)}; {asked}"


def rows(model: Model) -> None:
    """Σ weight × (grade - average) × used ≥ 0."""
    rule = model.case.question.stack.constraints.grade_average
    if rule is not None:
        by_lot = {lot.index: _surplus(rule, lot.first, model.case) for lot in model.lots}
        model.once_met(model.sum_used(by_lot), 0)


def _surplus(rule: GradeAverage, item: Item, case: Case) -> int:
    return _weight(rule, item) * (_above(rule, item, case) or 0)


def _above(rule: GradeAverage, item: Item, case: Case) -> int | None:
    return above(item.holding, rule.min, rule.scheme, case.setting)


def _weight(rule: GradeAverage, item: Item) -> int:
    return item.credits if rule.weights is AverageWeights.CREDITS else 1
