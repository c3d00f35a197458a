"""Whether a stack is wise: what can never be met, names nothing, or may be meant otherwise.

What stands wrong in one place of the file is found by ``formats.stack``; here the parts are
weighed together, and against a catalogue and other stacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from credstone.formats.finding import Finding, has_errors
from credstone.model.learning import Catalogue
from credstone.model.stack import Stack
from credstone.ports import Json
from credstone.stacking.lint import (
    bounds,
    branches,
    credit_sums,
    cycles,
    dates,
    gates,
    grade_schemes,
    levels,
    references,
    retired,
    roles,
    satisfiable,
    scopes,
    units,
)
from credstone.stacking.lint.look import Look

Check = Callable[[Look], Iterator[Finding]]

# One file each; a new check is a line here.
CHECKS: tuple[Check, ...] = (
    references.check,
    retired.check,
    cycles.check,
    dates.check,
    roles.check,
    bounds.check,
    credit_sums.check,
    units.check,
    grade_schemes.check,
    levels.check,
    gates.check,
    scopes.check,
    branches.check,
)


def lint(
    stack: Stack,
    catalogue: Catalogue | None = None,
    others: Sequence[Stack] = (),
    *,
    at: date,
    written: Json = None,
) -> tuple[Finding, ...]:
    """Everything that speaks against ``stack``, with JSON pointers into it.

    Errors contradict themselves, cannot be met, or name what does not exist; the rest are
    warnings. Without a ``catalogue`` nothing is said about what is on offer. ``at`` is the day on
    which offers are retired or not. ``written`` is the stack as its file has it: with it is told
    what is left to a default.
    """
    look = Look(stack, catalogue, tuple(others), at, written)
    found = tuple(finding for check in CHECKS for finding in check(look))
    # What is wrong in one place makes the whole unmeetable anyway; so that is mended first.
    return found if has_errors(found) else (*found, *satisfiable.check(look))
