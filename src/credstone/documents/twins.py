"""Rows of one list that speak of the same learner, or claim to.

The same learner on the same occasion is a duplicate: the later row is blocked. An official
identifier under two names blocks both rows, since one of them would credit the wrong person. An
e-mail address shared by two people is fixable in either row.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from credstone.documents.field_words import Field
from credstone.documents.finding import Finding, blocked, fixable
from credstone.documents.row import IDENTIFYING, OFFICIAL


class Candidate(Protocol):
    """What must be known of a row to compare it with others."""

    @property
    def row(self) -> int: ...

    @property
    def texts(self) -> dict[Field, str]: ...

    @property
    def birth(self) -> date | None: ...

    def column(self, field: Field) -> str:
        """The column's name as the file has it."""
        ...


def find_twins(candidates: Sequence[Candidate]) -> dict[int, list[Finding]]:
    """Findings by row number, for rows in the order of the list."""
    findings: dict[int, list[Finding]] = defaultdict(list)
    duplicates: set[int] = set()
    for field in IDENTIFYING:
        for group in _groups(candidates, field):
            _compare(group, field, findings, duplicates)
    return dict(findings)


def _groups(candidates: Sequence[Candidate], field: Field) -> list[list[Candidate]]:
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        identifier = candidate.texts.get(field)
        if identifier:
            groups[identifier.casefold()].append(candidate)
    return [group for group in groups.values() if len(group) > 1]


def _compare(
    group: list[Candidate],
    field: Field,
    findings: dict[int, list[Finding]],
    duplicates: set[int],
) -> None:
    """Rows that share an identifier: several people, or one person more than once."""
    first = group[0]
    stranger = next((other for other in group if _differ(first, other)), None)
    if stranger is not None:
        for one in group:
            other = first if _differ(first, one) else stranger
            findings[one.row].append(_shared(one, other, field))
        return
    seen: dict[str, Candidate] = {}
    for one in group:
        earlier = seen.setdefault(one.texts.get(Field.OCCASION, "").casefold(), one)
        if earlier is not one and one.row not in duplicates:
            duplicates.add(one.row)
            findings[one.row].append(_duplicate(one, earlier, field))


def _shared(one: Candidate, other: Candidate, field: Field) -> Finding:
    why = f"also stands in row {other.row}, under another name ({_name(other)})"
    column, value = one.column(field), one.texts[field]
    if field in OFFICIAL:
        return blocked(column, value, why, "Find out whose it is, and correct the other row.")
    return fixable(column, value, why, "Write the address of this person, or leave it empty.")


def _duplicate(one: Candidate, earlier: Candidate, field: Field) -> Finding:
    return blocked(
        one.column(field),
        one.texts[field],
        f"is the same learner as in row {earlier.row}",
        "Leave one of the rows out; for a second earning give each its own occasion.",
    )


def _differ(one: Candidate, other: Candidate) -> bool:
    """Whether two rows can hardly be about one person: unlike names, numbers or birth dates."""
    if one.birth and other.birth and one.birth != other.birth:
        return True
    if _words(_name(one)) != _words(_name(other)) and _name(one) and _name(other):
        return True
    return any(
        one.texts.get(field, "").casefold() != other.texts.get(field, "").casefold()
        for field in OFFICIAL
        if one.texts.get(field) and other.texts.get(field)
    )


def _name(candidate: Candidate) -> str:
    parts = (
        candidate.texts.get(field, "")
        for field in (Field.GIVEN_NAME, Field.FAMILY_NAME, Field.SECOND_FAMILY_NAME)
    )
    return candidate.texts.get(Field.FULL_NAME) or " ".join(part for part in parts if part)


def _words(name: str) -> frozenset[str]:
    """The words of a name whatever their order, case and accents."""
    plain = unicodedata.normalize("NFD", name.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return frozenset(letters.split())
