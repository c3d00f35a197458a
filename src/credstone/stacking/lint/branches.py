"""Branches that nobody reaches, that nothing can meet, or that ask nothing.

Each requirement is looked at by itself: whether it could be met if every offer were free for it.
What they can be met together is tried in ``satisfiable``.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from credstone.formats import compact
from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding
from credstone.formats.stack_places import Place
from credstone.model.learning import Holding
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    CoverMode,
    NOf,
    Outcomes,
    Requirement,
    Take,
)
from credstone.stacking.eligible import Leaf, covered, may_be_used, value_of
from credstone.stacking.facts import is_named, listed
from credstone.stacking.lint.credit_sums import credits
from credstone.stacking.lint.learners import outcomes
from credstone.stacking.lint.look import Look, is_needed, name_of
from credstone.stacking.lint.references import exists


def check(look: Look) -> Iterator[Finding]:
    """Conditions that never change, alternatives beside nothing, leaves that nothing fits."""
    for place in look.places:
        match place.requirement:
            case Cond():
                yield from _condition(place, place.requirement, look)
            case AnyOf():
                yield from _dominated(place, place.requirement)
            case Take() | Outcomes():
                yield from _asks_nothing(place)
            case _:
                pass
    if look.catalogue is not None:
        for one in look.leaves:
            why = why_never(one.leaf, look)
            if why and not _names_nothing(one.leaf, look):
                tell = error if is_needed(one.place) else warning
                yield tell(one.place.path, one.leaf.id, why, "Widen the rule, or offer more.")


def why_never(leaf: Leaf, look: Look) -> str:
    """Why the leaf cannot be met with all that is on offer; "" when it can."""
    fitting = look.fits(leaf)
    if asks_nothing(leaf):
        return ""
    if not fitting:
        return f"nothing on offer fits{_closest(leaf, look)}"
    match leaf:
        case Take():
            return _short(leaf, fitting, look)
        case Outcomes():
            shown = {uri for one in fitting for uri in covered(leaf, one)}
            return _uncovered(leaf, shown)


def _names_nothing(leaf: Leaf, look: Look) -> bool:
    """Whether all it names does not exist, which ``references`` tells."""
    named = leaf.select.definition
    return bool(named) and not any(exists(ref, look) for ref in named)


def _closest(leaf: Leaf, look: Look) -> str:
    """The offer with the fewest reasons against it, and the first of them."""
    wanted = leaf.select.definition
    reasons = {
        name_of(one.learning): may_be_used(leaf, one, look.setting)
        for one in look.offered
        if not wanted or any(is_named(ref, one.learning) for ref in wanted)
    }
    if not reasons:
        return ""
    name = min(reasons, key=lambda name: len(reasons[name]))
    return f"; closest is {name}: {reasons[name][0].why}"


def asks_nothing(one: Requirement) -> bool:
    """Whether it is met by whoever holds nothing."""
    if one.attest:
        return False
    match one:
        case All(of=of):
            return _no_totals(one) and all(asks_nothing(part) for part in of)
        case AnyOf(of=of):
            return _no_totals(one) and any(asks_nothing(part) for part in of)
        case NOf(of=of):
            idle = sum(asks_nothing(part) for part in of)
            return _no_totals(one) and one.distinct is None and idle >= one.n
        case Take():
            counted = one.min_count is not None or one.min_credits is not None
            differs = one.distinct is not None and one.distinct.at_least
            return counted and not one.min_count and not one.min_credits and not differs
        case Outcomes():
            return not one.outcomes
        case Attest():
            return False
        case Cond():
            other = one.otherwise is not None and asks_nothing(one.otherwise)
            return asks_nothing(one.then) and other


def _no_totals(one: All | AnyOf | NOf) -> bool:
    return not one.min_count and not one.min_credits


def _condition(place: Place, one: Cond, look: Look) -> Iterator[Finding]:
    found = outcomes(one.when, look)
    if found == {False}:
        yield error(
            (*place.path, "then"),
            one.then.id,
            "the condition holds for nobody who can enrol, so this is never asked",
            "Mend the condition, or remove the branch.",
        )
    elif found == {True} and one.otherwise is not None:
        yield error(
            (*place.path, "else"),
            one.otherwise.id,
            "the condition holds for everybody, so this is never asked",
            "Mend the condition, or remove the branch.",
        )
    elif found == {True}:
        yield warning(
            (*place.path, "if"),
            "",
            "the condition holds for everybody",
            "Write the requirement without a condition.",
        )


def _dominated(place: Place, one: AnyOf) -> Iterator[Finding]:
    idle = next((part for part in one.of if asks_nothing(part)), None)
    for index, part in enumerate(one.of):
        if idle is not None and part is not idle:
            yield warning(
                (*place.path, "of", index),
                part.id,
                f"{idle.id} beside it asks nothing, so nobody needs it",
                f"Remove {idle.id}, or let it ask something.",
            )


def _asks_nothing(place: Place) -> Iterator[Finding]:
    one = place.requirement
    if asks_nothing(one) and not any(isinstance(above, AnyOf) for above in place.above[-1:]):
        yield warning(
            place.path,
            one.id,
            "it is met by whoever holds nothing",
            "Ask for one credential at least, or remove it.",
        )


def _short(take: Take, fitting: tuple[Holding, ...], look: Look) -> str:
    together = _together(fitting, look)
    least = take.min_count or (1 if take.min_credits is None else 0)
    by = take.distinct.by if take.distinct is not None else None
    values = {value_of(one, by) for one in together} - {""} if by is not None else set()
    all_differ = take.distinct is not None and take.distinct.at_least is None
    possible = len(values) if all_differ else len(together)
    if least > possible:
        return f"{least} are asked, and of what is offered {possible} fit ({_called(together)})"
    cap = take.per_item_cap
    counted = sorted((credits(one, look) for one in together), reverse=True)[: take.max_count]
    offered = sum((one if cap is None else min(one, cap) for one in counted), Decimal(0))
    if take.min_credits is not None and offered < take.min_credits:
        return f"{_shown(take.min_credits)} credits are asked, {_shown(offered)} are offered"
    asked = take.distinct.at_least if take.distinct is not None else None
    if asked is not None and len(values) < asked:
        return f"{asked} different values of {by} are asked, and {len(values)} are offered"
    return ""


def _together(fitting: tuple[Holding, ...], look: Look) -> list[Holding]:
    """Of each definition one, the largest; of a repeatable one all."""
    found: dict[str, Holding] = {}
    for one in fitting:
        repeats = any(is_named(ref, one.learning) for ref in look.stack.constraints.repeatable)
        key = one.id if repeats else f"{one.learning.issuer} {name_of(one.learning)}"
        if key not in found or credits(one, look) > credits(found[key], look):
            found[key] = one
    return list(found.values())


def _called(holdings: list[Holding]) -> str:
    return listed(dict.fromkeys(name_of(one.learning) for one in holdings)) or "none"


def _shown(number: Decimal) -> str:
    return compact.decimal(number) or "0"


def _uncovered(leaf: Outcomes, shown: set[str]) -> str:
    missing = [one for one in leaf.outcomes if one.id not in shown]
    essential = [one.id for one in missing if one.essential]
    if essential:
        return f"nothing on offer shows {listed(essential)}, which is essential"
    reached = [one for one in leaf.outcomes if one.id in shown]
    match leaf.cover.mode:
        case CoverMode.ALL:
            return f"nothing on offer shows {listed(one.id for one in missing)}" if missing else ""
        case CoverMode.COUNT:
            have, unit = len(reached), "outcomes"
        case CoverMode.WEIGHT:
            have, unit = sum(one.weight for one in reached), "of weight"
    if have < leaf.cover.at_least:
        return f"{leaf.cover.at_least} {unit} are asked, and what is on offer shows {have}"
    return ""
