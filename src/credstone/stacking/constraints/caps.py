"""``caps``: at most so much of what a selector means, in one requirement or in the whole stack."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from credstone.model.stack import Cap, NoDoubleCount
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature, Item, at_most
from credstone.stacking.lots import Lot
from credstone.stacking.model import Model, Terms
from credstone.stacking.select import matches
from credstone.stacking.selector_words import meant
from credstone.stacking.tally import Tally, Wall
from credstone.stacking.wall_words import at_most_of, so_much
from credstone.stacking.wording import called

NAME = "caps"


def feature(case: Case) -> Feature | None:
    """Which of the selectors mean it; and itself, where it may have several uses in a part."""
    rules = case.question.stack.constraints.caps
    if not rules:
        return None
    may_share = case.question.stack.constraints.no_double_count != NoDoubleCount()

    def seen(item: Item) -> Hashable:
        meant = tuple(at for at, rule in enumerate(rules) if _is_meant(rule, item, case))
        named = may_share and any(rules[at].within for at in meant)
        return meant, item.holding.id if named else ""

    return seen


def walls(laid: Tally) -> Iterator[Wall]:
    """Count and credits of the used holdings concerned, each once."""
    for index, rule in enumerate(laid.case.question.stack.constraints.caps):
        part = _within(rule, laid.case)
        if rule.within and part is None:
            continue
        used = laid.used if part is None else laid.used_in(part)
        found = [item for item in used if _is_meant(rule, item, laid.case)]
        if rule.max_count is not None:
            yield Wall(NAME, (index, "count"), rule.within, len(found), rule.max_count)
        if rule.max_credits is not None:
            credits = sum(item.credits for item in found)
            yield Wall(NAME, (index, "credits"), rule.within, credits, at_most(rule.max_credits))


def why(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    """Why ``item`` cannot be used in ``leaf`` besides."""
    return f"capped: {at_most_of(wall, laid)} of this kind may count{_inside(wall, laid)}"


def tell(laid: Tally) -> Iterator[str]:
    """How much of each kind counts, of how much at most."""
    rules = laid.case.question.stack.constraints.caps
    for wall in walls(laid):
        index = wall.key[0] if isinstance(wall.key, tuple) else 0
        kind = meant(rules[index].select)
        yield f"{so_much(wall, laid)} ({kind}) count{_inside(wall, laid)}"


def _inside(wall: Wall, laid: Tally) -> str:
    part = laid.case.by_id.get(wall.where)
    return "" if part is None else f" in {called(part.requirement)}"


def rows(model: Model) -> None:
    """Σ used ≤ the count, Σ credits × used ≤ the credits, over what is used there."""
    case = model.case
    for rule in case.question.stack.constraints.caps:
        part = _within(rule, case)
        if rule.within and part is None:
            continue
        lots = [lot for lot in model.lots if _is_meant(rule, lot.first, case)]
        if part is None:
            used = [(lot, model.used[lot.index]) for lot in lots]
        else:
            used = model.used_in(part, lots)
        if rule.max_count is not None:
            model.wall(_sum(used, credits=False), rule.max_count)
        if rule.max_credits is not None:
            model.wall(_sum(used, credits=True), at_most(rule.max_credits))


def _sum(used: list[tuple[Lot, Terms]], *, credits: bool) -> dict[int, int]:
    return {
        variable: by * (lot.credits if credits else 1)
        for lot, terms in used
        for variable, by in terms.items()
    }


def _within(rule: Cap, case: Case) -> Part | None:
    return case.by_id.get(rule.within) if rule.within else None


def _is_meant(rule: Cap, item: Item, case: Case) -> bool:
    return matches(rule.select, item.holding, case.setting)
