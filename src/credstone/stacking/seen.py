"""An allocation and everything that telling about it needs, found out once.

What stands where is weighed by the engine; here it only lies together, so that each part of the
answer can be told by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from credstone.model.learning import Holding
from credstone.model.requirement import Outcomes, Requirement, Take
from credstone.stacking.allocation import Allocation, Use
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Item, case_of
from credstone.stacking.eligible import may_be_used, set_aside
from credstone.stacking.facts import is_named
from credstone.stacking.question import Question
from credstone.stacking.setting import Miss
from credstone.stacking.tally import Pair, PartWeight, Tally, tally
from credstone.stacking.weigh import Weighing, weigh

_ANOTHER_DEFINITION = 10
"""A leaf that names other definitions is further away than one that misses in some fields."""


@dataclass(frozen=True, eq=False)
class Seen:
    """``laid`` holds the weights of all parts; ``aside`` what cannot count at all, and why."""

    question: Question
    allocation: Allocation
    case: Case
    weighing: Weighing
    laid: Tally
    aside: dict[str, Miss]
    _misses: dict[tuple[str, str], tuple[Miss, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """All of them, by day of award and id."""
        once = {one.id: one for one in self.question.holdings}
        return tuple(sorted(once.values(), key=lambda one: (one.awarded_on, one.id)))

    @cached_property
    def items(self) -> dict[str, Item]:
        """What may be used somewhere, by the id of the holding."""
        return {item.holding.id: item for item in self.case.items}

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The uses, as the engine knows them."""
        return pairs_of(self.case, self.allocation.uses)

    @cached_property
    def counts_in(self) -> dict[str, tuple[Part, ...]]:
        """From the id of a holding that counts to the leaves where it does."""
        found: dict[str, tuple[Part, ...]] = {}
        for item, leaf in sorted(self.pairs, key=lambda pair: pair[1]):
            known = found.get(item.holding.id, ())
            found[item.holding.id] = (*known, self.case.asked.parts[leaf])
        return found

    @cached_property
    def not_asked(self) -> dict[str, str]:
        """From the id of a requirement that is not asked to the reason."""
        return {one.id: one.reason for one in self.case.asked.not_asked}

    def weight(self, part: Part) -> PartWeight:
        """What a part came to."""
        return self.weighing.parts[part.index]

    def is_needed(self, part: Part) -> bool:
        """Whether it is open below nothing but open requirements: then meeting it would help."""
        return not any(self.weighing.parts[above].met for above in part.path)

    def misses(self, leaf: Requirement, holding: Holding) -> tuple[Miss, ...]:
        """Every reason why the holding may not be used in the leaf."""
        assert isinstance(leaf, Take | Outcomes)
        key = (leaf.id, holding.id)
        if key not in self._misses:
            self._misses[key] = may_be_used(leaf, holding, self.case.setting)
        return self._misses[key]

    def distance(self, leaf: Requirement, holding: Holding) -> int:
        """How far a holding is from a leaf: 0 when it may be used there."""
        assert isinstance(leaf, Take | Outcomes)
        wanted = leaf.select.definition
        named = not wanted or any(is_named(one, holding.learning) for one in wanted)
        return len(self.misses(leaf, holding)) + (0 if named else _ANOTHER_DEFINITION)

    def is_near(self, leaf: Requirement, holding: Holding) -> bool:
        """Whether the leaf could have meant it: it does not name other definitions."""
        return self.distance(leaf, holding) < _ANOTHER_DEFINITION


def see(question: Question, allocation: Allocation) -> Seen:
    """Look at ``allocation`` as the answer to ``question``.

    Raises ``Refused`` when it is none: a use that is not possible, or a broken wall.
    """
    weighing = weigh(question, allocation.uses)
    case = case_of(question)
    laid = tally(case, pairs_of(case, allocation.uses))
    laid.weights.update(enumerate(weighing.parts))
    return Seen(question, allocation, case, weighing, laid, set_aside(question))


def pairs_of(case: Case, uses: tuple[Use, ...]) -> tuple[Pair, ...]:
    """``uses`` as the engine knows them; all are possible."""
    items = {item.holding.id: item for item in case.items}
    return tuple((items[use.holding], case.by_id[use.requirement].index) for use in uses)
