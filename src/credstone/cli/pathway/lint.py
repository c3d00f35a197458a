"""``credstone pathway lint``: whether a stack is sound, by itself and against what is on offer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command
from credstone.cli.findings_shown import findings_answer
from credstone.cli.outcome import Answer, WrongUsage
from credstone.cli.pathway.noun import app
from credstone.cli.reading import MAX_DEFINITION, instant, read_source

if TYPE_CHECKING:
    from credstone.documents.file_reading import FileReading
    from credstone.model.learning import Catalogue
    from credstone.model.stack import Stack

_ENDINGS = (".yaml", ".yml", ".json")


@command(app, "lint", answer="findings")
def lint(
    stack: Annotated[
        str, typer.Argument(metavar="STACK", help="A stack in YAML or JSON, or - for stdin.")
    ],
    catalogue: Annotated[
        list[Path] | None,
        typer.Option("--catalogue", metavar="FILE", help="What is on offer; may be repeated."),
    ] = None,
    others: Annotated[
        list[Path] | None,
        typer.Option("--others", metavar="PATH", help="Other stacks: a file, or a folder of them."),
    ] = None,
    at: Annotated[
        str, typer.Option("--at", metavar="DATE", help="Offers of that day; today unless given.")
    ] = "",
) -> Answer:
    """Check a stack: rules that contradict themselves, cannot be met or name what does not exist.

    With a catalogue it is decided whether the stack can be met at all. Exit status 0: no error
    (there may be warnings). 3: some, in the stack or in a catalogue, each with line and remedy.
    """
    from credstone.documents.stack_file import read_stack_file
    from credstone.formats.finding import has_errors
    from credstone.stacking.lint import lint as findings_in

    day = (instant(at) if at else datetime.now(UTC)).date()
    reading = read_stack_file(read_source(stack, MAX_DEFINITION))
    if reading.value is None:
        return findings_answer(stack, reading.findings, valid=False)
    offered, faulty = _catalogue(catalogue or [])
    if faulty is not None:
        return findings_answer(faulty[0], faulty[1].findings, valid=False)
    found = findings_in(
        reading.value,
        offered,
        _others(others or [], reading.value),
        at=day,
        written=None if reading.written is None else reading.written.value,
    )
    # Both sorts in the order of lines, as one reads the file.
    placed = sorted((*reading.findings, *reading.locate(found)), key=lambda one: one.line)
    return findings_answer(stack, tuple(placed), valid=not has_errors(found))


def _catalogue(
    files: list[Path],
) -> tuple[Catalogue | None, tuple[str, FileReading[Catalogue]] | None]:
    """All offers as one catalogue, or the first file that could not be read as one."""
    from credstone.documents.catalogue_file import MAX_BYTES, read_catalogue_file
    from credstone.model.learning import Catalogue

    found: list[Catalogue] = []
    for file in files:
        reading = read_catalogue_file(read_source(str(file), MAX_BYTES))
        if reading.value is None:
            return None, (str(file), reading)
        found.append(reading.value)
    if not found:
        return None, None
    offers = tuple(offer for one in found for offer in one.offers)
    ids, versions = (one.id for one in found), (one.version for one in found)
    return Catalogue("+".join(ids), "+".join(versions), offers), None


def _others(paths: list[Path], own: Stack) -> tuple[Stack, ...]:
    """The stacks in these files and folders, without ``own``; what else lies there is no stack."""
    from credstone.documents.stack_file import read_stack_file

    found: list[Stack] = []
    for path in paths:
        if not path.exists():
            raise WrongUsage(
                "There is no such file or folder.", where=str(path), fix="Check the path."
            )
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and file.suffix in _ENDINGS:
                value = read_stack_file(file).value
                if value is None and file == path:
                    fix = f"See credstone pathway lint {file}."
                    raise WrongUsage("It is no valid stack.", where=str(path), fix=fix)
                if value is not None and value != own:
                    found.append(value)
    return tuple(found)
