"""``credstone pathway export`` and ``import``: stacks for registries of credentials, and back.

What another vocabulary cannot say is told beside the file, construct by construct.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command
from credstone.cli.findings_shown import findings_answer, tell_warnings
from credstone.cli.outcome import Answer
from credstone.cli.pathway.noun import app
from credstone.cli.reading import MAX_DEFINITION, read_source
from credstone.cli.terminal import Terminal
from credstone.cli.writing import replace_file

if TYPE_CHECKING:
    from credstone.cli.paper import Paper
    from credstone.formats.ctdl_pathway import PathwayExport
    from credstone.model.learning import Catalogue
    from credstone.ports import Json, JsonObject

MAX_CATALOGUE = 16 << 20


class Vocabulary(StrEnum):
    """What stacks are exchanged in."""

    CTDL = "ctdl"


Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="stdout unless given.")
]


@command(app, "export", answer="pathway-export")
def export(
    stack: Annotated[str, typer.Argument(metavar="STACK", help="A stack in YAML or JSON.")],
    terminal: Terminal,
    to: Annotated[
        Vocabulary, typer.Option("--to", metavar="FORMAT", help="ctdl: a CTDL Pathway.")
    ] = Vocabulary.CTDL,
    catalogue: Annotated[
        Path | None,
        typer.Option(
            "--catalogue", metavar="FILE", help="Lends definitions names, addresses and credits."
        ),
    ] = None,
    out: Out = None,
) -> Answer:
    """Write a stack as a CTDL Pathway, and tell what a reader of it will not know."""
    from credstone.documents.catalogue_file import read_catalogue_file
    from credstone.documents.stack_file import read_stack_file
    from credstone.formats.ctdl_pathway import export as as_pathway

    reading = read_stack_file(read_source(stack, MAX_DEFINITION))
    if reading.value is None:
        return findings_answer(stack, reading.findings, valid=False)
    known: Catalogue | None = None
    if catalogue is not None:
        offers = read_catalogue_file(read_source(str(catalogue), MAX_CATALOGUE))
        if offers.value is None:
            return findings_answer(str(catalogue), offers.findings, valid=False)
        known = offers.value
    exported = as_pathway(reading.value, known)
    for one in exported.unsaid:
        terminal.say(f"Not said ({one.how}) at {one.where}, {one.what}: {one.why}.")
    return _written(_exported(exported, to), exported.document, out)


@command(app, "import", answer="pathway-import")
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CTDL Pathway as JSON-LD.")],
    terminal: Terminal,
    from_: Annotated[
        Vocabulary, typer.Option("--from", metavar="FORMAT", help="ctdl: a CTDL Pathway.")
    ] = Vocabulary.CTDL,
    out: Out = None,
) -> Answer:
    """Read a CTDL Pathway as a stack file. Lint it, and add what CTDL does not say.

    Exit status 3: there is no pathway in it that can be read.
    """
    from credstone.documents.file_reading import read_with
    from credstone.formats.ctdl_pathway import read
    from credstone.formats.stack import stack_to_json

    reading = read_with(read_source(file, MAX_CATALOGUE), read, max_bytes=MAX_CATALOGUE)
    if reading.value is None:
        return findings_answer(file, reading.findings, valid=False)
    tell_warnings(file, reading.findings, terminal)
    document = stack_to_json(reading.value)
    warnings: list[Json] = [
        {"why": one.finding.why, "fix": one.finding.fix} for one in reading.findings
    ]
    return _written({"format": from_.value, "warnings": warnings}, document, out)


def _exported(exported: PathwayExport, to: Vocabulary) -> JsonObject:
    unsaid: list[Json] = [
        {"where": one.where, "what": one.what, "how": one.how.value, "why": one.why}
        for one in exported.unsaid
    ]
    return {"format": to.value, "unsaid": unsaid}


def _written(data: JsonObject, document: JsonObject, out: Path | None) -> Answer:
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    if out is None:
        return Answer({**data, "document": document}, lambda paper: _print(text, paper))
    replace_file(out, text.encode())
    return Answer({**data, "path": str(out)}, lambda paper: paper.line(str(out)))


def _print(text: str, paper: Paper) -> None:
    paper.line(text.rstrip("\n"))
