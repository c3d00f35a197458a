"""``cross_stack``: how many credits may count here that are granted to another stack."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.model.stack import CrossStack
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature, Item, at_most
from credstone.stacking.model import Model
from credstone.stacking.tally import Tally, Wall
from credstone.stacking.wall_words import amount, so_much

NAME = "cross_stack"


def feature(case: Case) -> Feature | None:
    """Which of the rules concern it."""
    rules = case.question.stack.constraints.cross_stack
    concerned = [_granted(rule, case) for rule in rules]
    return (
        (lambda item: tuple(item.holding.id in awards for awards in concerned)) if rules else None
    )


def walls(laid: Tally) -> Iterator[Wall]:
    """Credits of the used holdings that are granted there."""
    for index, rule in enumerate(laid.case.question.stack.constraints.cross_stack):
        awards = _granted(rule, laid.case)
        credits = sum(item.credits for item in laid.used if _is_in(item, awards))
        yield Wall(NAME, index, rule.other, credits, at_most(rule.max_shared_credits))


def why(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    """Why ``item`` cannot be used in ``leaf`` besides."""
    return f"no more than {amount(wall.bound, laid)} that {_whose(wall)} may count here too"


def tell(laid: Tally) -> Iterator[str]:
    """How many credits count in both."""
    for wall in walls(laid):
        yield f"{so_much(wall, laid)} that {_whose(wall)} count here too"


def _whose(wall: Wall) -> str:
    return "other stacks use" if wall.where == "*" else f"{wall.where} uses"


def rows(model: Model) -> None:
    """Σ credits × used ≤ what may be shared."""
    for rule in model.case.question.stack.constraints.cross_stack:
        awards = _granted(rule, model.case)
        credits = {lot.index: lot.credits for lot in model.lots if _is_in(lot.first, awards)}
        model.wall(model.sum_used(credits), at_most(rule.max_shared_credits))


def _granted(rule: CrossStack, case: Case) -> frozenset[str]:
    """Award ids that are granted to the other stack, or with "*" to any other."""
    here = case.question.stack.id
    return frozenset(
        use.award
        for use in case.question.enrolment.granted
        if use.stack != here and rule.other in (use.stack, "*")
    )


def _is_in(item: Item, awards: frozenset[str]) -> bool:
    return item.holding.id in awards
