"""Interchangeable holdings, counted instead of named.

Holdings that may be used in the same leaves, have the same credits and agree in everything that
any rule looks at make up one lot. A solver that need not tell them apart answers much sooner.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from credstone.stacking.case import Case, Feature, Item

Conflicts = Mapping[int, frozenset[int]]
"""For each leaf (by index) the leaves with which it may not share a holding."""


@dataclass(frozen=True)
class Lot:
    """``items`` in the order of the case: what is used of them is the first so many.

    ``cliques`` are sets of leaves of which one item may be used in one; every leaf stands in one
    at least. In lots of several items they do not overlap, so that any uses with at most
    ``size`` in each clique can be handed out.
    """

    index: int
    items: tuple[Item, ...]
    leaves: tuple[int, ...]
    cliques: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        """How many items there are."""
        return len(self.items)

    @property
    def first(self) -> Item:
        """The one that stands for all where they agree."""
        return self.items[0]

    @property
    def credits(self) -> int:
        """Credits of each, in hundredths."""
        return self.items[0].credits

    @property
    def is_single(self) -> bool:
        """Whether each item has one use at most."""
        return len(self.cliques) == 1 and all(len(item.granted) < 2 for item in self.items)


def lots_of(case: Case, features: Sequence[Feature], conflicts: Conflicts) -> tuple[Lot, ...]:
    """The lots of ``case``, ordered by their first items; options apart from what is held."""
    pinned = {award for award, _ in case.pins()}
    wanted = {name for item in case.items if item.option for name in item.option.lacking}
    groups: dict[Hashable, list[Item]] = {}
    apart: dict[tuple[int, ...], bool] = {}
    for item in case.items:
        if item.leaves not in apart:
            apart[item.leaves] = are_apart(_cliques(item.leaves, conflicts))
        alike = apart[item.leaves] and not item.granted and item.holding.id not in pinned
        key: Hashable = item.holding.id
        if alike:
            seen = tuple(feature(item) for feature in features)
            key = (item.leaves, item.credits, seen, _as_option(item, wanted))
        groups.setdefault((alike, key), []).append(item)
    return tuple(
        Lot(index, tuple(items), items[0].leaves, _cliques(items[0].leaves, conflicts))
        for index, items in enumerate(groups.values())
    )


def are_apart(cliques: Sequence[tuple[int, ...]]) -> bool:
    """Whether no leaf stands in two of them."""
    return len({leaf for clique in cliques for leaf in clique}) == sum(map(len, cliques))


def _as_option(item: Item, wanted: set[str]) -> Hashable:
    """What tells options apart besides what the rules look at; None for a holding."""
    if item.option is None:
        return None
    learning = item.holding.learning
    called = frozenset({learning.id, learning.code}) & wanted
    return (item.option.key, item.option.lacking, called)


def _cliques(leaves: tuple[int, ...], conflicts: Conflicts) -> tuple[tuple[int, ...], ...]:
    """Sets of leaves that all exclude one another, covering every leaf and every such pair."""
    cliques: list[list[int]] = []
    for leaf in leaves:
        apart = conflicts[leaf]
        open_ = {other for other in leaves if other < leaf and other in apart}
        joined = False
        for clique in cliques:
            if apart.issuperset(clique):
                clique.append(leaf)
                open_ -= set(clique)
                joined = True
        while open_:
            # A pair that is in no clique yet: grow one around it.
            clique = [leaf]
            for other in sorted(open_):
                if all(other in conflicts[one] for one in clique):
                    clique.append(other)
            open_ -= set(clique)
            cliques.append(sorted(clique))
            joined = True
        if not joined:
            cliques.append([leaf])
    return tuple(tuple(clique) for clique in cliques)
