"""Checking a result list row by row: each ends ok, fixable or blocked, and none is dropped.

*Fixable* means that a person repairs the row by editing the named cell: a date that cannot be read
or can be read twice, a missing name, a malformed address, a grade outside the scheme, a formula,
letters or digits that a program lost, an award of long ago. *Blocked* means that the row must not
be awarded as it stands: a failing grade, a date in the future, no identifier at all, the same
learner as an earlier row, one official identifier under two names, or a person's decision to leave
it out. A correction may repair either. What an award needs beyond this is decided where awards are
made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from credstone.documents import cells, plausible
from credstone.documents.columns import ColumnMap
from credstone.documents.corrections import Correction, by_row
from credstone.documents.dates import clean_date
from credstone.documents.field_words import Field, spoken
from credstone.documents.finding import Cleaned, Finding, Severity, blocked, fixable, worst
from credstone.documents.grades import clean_grade
from credstone.documents.habits import DATES, NAMES, Habits, habits_of, order_notes
from credstone.documents.row import (
    CheckedRow,
    CheckedSheet,
    ResultRow,
    RowRules,
    RowState,
)
from credstone.documents.table import EMPTY_CELL, Cell, CellKind, Sheet, SheetRow
from credstone.documents.twins import find_twins

_YEARS_AHEAD = 79
"""A year of two digits in a last day of validity reaches this far ahead."""

_TEXT_CLEANERS: dict[Field, Callable[[str, Cell], Cleaned[str]]] = {
    Field.STUDENT_NUMBER: cells.clean_identifier,
    Field.ESI: cells.clean_esi,
    Field.EMAIL: cells.clean_email,
    Field.EPPN: cells.clean_eppn,
    Field.GIVEN_NAME: cells.clean_name,
    Field.FAMILY_NAME: cells.clean_name,
    Field.SECOND_FAMILY_NAME: cells.clean_name,
    Field.FULL_NAME: cells.clean_name,
    Field.EVIDENCE_URL: cells.clean_url,
    Field.EVIDENCE_NAME: cells.clean_text,
    Field.EVIDENCE_DESCRIPTION: cells.clean_text,
    Field.NARRATIVE: cells.clean_text,
    Field.LANGUAGE: cells.clean_language,
    Field.OCCASION: cells.clean_text,
}


def check_rows(
    sheet: Sheet,
    columns: ColumnMap,
    corrections: Iterable[Correction] = (),
    *,
    today: date,
    rules: RowRules,
) -> CheckedSheet:
    """Check every row of ``sheet``; ``today`` is the day on which the results are awarded."""
    wanted = by_row(corrections)
    habits = habits_of(sheet, columns, rules)
    checker = _Checker(columns, rules, today, habits)
    drafts = [checker.draft(row, wanted.get(row.number)) for row in sheet.rows]
    twins = find_twins([draft for draft in drafts if not draft.left_out])
    for draft in drafts:
        draft.findings += twins.get(draft.row, [])
    present = {row.number for row in sheet.rows}
    return CheckedSheet(
        rows=tuple(_concluded(draft) for draft in drafts),
        blank_rows=sheet.blank_rows,
        unused=tuple(one for number, one in wanted.items() if number not in present),
        notes=tuple(order_notes(columns, habits)),
        lacking=habits.lacking,
    )


@dataclass
class _Draft:
    """A row while it is being checked."""

    row: int
    headers: dict[Field, str]
    texts: dict[Field, str] = field(default_factory=dict)
    dates: dict[Field, date] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    left_out: str = ""
    confirmed: frozenset[Field] = frozenset()
    """Fields whose value a person wrote into a correction."""

    @property
    def birth(self) -> date | None:
        return self.dates.get(Field.DATE_OF_BIRTH)

    def column(self, wanted: Field) -> str:
        """The column's header, or the field's own name when the list has no such column."""
        return self.headers.get(wanted, wanted.value)


class _Checker:
    """The checks of single rows under one set of rules."""

    def __init__(
        self,
        columns: ColumnMap,
        rules: RowRules,
        today: date,
        habits: Habits,
    ) -> None:
        self._fields = columns.by_field
        self._headers = {wanted: one.header for wanted, one in self._fields.items()}
        self._width = 1 + max(column.position for column in columns.columns)
        self._rules = rules
        self._today = today
        self._habits = habits

    def draft(self, row: SheetRow, correction: Correction | None) -> _Draft:
        draft = _Draft(row.number, self._headers)
        row_cells = {wanted: row.cell(one.position) for wanted, one in self._fields.items()}
        self._check_width(row, draft)
        if correction is not None:
            row_cells = self._corrected(row_cells, correction, draft)
        if not draft.left_out:
            for wanted, cell in row_cells.items():
                self._read(wanted, cell, draft)
            self._demand(row_cells, draft)
        return draft

    def _check_width(self, row: SheetRow, draft: _Draft) -> None:
        beyond = [cell.text for cell in row.cells[self._width :] if cell.text.strip()]
        if beyond:
            why = "stands to the right of the last column; a value may hold an unquoted separator"
            fix = "Put the values under their headers."
            draft.findings.append(fixable("", beyond[0], why, fix))

    def _corrected(
        self, row_cells: dict[Field, Cell], correction: Correction, draft: _Draft
    ) -> dict[Field, Cell]:
        for wanted, text in correction.was.items():
            found = row_cells.get(wanted, EMPTY_CELL).text
            if found.strip() != text.strip():
                why = f"is not {text!r}, which the correction of this row expects"
                fix = "Check the correction: the list has changed since it was written."
                draft.findings.append(fixable(draft.column(wanted), found, why, fix))
                return row_cells
        draft.left_out = correction.skip
        draft.confirmed = frozenset(correction.values)
        new = {wanted: _typed(text) for wanted, text in correction.values.items()}
        return {**row_cells, **new}

    def _read(self, wanted: Field, cell: Cell, draft: _Draft) -> None:
        column = draft.column(wanted)
        if cell.kind is CellKind.ERROR:
            why, fix = "is an error of the office program", "Write the value."
            draft.findings.append(fixable(column, cell.text, why, fix))
            return
        if cell.formula:
            shown = f"its value is {cell.text!r}" if cell.text else "its value was not saved"
            fix = "Copy the column and paste it as values."
            why = f"is a formula; {shown}"
            draft.findings.append(fixable(column, cell.text, why, fix))
        if cell.kind is CellKind.EMPTY or not cell.text.strip():
            return
        if wanted in DATES:
            self._read_date(wanted, cell, draft)
            return
        cleaned = (
            clean_grade(column, cell, self._rules.grades)
            if wanted is Field.GRADE
            else _TEXT_CLEANERS[wanted](column, cell)
        )
        draft.findings += cleaned.findings
        if wanted is Field.STUDENT_NUMBER:
            draft.findings += plausible.lost_zeros(column, cell, self._habits.width)
        if cleaned.value is not None:
            draft.texts[wanted] = cleaned.value

    def _read_date(self, wanted: Field, cell: Cell, draft: _Draft) -> None:
        if cells.is_missing(cell.text):
            return
        ahead = _YEARS_AHEAD if wanted is Field.VALID_UNTIL else 0
        column = draft.column(wanted)
        order = self._habits.orders.get(wanted)
        cleaned = clean_date(column, cell, order, latest_year=self._today.year + ahead)
        draft.findings += cleaned.findings
        if cleaned.value is not None:
            draft.dates[wanted] = cleaned.value
            draft.findings += self._judged(wanted, cleaned.value, column, cell.text, draft)

    def _judged(
        self, wanted: Field, day: date, column: str, text: str, draft: _Draft
    ) -> tuple[Finding, ...]:
        """Whether a date that could be read makes sense for its field."""
        if wanted is Field.AWARDED_ON:
            return plausible.award_day(
                column,
                text,
                day,
                today=self._today,
                earliest=self._rules.earliest,
                confirmed=wanted in draft.confirmed,
            )
        if wanted is Field.DATE_OF_BIRTH:
            return plausible.birth_day(column, text, day, today=self._today)
        return ()

    def _demand(self, row_cells: dict[Field, Cell], draft: _Draft) -> None:
        """What must be there and is not. A cell that already has a finding is not asked for."""
        present = draft.texts.keys() | draft.dates.keys()
        tried = {wanted for wanted, cell in row_cells.items() if _says_something(cell)}
        if self._rules.awarded_on is not None and Field.AWARDED_ON not in present | tried:
            draft.dates[Field.AWARDED_ON] = self._rules.awarded_on
            present = present | {Field.AWARDED_ON}
        for wanted in sorted({*self._rules.required, Field.AWARDED_ON} - present - tried):
            fix = "Fill in the cell." if wanted in self._fields else "Add the column."
            draft.findings.append(fixable(draft.column(wanted), "", "is missing", fix))
        if not (present | tried).intersection(NAMES):
            named = next((one for one in NAMES if one in self._fields), Field.FULL_NAME)
            fix = "Write the learner's name."
            draft.findings.append(fixable(draft.column(named), "", "is missing", fix))
        elif Field.FULL_NAME not in present | tried:
            self._demand_parts(present | tried, draft)
        if not (present | tried) & self._rules.identified_by:
            self._no_identifier(draft)
        valid_until, awarded_on = (
            draft.dates.get(one) for one in (Field.VALID_UNTIL, Field.AWARDED_ON)
        )
        if valid_until and awarded_on and valid_until <= awarded_on:
            why = f"is not after the award ({awarded_on.isoformat()})"
            column, shown = draft.column(Field.VALID_UNTIL), valid_until.isoformat()
            draft.findings.append(fixable(column, shown, why, "Correct the date."))

    def _demand_parts(self, given: AbstractSet[Field], draft: _Draft) -> None:
        """A part of the name that the other rows have; who has only one name keeps it whole."""
        for wanted in sorted(self._habits.filled - given):
            why = "is empty, and the other rows have one"
            fix = "Fill in the cell; if there is no such name, set full_name in a correction."
            draft.findings.append(fixable(draft.column(wanted), "", why, fix))

    def _no_identifier(self, draft: _Draft) -> None:
        kinds = sorted(self._rules.identified_by)
        column = next((draft.column(kind) for kind in kinds if kind in self._fields), kinds[0])
        names = " or ".join(spoken(kind) for kind in kinds)
        why = f"nothing tells which learner is meant: there is no {names}"
        draft.findings.append(blocked(column, "", why, "Fill in one of them."))


def _says_something(cell: Cell) -> bool:
    """Whether a cell holds more than nothing; what is invisible is left out and says nothing."""
    return cell.formula or not cells.is_missing(cells.visible(cell.text))


def _typed(text: str) -> Cell:
    """A cell as a person typed it into a corrections file."""
    return Cell(text, CellKind.TEXT) if text else EMPTY_CELL


def _concluded(draft: _Draft) -> CheckedRow:
    findings = list(draft.findings)
    if draft.left_out:
        findings.append(blocked("", "", f"left out: {draft.left_out}", ""))
    match worst(findings):
        case Severity.BLOCKED:
            state = RowState.BLOCKED
        case Severity.FIXABLE:
            state = RowState.FIXABLE
        case Severity.NOTE:
            state = RowState.OK
    result = _result(draft) if state is RowState.OK else None
    return CheckedRow(draft.row, state, tuple(findings), result, draft.left_out)


def _result(draft: _Draft) -> ResultRow:
    def text(wanted: Field) -> str:
        return draft.texts.get(wanted, "")

    family = f"{text(Field.FAMILY_NAME)} {text(Field.SECOND_FAMILY_NAME)}".strip()
    return ResultRow(
        row=draft.row,
        full_name=text(Field.FULL_NAME) or f"{text(Field.GIVEN_NAME)} {family}".strip(),
        given_name=text(Field.GIVEN_NAME),
        family_name=family,
        student_number=text(Field.STUDENT_NUMBER),
        esi=text(Field.ESI),
        email=text(Field.EMAIL),
        eppn=text(Field.EPPN),
        awarded_on=draft.dates[Field.AWARDED_ON],
        date_of_birth=draft.dates.get(Field.DATE_OF_BIRTH),
        valid_until=draft.dates.get(Field.VALID_UNTIL),
        grade=text(Field.GRADE),
        evidence_url=text(Field.EVIDENCE_URL),
        evidence_name=text(Field.EVIDENCE_NAME),
        evidence_description=text(Field.EVIDENCE_DESCRIPTION),
        narrative=text(Field.NARRATIVE),
        language=text(Field.LANGUAGE),
        occasion=text(Field.OCCASION),
    )
