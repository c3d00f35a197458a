"""``credstone pathway cases``: whether the rules still answer as their cases say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command
from credstone.cli.outcome import Answer, ExitStatus, WrongUsage
from credstone.cli.paper import Paper
from credstone.cli.pathway.noun import app
from credstone.ports import Json, JsonObject

if TYPE_CHECKING:
    from credstone.documents.cases_folder import CasesReading
    from credstone.stacking.cases import Verdict


@command(app, "cases", answer="pathway-cases")
def cases(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER",
            help="A folder with a stack, its catalogue and cases.yaml, or a folder of such.",
        ),
    ],
) -> Answer:
    """Try every case of a stack: sentences with what is held and what has to be answered.

    Exit status 0: the rules answer every case as it says. 3: some are answered otherwise, or a
    file has errors; each is told with its line and why.
    """
    from credstone.documents.cases_folder import case_files, read_cases_file

    if not folder.is_dir():
        raise WrongUsage("There is no such folder.", where=str(folder), fix="Check the path.")
    files = case_files(folder)
    if not files:
        fix = "Write a cases.yaml beside the stack, or name another folder."
        raise WrongUsage("There is no file of cases.", where=str(folder), fix=fix)
    tried = [(reading, _verdicts(reading)) for reading in map(read_cases_file, files)]
    good = all(
        reading.cases is not None and all(one.holds for one in verdicts)
        for reading, verdicts in tried
    )
    data: JsonObject = {
        "folder": str(folder),
        "good": good,
        "files": [_file(reading, verdicts) for reading, verdicts in tried],
    }

    def show(paper: Paper) -> None:
        for reading, verdicts in tried:
            _show(reading, verdicts, paper)

    return Answer(data, show, ExitStatus.DONE if good else ExitStatus.NOT_VALID)


def _verdicts(reading: CasesReading) -> tuple[Verdict, ...]:
    from credstone.stacking.cases import judge

    if reading.cases is None or reading.catalogue is None:
        return ()
    return tuple(judge(one, reading.stacks, reading.catalogue) for one in reading.cases)


def _file(reading: CasesReading, verdicts: tuple[Verdict, ...]) -> Json:
    return {
        "file": str(reading.file),
        "findings": [
            {
                "file": str(path),
                "line": one.line,
                "field": one.field,
                "severity": one.finding.severity.value,
                "value": one.finding.value,
                "why": one.finding.why,
                "fix": one.finding.fix,
            }
            for path, one in reading.findings
        ],
        "cases": [
            {
                "line": line,
                "case": one.case.sentence,
                "holds": one.holds,
                "faults": list(one.faults),
            }
            for line, one in zip(reading.lines, verdicts, strict=True)
        ],
    }


def _show(reading: CasesReading, verdicts: tuple[Verdict, ...], paper: Paper) -> None:
    held = sum(one.holds for one in verdicts)
    paper.line(f"{reading.file}: {held} of {len(verdicts)} cases hold", "bold")
    for path, found in reading.findings:
        look = "red" if found.finding.is_error else "yellow"
        paper.line(f"{path}: {found}", look, indent=2)
    for line, one in zip(reading.lines, verdicts, strict=True):
        sign, style = ("✓", "green") if one.holds else ("✗", "red")
        paper.line(f"{sign} {one.case.sentence} (line {line})", style, indent=2)
        for fault in one.faults:
            paper.line(fault, indent=6)
