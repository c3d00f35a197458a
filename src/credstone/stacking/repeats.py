"""How often a definition could be needed: once, unless a stack says that it is ``repeatable``.

A bound and no more: how often something is really taken is decided in ``cheapest``, whether a
stack can be met at all in ``lint``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, Decimal

from credstone.formats.stack_places import places
from credstone.model.learning import Learning, Offer
from credstone.model.requirement import Attest, Cond, Outcomes, Requirement, Take
from credstone.model.stack import Constraints, Stack
from credstone.stacking.facts import is_named

MOST = 60


def repeated(offers: Iterable[Offer], stack: Stack) -> Iterator[Offer]:
    """Each offer as often as it could be needed, one after another."""
    for offer in offers:
        for _ in range(times(stack, offer.learning)):
            yield offer


def times(stack: Stack, learning: Learning) -> int:
    """How often awards of a definition could be needed, never more than ``MOST`` times.

    A repeatable one as often as all that is asked anywhere would take if nothing else helped.
    """
    if not any(is_named(one, learning) for one in stack.constraints.repeatable):
        return 1
    credits = learning.credits or Decimal(0)
    asked = sum(_asked(place.requirement, credits) for place in places(stack))
    return max(1, min(asked + _besides(stack.constraints, credits), MOST))


def _asked(wish: Requirement, credits: Decimal) -> int:
    match wish:
        case Take():
            each = credits if wish.per_item_cap is None else min(credits, wish.per_item_cap)
            least = max(wish.min_count or 1, wish.counts_up_to or 1)
            return max(least, _enough(wish.min_credits, each))
        case Outcomes():
            return 1
        case Attest() | Cond():
            return 0
        case _:
            return max(wish.min_count or 0, _enough(wish.min_credits, credits))


def _besides(rules: Constraints, credits: Decimal) -> int:
    return sum(_enough(one.min_credits, credits) for one in rules.residency) + sum(
        _enough(least, credits) for _, least in rules.min_credits_at
    )


def _enough(asked: Decimal | None, each: Decimal) -> int:
    """How many of ``each`` are as much as is asked."""
    if not asked or not each:
        return 0
    # Finer fractions than hundredths are cut off where credits are counted.
    return min(MOST, int((asked / each).to_integral_value(ROUND_CEILING)))
