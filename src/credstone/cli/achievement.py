"""``credstone achievement``: what can be earned, from a definition file to a published version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command, noun
from credstone.cli.outcome import Answer, ExitStatus
from credstone.cli.reading import MAX_DEFINITION, read_source
from credstone.ports import Json, JsonObject

if TYPE_CHECKING:
    from credstone.cli.terminal import Paper
    from credstone.documents.located import LocatedFinding
    from credstone.model.party import Organisation

app = noun("achievement", "What can be earned: check, publish and list definitions.")

File = Annotated[
    str, typer.Argument(metavar="FILE", help="A definition in YAML or JSON, or - for stdin.")
]


@command(app, "validate", answer="findings")
def validate(file: File) -> Answer:
    """Check a definition file, with the line, field and remedy of everything found.

    Exit status 0: no error stands in the way (there may be warnings). 3: some do. Codes of
    awarding bodies are looked up only when the achievement is published.
    """
    from credstone.documents.definition_file import read_definition

    reading = read_definition(read_source(file, MAX_DEFINITION), _AnyCode())
    return findings_answer(file, reading.findings, reading.is_valid)


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


def _show(file: str, findings: tuple[LocatedFinding, ...], valid: bool, paper: Paper) -> None:
    for one in findings:
        field = f"{one.field}: " if one.field else ""
        value = f" ({one.finding.value})" if one.finding.value else ""
        paper.line(
            f"{file}:{one.line}: {one.finding.severity}: {field}{one.finding.why}{value}",
            "red" if one.finding.is_error else "yellow",
        )
        if one.finding.fix:
            paper.line(one.finding.fix, indent=4)
    errors = sum(one.finding.is_error for one in findings)
    warnings = len(findings) - errors
    total = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
    paper.line(f"{file}: {'good' if valid else 'not good yet'} ({total})", "bold")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


class _AnyCode(Mapping[str, "Organisation"]):
    """Takes every code of an awarding body for one that will be registered when it matters."""

    def __getitem__(self, code: str) -> Organisation:
        from credstone.model.party import Organisation
        from credstone.model.text import Text

        return Organisation(code=code, name=Text.of({"en": code}), country="EU")

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True  # it knows every code, though it can list none
