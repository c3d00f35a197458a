"""How much of what is asked is met, as one number from 0 to 1: for sorting, never for deciding."""

from __future__ import annotations

from fractions import Fraction

from credstone.model.requirement import All, AnyOf, Attest, Cond, CoverMode, NOf, Outcomes, Take
from credstone.stacking.asked import Asked, Part
from credstone.stacking.case import at_least
from credstone.stacking.weigh import Weighing

_ONE = Fraction(1)


def share_met(tree: Asked, weighing: Weighing) -> Fraction:
    """1 when the stack is met, less otherwise.

    An ``all`` is the mean of its parts by weight, an ``any`` its best part, an ``n_of`` the mean
    of its best n; a leaf what it has of what it asks. Each unmet condition on the whole takes
    away as much as one of so many parts.
    """
    if weighing.met:
        return _ONE
    tops = [top for top in (tree.rules, tree.capstone) if top is not None]
    shares = [_share(tree.parts[top], tree, weighing) for top in tops]
    gates = [Fraction(gate.met) for gate in weighing.gates]
    mean = _mean([*shares, *gates])
    return min(mean, Fraction(99, 100))


def _share(part: Part, tree: Asked, weighing: Weighing) -> Fraction:
    weight = weighing.parts[part.index]
    if weight.met:
        return _ONE
    below = [tree.parts[index] for index in part.parts]
    shares = [_share(one, tree, weighing) for one in below]
    match part.requirement:
        case All():
            weights = [one.requirement.weight for one in below]
            weighted = (share * by for share, by in zip(shares, weights, strict=True))
            total = sum(weighted, Fraction(0))
            reached = total / sum(weights) if weights else _ONE
        case AnyOf() | Cond():
            reached = max(shares, default=Fraction(0))
        case NOf() as wish:
            best = sorted(shares, reverse=True)[: wish.n]
            reached = sum(best, Fraction(0)) / wish.n if wish.n else _ONE
        case Take() | Outcomes() as wish:
            reached = min(_ONE, Fraction(weight.toward, _asked(wish)))
        case Attest():
            reached = Fraction(0)
    # All that is counted is there, and something else is missing: a confirmation, an average.
    return Fraction(1, 2) if reached == 1 else reached


def _asked(leaf: Take | Outcomes) -> int:
    """What ``toward`` is measured by: hundredths of credits, or 100 for each thing."""
    match leaf:
        case Take():
            if leaf.min_credits is not None:
                return at_least(leaf.min_credits) or 1
            return 100 * (1 if leaf.min_count is None else leaf.min_count or 1)
        case Outcomes():
            some = leaf.cover.mode is CoverMode.COUNT
            return 100 * (leaf.cover.at_least if some else len(leaf.outcomes)) or 1


def _mean(shares: list[Fraction]) -> Fraction:
    return sum(shares, Fraction(0)) / len(shares) if shares else Fraction(0)
