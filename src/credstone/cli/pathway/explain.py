"""``credstone pathway explain``: everything about one requirement or one credential."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command
from credstone.cli.outcome import Answer, WrongUsage
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
from credstone.cli.pathway.shown import show_about_holding, show_about_requirement
from credstone.cli.terminal import Terminal

if TYPE_CHECKING:
    from credstone.model.progress import Progress
    from credstone.ports import JsonObject
    from credstone.stacking.allocation import Allocation


@command(app, "explain", answer="pathway-explanation")
def explain(
    stack: StackPath,
    record: RecordFile,
    terminal: Terminal,
    about: Annotated[
        str,
        typer.Argument(
            metavar="[REQUIREMENT|AWARD]",
            help="The id of a requirement, or the id or code of a credential; the whole stack "
            "unless given.",
        ),
    ] = "",
    enrolment: EnrolmentFile = None,
    at: At = None,
    solver: SolverName = "highs",
    pin: Pins = None,
    without: Without = None,
) -> Answer:
    """Explain one requirement or one credential: what counts, what does not, what would help.

    For a requirement every credential is answered, near or not; for a credential every
    requirement that takes some. Exit status 0: it was explained, met or not. 3: one of the files
    has errors, which are told with their lines.
    """
    wishes = Wishes(enrolment, at, solver, pin or (), without or ())
    asked = asking(stack, record, wishes, terminal)
    return asked if isinstance(asked, Answer) else _answer(asked, about)


def _answer(asked: Asking, about: str) -> Answer:
    from credstone.stacking.progress import progress

    found = asked.ask(asked.question)
    told = progress(asked.question, found, ask=asked.ask)
    name = about or told.rules.id
    if name in {branch.id for branch in told.branches}:
        return _requirement(name, asked, found, told)
    ids = [one.id for one in told.holdings if name in (one.id, one.code)]
    if len(ids) != 1:
        what = "Nothing is called" if not ids else "Several credentials are called"
        known = ids or [branch.id for branch in told.branches]
        raise WrongUsage(f"{what} {name}.", where=name, fix=f"Name one of {', '.join(known[:20])}.")
    return _holding(ids[0], asked, found, told)


def _requirement(name: str, asked: Asking, found: Allocation, told: Progress) -> Answer:
    from credstone.formats.progress import branch_to_json, hint_to_json
    from credstone.stacking.explained import about_requirement

    about = about_requirement(name, asked.question, found, told)
    data: JsonObject = {
        **_head(asked, told, name),
        "requirement": branch_to_json(about.branch),
        "holding": None,
        "places": [],
        "hints": [hint_to_json(one) for one in about.hints],
    }
    return Answer(data, lambda paper: show_about_requirement(about, told, paper))


def _holding(name: str, asked: Asking, found: Allocation, told: Progress) -> Answer:
    from credstone.formats.progress import hint_to_json, holding_to_json
    from credstone.stacking.explained import about_holding

    about = about_holding(name, asked.question, found, told)
    data: JsonObject = {
        **_head(asked, told, name),
        "requirement": None,
        "holding": holding_to_json(about.holding),
        "places": [
            {"requirement": one.requirement, "counts": one.counts, "reasons": [*one.reasons]}
            for one in about.places
        ],
        "hints": [hint_to_json(one) for one in about.hints],
    }
    return Answer(data, lambda paper: show_about_holding(about, told, paper))


def _head(asked: Asking, told: Progress, about: str) -> JsonObject:
    head: JsonObject = {
        "stack": told.stack,
        "version": told.version,
        "at": told.at.isoformat(),
        "met": told.met,
        "proven": told.proven,
        "headline": told.headline,
        "about": about,
    }
    if asked.binding:
        head["binding"] = asked.binding
    return head
