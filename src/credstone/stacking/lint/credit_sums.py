"""Sums of credits: what the rules ask and let count at all, beside what the award promises.

Both sums are bounds: never more than the least that any learner needs, never less than the most
that can count. Only a contradiction between bounds is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from credstone.formats import compact
from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding
from credstone.formats.stack_places import Place
from credstone.model.learning import Holding
from credstone.model.requirement import All, AnyOf, Attest, Cond, NOf, Outcomes, Requirement, Take
from credstone.model.stack import NoDoubleCount, SharingScope
from credstone.stacking.eligible import Leaf, credits_of
from credstone.stacking.lint.look import Look, is_needed

_NOTHING = Decimal(0)


def check(look: Look) -> Iterator[Finding]:
    """Rules that ask for more than the award has, or never let so much count."""
    said = {place.requirement.id for place, _, _ in _short_groups(replace(look, catalogue=None))}
    for place, asked, highest in _short_groups(look):
        # What another catalogue could mend, and nobody needs, is only advice.
        tell = error if is_needed(place) or place.requirement.id in said else warning
        yield tell(
            (*place.path, "min_credits"),
            _shown(asked),
            f"the parts bring {_shown(highest)} credits at most",
            "Raise max_credits of a part, offer more, or ask for fewer.",
        )
    awarded = look.stack.award.credits
    if awarded is None:
        return
    stated = least_of_stack(replace(look, catalogue=None))
    needed = least_of_stack(look)
    if needed > awarded:
        # What only the catalogue makes so large, another catalogue makes smaller.
        tell = error if stated > awarded else warning
        yield tell(
            ("award", "credits"),
            _shown(awarded),
            f"the rules ask for at least {_shown(needed)} credits",
            "Raise the credits of the award, or ask for fewer.",
        )
    yield from _target(look, awarded)


def _short_groups(look: Look) -> Iterator[tuple[Place, Decimal, Decimal]]:
    """Groups that ask for more credits than their parts bring: what is asked, and what comes."""
    for place in look.places:
        one = place.requirement
        if isinstance(one, All | AnyOf | NOf) and one.min_credits is not None:
            highest = _most_of(one.of, look)
            if highest is not None and highest < one.min_credits:
                yield place, one.min_credits, highest


def least_of_stack(look: Look) -> Decimal:
    """Credits that everyone who meets the stack has used, at least."""
    constraints = look.stack.constraints
    needed = least(look.stack.rules, look)
    if constraints.capstone is not None:
        needed += least(constraints.capstone, look)
    return needed


def least(one: Requirement, look: Look) -> Decimal:
    """Credits that meeting the requirement uses, at least."""
    if one.effective is not None or one.waivable_by:
        return _NOTHING
    match one:
        case Take() | Outcomes():
            return _least_of_leaf(one, look)
        case All():
            return max(
                one.min_credits or _NOTHING, _together([least(p, look) for p in one.of], look)
            )
        case AnyOf():
            parts = min((least(part, look) for part in one.of), default=_NOTHING)
            return max(one.min_credits or _NOTHING, parts)
        case NOf():
            # A part that may stand for several makes the number of parts unknown.
            single = all(not isinstance(p, Take) or (p.counts_up_to or 1) == 1 for p in one.of)
            fewest = sorted(least(part, look) for part in one.of)[: one.n if single else 1]
            return max(one.min_credits or _NOTHING, _together(fewest, look))
        case Cond():
            other = _NOTHING if one.otherwise is None else least(one.otherwise, look)
            return min(least(one.then, look), other)
        case Attest():
            return _NOTHING


def most(one: Requirement, look: Look) -> Decimal | None:
    """Credits that the requirement contributes, at most; None when nothing bounds them."""
    match one:
        case Take():
            bounds = [one.max_credits]
            if one.max_count is not None and one.per_item_cap is not None:
                bounds.append(one.max_count * one.per_item_cap)
            if look.catalogue is not None:
                bounds.append(_sum_of_fits(one, look))
            return min((bound for bound in bounds if bound is not None), default=None)
        case Outcomes():
            return None if look.catalogue is None else _sum_of_fits(one, look)
        case All() | AnyOf() | NOf():
            parts = _most_of(one.of, look)
            known = [bound for bound in (one.max_credits, parts) if bound is not None]
            return min(known, default=None)
        case Cond():
            branches = [most(one.then, look)]
            if one.otherwise is not None:
                branches.append(most(one.otherwise, look))
            known = [branch for branch in branches if branch is not None]
            return max(known) if len(known) == len(branches) else None
        case Attest():
            return _NOTHING


def credits(holding: Holding, look: Look) -> Decimal:
    """Credits of one credential in the stack's unit."""
    return Decimal(credits_of(holding, look.setting)) / 100


def _least_of_leaf(one: Leaf, look: Look) -> Decimal:
    asked = one.min_credits or _NOTHING if isinstance(one, Take) else _NOTHING
    count = 1
    if isinstance(one, Take):
        count = one.min_count or (1 if one.min_credits is None else 0)
        asked = max(asked, count * (one.min_each or _NOTHING))
    smallest = sorted(credits(holding, look) for holding in look.fits(one))[:count]
    return max(asked, sum(smallest, _NOTHING))


def _together(parts: Sequence[Decimal], look: Look) -> Decimal:
    """The sum, but the largest where credentials may count several times."""
    if look.stack.constraints.no_double_count == NoDoubleCount(SharingScope.STACK):
        return sum(parts, _NOTHING)
    return max(parts, default=_NOTHING)


def _most_of(parts: Sequence[Requirement], look: Look) -> Decimal | None:
    each = [most(part, look) for part in parts]
    known = [one for one in each if one is not None]
    return sum(known, _NOTHING) if len(known) == len(each) else None


def _sum_of_fits(one: Leaf, look: Look) -> Decimal:
    cap = one.per_item_cap if isinstance(one, Take) else None
    values = (credits(holding, look) for holding in look.fits(one))
    return sum((value if cap is None else min(value, cap) for value in values), _NOTHING)


def _target(look: Look, awarded: Decimal) -> Iterator[Finding]:
    """The catalogue may describe the larger credential too."""
    for offer in look.offers:
        learning = offer.learning
        if look.stack.target not in (learning.id, learning.code) or not look.stack.target:
            continue
        if learning.unit == look.stack.unit and learning.credits not in (None, awarded):
            yield warning(
                ("award", "credits"),
                _shown(awarded),
                f"the catalogue gives {look.stack.target} {_shown(learning.credits or _NOTHING)}",
                "Write the same number in both places.",
            )


def _shown(number: Decimal) -> str:
    return compact.decimal(number) or "0"
