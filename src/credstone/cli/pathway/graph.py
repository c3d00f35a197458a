"""``credstone pathway graph``: a pathway as a graph for Graphviz, and always as a nested list."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command
from credstone.cli.outcome import Answer, ExitStatus, WrongUsage
from credstone.cli.pathway.asking import (
    At,
    EnrolmentFile,
    StackPath,
    Wishes,
    asking,
    stack_alone,
)
from credstone.cli.pathway.noun import app
from credstone.cli.pathway.wrapping import write
from credstone.cli.terminal import Terminal
from credstone.cli.writing import replace_file
from credstone.errors import CredstoneError

if TYPE_CHECKING:
    from credstone.cli.paper import Paper
    from credstone.model.progress import Progress
    from credstone.model.stack import Stack
    from credstone.ports import JsonObject

_TEXT = (".dot", ".gv")
_DRAWN = (".svg", ".png", ".pdf")
_SECONDS = 60


@dataclass(frozen=True)
class Written:
    """The file that was written ("" for none), and whether Graphviz drew it."""

    file: str = ""
    drawn: bool = False
    missing: bool = False


@command(app, "graph", answer="pathway-graph")
def graph(
    stack: StackPath,
    terminal: Terminal,
    record: Annotated[
        str,
        typer.Argument(metavar="[RECORD]", help="A learning record whose progress is shown in it."),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Where to write the graph: .dot, or .svg, .png or .pdf drawn by Graphviz.",
        ),
    ] = None,
    enrolment: EnrolmentFile = None,
    at: At = None,
) -> Answer:
    """Show a stack as a nested list, and write it as a graph.

    With a record every requirement has its state, in words and by its border. Exit status 0: done.
    1: Graphviz (the program dot) is not installed, so the graph was written as .dot instead. 3:
    one of the files has errors, which are told with their lines.
    """
    _check_suffix(out)
    if not record:
        alone = stack_alone(stack, at, terminal)
        return alone if isinstance(alone, Answer) else _answer(alone, None, out)
    asked = asking(stack, record, Wishes(enrolment, at), terminal)
    if isinstance(asked, Answer):
        return asked
    from credstone.stacking.progress import progress

    question = asked.question
    return _answer(question.stack, progress(question, asked.ask(question), tries=0), out)


def _answer(stack: Stack, progress: Progress | None, out: Path | None) -> Answer:
    from credstone.documents.dot import to_dot
    from credstone.stacking.graph import graph_of

    shown = graph_of(stack, progress)
    dot = to_dot(shown)
    written = Written() if out is None else _write(out, dot)

    def show(paper: Paper) -> None:
        write(paper, shown.title, "bold")
        for line in shown.lines:
            write(paper, f"- {line.text}", indent=2 * line.depth, hang=2)
        if written.missing:
            paper.line()
            missing = "Graphviz is not installed, so the graph was written as DOT: "
            write(paper, f"{missing}{written.file}", "yellow")
        elif written.file:
            paper.line()
            write(paper, f"Written: {written.file}")

    data: JsonObject = {
        "stack": stack.id,
        "version": stack.version,
        "list": [{"depth": line.depth, "text": line.text} for line in shown.lines],
        "dot": dot,
        "file": written.file,
        "drawn": written.drawn,
    }
    return Answer(data, show, ExitStatus.FAILED if written.missing else ExitStatus.DONE)


def _check_suffix(out: Path | None) -> None:
    if out is not None and out.suffix.lower() not in (*_TEXT, *_DRAWN):
        known = ", ".join((*_TEXT, *_DRAWN))
        raise WrongUsage("No such kind of graph.", where=str(out), fix=f"End it in {known}.")


def _write(out: Path, dot: str) -> Written:
    if out.suffix.lower() in _TEXT:
        replace_file(out, dot.encode())
        return Written(str(out))
    program = shutil.which("dot")
    if program is None:
        instead = out.with_suffix(".dot")
        replace_file(instead, dot.encode())
        return Written(str(instead), missing=True)
    replace_file(out, _drawn(program, dot, out.suffix.lower().removeprefix(".")))
    return Written(str(out), drawn=True)


def _drawn(program: str, dot: str, kind: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - the program found on the path, no shell
            [program, f"-T{kind}"],
            input=dot.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CredstoneError(
            f"Graphviz took longer than {_SECONDS} seconds.", fix="Write a .dot file instead."
        ) from None
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines()
        said = why[0] if why else "it said nothing"
        raise CredstoneError(f"Graphviz failed: {said}", fix="Write a .dot file instead.")
    return done.stdout
