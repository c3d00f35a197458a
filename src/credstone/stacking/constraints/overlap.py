"""``overlap``: definitions that share content count only so often, or with so many credits."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.model.stack import Overlap
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature, Item, at_most
from credstone.stacking.facts import names
from credstone.stacking.model import Model
from credstone.stacking.tally import Tally, Wall
from credstone.stacking.wall_words import at_most_of, so_much
from credstone.stacking.wording import listed, titled

NAME = "overlap"


def feature(case: Case) -> Feature | None:
    """Which of the sets it is in."""
    rules = case.question.stack.constraints.overlap
    return (lambda item: tuple(_is_in(rule, item) for rule in rules)) if rules else None


def walls(laid: Tally) -> Iterator[Wall]:
    """Count and credits of the used holdings in each set."""
    for index, rule in enumerate(laid.case.question.stack.constraints.overlap):
        found = [item for item in laid.used if _is_in(rule, item)]
        where = ", ".join(str(one) for one in rule.definitions)
        if rule.count_at_most is not None:
            yield Wall(NAME, (index, "count"), where, len(found), rule.count_at_most)
        if rule.credit_cap is not None:
            credits = sum(item.credits for item in found)
            yield Wall(NAME, (index, "credits"), where, credits, at_most(rule.credit_cap))


def why(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    """Why ``item`` cannot be used in ``leaf`` besides: what counts that it overlaps with."""
    index = wall.key[0] if isinstance(wall.key, tuple) else 0
    rule = laid.case.question.stack.constraints.overlap[index]
    others = [titled(one.holding) for one in laid.used if one is not item and _is_in(rule, one)]
    return f"overlaps with {listed(others)}: {at_most_of(wall, laid)} of them may count"


def tell(laid: Tally) -> Iterator[str]:
    """How much of each set counts, of how much at most."""
    for wall in walls(laid):
        yield f"{so_much(wall, laid)} of {wall.where} count"


def rows(model: Model) -> None:
    """Σ used ≤ the count, Σ credits × used ≤ the cap."""
    for rule in model.case.question.stack.constraints.overlap:
        lots = [lot for lot in model.lots if _is_in(rule, lot.first)]
        if rule.count_at_most is not None:
            model.wall(model.sum_used({lot.index: 1 for lot in lots}), rule.count_at_most)
        if rule.credit_cap is not None:
            credits = {lot.index: lot.credits for lot in lots}
            model.wall(model.sum_used(credits), at_most(rule.credit_cap))


def _is_in(rule: Overlap, item: Item) -> bool:
    return any(names(one, item.holding.learning) for one in rule.definitions)
