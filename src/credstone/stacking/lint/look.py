"""What every check of a stack looks at: its requirements with their places, and what is on offer.

Offers are looked at as the credentials they would become: current, trusted, awarded on a day that
no rule finds too early, with the best grade that the stack asks for. So a check that finds nothing
fitting has found something that nobody can meet with this catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from credstone.formats.finding import Path
from credstone.formats.stack_places import Place, places
from credstone.model.learning import Catalogue, Holding, Learning, Offer
from credstone.model.requirement import All, Outcomes, Take
from credstone.model.selector import DefinitionRef, Selector
from credstone.model.stack import Stack
from credstone.ports import Json
from credstone.stacking.eligible import Leaf, is_usable
from credstone.stacking.offers import tomorrow
from credstone.stacking.question import Question
from credstone.stacking.repeats import repeated
from credstone.stacking.setting import Setting, setting_on


@dataclass(frozen=True)
class LeafPlace:
    """A requirement that takes credentials, and where it stands."""

    place: Place
    leaf: Leaf


@dataclass(frozen=True)
class Chosen:
    """A selector and where it stands. ``asks`` is false for what it excludes or only limits."""

    path: Path
    selector: Selector
    asks: bool


@dataclass(frozen=True)
class Reference:
    """A definition that the stack names, and where. ``asks`` as in ``Chosen``."""

    path: Path
    ref: DefinitionRef
    asks: bool
    issuer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Look:
    """``at`` is the day on which the catalogue is looked at; ``written`` the stack as a file has
    it, for what a stack leaves unsaid (None when it comes from no file)."""

    stack: Stack
    catalogue: Catalogue | None
    others: tuple[Stack, ...]
    at: date
    written: Json = None

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every requirement in the order of the file."""
        return tuple(places(self.stack))

    @cached_property
    def leaves(self) -> tuple[LeafPlace, ...]:
        """Those that take credentials."""
        return tuple(
            LeafPlace(place, place.requirement)
            for place in self.places
            if isinstance(place.requirement, Take | Outcomes)
        )

    @cached_property
    def chosen(self) -> tuple[Chosen, ...]:
        """Every selector, those inside others too."""
        found = [
            one
            for leaf in self.leaves
            for one in _chosen((*leaf.place.path, "select"), leaf.leaf.select, True)
        ]
        for index, cap in enumerate(self.stack.constraints.caps):
            found += _chosen(("constraints", "caps", index, "select"), cap.select, False)
        return tuple(found)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every definition that is named."""
        rules = self.stack.constraints
        found = [
            Reference((*one.path, "definition", index), ref, one.asks, one.selector.issuer)
            for one in self.chosen
            for index, ref in enumerate(one.selector.definition)
        ]
        for at, overlap in enumerate(rules.overlap):
            path: Path = ("constraints", "overlap", at, "set")
            found += [
                Reference((*path, index), ref, False)
                for index, ref in enumerate(overlap.definitions)
            ]
        found += [
            Reference(("constraints", "repeatable", index), ref, False)
            for index, ref in enumerate(rules.repeatable)
        ]
        return tuple(found)

    @cached_property
    def day(self) -> date:
        """The day on which everything offered is taken for awarded."""
        after = [one.selector.issued_after for one in self.chosen]
        return max([self.at, *(day + timedelta(days=1) for day in after if day is not None)])

    @cached_property
    def setting(self) -> Setting:
        return setting_on(self.stack, self.day)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """What the catalogue lists, retired or not."""
        return () if self.catalogue is None else self.catalogue.offers

    @cached_property
    def earnable(self) -> tuple[Offer, ...]:
        """Offers that are not retired; of repeatable ones as many as asked.

        Prerequisites that the catalogue does not list are taken for held.
        """
        current = [one for one in self.offers if not is_retired(one, self.at)]
        known = {name for one in current for name in (one.learning.id, one.learning.code)}
        return tuple(_with_prerequisites(offer, known) for offer in repeated(current, self.stack))

    @cached_property
    def offered(self) -> tuple[Holding, ...]:
        """A credential of everything that can be earned."""
        return tomorrow(self.earnable, Question(self.stack, (), self.day))

    def fits(self, leaf: Leaf) -> tuple[Holding, ...]:
        """What on offer may be used in the leaf."""
        known = self._fits.get(leaf.id)
        if known is None:
            known = tuple(one for one in self.offered if is_usable(leaf, one, self.setting))
            self._fits[leaf.id] = known
        return known

    @cached_property
    def _fits(self) -> dict[str, tuple[Holding, ...]]:
        return {}


def _with_prerequisites(offer: Offer, known: set[str]) -> Offer:
    listed = tuple(name for name in offer.learning.prerequisites if name in known)
    return replace(offer, learning=replace(offer.learning, prerequisites=listed))


def is_needed(place: Place) -> bool:
    """Whether nobody meets the stack without it: only ``all`` stands above, and no waiver."""
    chain = (*place.above, place.requirement)
    return all(isinstance(one, All) for one in place.above) and not any(
        one.waivable_by or one.effective for one in chain
    )


def is_retired(offer: Offer, at: date) -> bool:
    """Whether it is offered no longer on the day."""
    return offer.retired_on is not None and offer.retired_on < at


def name_of(learning: Learning) -> str:
    """A definition as rules name it."""
    return learning.code or learning.id


def names(holdings: tuple[Holding, ...] | list[Holding]) -> list[str]:
    """What these are awards of, each once, in order."""
    return list(dict.fromkeys(name_of(one.learning) for one in holdings))


def _chosen(path: Path, selector: Selector, asks: bool) -> Iterator[Chosen]:
    yield Chosen(path, selector, asks)
    if selector.none_of is not None:
        yield from _chosen((*path, "not"), selector.none_of, False)
    for index, one in enumerate(selector.any):
        yield from _chosen((*path, "any", index), one, asks)
