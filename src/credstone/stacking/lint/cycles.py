"""Circles: definitions that need each other, and awards that are needed to earn themselves.

Circles in ``order`` are found by ``formats.stack``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding
from credstone.model.learning import Learning
from credstone.model.stack import Stack
from credstone.stacking.lint.look import Look, name_of, names

Graph = Mapping[str, tuple[str, ...]]


def check(look: Look) -> Iterator[Finding]:
    """Prerequisites in a circle, a leaf that takes the stack's own award, stacks in a circle."""
    yield from _prerequisites(look)
    yield from _own_target(look)
    yield from _stacks(look)


def _prerequisites(look: Look) -> Iterator[Finding]:
    needs = _needs(tuple(one.learning for one in look.offered))
    told: set[frozenset[str]] = set()
    for one in look.leaves:
        found = {name: _circle(needs, name) for name in names(look.fits(one.leaf))}
        circles = {name: circle for name, circle in found.items() if circle}
        for circle in circles.values():
            if frozenset(circle) in told:
                continue
            told.add(frozenset(circle))
            tell = error if len(circles) == len(found) else warning
            yield tell(
                one.place.path,
                one.leaf.id,
                f"nobody can begin: {' needs '.join((*circle, circle[0]))}",
                f"Let {circle[-1]} begin without {circle[0]}.",
            )


def _needs(offered: tuple[Learning, ...]) -> dict[str, tuple[str, ...]]:
    """Names by names, each definition under its code (or id)."""
    called = {one.id: name_of(one) for one in offered} | {one.code: name_of(one) for one in offered}
    return {
        name_of(one): tuple(called.get(name, name) for name in one.prerequisites) for one in offered
    }


def _circle(needs: Graph, start: str) -> tuple[str, ...]:
    """The shortest way from ``start`` back to it, or () when there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for name in needs.get(way[-1], ()):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()


def _own_target(look: Look) -> Iterator[Finding]:
    target = look.stack.target
    for one in look.references:
        if target and one.asks and one.ref.name == target:
            yield error(
                one.path,
                str(one.ref),
                "it is what the stack itself leads to",
                "Name what has to be earned before.",
            )
    after = {one.learning.id for one in look.offers if target in one.learning.prerequisites}
    for place in look.leaves if target else ():
        fitting = look.fits(place.leaf)
        needing = [one for one in fitting if one.learning.id in after]
        if needing:
            tell = error if len(needing) == len(fitting) else warning
            yield tell(
                place.place.path,
                place.leaf.id,
                f"{names(needing)[0]} can only be begun with {target}, which the stack leads to",
                "Ask for something that can be earned before.",
            )


def _stacks(look: Look) -> Iterator[Finding]:
    """Explicit references only: what a wide selector might also take is no need."""
    leading = {one.target: one for one in (*look.others, look.stack) if one.target}
    needs = {
        target: tuple(ref for ref in _named(one, look) if ref in leading)
        for target, one in leading.items()
    }
    circle = _circle(needs, look.stack.target) if look.stack.target else ()
    if len(circle) > 1:
        yield error(
            ("target",),
            look.stack.target,
            f"stacks go in a circle: {' needs '.join((*circle, circle[0]))}",
            f"Ask in {leading[circle[-1]].id} for something else than {circle[0]}.",
        )


def _named(stack: Stack, look: Look) -> list[str]:
    other = Look(stack, None, (), look.at)
    return [one.ref.name for one in other.references if one.asks]
