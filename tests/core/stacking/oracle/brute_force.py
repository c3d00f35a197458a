"""The judge: the best allocation of a small question, found by trying every one of them.

It knows no solver and no clever step, and is written from docs/reference/stacks.md alone. Six
holdings and six leaves are about what it is good for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from math import prod

from credstone.stacking.allocation import Use
from credstone.stacking.question import Question
from tests.core.stacking.oracle.case import Case, Place, Uses
from tests.core.stacking.oracle.walls import (
    Conceded,
    conceded,
    makes_up_for_fails,
    may_share,
    stands,
)
from tests.core.stacking.oracle.weighing import Values, better, values_of


@dataclass(frozen=True)
class Best:
    """``values`` in the order of ``StageName``, and one set of uses that reaches them."""

    values: Values
    uses: tuple[Use, ...]


def best(question: Question) -> Best:
    """The best allocation."""
    case = Case.of(question)
    tried = ((values_of(case, uses), uses) for uses in allocations(case))
    values, uses = max(tried, key=lambda one: better(one[0]))
    return Best(values, _named(case, uses))


def worth_of(question: Question, uses: Iterable[Use]) -> Values | None:
    """The values of these uses; None when they break a wall or one of them is impossible."""
    case = Case.of(question)
    names = {(case.holdings[i].id, case.leaves[j].node.id): (i, j) for i, j in _places(case)}
    asked = [(use.holding, use.requirement) for use in uses]
    if any(name not in names for name in asked):
        return None
    chosen = frozenset(names[name] for name in asked)
    walls = conceded(case)
    kept = stands(case, chosen, walls) and makes_up_for_fails(case, chosen, walls)
    return values_of(case, chosen) if kept and case.granted <= chosen else None


def size(question: Question) -> int:
    """How many allocations there are before any wall but sharing is asked."""
    case = Case.of(question)
    return prod(len(list(_ways_to_use(case, i))) for i in range(len(case.holdings)))


def allocations(case: Case) -> Iterator[Uses]:
    """Every allocation that breaks no wall."""
    ways = [list(_ways_to_use(case, i)) for i in range(len(case.holdings))]
    walls = conceded(case)
    for uses in _extend(case, frozenset(), ways, walls):
        if makes_up_for_fails(case, uses, walls):
            yield uses


def _extend(case: Case, uses: Uses, ways: list[list[Uses]], walls: Conceded) -> Iterator[Uses]:
    if not ways:
        yield uses
        return
    for way in ways[0]:
        extended = uses | way
        if not way or stands(case, extended, walls):
            yield from _extend(case, extended, ways[1:], walls)


def _ways_to_use(case: Case, i: int) -> Iterator[Uses]:
    """The sets of leaves in which holding ``i`` may be used at once; granted uses stay."""
    possible = case.possible[i]
    sets = chain.from_iterable(combinations(possible, n) for n in range(len(possible) + 1))
    granted = {(i, j) for j in possible} & case.granted
    for leaves in sets:
        way = frozenset((i, j) for j in leaves)
        apart = (pair for pair in combinations(leaves, 2) if not {(i, j) for j in pair} <= granted)
        if granted <= way and all(may_share(case, *(case.leaves[j] for j in p)) for p in apart):
            yield way


def _places(case: Case) -> Iterator[Place]:
    return ((i, j) for i, leaves in enumerate(case.possible) for j in leaves)


def _named(case: Case, uses: Uses) -> tuple[Use, ...]:
    return tuple(sorted(Use(case.holdings[i].id, case.leaves[j].node.id) for i, j in uses))
