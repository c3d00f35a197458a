"""``credstone pathway plan``: the cheapest way to complete a stack, and what a change would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command
from credstone.cli.outcome import Answer, ExitStatus, WrongUsage
from credstone.cli.pathway.asking import (
    At,
    EnrolmentFile,
    RecordFile,
    SolverName,
    StackPath,
    Wishes,
    asking,
    read_stacks,
)
from credstone.cli.pathway.noun import app
from credstone.cli.pathway.offered import By, CatalogueFiles, Promised, read_catalogues
from credstone.cli.pathway.plan_shown import show_plan, show_what_if
from credstone.cli.terminal import Terminal
from credstone.model.plan import Criterion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from credstone.cli.paper import Paper
    from credstone.model.enrolment import Pin
    from credstone.model.learning import Catalogue
    from credstone.model.plan import Plan, WhatIf
    from credstone.model.stack import Stack
    from credstone.stacking.question import Question
    from credstone.stacking.whatif import Changes

Best = Annotated[
    int, typer.Option("--best", metavar="K", min=1, max=20, help="How many ways to find.")
]


@command(app, "plan", answer="pathway-plan")
def plan(
    stack: StackPath,
    record: RecordFile,
    terminal: Terminal,
    catalogue: CatalogueFiles,
    by: By = Criterion.CREDENTIALS,
    best: Best = 1,
    promised: Promised = False,
    enrolment: EnrolmentFile = None,
    at: At = None,
    solver: SolverName = "highs",
    take: Annotated[
        list[str] | None,
        typer.Option(
            "--take",
            metavar="CODE",
            help="What if this offer were earned? May be given several times.",
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="CODE",
            help="What if this credential were left out, or this offer is not wanted?",
        ),
    ] = None,
    pin: Annotated[
        list[str] | None,
        typer.Option(
            "--pin",
            metavar="AWARD=REQUIREMENT",
            help="What if this credential (its id or code) counted there?",
        ),
    ] = None,
    unpin: Annotated[
        list[str] | None,
        typer.Option(
            "--unpin", metavar="AWARD", help="What if the wish about this credential were dropped?"
        ),
    ] = None,
    version: Annotated[
        str | None,
        typer.Option(
            "--version", metavar="VERSION", help="What if this version in the folder were bound to?"
        ),
    ] = None,
) -> Answer:
    """Find the cheapest way to complete a stack, with every step and every assumption.

    Exit status 0: there is a way, or nothing is left to do. 3: it is impossible, and a smallest
    set of what is in the way is named; or this version is granted no longer, and what takes over
    is named; or one of the files has errors, told with their lines.
    5: the search ended at its limit before it found a way; there may be one.

    Each further way leaves out something of every better one. Offers that are alike are shown as
    a choice. With --promised the way is guaranteed: recognition of every step is promised.

    With a "what if" the plan is the one after the change, and what the change does is told before
    it, requirement by requirement.
    """
    offered = read_catalogues(catalogue, terminal)
    if isinstance(offered, Answer):
        return offered
    asked = asking(stack, record, Wishes(enrolment, at, solver), terminal)
    if isinstance(asked, Answer):
        return asked
    other = None if version is None else _version(stack, version, terminal)
    if isinstance(other, Answer):
        return other
    from credstone.stacking.whatif import Changes

    changes = Changes(
        tuple(take or ()), tuple(without or ()), _pins(pin or ()), tuple(unpin or ()), other
    )
    _check(asked.question, offered, changes)
    return planned(
        asked.question,
        offered,
        changes,
        criterion=by,
        k=best,
        promised_only=promised,
        solver_name=solver,
        binding=asked.binding,
    )


def planned(
    question: Question,
    catalogue: Catalogue,
    changes: Changes,
    *,
    criterion: Criterion,
    k: int,
    promised_only: bool,
    solver_name: str,
    binding: str = "",
    labels: Mapping[str, str] | None = None,
) -> Answer:
    """The plan as an answer; with changes also what they do.

    ``labels`` say what people call the outcomes, by URI.
    """
    from credstone.formats.plan import plan_to_json
    from credstone.stacking.plan import plan as plan_of
    from credstone.stacking.solvers.registry import by_name
    from credstone.stacking.whatif import changed_question, what_if

    solver = by_name(solver_name)
    compared: WhatIf | None = None
    if changes:
        compared = what_if(
            question,
            catalogue,
            changes,
            criterion=criterion,
            k=k,
            promised_only=promised_only,
            solver=solver,
        )
        question, found = changed_question(question, catalogue, changes), compared.after
    else:
        found = plan_of(
            question,
            catalogue,
            criterion=criterion,
            k=k,
            promised_only=promised_only,
            solver=solver,
        )
    data = plan_to_json(found, compared)
    if binding:
        data["binding"] = binding
    names = {**_labels(question), **(labels or {})}

    def show(paper: Paper) -> None:
        if compared is not None:
            show_what_if(compared, paper)
        show_plan(found, names, paper, binding, k)

    return Answer(data, show, _status(found))


def _status(found: Plan) -> ExitStatus:
    if found.possible:
        return ExitStatus.DONE
    return ExitStatus.NOT_VALID if found.decided else ExitStatus.UNCHECKED


def _labels(question: Question) -> dict[str, str]:
    """From the id of each requirement and issuer to what people call it."""
    from credstone.stacking.asked import asked
    from credstone.stacking.wording import called

    issuers = {id_: short for short, id_ in question.stack.issuers}
    return {**issuers, **{part.id: called(part.requirement) for part in asked(question).parts}}


def _version(path: Path, version: str, terminal: Terminal) -> Stack | Answer:
    stacks = read_stacks(path, terminal)
    if isinstance(stacks, Answer):
        return stacks
    for stack in stacks:
        if stack.version == version:
            return stack
    known = ", ".join(stack.version for stack in stacks)
    what = f"There is no version {version} of {stacks[0].id}."
    raise WrongUsage(what, where="--version", fix=f"There is: {known}.")


def _pins(texts: Sequence[str]) -> tuple[Pin, ...]:
    from credstone.model.enrolment import Pin

    pins = []
    for text in texts:
        award, separator, requirement = text.rpartition("=")
        if not separator or not award:
            fix = "Write the id or code of a credential, =, and the id of a requirement."
            raise WrongUsage(f"{text!r} names no two things.", where="--pin", fix=fix)
        pins.append(Pin(award, requirement))
    return tuple(pins)


def _check(question: Question, catalogue: Catalogue, changes: Changes) -> None:
    from credstone.stacking.whatif import unknown_names

    for name in unknown_names(question, catalogue, changes):
        fix = "Name a credential of the record, an offer of the catalogue, or a requirement."
        raise WrongUsage(f"Nothing is called {name}.", where=name, fix=fix)
