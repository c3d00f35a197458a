"""``credstone pathway near``: which of many stacks a learner is close to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command
from credstone.cli.findings_shown import findings_answer
from credstone.cli.outcome import Answer, WrongUsage
from credstone.cli.paper import Paper
from credstone.cli.pathway.asking import MAX_RECORD, At, RecordFile, SolverName, day_of
from credstone.cli.pathway.noun import app
from credstone.cli.pathway.offered import By, CatalogueFiles, Promised, read_catalogues
from credstone.cli.pathway.plan_shown import cost_of
from credstone.cli.pathway.wrapping import write
from credstone.cli.reading import MAX_DEFINITION, read_source
from credstone.cli.terminal import Terminal
from credstone.formats import compact
from credstone.model.plan import Criterion

if TYPE_CHECKING:
    from credstone.model.plan import Near
    from credstone.model.stack import Stack
    from credstone.stacking.question import Question
    from credstone.stacking.solvers.program import Solver

_SUFFIXES = (".yaml", ".yml", ".json")


@command(app, "near", answer="pathways-near")
def near(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="Stacks, in it and in the folders below: files stack*.yaml."
        ),
    ],
    record: RecordFile,
    terminal: Terminal,
    catalogue: CatalogueFiles,
    by: By = Criterion.CREDENTIALS,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", metavar="N", min=1, help="Reckon only so many exactly; all unless given."
        ),
    ] = None,
    promised: Promised = False,
    at: At = None,
    solver: SolverName = "highs",
) -> Answer:
    """Tell which stacks a learner is close to, the nearest first.

    Of each stack the version is asked that one may enrol in on the day. Prices in different
    currencies are not compared. With --limit the others are only bounded: what is missing at
    least, without searching. Exit status 0; 3 when a file has errors.
    """
    from credstone.documents.record_file import read_record_file
    from credstone.formats.plan import near_to_json
    from credstone.stacking.learning_of import holdings_of
    from credstone.stacking.near import near as nearest
    from credstone.stacking.question import Question
    from credstone.stacking.solvers.registry import by_name

    offered = read_catalogues(catalogue, terminal)
    if isinstance(offered, Answer):
        return offered
    stacks = _stacks(folder)
    if isinstance(stacks, Answer):
        return stacks
    reading = read_record_file(read_source(record, MAX_RECORD))
    if reading.value is None:
        return findings_answer(record, reading.findings, valid=False)
    chosen = by_name(solver)
    asked = Question(stacks[0], holdings_of(reading.value), day_of(at))
    questions, closed = _open_ones(asked, stacks, chosen)
    answers = nearest(
        questions,
        offered,
        criterion=by,
        limit=limit,
        promised_only=promised,
        solver=chosen,
    )

    def show(paper: Paper) -> None:
        _show(answers, closed, questions, paper)

    return Answer(near_to_json(answers, closed), show)


def _stacks(folder: Path) -> tuple[Stack, ...] | Answer:
    """Every stack in the folder; raises ``WrongUsage`` when there is none."""
    from credstone.documents.stack_file import read_stack_file

    if not folder.is_dir():
        raise WrongUsage("There is no such folder.", where=str(folder), fix="Check the path.")
    found = []
    for file in sorted(one for one in folder.rglob("stack*") if one.suffix in _SUFFIXES):
        reading = read_stack_file(read_source(str(file), MAX_DEFINITION))
        if reading.value is None:
            return findings_answer(str(file), reading.findings, valid=False)
        found.append(reading.value)
    if not found:
        fix = "Name a folder with files that are called stack.yaml, stack-2026.yaml and the like."
        raise WrongUsage("No stack is in this folder.", where=str(folder), fix=fix)
    return tuple(found)


def _open_ones(
    asked: Question, stacks: Sequence[Stack], solver: Solver
) -> tuple[list[Question], dict[str, str]]:
    """The question about the version of each stack that is open, and why others are closed."""
    from credstone.stacking.allocate import allocate
    from credstone.stacking.binding import Worth, binding, worth

    def answer(stack: Stack) -> Worth:
        return worth(allocate(replace(asked, stack=stack), solver=solver))

    versions: dict[str, list[Stack]] = {}
    for stack in stacks:
        versions.setdefault(stack.id, []).append(stack)
    questions: list[Question] = []
    closed: dict[str, str] = {}
    for name, several in versions.items():
        found = binding(several, asked.enrolment, asked.at, answer)
        if found.stack is None or not found.may_be_awarded:
            closed[name] = found.reason
        else:
            questions.append(replace(asked, stack=found.stack))
    return questions, closed


def _show(
    answers: Sequence[Near], closed: dict[str, str], questions: Sequence[Question], paper: Paper
) -> None:
    units = {one.stack.id: one.stack.unit for one in questions}
    for number, one in enumerate(answers, 1):
        lead = f"{number}. "
        style = "green" if one.met else "dim" if one.way is None else ""
        write(paper, f"{lead}{_headline(one)}", style, hang=len(lead))
        if one.way is not None and one.way.sum.credentials:
            write(paper, cost_of(one.way.sum, units[one.stack]), indent=len(lead), hang=2)
    for name, reason in closed.items():
        write(paper, f"– {name}: {reason}", "dim", hang=2)


def _headline(one: Near) -> str:
    name = f"{one.title.best() or one.stack} ({one.stack}, version {one.version})"
    share = "" if one.share is None else f", {int(one.share * 100)} % met"
    bound = ""
    if one.way is None and one.at_least is not None:
        bound = f", at least {compact.decimal(one.at_least)} {one.unit}"
    return f"{name}{share}{bound}: {one.reason}"
