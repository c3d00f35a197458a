"""Grades as whole thousandths, larger is better, so that they compare and average exactly.

A grade is read in the scheme that its credential defines. What the credential leaves open (which
end is best, what words are worth, what passes) the stack may say under ``schemes``. Whether a
grade suffices is decided by the rules; here it only becomes a number.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from credstone.model.learning import Holding
from credstone.model.outcome import GradingScheme
from credstone.model.stack import SchemeInStack
from credstone.stacking.setting import Setting

# As in the award lists: people write 1,3 and 1.3.
_NUMBER = re.compile(r"-?\d{1,6}([.,]\d{1,6})?")


def score(
    grade: str, grading: GradingScheme | None, scheme: SchemeInStack | None, scheme_id: str
) -> int | None:
    """Thousandths, larger is better; None when there is no numeric grade in that scheme.

    ``grading`` is what the credential defines, ``scheme`` what the stack says of ``scheme_id``.
    A credential that names another scheme has no grade in this one; one that names none is read
    in the scheme if the stack describes it. Words are numbers only where the stack gives
    ``points``; a list of numbers, best first, tells by its order which end is best.
    """
    number = _number_in(grade, grading, scheme, scheme_id)
    return None if number is None else _thousandths(number)


def score_of(holding: Holding, scheme_id: str, setting: Setting) -> int | None:
    """``score`` of what a holding states."""
    scheme = setting.schemes.get(scheme_id)
    return score(holding.grade, holding.learning.grading, scheme, scheme_id)


def above(holding: Holding, mark: str, scheme_id: str, setting: Setting) -> int | None:
    """By how many thousandths the grade is better than ``mark``, read in the same scheme.

    Negative when it is worse; None when one of them is no number in that scheme. This is what a
    weighted average over several credentials sums, whichever end of the scheme is best.
    """
    scheme, grading = setting.schemes.get(scheme_id), holding.learning.grading
    mine = score(holding.grade, grading, scheme, scheme_id)
    asked = score(mark, grading, scheme, scheme_id)
    return None if mine is None or asked is None else mine - asked


def reaches(
    grade: str,
    mark: str,
    grading: GradingScheme | None,
    scheme: SchemeInStack | None,
    scheme_id: str,
) -> bool:
    """Whether ``grade`` is at least as good as ``mark`` in that scheme.

    As numbers where both are, otherwise by their place in the credential's list, best first.
    """
    mine = _number_in(grade, grading, scheme, scheme_id)
    asked = _number_in(mark, grading, scheme, scheme_id)
    if mine is not None and asked is not None:
        return mine >= asked
    if grading is None or grading.id != scheme_id:
        return False
    words = [_plain(word) for word in grading.allowed]
    if _plain(grade) not in words or _plain(mark) not in words:
        return False
    return words.index(_plain(grade)) <= words.index(_plain(mark))


def holding_reaches(holding: Holding, mark: str, scheme_id: str, setting: Setting) -> bool:
    """``reaches`` of what a holding states."""
    scheme = setting.schemes.get(scheme_id)
    return reaches(holding.grade, mark, holding.learning.grading, scheme, scheme_id)


def is_fail(holding: Holding, setting: Setting) -> bool:
    """Whether the grade is a fail by its own scheme.

    By ``passing`` or ``pass_mark`` of the credential's scheme, else by ``passing`` of the stack's.
    A grade that names no scheme is read in the stack's only one. What nobody calls a fail is none.
    """
    grading = holding.learning.grading
    if not holding.grade:
        return False
    if grading is None:
        only = [*setting.schemes.values()] if len(setting.schemes) == 1 else []
        return any(_fails_in_stack(holding.grade, None, one) for one in only)
    scheme = setting.schemes.get(grading.id)
    if grading.passing:
        return _plain(holding.grade) not in {_plain(word) for word in grading.passing}
    if grading.pass_mark:
        mine = score(holding.grade, grading, scheme, grading.id)
        mark = score(grading.pass_mark, grading, scheme, grading.id)
        return mine is not None and mark is not None and mine < mark
    return scheme is not None and _fails_in_stack(holding.grade, grading, scheme)


def number(text: str) -> Decimal | None:
    """What a person wrote as a number, with a point or a comma; None for everything else."""
    plain = text.strip()
    return Decimal(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def _fails_in_stack(grade: str, grading: GradingScheme | None, scheme: SchemeInStack) -> bool:
    if not scheme.passing or not _is_readable(grade, grading, scheme):
        return False
    return not reaches(grade, scheme.passing, grading, scheme, scheme.id)


def _is_readable(grade: str, grading: GradingScheme | None, scheme: SchemeInStack) -> bool:
    if _number_in(grade, grading, scheme, scheme.id) is not None:
        return True
    return grading is not None and _plain(grade) in {_plain(word) for word in grading.allowed}


def _number_in(
    grade: str, grading: GradingScheme | None, scheme: SchemeInStack | None, scheme_id: str
) -> Decimal | None:
    """The grade as a number, larger is better."""
    if grading is None and scheme is None:
        return None
    if grading is not None and grading.id != scheme_id:
        return None
    points = {} if scheme is None else {_plain(word): value for word, value in scheme.points}
    value = points.get(_plain(grade), number(grade))
    if value is None or (not points and not _lies_on(value, grading)):
        return None
    lower = _lower_is_better(grading, scheme, by_points=bool(points))
    return None if lower is None else (-value if lower else value)


def _lower_is_better(
    grading: GradingScheme | None, scheme: SchemeInStack | None, *, by_points: bool
) -> bool | None:
    """Which end is best; None when nobody says so. Points are the stack's, so is their direction.

    A closed list is written best first, so its ends tell.
    """
    if scheme is not None and (by_points or grading is None):
        return scheme.lower_is_better
    if grading is not None:
        ends = [number(word) for word in (*grading.allowed[:1], *grading.allowed[-1:])]
        if len(grading.allowed) > 1 and ends[0] is not None and ends[1] is not None:
            return ends[0] < ends[1]
        if grading.lower_is_better is not None:
            return grading.lower_is_better
    return None if scheme is None else scheme.lower_is_better


def _lies_on(value: Decimal, grading: GradingScheme | None) -> bool:
    """Whether the scale of the credential reaches so far; a scale without ends always does."""
    if grading is None:
        return True
    listed = [number(word) for word in grading.allowed]
    if listed:
        # Between two listed grades an average may lie, so the ends decide.
        ends = [one for one in listed if one is not None]
        return len(ends) == len(listed) and min(ends) <= value <= max(ends)
    low, high = number(grading.minimum), number(grading.maximum)
    return (low is None or low <= value) and (high is None or value <= high)


def _thousandths(value: Decimal) -> int:
    return int((value * 1000).to_integral_value(ROUND_HALF_EVEN))


def _plain(grade: str) -> str:
    return " ".join(grade.split()).casefold()
