"""Competition among the leaves of a stack, said in words: which, for which credentials.

Only where no credential may serve two of them; the search itself is ``compete``.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from credstone.model.progress import Contest
from credstone.model.requirement import Take
from credstone.stacking.asked import Part
from credstone.stacking.case import Item, at_least
from credstone.stacking.compete import Shortage, Wants, shortage
from credstone.stacking.constraints.no_double_count import conflicts
from credstone.stacking.facts import is_named
from credstone.stacking.seen import Seen
from credstone.stacking.wording import called, listed, number, plural, unit_word


def contests(leaf: Part, seen: Seen) -> tuple[Contest, ...]:
    """What the open ``leaf`` competes for: counted first, otherwise by credits."""
    for asked_of, gives, tell in (
        (_count_of, _one, _by_count),
        (_credits_of, _credits, _by_credits),
    ):
        found = _shortage(leaf, seen, asked_of, gives)
        if found is not None:
            names = [called(seen.case.by_id[one].requirement) for one in found.leaves]
            reason = f"{tell(found, seen)}: {listed(names)}"
            return (Contest(found.leaves, found.holdings, reason),)
    return ()


def _shortage(
    leaf: Part, seen: Seen, asked_of: Callable[[Part], int], gives: Callable[[Item], int]
) -> Shortage | None:
    rivals = [one for one in seen.case.asked.leaves if asked_of(one) and _excludes(leaf, one, seen)]
    if leaf not in rivals:
        return None
    ones = _definitions(seen)
    wants = {
        rival.id: Wants(
            asked_of(rival),
            frozenset(
                one for one, items in ones.items() if any(rival.index in i.leaves for i in items)
            ),
        )
        for rival in rivals
    }
    worth = {one: max(map(gives, items)) for one, items in ones.items()}
    used_in = {id_: leaves[0].id for id_, leaves in seen.counts_in.items()}
    found = shortage(leaf.id, wants, worth, used_in)
    if found is None:
        return None
    parts = [seen.case.by_id[one] for one in found.leaves]
    exclusive = all(_excludes(one, other, seen) for one, other in combinations(parts, 2))
    return found if exclusive else None


def _definitions(seen: Seen) -> dict[str, list[Item]]:
    """Of several awards of one definition only one counts: all of them, by the id of that one."""
    grouped: dict[object, list[Item]] = {}
    for item in seen.case.items:
        learning = item.holding.learning
        again = any(is_named(one, learning) for one in seen.question.stack.constraints.repeatable)
        key = item.holding.id if again else (learning.issuer, learning.code or learning.id)
        grouped.setdefault(key, []).append(item)
    return {
        next((i for i in items if i.holding.id in seen.counts_in), items[0]).holding.id: items
        for items in grouped.values()
    }


def _excludes(one: Part, other: Part, seen: Seen) -> bool:
    return one is other or other.index in conflicts(seen.case)[one.index]


def _count_of(leaf: Part) -> int:
    """A leaf that asks for credits needs one credential at least."""
    wish = leaf.requirement
    return max(wish.min_count or 0, 1) if isinstance(wish, Take) else 0


def _credits_of(leaf: Part) -> int:
    wish = leaf.requirement
    if isinstance(wish, Take) and wish.min_credits is not None:
        return at_least(wish.min_credits)
    return 0


def _one(item: Item) -> int:
    return 1


def _credits(item: Item) -> int:
    return item.credits


def _by_count(found: Shortage, seen: Seen) -> str:
    these = f"these {len(found.leaves)} requirements compete for the same"
    return f"{these} {plural(len(found.holdings), 'credential')}"


def _by_credits(found: Shortage, seen: Seen) -> str:
    unit = unit_word(seen.case.setting.unit)
    asked = f"these {len(found.leaves)} requirements ask {number(found.asked)} {unit} together"
    held = plural(len(found.holdings), "credential")
    return f"{asked}, and the {held} that could serve them have {number(found.given)}"
