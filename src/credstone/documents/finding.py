"""What was found in one cell, worded so that the person at the office can act on it.

Findings are answers, not exceptions: a list with faulty rows is read to its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from credstone.ports import JsonObject

_SHOWN_CHARACTERS = 200

Value = TypeVar("Value", covariant=True)


class Severity(StrEnum):
    """How far a finding stands in the way.

    ``NOTE``: nothing to do. ``FIXABLE``: a person can repair it by editing that cell.
    ``BLOCKED``: the row must not be awarded as it stands.
    """

    NOTE = "note"
    FIXABLE = "fixable"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark: the column as the file names it, its value, why, and what to do."""

    column: str
    value: str
    why: str
    fix: str
    severity: Severity

    def as_json(self) -> JsonObject:
        """The finding as the command line and the API show it."""
        return {
            "column": self.column,
            "value": self.value,
            "why": self.why,
            "fix": self.fix,
            "severity": self.severity.value,
        }


@dataclass(frozen=True, slots=True)
class Cleaned(Generic[Value]):
    """A value that could be read from a cell, or None, with what was found on the way."""

    value: Value | None
    findings: tuple[Finding, ...] = ()


def note(column: str, value: str, why: str) -> Finding:
    """A remark that asks for nothing."""
    return Finding(column, _shown(value), why, "", Severity.NOTE)


def fixable(column: str, value: str, why: str, fix: str) -> Finding:
    """A fault that editing the cell repairs."""
    return Finding(column, _shown(value), why, fix, Severity.FIXABLE)


def blocked(column: str, value: str, why: str, fix: str) -> Finding:
    """A reason why the row must not be awarded as it stands."""
    return Finding(column, _shown(value), why, fix, Severity.BLOCKED)


def worst(findings: Iterable[Finding]) -> Severity:
    """The gravest severity among ``findings``; ``NOTE`` when there are none."""
    found = {finding.severity for finding in findings}
    return next((s for s in (Severity.BLOCKED, Severity.FIXABLE) if s in found), Severity.NOTE)


def _shown(value: str) -> str:
    """A value short enough for a report, with unprintable characters made visible."""
    short = value if len(value) <= _SHOWN_CHARACTERS else value[: _SHOWN_CHARACTERS - 1] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in short)
