"""Numbers that contradict each other in one requirement or one constraint.

A minimum above its own maximum is found by ``formats.stack``; here more than two numbers meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding
from credstone.formats.stack_places import Place
from credstone.model.requirement import All, AnyOf, NOf, Take
from credstone.stacking.lint.look import Look
from credstone.stacking.periods import after, in_words


def check(look: Look) -> Iterator[Finding]:
    """What cannot be reached, and what limits nothing."""
    for place in look.places:
        match place.requirement:
            case Take():
                yield from _take(place, place.requirement)
            case All() | AnyOf() | NOf():
                yield from _group(place, place.requirement)
            case _:
                pass
    yield from _ages(look)
    yield from _limits(look)


def _take(place: Place, one: Take) -> Iterator[Finding]:
    if one.max_count and one.per_item_cap is not None and one.min_credits is not None:
        most = one.max_count * one.per_item_cap
        if most < one.min_credits:
            yield error(
                (*place.path, "min_credits"),
                str(one.min_credits),
                f"{one.max_count} credentials bring {most} credits at most",
                "Raise max_count or per_item_cap, or ask for fewer credits.",
            )
    if one.min_each is not None and (one.per_item_cap or one.min_each) < one.min_each:
        yield warning(
            (*place.path, "per_item_cap"),
            str(one.per_item_cap),
            f"every credential here has at least {one.min_each} and is cut",
            "Raise per_item_cap, or lower min_each.",
        )
    stands = one.counts_up_to or 1
    if one.max_count is not None and one.max_count - max(one.min_count or 1, 1) + 1 < stands:
        yield warning(
            (*place.path, "counts_up_to"),
            str(stands),
            f"with max_count {one.max_count} it can never stand for so many",
            "Raise max_count, or lower counts_up_to.",
        )


def _group(place: Place, one: All | AnyOf | NOf) -> Iterator[Finding]:
    mosts = [part.max_count if isinstance(part, Take) else None for part in one.of]
    known = [most for most in mosts if most is not None]
    if one.min_count is not None and len(known) == len(mosts) and sum(known) < one.min_count:
        yield error(
            (*place.path, "min_count"),
            str(one.min_count),
            f"the parts take {sum(known)} credentials at most",
            "Raise max_count of a part, or ask for fewer.",
        )
    if isinstance(one, All) and one.max_count is not None:
        least = sum(_least_count(part) for part in one.of if isinstance(part, Take))
        if least > one.max_count:
            yield error(
                (*place.path, "max_count"),
                str(one.max_count),
                f"the parts together need {least} credentials",
                "Raise max_count, or ask for fewer in the parts.",
            )


def _least_count(one: Take) -> int:
    if one.min_count is None and one.min_credits is None:
        return 1
    return one.min_count or 0


def _ages(look: Look) -> Iterator[Finding]:
    age = look.stack.constraints.age
    for one in look.chosen:
        period = one.selector.max_age
        if age is None or period is None or not one.asks:
            continue
        if after(look.at, period) > after(look.at, age.max):
            yield warning(
                (*one.path, "max_age"),
                in_words(period),
                f"nothing older than {in_words(age.max)} counts anyway (constraints.age)",
                "Write a shorter period, or remove it here.",
            )


def _limits(look: Look) -> Iterator[Finding]:
    rules = look.stack.constraints
    for index, overlap in enumerate(rules.overlap):
        size = len(overlap.definitions)
        path = ("constraints", "overlap", index)
        if overlap.count_at_most is not None and overlap.count_at_most >= size:
            yield warning(
                (*path, "count_at_most"),
                str(overlap.count_at_most),
                f"only {size} definitions are named, so it limits nothing",
                "Name more definitions, or write a smaller number.",
            )
    if rules.compensation is not None and not rules.compensation.max_compensated_credits:
        yield warning(
            ("constraints", "compensation", "max_compensated_credits"),
            "0",
            "no fail that has credits can be made up for",
            "Write how many credits may be made up for, or remove compensation.",
        )
    seen = Decimal(0)
    for level, credits in sorted(rules.min_credits_at, reverse=True):
        if seen and credits <= seen:
            yield warning(
                ("constraints", "level", "min_credits_at", str(level)),
                str(credits),
                f"a higher level already asks for {seen} credits",
                "Ask for more here, or remove it.",
            )
        seen = max(seen, credits)
