"""What counting in the order of the file comes to: each credential goes where it fits first.

So it is done elsewhere. Eligibility and walls are asked of the engine's own judge; only the choice
is another one. Once the rules are met, what lies in branches that are not met is taken back, as
our meaning of a met stack asks: it would count for nothing.
"""

from __future__ import annotations

from credstone.model.requirement import AnyOf, NOf, Take
from credstone.stacking.allocation import Use
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, at_least, case_of
from credstone.stacking.question import Question
from credstone.stacking.tally import Pair
from credstone.stacking.weigh import broken_walls, weighed


def first_fit(question: Question) -> tuple[Use, ...]:
    """The uses: leaf after leaf, each filled with the earliest credentials that still may.

    A leaf is full when it has what it asks; below a group that counts what lies in all its parts,
    it takes as much as the walls allow.
    """
    case = case_of(question)
    pairs: list[Pair] = []
    for leaf in case.asked.leaves:
        for item in case.items:
            if _is_full(case, leaf, pairs):
                break
            if leaf.index in item.leaves:
                tried = [*pairs, (item, leaf.index)]
                if next(broken_walls(case, tried), None) is None:
                    pairs = tried
    parts = case.asked.parts
    return tuple(sorted(Use(one.holding.id, parts[at].id) for one, at in _counting(case, pairs)))


def _is_full(case: Case, leaf: Part, pairs: list[Pair]) -> bool:
    wish = leaf.requirement
    if not isinstance(wish, Take) or _is_counted_above(case, leaf):
        return False
    here = [item for item, at in pairs if at == leaf.index]
    wanted = max(wish.min_count or 0, wish.counts_up_to or 0)
    if wish.min_count is None and wish.min_credits is None:
        wanted = max(wanted, 1)
    credits = 0 if wish.min_credits is None else at_least(wish.min_credits)
    return len(here) >= wanted and sum(case.worth(leaf.index, item) for item in here) >= credits


def _is_counted_above(case: Case, leaf: Part) -> bool:
    groups = (case.asked.parts[above].requirement for above in leaf.path[:-1])
    return any(isinstance(group, AnyOf | NOf) and group.min_count for group in groups)


def _counting(case: Case, pairs: list[Pair]) -> list[Pair]:
    """All pairs, but once the rules are met only those with nothing open above them."""
    weights = weighed(case, pairs).parts
    if case.asked.rules is None or not weights[case.asked.rules].met:
        return pairs
    parts = case.asked.parts
    return [pair for pair in pairs if all(weights[above].met for above in parts[pair[1]].path)]
