"""From a result list to what it asks for: read, map, check, and turn good rows into requests.

The dry run and the real run both go through here, so what ``check`` says is what ``run`` does.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from credstone.documents.columns import ColumnMap, map_columns, normalise_header
from credstone.documents.corrections import Correction
from credstone.documents.field_words import Field, spoken
from credstone.documents.grades import GradeList, GradeRange, GradeScheme, how_read
from credstone.documents.row import CheckedSheet, ResultRow, RowRules
from credstone.documents.rows import check_rows
from credstone.documents.sheet import read_sheet
from credstone.documents.table import Sheet
from credstone.issuing.request import AwardRequest
from credstone.model.achievement import Achievement
from credstone.model.award import Evidence
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.outcome import GradingScheme
from credstone.model.party import Person
from credstone.model.text import Text

_LAST_MOMENT = time(23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True)
class AwardSheet:
    """A result list that was read and checked against one achievement."""

    sheet: Sheet
    columns: ColumnMap
    checked: CheckedSheet
    achievement: Achievement
    with_birth_date: bool = False
    """Whether credentials carry the date of birth; without need for it, they do not."""

    @property
    def notes(self) -> tuple[str, ...]:
        """In plain sentences, how the list was read and what ails it as a whole."""
        grades = rules_of(self.achievement).grades
        return (
            *self.sheet.notes,
            *([how_read(grades)] if grades is not None else []),
            *self.checked.notes,
            *(lack.sentence for lack in self.checked.lacking),
        )

    def columns_used(self) -> str:
        """One sentence: which column was read as what."""
        used = (
            f"{one.header} → {self._meaning(one.field)}"
            for one in self.columns.columns
            if one.field is not None
        )
        return f"Columns used: {', '.join(used)}."

    def _meaning(self, field: Field) -> str:
        if field is Field.DATE_OF_BIRTH and not self.with_birth_date:
            return f"{spoken(field)} (tells people apart, not written into credentials)"
        return spoken(field)

    def requests(self) -> Iterator[tuple[int, AwardRequest]]:
        """Row number and request of every row that is ok, in order."""
        for row in self.checked.rows:
            if row.result is not None:
                yield row.row, request_of(row.result, self.achievement, self.with_birth_date)


def read_award_sheet(
    path: Path,
    achievement: Achievement,
    *,
    today: date,
    given: Mapping[str, Field | None] | None = None,
    corrections: Iterable[Correction] = (),
) -> AwardSheet:
    """Read and check the list at ``path``; ``given`` is a column map, ``today`` the day of award.

    Raises ``MalformedSheet`` for a list that cannot be read at all.
    """
    sheet = read_sheet(path, known=tuple(given or ()))
    columns = map_columns(sheet, given)
    checked = check_rows(sheet, columns, corrections, today=today, rules=rules_of(achievement))
    return AwardSheet(sheet, columns, checked, achievement)


def headers_digest(header: Iterable[str]) -> str:
    """What a remembered column map is found by: the set of headers, in any order."""
    plain = sorted({normalise_header(text) for text in header if text})
    return sha256("\n".join(plain).encode()).hexdigest()


def rules_of(achievement: Achievement) -> RowRules:
    """What ``achievement`` demands of each row of its result list."""
    scheme = achievement.grading
    return RowRules(
        required=frozenset({Field.GRADE}) if scheme is not None else frozenset(),
        grades=None if scheme is None else _grades(scheme),
    )


def request_of(
    row: ResultRow, achievement: Achievement, with_birth_date: bool = False
) -> AwardRequest:
    """The wish of a clean row; the date of birth is part of it only when that is wanted."""
    language = row.language or (achievement.languages[0] if achievement.languages else "en")
    return AwardRequest(
        learner=Person(
            full_name=row.full_name,
            given_name=row.given_name,
            family_name=row.family_name,
            birth_date=row.date_of_birth if with_birth_date else None,
            identifiers=tuple(_identifiers(row)),
        ),
        awarded_on=row.awarded_on,
        grade=row.grade,
        valid_until=_valid_until(row, achievement),
        evidence=tuple(_evidence(row)),
        narrative=Text.of({language: row.narrative}) if row.narrative else Text(),
        occasion=row.occasion,
    )


def end_of_validity(awarded_on: date, achievement: Achievement) -> datetime | None:
    """The last moment of an award of that day, by the achievement's months; None without end."""
    months = achievement.validity.months
    if months is None:
        return None
    return datetime.combine(_months_later(awarded_on, months), _LAST_MOMENT)


def _grades(scheme: GradingScheme) -> GradeScheme:
    if scheme.allowed:
        return GradeList(scheme.allowed, frozenset(scheme.passing))
    low, high = Decimal(scheme.minimum), Decimal(scheme.maximum)
    best, worst = (low, high) if scheme.lower_is_better else (high, low)
    return GradeRange(best, worst, Decimal(scheme.pass_mark))


def _identifiers(row: ResultRow) -> Iterator[Identifier]:
    for kind, value in (
        (IdentifierType.EUROPEAN_STUDENT, row.esi),
        (IdentifierType.STUDENT_NUMBER, row.student_number),
        (IdentifierType.USER_NAME, row.eppn),
        (IdentifierType.EMAIL, row.email),
    ):
        if value:
            yield Identifier(kind, value)


def _evidence(row: ResultRow) -> Iterator[Evidence]:
    if row.evidence_url or row.evidence_name or row.evidence_description:
        name = row.evidence_name or "Evidence"
        yield Evidence(name, row.evidence_url, row.evidence_description)


def _valid_until(row: ResultRow, achievement: Achievement) -> datetime | None:
    """The last moment of validity: the list's own day, else the achievement's months."""
    if row.valid_until is not None:
        return datetime.combine(row.valid_until, _LAST_MOMENT)
    return end_of_validity(row.awarded_on, achievement)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
