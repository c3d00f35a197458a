"""``no_double_count``: in how many leaves a holding may be used, and how many credits again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from credstone.model.stack import NoDoubleCount, SharingScope
from credstone.stacking.asked import Asked, Part
from credstone.stacking.case import Case, Feature, Item, at_most
from credstone.stacking.lots import Conflicts
from credstone.stacking.model import Model
from credstone.stacking.tally import Tally, Wall
from credstone.stacking.wall_words import amount, so_much
from credstone.stacking.wording import called, listed

NAME = "no_double_count"


def feature(case: Case) -> Feature | None:
    """Nothing besides the leaves themselves."""
    return None


def conflicts(case: Case) -> Conflicts:
    """For each leaf the leaves with which it may not share a holding."""
    return _conflicts(case.asked, case.question.stack.constraints.no_double_count)


def walls(laid: Tally) -> Iterator[Wall]:
    """Every two conflicting uses of a holding, and the credits that count again."""
    apart, parts = conflicts(laid.case), laid.case.asked.parts
    again = 0
    for item in laid.used:
        leaves = [leaf for leaf, items in laid.uses.items() if item in items]
        again += item.credits * (len(leaves) - 1)
        for one, other in combinations(sorted(leaves), 2):
            if other in apart[one]:
                where = f"{item.holding.id} in {parts[one].id} and {parts[other].id}"
                yield Wall(NAME, (item.holding.id, one, other), where, 2, 1)
    shared = laid.case.question.stack.constraints.no_double_count.max_shared_credits
    if shared is not None:
        yield Wall(NAME, "max_shared_credits", "max_shared_credits", again, at_most(shared))


def why(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    """Why ``item`` cannot be used in ``leaf`` besides: where it counts already."""
    if not isinstance(wall.key, tuple):
        return f"no more than {amount(wall.bound, laid)} may count twice"
    _, one, other = wall.key
    taken = laid.case.asked.parts[one if other == leaf.index else other]
    return f"already counts for {called(taken.requirement)} (no double counting)"


def tell(laid: Tally) -> Iterator[str]:
    """How often a credential counts, the exceptions, and how much of them is used."""
    rule = laid.case.question.stack.constraints.no_double_count
    said = _SCOPES[rule.scope]
    pairs = [f"{_named(one, laid)} and {_named(other, laid)}" for one, other in rule.exceptions]
    if pairs:
        said += f", except between {listed(pairs)}"
    for wall in walls(laid):
        if wall.key == "max_shared_credits":
            said += f"; {so_much(wall, laid)} count twice"
    yield said


_SCOPES = {
    SharingScope.STACK: "each credential counts once",
    SharingScope.GROUP: "each credential counts once in each part of the rules",
    SharingScope.NONE: "a credential may count in several requirements",
}


def _named(requirement: str, laid: Tally) -> str:
    if requirement == "*":
        return "any other"
    part = laid.case.by_id.get(requirement)
    return requirement if part is None else called(part.requirement)


def rows(model: Model) -> None:
    """Σ credits × (uses - used) ≤ the budget. How uses exclude one another, lots know already."""
    shared = model.case.question.stack.constraints.no_double_count.max_shared_credits
    if shared is None:
        return
    again: dict[int, int] = {}
    for lot in model.lots:
        if not lot.is_single and lot.credits:
            again |= {model.use[lot.index, leaf]: lot.credits for leaf in lot.leaves}
            again |= dict.fromkeys(model.used[lot.index], -lot.credits)
    model.wall(again, at_most(shared))


@lru_cache(maxsize=64)
def _conflicts(tree: Asked, rule: NoDoubleCount) -> Conflicts:
    leaves = tree.leaves
    if rule == NoDoubleCount():
        all_leaves = frozenset(leaf.index for leaf in leaves)
        return {leaf: all_leaves - {leaf} for leaf in all_leaves}
    names = {leaf.index: _names(leaf, tree) for leaf in leaves}
    apart: dict[int, set[int]] = {leaf.index: set() for leaf in leaves}
    for one, other in combinations(leaves, 2):
        if not _may_share(one, other, names, rule):
            apart[one.index].add(other.index)
            apart[other.index].add(one.index)
    return {leaf: frozenset(others) for leaf, others in apart.items()}


def _may_share(one: Part, other: Part, names: Mapping[int, set[str]], rule: NoDoubleCount) -> bool:
    if one.in_capstone or other.in_capstone:
        return False
    match rule.scope:
        case SharingScope.NONE:
            return True
        case SharingScope.GROUP if one.path[:2] != other.path[:2]:
            return True
    mine, others = names[one.index], names[other.index]
    return any(
        (first in mine and second in others) or (first in others and second in mine)
        for first, second in rule.exceptions
    )


def _names(leaf: Part, tree: Asked) -> set[str]:
    """What an exception may call the leaf: itself, everything above it, anything."""
    return {"*", *_ids(leaf.path, tree)}


def _ids(path: Iterable[int], tree: Asked) -> Iterator[str]:
    return (tree.parts[index].id for index in path)
