"""A row of a result list before and after checking: what is demanded, and what came out.

Only the nouns; the checks are in ``rows``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credstone.documents.corrections import Correction
from credstone.documents.field_words import Field
from credstone.documents.finding import Finding
from credstone.documents.grades import GradeScheme
from credstone.ports import JsonObject

OFFICIAL = (Field.STUDENT_NUMBER, Field.ESI, Field.EPPN)
"""Identifiers that an institution gives to one person."""

IDENTIFYING = (*OFFICIAL, Field.EMAIL)
"""Every kind of identifier that can tell which learner is meant."""


class RowState(StrEnum):
    """Where a row ended."""

    OK = "ok"
    FIXABLE = "fixable"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class RowRules:
    """What an achievement demands of each row.

    ``identified_by`` are the kinds of identifier of which a row needs at least one. ``required``
    are further fields that must not be empty. ``awarded_on`` is used for rows without a date of
    their own; ``earliest`` is the first plausible date of an award (unless given, ten years ago).
    """

    identified_by: frozenset[Field] = frozenset(IDENTIFYING)
    required: frozenset[Field] = frozenset()
    grades: GradeScheme | None = None
    awarded_on: date | None = None
    earliest: date | None = None


@dataclass(frozen=True)
class ResultRow:
    """One learner's result, cleaned. Texts are "" and dates None where the list says nothing.

    ``full_name`` is as the list gives it, else given and family names in that order.
    ``family_name`` holds both family names where the list has two columns for them.
    """

    row: int
    full_name: str
    given_name: str
    family_name: str
    student_number: str
    esi: str
    email: str
    eppn: str
    awarded_on: date
    date_of_birth: date | None
    valid_until: date | None
    grade: str
    evidence_url: str
    evidence_name: str
    evidence_description: str
    narrative: str
    language: str
    occasion: str


@dataclass(frozen=True)
class CheckedRow:
    """A row's state with its reasons; ``result`` is there exactly when the state is ok.

    ``left_out`` is the reason a correction gave for leaving the row out, else "".
    """

    row: int
    state: RowState
    findings: tuple[Finding, ...]
    result: ResultRow | None
    left_out: str = ""

    def as_json(self) -> JsonObject:
        """The row as the command line and the API show it."""
        return {
            "row": self.row,
            "state": self.state.value,
            "findings": [finding.as_json() for finding in self.findings],
        }


@dataclass(frozen=True)
class Lack:
    """Something that no column gives: the ``column`` that findings name, and a whole sentence."""

    column: str
    sentence: str


@dataclass(frozen=True)
class CheckedSheet:
    """Every row of a list with its state, in order.

    ``blank_rows`` were empty. ``unused`` are corrections for rows that the list does not hold.
    ``notes`` say in plain sentences what was settled for the whole list; ``lacking`` what ails
    every row of it, because a column is not there.
    """

    rows: tuple[CheckedRow, ...]
    blank_rows: int
    unused: tuple[Correction, ...]
    notes: tuple[str, ...]
    lacking: tuple[Lack, ...] = ()

    def count(self, state: RowState) -> int:
        """How many rows ended in ``state``."""
        return sum(row.state is state for row in self.rows)
