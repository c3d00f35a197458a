"""Assessments and grades: every essential outcome is found out, and results can be written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from credstone.formats.checking import check_unique, error, warning
from credstone.formats.finding import Finding
from credstone.model.achievement import Achievement
from credstone.model.outcome import AssessmentMethod, GradingScheme
from credstone.model.vocabulary import AssessmentType


def check_assessments(achievement: Achievement) -> Iterator[Finding]:
    """Every finding about elements 9 and 13 and their tie to the outcomes."""
    methods = achievement.assessments
    known = {outcome.id for outcome in achievement.learning_outcomes}
    if not methods:
        yield error(("assessments",), "", "the assessment is missing", "List at least one.")
        return
    yield from check_unique(("assessments",), (method.id for method in methods))
    for index, method in enumerate(methods):
        yield from _check_method(("assessments", index), method, known)
    yield from _check_attendance(methods)
    yield from _check_coverage(achievement)


def _check_method(
    path: tuple[str | int, ...], method: AssessmentMethod, known: set[str]
) -> Iterator[Finding]:
    if not method.id:
        yield error((*path, "id"), "", "the assessment has no id", "Write a short one: a1.")
    if not method.outcomes:
        yield error(
            (*path, "outcomes"),
            "",
            "it does not say which outcomes it assesses",
            "List their ids, as in [o1, o2].",
        )
    for index, outcome in enumerate(method.outcomes):
        if outcome not in known:
            yield error(
                (*path, "outcomes", index),
                outcome,
                "no learning outcome has this id",
                f"Write one of: {', '.join(sorted(known)) or 'none is defined yet'}.",
            )
    yield from check_unique((*path, "outcomes"), method.outcomes, member=None)
    if method.identity_verified and not method.identity_method:
        yield warning(
            (*path, "identity_method"),
            "",
            "it does not say how identity is verified",
            "Write it, such as photo identification at the door.",
        )
    if method.identity_method and not method.identity_verified:
        yield error(
            (*path, "identity_verified"),
            "false",
            "a method is named and identity is not verified",
            "Write identity_verified: true, or remove identity_method.",
        )


def _check_attendance(methods: tuple[AssessmentMethod, ...]) -> Iterator[Finding]:
    if all(method.type is AssessmentType.ATTENDANCE for method in methods):
        yield error(
            ("assessments",),
            "attendance",
            "attendance alone never earns a micro-credential",
            "Add an assessment of what the learner can do.",
        )


def _check_coverage(achievement: Achievement) -> Iterator[Finding]:
    assessed = {one for method in achievement.assessments for one in method.outcomes}
    shown = {
        one
        for method in achievement.assessments
        if method.type is not AssessmentType.ATTENDANCE
        for one in method.outcomes
    }
    for index, outcome in enumerate(achievement.learning_outcomes):
        if not outcome.essential or not outcome.id or outcome.id in shown:
            continue
        only_there = outcome.id in assessed
        yield error(
            ("learning_outcomes", index),
            outcome.id,
            "it is essential, and only attendance assesses it"
            if only_there
            else "it is essential, and no assessment covers it",
            "Add its id to the outcomes of an assessment, or write essential: false.",
        )


def check_grading(scheme: GradingScheme | None) -> Iterator[Finding]:
    """Every finding about how results are written, element 14."""
    if scheme is None:
        return
    if not scheme.id:
        yield error(("grading", "id"), "", "the scheme has no id", "Write a short one: grade.")
    if not scheme.name.best().strip():
        yield error(("grading", "name"), "", "the scheme has no name", "Write name: {en: …}.")
    ranged = bool(scheme.minimum or scheme.maximum or scheme.pass_mark)
    if ranged == bool(scheme.allowed):
        yield error(
            ("grading",),
            scheme.id,
            "results are either a list of values or a range",
            "Write allowed and passing, or minimum, maximum and pass_mark.",
        )
    elif ranged:
        yield from _check_range(scheme)
    else:
        yield from _check_list(scheme)


def _check_list(scheme: GradingScheme) -> Iterator[Finding]:
    yield from check_unique(("grading", "allowed"), scheme.allowed, member=None)
    if not scheme.passing:
        yield error(("grading", "passing"), "", "no value passes", "List those that do.")
    for index, value in enumerate(scheme.passing):
        if value not in scheme.allowed:
            yield error(
                ("grading", "passing", index),
                value,
                "it is not among the allowed values",
                f"Write one of: {', '.join(scheme.allowed)}.",
            )


def _check_range(scheme: GradingScheme) -> Iterator[Finding]:
    numbers: dict[str, Decimal] = {}
    for name, written in (
        ("minimum", scheme.minimum),
        ("maximum", scheme.maximum),
        ("pass_mark", scheme.pass_mark),
    ):
        number = _number(written)
        if number is None:
            yield error(("grading", name), written, "a range needs this number", _advice(written))
        else:
            numbers[name] = number
    if len(numbers) < 3:
        return
    if numbers["minimum"] >= numbers["maximum"]:
        yield error(
            ("grading", "maximum"),
            scheme.maximum,
            "the maximum is not above the minimum",
            "Write the smaller number as minimum; lower_is_better says which way is good.",
        )
    elif not numbers["minimum"] <= numbers["pass_mark"] <= numbers["maximum"]:
        yield error(
            ("grading", "pass_mark"),
            scheme.pass_mark,
            "the pass mark is outside the range",
            f"Write a number from {scheme.minimum} to {scheme.maximum}.",
        )
    elif scheme.lower_is_better is None:
        # Guessed wrongly, those who failed would be awarded and those who passed would not.
        yield error(
            ("grading", "lower_is_better"),
            "",
            "it does not say which end of the range is best",
            f"Write lower_is_better: false (best {scheme.maximum}, passes from {scheme.pass_mark} "
            f"up) or lower_is_better: true (best {scheme.minimum}, passes from "
            f"{scheme.pass_mark} down).",
        )


def _advice(written: str) -> str:
    with_point = written.strip().replace(",", ".", 1)
    if "," in written and _number(with_point) is not None:
        return f"Write {with_point} with a point."
    return 'Write it in quotes: "4.0".'


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
