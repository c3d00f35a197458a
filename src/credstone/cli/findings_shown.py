"""Findings in a file as people and scripts read them: line, field, reason and remedy.

Every command that checks a file answers like this, so that one habit serves for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from credstone.cli.outcome import Answer, ExitStatus
from credstone.cli.paper import Paper
from credstone.cli.terminal import Terminal
from credstone.ports import Json, JsonObject

if TYPE_CHECKING:
    from credstone.documents.located import LocatedFinding


def findings_answer(file: str, findings: tuple[LocatedFinding, ...], valid: bool) -> Answer:
    """Findings as an answer: ``file:line: severity: field: why. fix``, one line each."""
    data: JsonObject = {
        "file": file,
        "valid": valid,
        "findings": [_finding(one) for one in findings],
    }
    status = ExitStatus.DONE if valid else ExitStatus.NOT_VALID
    return Answer(data, lambda paper: _show(file, findings, valid, paper), status)


def _finding(one: LocatedFinding) -> Json:
    return {
        "line": one.line,
        "field": one.field,
        "severity": one.finding.severity.value,
        "value": one.finding.value,
        "why": one.finding.why,
        "fix": one.finding.fix,
    }


def tell_warnings(file: str, findings: tuple[LocatedFinding, ...], terminal: Terminal) -> None:
    """Talk of what was found and did not stand in the way."""
    _tell(file, findings, terminal.err)


def _show(file: str, findings: tuple[LocatedFinding, ...], valid: bool, paper: Paper) -> None:
    _tell(file, findings, paper)
    errors = sum(one.finding.is_error for one in findings)
    warnings = len(findings) - errors
    total = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
    paper.line(f"{file}: {'good' if valid else 'not good yet'} ({total})", "bold")


def _tell(file: str, findings: tuple[LocatedFinding, ...], paper: Paper) -> None:
    for one in findings:
        field = f"{one.field}: " if one.field else ""
        value = f" ({one.finding.value})" if one.finding.value else ""
        paper.line(
            f"{file}:{one.line}: {one.finding.severity}: {field}{one.finding.why}{value}",
            "red" if one.finding.is_error else "yellow",
        )
        if one.finding.fix:
            paper.line(one.finding.fix, indent=4)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
