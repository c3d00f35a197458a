"""Offers that could serve at all, told quickly: by the definitions, tags and skills asked for.

A catalogue holds thousands of offers and a stack asks for a few. Nothing that may be used is ever
left out here; whether it really may is decided in ``eligible``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from credstone.model.learning import Offer
from credstone.model.requirement import Outcomes, Take
from credstone.model.selector import Selector
from credstone.stacking.asked import Asked
from credstone.stacking.offers import OnOffer, lacking, names_of
from credstone.stacking.question import Question


class Market:
    """What one learner can take on a day, indexed once for however many stacks are asked about."""

    def __init__(self, found: OnOffer) -> None:
        self.found = found
        self._index = _Index(found.offers)

    def could_serve(self, tree: Asked, question: Question) -> tuple[Offer, ...]:
        """The offers that could be used in a leaf, or open another; in their fixed order."""
        offers = self.found.offers
        served: set[int] = set()
        for part in tree.leaves:
            here = self._index.of_leaf(part.requirement)
            if here is None:
                return offers
            served |= here
        new = served
        while new:
            wanted = {name for at in new for name in lacking(offers[at], question)}
            new = self._index.named(wanted) - served
            served |= new
        return tuple(offers[at] for at in sorted(served))


class _Index:
    """Where each name, tag and skill occurs among the offers."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        self._names: dict[str, set[int]] = {}
        self._tags: dict[str, set[int]] = {}
        self._skills: dict[str, set[int]] = {}
        for at, offer in enumerate(offers):
            for name in names_of(offer):
                self._names.setdefault(name, set()).add(at)
            for tag in offer.learning.tags:
                self._tags.setdefault(tag, set()).add(at)
            for skill in offer.learning.skills:
                self._skills.setdefault(skill.uri, set()).add(at)

    def named(self, names: Iterable[str]) -> set[int]:
        """The offers that bear one of the names."""
        return _union(self._names, names)

    def _spelt_out(self, names: Iterable[str]) -> Iterator[str]:
        """The names themselves, and for COS-3* each that begins so."""
        for name in names:
            yield name
            if name.endswith("*"):
                yield from (one for one in self._names if one.startswith(name[:-1]))

    def of_leaf(self, leaf: object) -> set[int] | None:
        """The offers that could be used in a leaf; None when it may be any."""
        match leaf:
            case Take():
                return self._selected(leaf.select)
            case Outcomes():
                return _union(self._skills, (one.id for one in leaf.outcomes))
            case _:
                return None

    def _selected(self, selector: Selector) -> set[int] | None:
        if selector.definition:
            return self.named(self._spelt_out(one.name for one in selector.definition))
        if selector.tag:
            return _union(self._tags, selector.tag)
        if selector.skill:
            return _union(self._skills, selector.skill)
        ways = [self._selected(one) for one in selector.any]
        known = [way for way in ways if way is not None]
        return set().union(*known) if ways and len(known) == len(ways) else None


def _union(index: dict[str, set[int]], keys: Iterable[str]) -> set[int]:
    return {at for key in keys for at in index.get(key, ())}
