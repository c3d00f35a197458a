"""Days that are upside down: rules for learners who cannot exist, versions open at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding
from credstone.model.selector import Window
from credstone.stacking.lint.look import Look
from credstone.stacking.predicates import in_words


def check(look: Look) -> Iterator[Finding]:
    """Windows outside the stack's own, retirement before the start, overlapping versions."""
    stack = look.stack
    for place in look.places:
        window = place.requirement.effective
        if window is not None and not meet(window, stack.effective):
            yield warning(
                (*place.path, "effective"),
                in_words(window),
                f"nobody enrols then: this version is open {in_words(stack.effective)}",
                "Mend the days, or remove the requirement from this version.",
            )
    first = stack.effective.first
    if stack.retirement is not None and first is not None and stack.retirement.on <= first:
        yield error(
            ("retirement", "on"),
            stack.retirement.on.isoformat(),
            f"nobody could ever enrol: the version opens on {first}",
            "Write a later day, or an earlier effective.from.",
        )
    for one in look.chosen:
        after, last = one.selector.issued_after, _last_day(look)
        if after is not None and last is not None and after >= last:
            yield error(
                (*one.path, "issued_after"),
                after.isoformat(),
                f"the stack is awarded until {last} only",
                "Write an earlier day.",
            )
    yield from _versions(look)


def meet(one: Window, other: Window) -> bool:
    """Whether a day lies in both."""
    firsts = [day for day in (one.first, other.first) if day is not None]
    lasts = [day for day in (one.last, other.last) if day is not None]
    return not firsts or not lasts or max(firsts) <= min(lasts)


def _last_day(look: Look) -> date | None:
    retired = look.stack.retirement
    return None if retired is None else retired.teach_out_until


def _versions(look: Look) -> Iterator[Finding]:
    """Where several versions are open, the one that opened last binds; so they may not tie."""
    stack = look.stack
    for other in look.others:
        if other.id != stack.id or other == stack:
            continue
        if other.version == stack.version:
            yield error(
                ("version",),
                stack.version,
                "another file has the same version and says something else",
                "Give each version a label of its own.",
            )
        elif other.effective.first == stack.effective.first:
            yield warning(
                ("effective",),
                in_words(stack.effective),
                f"version {other.version} opens on the same day",
                "Let one begin when the other ends.",
            )
