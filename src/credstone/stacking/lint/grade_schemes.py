"""Grades that rules ask for: is the scheme known, does the grade lie in it, who is graded so.

A grade counts only in its own scheme (docs/reference/stacks.md, "Grades"), so a rule in one scheme
leaves out whoever is graded in another, silently unless it is told here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding, Path
from credstone.model.outcome import GradingScheme
from credstone.model.requirement import Take
from credstone.stacking.facts import FACTS, listed
from credstone.stacking.grades import reaches, score
from credstone.stacking.lint.look import Look, name_of


@dataclass(frozen=True)
class Mark:
    """A grade that is asked for. ``number`` where an average needs one."""

    path: Path
    scheme: str
    grade: str
    number: bool


def check(look: Look) -> Iterator[Finding]:
    """Unknown schemes, grades outside them, schemes mixed in one leaf, and no direction."""
    marks = tuple(_marks(look))
    told: set[tuple[str, bool]] = set()
    for mark in marks:
        if (mark.scheme, True) in told:
            continue
        unknown = tuple(_unknown(mark, look))
        if unknown:
            told.add((mark.scheme, True))
            yield from unknown
        else:
            yield from _outside(mark, look)
    yield from _directions({mark.scheme: mark for mark in reversed(marks)}, look)
    yield from _mixed(look)
    yield from _compensation(look)


def _marks(look: Look) -> Iterator[Mark]:
    for one in look.leaves:
        rule = one.leaf.grade if isinstance(one.leaf, Take) else None
        if rule is not None:
            path = (*one.place.path, "grade")
            if rule.min:
                yield Mark((*path, "min"), rule.scheme, rule.min, False)
            if rule.avg_min:
                yield Mark((*path, "avg_min"), rule.scheme, rule.avg_min, True)
    for chosen in look.chosen:
        asked = chosen.selector.grade
        if asked is not None:
            yield Mark((*chosen.path, "grade", "min"), asked.scheme, asked.min, False)
    rules = look.stack.constraints
    if rules.compensation is not None:
        one_rule, path = rules.compensation, ("constraints", "compensation")
        yield Mark((*path, "avg_min"), one_rule.scheme, one_rule.avg_min, True)
        yield Mark((*path, "fail_floor"), one_rule.scheme, one_rule.fail_floor, False)
    if rules.grade_average is not None:
        average = rules.grade_average
        yield Mark(("constraints", "grade_average", "min"), average.scheme, average.min, True)


def _unknown(mark: Mark, look: Look) -> Iterator[Finding]:
    if _is_known(mark.scheme, look):
        return
    near = get_close_matches(mark.scheme, _known(look), n=1, cutoff=0.5)
    tell = warning if look.catalogue is None and not near else error
    yield tell(
        (*mark.path[:-1], "scheme"),
        mark.scheme,
        "neither the stack nor the catalogue describes this grading scheme"
        if look.catalogue is not None
        else "the stack does not describe this grading scheme",
        f"Write {near[0]} if that is meant." if near else "Describe it below schemes.",
    )


def _outside(mark: Mark, look: Look) -> Iterator[Finding]:
    """A grade that means nothing in any credential's scale, or no number where one is needed."""
    scheme = look.setting.schemes.get(mark.scheme)
    gradings: list[GradingScheme | None] = [
        one for one in _gradings(look) if one.id == mark.scheme and _has_scale(one)
    ]
    if not gradings and scheme is None:
        return
    for grading in gradings or [None]:
        if score(mark.grade, grading, scheme, mark.scheme) is not None:
            return
        if grading is not None and not _has_direction(grading, look):
            return
        words = () if grading is None else grading.allowed
        if not mark.number and mark.grade.casefold() in (word.casefold() for word in words):
            return
    what = "number" if mark.number else "grade"
    scale = _scale(gradings[0]) if gradings and gradings[0] is not None else ""
    yield error(
        mark.path,
        mark.grade,
        f"the scheme {mark.scheme} has no such {what}{scale}",
        "Write a grade of the scheme, or give its words points below schemes.",
    )


def _directions(by_scheme: dict[str, Mark], look: Look) -> Iterator[Finding]:
    for name, mark in by_scheme.items():
        silent = [
            one for one in _gradings(look) if one.id == name and not _has_direction(one, look)
        ]
        if silent:
            yield warning(
                (*mark.path[:-1], "scheme"),
                name,
                "the catalogue does not say which end of it is best, so no grade is a number",
                "Describe it below schemes, with lower_is_better.",
            )


def _mixed(look: Look) -> Iterator[Finding]:
    for one in look.leaves:
        rule = one.leaf.grade if isinstance(one.leaf, Take) else None
        if rule is None or not _is_known(rule.scheme, look):
            continue
        asked = [fact for fact in FACTS if fact.asked(one.leaf.select)]
        strange = {
            name_of(holding.learning): grading.id
            for holding in look.offered
            if (grading := holding.learning.grading) is not None
            and grading.id != rule.scheme
            and all(fact.agrees(one.leaf.select, holding.learning, look.setting) for fact in asked)
        }
        if strange:
            yield warning(
                (*one.place.path, "grade", "scheme"),
                rule.scheme,
                f"{listed(strange)} would fit, graded in {listed(dict.fromkeys(strange.values()))}",
                "Narrow the selector, or ask for the grade in a requirement for each scheme.",
            )


def _compensation(look: Look) -> Iterator[Finding]:
    rule = look.stack.constraints.compensation
    if rule is None:
        return
    scheme = look.setting.schemes.get(rule.scheme)
    path = ("constraints", "compensation")
    passing = "" if scheme is None else scheme.passing
    if passing and reaches(rule.fail_floor, passing, None, scheme, rule.scheme):
        yield warning(
            (*path, "fail_floor"),
            rule.fail_floor,
            f"it is a pass already (passing is {passing})",
            "Write the worst fail that may be made up for.",
        )
    floor = score(rule.fail_floor, None, scheme, rule.scheme)
    average = score(rule.avg_min, None, scheme, rule.scheme)
    if floor is not None and average is not None and average < floor:
        yield warning(
            (*path, "avg_min"),
            rule.avg_min,
            f"it is worse than fail_floor ({rule.fail_floor}), so it asks nothing",
            "Exchange the two, or ask for a better average.",
        )


def _known(look: Look) -> list[str]:
    """Ids of the schemes that the stack or the catalogue describes."""
    return [*dict.fromkeys((*look.setting.schemes, *(one.id for one in _gradings(look))))]


def _is_known(scheme: str, look: Look) -> bool:
    return scheme in _known(look)


def _gradings(look: Look) -> tuple[GradingScheme, ...]:
    found = (offer.learning.grading for offer in look.offers)
    return tuple({(one.id, one): one for one in found if one is not None}.values())


def _has_scale(one: GradingScheme) -> bool:
    return bool(one.allowed or one.minimum or one.maximum)


def _has_direction(one: GradingScheme, look: Look) -> bool:
    return bool(one.allowed) or one.lower_is_better is not None or one.id in look.setting.schemes


def _scale(one: GradingScheme) -> str:
    if one.allowed:
        return f", only {', '.join(one.allowed)}"
    return f", only {one.minimum} to {one.maximum}" if one.minimum and one.maximum else ""
