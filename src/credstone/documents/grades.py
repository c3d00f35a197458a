"""Grades against the scheme of an achievement: a list of words, or a range of numbers.

Only the form and the pass mark are judged here; what a grade is worth elsewhere is not.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from credstone.documents.cells import clean_text, is_missing
from credstone.documents.finding import Cleaned, Finding, blocked, fixable
from credstone.documents.table import Cell, CellKind

_NUMBER = re.compile(r"\d{1,6}([.,]\d{1,6})?")


@dataclass(frozen=True)
class GradeList:
    """Grades that are words, best first; ``passing`` are those that earn the award."""

    grades: tuple[str, ...]
    passing: frozenset[str]


@dataclass(frozen=True)
class GradeRange:
    """Grades that are numbers from ``best`` to ``worst``; ``pass_mark`` still earns the award.

    The German scale is ``GradeRange(Decimal(1), Decimal(5), Decimal(4))``: the best may be the
    smaller number.
    """

    best: Decimal
    worst: Decimal
    pass_mark: Decimal

    def holds(self, grade: Decimal) -> bool:
        """Whether ``grade`` lies on the scale."""
        return min(self.best, self.worst) <= grade <= max(self.best, self.worst)

    def passes(self, grade: Decimal) -> bool:
        """Whether ``grade`` is the pass mark or better."""
        return grade >= self.pass_mark if self.best > self.worst else grade <= self.pass_mark


GradeScheme = GradeList | GradeRange


def how_read(scheme: GradeScheme) -> str:
    """The scheme in one line, for a person to see that it is read the right way round."""
    match scheme:
        case GradeList():
            passing = [word for word in scheme.grades if word in scheme.passing]
            return f"Grades: {', '.join(scheme.grades)}; passes with {', '.join(passing)}."
        case GradeRange():
            which = "from" if scheme.best > scheme.worst else "up to"
            return f"Grades: best {scheme.best}, passes {which} {scheme.pass_mark}."


def clean_grade(column: str, cell: Cell, scheme: GradeScheme | None) -> Cleaned[str]:
    """The grade in ``cell`` as the scheme writes it; failing grades block the row."""
    if cell.kind is CellKind.DATE:
        return Cleaned(None, (_date_instead(column, cell),))
    cleaned = clean_text(column, cell)
    grade = "" if cleaned.value is None else " ".join(cleaned.value.split())
    if is_missing(grade):
        return Cleaned(None, cleaned.findings)
    match scheme:
        case None:
            judged: Cleaned[str] = Cleaned(grade)
        case GradeList():
            judged = _in_list(column, grade, scheme)
        case GradeRange():
            judged = _in_range(column, grade, scheme)
    return Cleaned(judged.value, (*cleaned.findings, *judged.findings))


def _in_list(column: str, grade: str, scheme: GradeList) -> Cleaned[str]:
    known = {word.casefold(): word for word in scheme.grades}
    word = known.get(grade.casefold())
    if word is None:
        near = difflib.get_close_matches(grade.casefold(), known, n=1, cutoff=0.5)
        fix = f"Write {known[near[0]]!r} if that is meant." if near else _one_of(scheme)
        return Cleaned(None, (fixable(column, grade, "is not in the grading scheme", fix),))
    if word not in scheme.passing:
        return Cleaned(word, (_failing(column, word),))
    return Cleaned(word)


def _in_range(column: str, grade: str, scheme: GradeRange) -> Cleaned[str]:
    fix = f"Write a number from {scheme.best} to {scheme.worst}."
    if not _NUMBER.fullmatch(grade):
        return Cleaned(None, (fixable(column, grade, "is not a number", fix),))
    plain = grade.replace(",", ".")
    if not scheme.holds(Decimal(plain)):
        return Cleaned(None, (fixable(column, grade, "is not in the grading scheme", fix),))
    if not scheme.passes(Decimal(plain)):
        return Cleaned(plain, (_failing(column, grade),))
    return Cleaned(plain)


def _failing(column: str, grade: str) -> Finding:
    return blocked(
        column, grade, "is not a pass", "Leave the row out, or correct the grade if it is wrong."
    )


def _one_of(scheme: GradeList) -> str:
    return f"Write one of {', '.join(scheme.grades)}."


def _date_instead(column: str, cell: Cell) -> Finding:
    """``1.3`` typed into a German Excel becomes 1 March."""
    day = date.fromisoformat(cell.text[:10])
    fix = f"Write the grade in a cell formatted as text, perhaps {day.day}.{day.month}."
    return fixable(column, cell.text, "was turned into a date by the office program", fix)
