"""A question laid out for the judge: its holdings by age, its leaves, and who may be used where.

A use is a pair (place of the holding, number of the leaf); an allocation is a frozenset of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from credstone.model.learning import Holding
from credstone.model.requirement import Outcomes, Take
from credstone.stacking.question import Question
from tests.core.stacking.oracle.asked import Node, asked, leaves_in_file_order
from tests.core.stacking.oracle.facts import (
    can_count,
    covers,
    credits_of,
    hundredths,
    matches,
    value_of,
)
from tests.core.stacking.oracle.grades import at_least_as_good, is_fail, worth

Place = tuple[int, int]
Uses = frozenset[Place]


@dataclass(frozen=True)
class Leaf:
    """A leaf that is asked. ``place`` is among all leaves of the file, asked or not."""

    node: Node
    rule: Take | Outcomes
    place: int
    in_capstone: bool

    def is_in(self, requirement: str) -> bool:
        """Whether the leaf lies in or below the requirement."""
        return requirement in self.node.way


@dataclass(frozen=True)
class Case:
    """``holdings`` by day of award, then id: the place is the rank. Credits are hundredths."""

    question: Question
    holdings: tuple[Holding, ...]
    rules: Node | None
    capstone: Node | None

    @classmethod
    def of(cls, question: Question) -> Case:
        stack = question.stack
        capstone = stack.constraints.capstone
        return cls(
            question,
            tuple(sorted(question.holdings, key=lambda h: (h.awarded_on, h.id))),
            asked(stack.rules, question),
            None if capstone is None else asked(capstone, question),
        )

    @cached_property
    def roots(self) -> tuple[Node, ...]:
        return tuple(root for root in (self.rules, self.capstone) if root is not None)

    @cached_property
    def nodes(self) -> dict[str, Node]:
        return {node.id: node for root in self.roots for node in root.everything()}

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        stack = self.question.stack
        capstone = stack.constraints.capstone
        of_the_capstone = [] if capstone is None else list(leaves_in_file_order(capstone))
        in_file = [*leaves_in_file_order(stack.rules), *of_the_capstone]
        return tuple(
            Leaf(node, rule, place, rule in of_the_capstone)
            for place, rule in enumerate(in_file)
            if (node := self.nodes.get(rule.id)) is not None and not node.waived
        )

    @cached_property
    def credits(self) -> tuple[int, ...]:
        return tuple(credits_of(holding, self.question.stack) for holding in self.holdings)

    @cached_property
    def fails(self) -> frozenset[int]:
        stack = self.question.stack
        return frozenset(i for i, holding in enumerate(self.holdings) if is_fail(holding, stack))

    @cached_property
    def granted(self) -> Uses:
        """The granted uses of this stack whose holding and leaf are still there."""
        mine = {
            (use.award, use.requirement)
            for use in self.question.enrolment.granted
            if use.stack == self.question.stack.id
        }
        return frozenset(
            (i, j)
            for i, holding in enumerate(self.holdings)
            for j, leaf in enumerate(self.leaves)
            if (holding.id, leaf.node.id) in mine
        )

    @cached_property
    def possible(self) -> tuple[tuple[int, ...], ...]:
        """By holding: the leaves it may be used in."""
        return tuple(
            tuple(
                j
                for j, leaf in enumerate(self.leaves)
                if (i, j) in self.granted
                or (can_count(holding, self.question) and self._may_be_used(i, leaf))
            )
            for i, holding in enumerate(self.holdings)
        )

    def _may_be_used(self, i: int, leaf: Leaf) -> bool:
        holding, rule = self.holdings[i], leaf.rule
        if not matches(rule.select, holding, self.question):
            return False
        if isinstance(rule, Outcomes):
            return bool(self.covered(i, rule))
        if rule.min_each is not None and self.credits[i] < hundredths(rule.min_each):
            return False
        distinct = rule.distinct
        if distinct and distinct.at_least is None and not value_of(holding, distinct.by):
            return False
        if rule.grade is None:
            return True
        if rule.grade.avg_min and self.points_above(i, rule.grade.scheme, "") is None:
            return False
        return not rule.grade.min or self.reaches(i, rule.grade.scheme, rule.grade.min)

    def covered(self, i: int, rule: Outcomes) -> frozenset[str]:
        """The outcomes that this holding covers there, by URI."""
        return frozenset(
            outcome.id
            for outcome in rule.outcomes
            if covers(self.holdings[i], outcome, rule.min_confidence)
        )

    def reaches(self, i: int, scheme: str, floor: str) -> bool:
        return at_least_as_good(self.holdings[i], floor, scheme, self.question.stack)

    def points_above(self, i: int, scheme: str, floor: str) -> Decimal | None:
        """By how much the grade is better than the floor; None without a grade in the scheme."""
        holding, stack = self.holdings[i], self.question.stack
        mine = worth(holding, holding.grade, scheme, stack)
        least = worth(holding, floor, scheme, stack) if floor else Decimal(0)
        return None if mine is None else mine - (least or Decimal(0))

    def contributes(self, i: int, rule: Take | Outcomes) -> int:
        """What a use there brings: the holding's credits, at most ``per_item_cap``."""
        if isinstance(rule, Take) and rule.per_item_cap is not None:
            return min(self.credits[i], hundredths(rule.per_item_cap))
        return self.credits[i]
