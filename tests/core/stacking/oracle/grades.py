"""How the judge reads a grade: in which scheme, as which number, and whether it is a fail.

Written from docs/reference/stacks.md ("Grades") alone, apart from the engine's own reading.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from credstone.model.learning import Holding
from credstone.model.outcome import GradingScheme
from credstone.model.stack import SchemeInStack, Stack


def _described(stack: Stack, scheme_id: str) -> SchemeInStack | None:
    return {scheme.id: scheme for scheme in stack.schemes}.get(scheme_id)


def _is_in(holding: Holding, scheme_id: str, stack: Stack) -> bool:
    """Whether the holding has a grade in the scheme."""
    grading = holding.learning.grading
    if not holding.grade:
        return False
    return grading.id == scheme_id if grading else _described(stack, scheme_id) is not None


def _number_in(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def _lower_is_better(grading: GradingScheme | None, scheme: SchemeInStack | None) -> bool | None:
    """Which end is best: a list of numbers says so, then the credential, then the stack.

    Without a scheme of the credential's own, only the stack is left to ask.
    """
    listed = [_number_in(grade) for grade in grading.allowed] if grading else []
    if len(listed) > 1 and listed[0] is not None and listed[-1] is not None:
        return listed[0] < listed[-1]
    if grading is not None and grading.lower_is_better is not None:
        return grading.lower_is_better
    return None if scheme is None else scheme.lower_is_better


def worth(holding: Holding, grade: str, scheme_id: str, stack: Stack) -> Decimal | None:
    """``grade`` as a number of which the larger is the better; None when it has none.

    It is read as the holding's credential and the stack have it, if the holding is graded in that
    scheme at all.
    """
    if not _is_in(holding, scheme_id, stack):
        return None
    scheme, grading = _described(stack, scheme_id), holding.learning.grading
    if scheme is not None and scheme.points:
        number, lower = dict(scheme.points).get(grade, _number_in(grade)), scheme.lower_is_better
    else:
        number, lower = _number_in(grade), _lower_is_better(grading, scheme)
        if number is not None and not _on_scale(number, grading):
            return None
    if number is None or lower is None:
        return None
    return -number if lower else number


def _on_scale(number: Decimal, grading: GradingScheme | None) -> bool:
    """Whether the credential's scale reaches so far; one without ends always does."""
    if grading is None:
        return True
    ends = [_number_in(end) for end in grading.allowed or (grading.minimum, grading.maximum)]
    if not grading.allowed:
        low, high = ends
        return (low is None or low <= number) and (high is None or number <= high)
    known = [end for end in ends if end is not None]
    return len(known) == len(ends) and min(known) <= number <= max(known)


def at_least_as_good(holding: Holding, floor: str, scheme_id: str, stack: Stack) -> bool:
    if not _is_in(holding, scheme_id, stack):
        return False
    mine = worth(holding, holding.grade, scheme_id, stack)
    needed = worth(holding, floor, scheme_id, stack)
    if mine is not None and needed is not None:
        return mine >= needed
    grading = holding.learning.grading
    places = grading.allowed if grading else ()
    if holding.grade in places and floor in places:
        return places.index(holding.grade) <= places.index(floor)
    return False


def is_fail(holding: Holding, stack: Stack) -> bool:
    grading = holding.learning.grading
    if not holding.grade:
        return False
    if grading is None:
        only = stack.schemes[0] if len(stack.schemes) == 1 else None
        return only is not None and _misses(holding, only.passing, only.id, stack)
    if grading.passing:
        return holding.grade not in grading.passing
    if grading.pass_mark:
        return _misses(holding, grading.pass_mark, grading.id, stack)
    scheme = _described(stack, grading.id)
    return scheme is not None and _misses(holding, scheme.passing, grading.id, stack)


def _misses(holding: Holding, mark: str, scheme_id: str, stack: Stack) -> bool:
    """Whether the grade can be compared with the mark, and is worse."""
    if not mark:
        return False
    grading = holding.learning.grading
    places = grading.allowed if grading else ()
    both = (holding.grade, mark)
    readable = all(worth(holding, grade, scheme_id, stack) is not None for grade in both)
    if not readable and not all(grade in places for grade in both):
        return False
    return not at_least_as_good(holding, mark, scheme_id, stack)
