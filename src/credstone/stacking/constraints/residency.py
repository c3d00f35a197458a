"""``residency``: so many credits, or such a share of all that is used, come from these issuers."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.model.stack import Residency
from credstone.stacking.case import Case, Feature, Item, at_least
from credstone.stacking.facts import issued_by, listed
from credstone.stacking.model import Model
from credstone.stacking.tally import GateWeight, Tally
from credstone.stacking.wording import number, of_credits, short_name

NAME = "residency"


def feature(case: Case) -> Feature | None:
    """Which of the rules its issuers fulfil."""
    rules = case.question.stack.constraints.residency
    return (lambda item: tuple(_is_from(rule, item, case) for rule in rules)) if rules else None


def weigh(laid: Tally) -> Iterator[GateWeight]:
    """Credits from these issuers, and all credits used."""
    for index, rule in enumerate(laid.case.question.stack.constraints.residency):
        whole = sum(item.credits for item in laid.used)
        part = sum(item.credits for item in laid.used if _is_from(rule, item, laid.case))
        bound = 0 if rule.min_credits is None else at_least(rule.min_credits)
        by, of = _share(rule)
        met = part >= bound and (laid.hopeful or of * part >= by * whole)
        value = part if rule.min_share is None else of * part - by * whole
        yield GateWeight(NAME, index, met, value, bound, part, whole)


def tell(gate: GateWeight, laid: Tally) -> str:
    """Credits from these issuers, beside what is asked."""
    stack, unit = laid.case.question.stack, laid.case.setting.unit
    rule = stack.constraints.residency[gate.index]
    issuers = listed(short_name(one, stack) for one in rule.issuer)
    said = []
    if rule.min_credits is not None:
        said.append(f"{of_credits(gate.part, at_least(rule.min_credits), unit)} from {issuers}")
    if rule.min_share is not None:
        whole = of_credits(gate.part, gate.whole, unit)
        said.append(f"{whole} from {issuers}, {number(int(rule.min_share * 10_000))} % asked")
    return "; ".join(said)


def rows(model: Model) -> None:
    """Σ credits × used ≥ the minimum; q·part - p·whole ≥ 0 for a share of p/q."""
    for rule in model.case.question.stack.constraints.residency:
        inside = {lot.index: _is_from(rule, lot.first, model.case) for lot in model.lots}
        if rule.min_credits is not None:
            part = {lot.index: lot.credits * inside[lot.index] for lot in model.lots}
            model.once_met(model.sum_used(part), at_least(rule.min_credits))
        if rule.min_share is not None:
            by, of = _share(rule)
            surplus = {lot.index: lot.credits * (of * inside[lot.index] - by) for lot in model.lots}
            model.once_met(model.sum_used(surplus), 0)


def _is_from(rule: Residency, item: Item, case: Case) -> bool:
    return issued_by(rule.issuer, item.holding.learning, case.setting)


def _share(rule: Residency) -> tuple[int, int]:
    """The share as a fraction in whole numbers; 0/1 where none is asked."""
    return (0, 1) if rule.min_share is None else rule.min_share.as_integer_ratio()
