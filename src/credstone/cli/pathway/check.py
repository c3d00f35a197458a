"""``credstone pathway check``: how far a learning record carries its holder, with every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credstone.cli.command import command
from credstone.cli.outcome import Answer, ExitStatus
from credstone.cli.pathway.asking import (
    Asking,
    At,
    EnrolmentFile,
    Pins,
    RecordFile,
    SolverName,
    StackPath,
    Wishes,
    Without,
    asking,
)
from credstone.cli.pathway.noun import app
from credstone.cli.pathway.shown import show_progress
from credstone.cli.terminal import Terminal

if TYPE_CHECKING:
    from credstone.cli.paper import Paper


@command(app, "check", answer="pathway-progress")
def check(
    stack: StackPath,
    record: RecordFile,
    terminal: Terminal,
    enrolment: EnrolmentFile = None,
    at: At = None,
    solver: SolverName = "highs",
    pin: Pins = None,
    without: Without = None,
) -> Answer:
    """Tell what the credentials of a record add up to: met or open, and why, part by part.

    Exit status 0: the stack is met. 3: it is open, or one of the files has errors, which are told
    with their lines. In a folder the version that binds the learner is chosen, and why is told.
    """
    wishes = Wishes(enrolment, at, solver, pin or (), without or ())
    asked = asking(stack, record, wishes, terminal)
    return asked if isinstance(asked, Answer) else _answer(asked)


def _answer(asked: Asking) -> Answer:
    from credstone.formats.progress import progress_to_json
    from credstone.stacking.progress import progress

    told = progress(asked.question, asked.ask(asked.question), ask=asked.ask)
    data = progress_to_json(told)
    if asked.binding:
        data["binding"] = asked.binding

    def show(paper: Paper) -> None:
        show_progress(told, paper, asked.binding)

    return Answer(data, show, ExitStatus.DONE if told.met else ExitStatus.NOT_VALID)
