"""One question with everything resolved to whole numbers: which holding may be used where.

Holdings stand in one order (day of award, then id), whatever order they came in, so that the same
question always becomes the same program. What is best is decided in ``allocate``.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from credstone.errors import Conflict
from credstone.model.learning import Holding
from credstone.model.requirement import Outcomes, Take
from credstone.stacking.asked import Asked, Part, asked
from credstone.stacking.eligible import credits_of, is_usable, set_aside
from credstone.stacking.grades import above
from credstone.stacking.question import Question
from credstone.stacking.setting import Setting, setting_of


@dataclass(frozen=True)
class Option:
    """Something that could be taken besides: what it would be once it is earned.

    ``key`` is equal for options that cost the same in every way that matters. ``lacking`` are
    ids or codes of definitions of which some other option has to be taken with it.
    """

    holding: Holding
    key: Hashable = None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A holding that may be used somewhere, or an option.

    ``credits`` are hundredths of the stack's unit. ``rank`` is its place among all holdings of the
    question. ``leaves`` are the indexes of the parts it may be used in, ``granted`` those where
    it is granted and stays.
    """

    holding: Holding
    credits: int
    rank: int
    leaves: tuple[int, ...]
    granted: tuple[int, ...] = ()
    option: Option | None = None


Feature = Callable[[Item], Hashable]
"""What of an item a rule looks at: items are interchangeable when all features agree."""


@dataclass(frozen=True, eq=False)
class Case:
    """``items`` are in their one order: by day of award and id, options last."""

    question: Question
    asked: Asked
    setting: Setting
    items: tuple[Item, ...]
    by_id: dict[str, Part] = field(repr=False)

    def worth(self, leaf: int, item: Item) -> int:
        """The credits that ``item`` contributes in ``leaf``, in hundredths."""
        wish = self.asked.parts[leaf].requirement
        if isinstance(wish, Take) and wish.per_item_cap is not None:
            return min(item.credits, at_most(wish.per_item_cap))
        return item.credits

    def pins(self) -> frozenset[tuple[str, int]]:
        """Holding and part of every pin on something that is asked."""
        return frozenset(
            (pin.award, self.by_id[pin.requirement].index)
            for pin in self.question.enrolment.pins
            if pin.requirement in self.by_id
        )


def at_least(credits: Decimal) -> int:
    """A minimum in hundredths; a finer fraction asks for the next whole one."""
    return int((credits * 100).to_integral_value(ROUND_CEILING))


def at_most(credits: Decimal) -> int:
    """A maximum in hundredths; a finer fraction is cut off."""
    return int((credits * 100).to_integral_value(ROUND_FLOOR))


def case_of(question: Question, options: Iterable[Option] = ()) -> Case:
    """Everything the engine has to know about ``question``.

    Raises ``Conflict`` when two different holdings have the same id.
    """
    tree = asked(question)
    case = Case(question, tree, setting_of(question), (), tree.by_id)
    out = set_aside(question)
    granted = _granted(case)
    items = [
        item
        for rank, holding in enumerate(_in_order(question.holdings))
        if (item := _item(case, holding, rank, holding.id in out, granted)).leaves
    ]
    rank = len(question.holdings)
    items += [_as_item(case, option, rank) for option in options]
    return Case(question, tree, case.setting, tuple(items), case.by_id)


def _in_order(holdings: Iterable[Holding]) -> list[Holding]:
    by_id: dict[str, Holding] = {}
    for holding in holdings:
        if by_id.setdefault(holding.id, holding) != holding:
            raise Conflict(
                f"two different credentials have the id {holding.id}",
                where=holding.id,
                fix="Leave out the one that is not meant.",
            )
    return sorted(by_id.values(), key=lambda one: (one.awarded_on, one.id))


def _granted(case: Case) -> dict[str, tuple[int, ...]]:
    """The leaves in which each holding is granted in this stack."""
    found: dict[str, list[int]] = {}
    for use in case.question.enrolment.granted:
        part = case.by_id.get(use.requirement)
        if use.stack == case.question.stack.id and part is not None and part.index in part.leaves:
            found.setdefault(use.award, []).append(part.index)
    return {award: tuple(sorted(set(leaves))) for award, leaves in found.items()}


def _item(
    case: Case, holding: Holding, rank: int, is_out: bool, granted: dict[str, tuple[int, ...]]
) -> Item:
    kept = granted.get(holding.id, ())
    leaves = kept if is_out else tuple(sorted({*_leaves(case, holding), *kept}))
    return Item(holding, credits_of(holding, case.setting), rank, leaves, kept)


def _as_item(case: Case, option: Option, rank: int) -> Item:
    holding = option.holding
    leaves = tuple(_leaves(case, holding))
    return Item(holding, credits_of(holding, case.setting), rank, leaves, option=option)


def _leaves(case: Case, holding: Holding) -> Iterable[int]:
    return (part.index for part in case.asked.leaves if _may_be_used(part, holding, case.setting))


def _may_be_used(part: Part, holding: Holding, setting: Setting) -> bool:
    leaf = part.requirement
    assert isinstance(leaf, Take | Outcomes)
    if not is_usable(leaf, holding, setting):
        return False
    if not isinstance(leaf, Take) or leaf.grade is None or not leaf.grade.avg_min:
        return True
    # A mark that is no number in the credential's own scheme cannot be averaged against.
    return above(holding, leaf.grade.avg_min, leaf.grade.scheme, setting) is not None
