"""How many further credentials a stack takes at least, told without a solver.

Every number here is too small rather than too large: a stack that looks far is far. How far
exactly is found in ``plan``.
"""

from __future__ import annotations

from math import inf

from credstone.model.requirement import All, AnyOf, Attest, Cond, NOf, Outcomes, Take
from credstone.model.stack import SharingScope
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Item, at_least
from credstone.stacking.eligible import covered


def fewest_further(case: Case) -> float:
    """At least so many options have to be taken; ``inf`` when no number of them suffices."""
    shared = case.question.stack.constraints.no_double_count
    bound = _Bound(case, is_apart=shared.scope is SharingScope.STACK and not shared.exceptions)
    tree = case.asked
    if tree.rules is None:
        return inf
    # What counts in the capstone counts nowhere else.
    return sum(bound.of(top) for top in (tree.rules, tree.capstone) if top is not None)


class _Bound:
    """``is_apart``: no credential counts twice, so that what parts lack adds up."""

    def __init__(self, case: Case, *, is_apart: bool) -> None:
        self.case = case
        self.is_apart = is_apart
        self._held: dict[int, list[Item]] = {}
        self._offered: dict[int, list[Item]] = {}
        for item in case.items:
            where = self._held if item.option is None else self._offered
            for leaf in item.leaves:
                where.setdefault(leaf, []).append(item)

    def of(self, index: int) -> float:
        """At least so many are missing in or below the part."""
        part = self.case.asked.parts[index]
        if part.waiver is not None:
            return 0
        match part.requirement:
            case All() as wish:
                return max(self._together(part), self._total(part, wish.min_count))
            case AnyOf() as wish:
                easiest = min(map(self.of, part.parts), default=inf)
                return max(easiest, self._total(part, wish.min_count))
            case NOf() as wish:
                return max(self._some(part, wish), self._total(part, wish.min_count))
            case Cond():
                return self._together(part)
            case Take() as wish:
                return self._taken(index, wish)
            case Outcomes() as wish:
                return self._shown(index, wish)
            case Attest():
                return 0

    def _together(self, part: Part) -> float:
        lacking = list(map(self.of, part.parts))
        return sum(lacking) if self.is_apart else max(lacking, default=0)

    def _some(self, part: Part, wish: NOf) -> float:
        parts = (self.case.asked.parts[below].requirement for below in part.parts)
        if any(isinstance(one, Take) and (one.counts_up_to or 1) > 1 for one in parts):
            return 0
        lacking = sorted(map(self.of, part.parts))[: wish.n]
        if len(lacking) < wish.n:
            return inf
        return sum(lacking) if self.is_apart else max(lacking, default=0)

    def _total(self, part: Part, least: int | None) -> float:
        """What the count of a group lacks, were everything held counted below it."""
        if least is None or not self.is_apart:
            return 0
        held = {item for leaf in part.leaves for item in self._held.get(leaf, ())}
        offered = {item for leaf in part.leaves for item in self._offered.get(leaf, ())}
        return _missing(least - len(held), len(offered))

    def _taken(self, leaf: int, wish: Take) -> float:
        held, offered = self._held.get(leaf, ()), self._offered.get(leaf, ())
        least = wish.min_count
        if least is None:
            least = 1 if wish.min_credits is None else 0
        count = _missing(least - len(held), len(offered))
        if wish.min_credits is None:
            return count
        worth = sum(self.case.worth(leaf, item) for item in held)
        lacking = at_least(wish.min_credits) - worth
        largest = sorted((self.case.worth(leaf, item) for item in offered), reverse=True)
        for number, credits in enumerate((0, *largest)):
            lacking -= credits
            if lacking <= 0:
                return max(count, number)
        return inf

    def _shown(self, leaf: int, wish: Outcomes) -> float:
        """One at least for an essential outcome that nothing held shows."""
        held = {one for item in self._held.get(leaf, ()) for one in covered(wish, item.holding)}
        offered = {
            one for item in self._offered.get(leaf, ()) for one in covered(wish, item.holding)
        }
        lacking = {one.id for one in wish.outcomes if one.essential} - held
        if not lacking <= offered:
            return inf
        return 1 if lacking else 0


def _missing(count: int, available: int) -> float:
    return inf if count > available else max(0, count)
