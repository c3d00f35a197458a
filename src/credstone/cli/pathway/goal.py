"""``credstone pathway goal``: from a job profile to a pathway across institutions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command
from credstone.cli.findings_shown import findings_answer, tell_warnings
from credstone.cli.outcome import Answer
from credstone.cli.pathway.asking import MAX_RECORD, At, RecordFile, SolverName, day_of
from credstone.cli.pathway.noun import app
from credstone.cli.pathway.offered import By, CatalogueFiles, Promised, read_catalogues
from credstone.cli.pathway.plan import Best, planned
from credstone.cli.reading import MAX_DEFINITION, read_source
from credstone.cli.terminal import Terminal
from credstone.model.plan import Criterion

if TYPE_CHECKING:
    from credstone.model.goal import JobProfile


@command(app, "goal", answer="pathway-plan")
def goal(
    profile: Annotated[
        Path,
        typer.Argument(
            metavar="PROFILE", help="A job profile, or just the skills wanted, in YAML or JSON."
        ),
    ],
    record: RecordFile,
    terminal: Terminal,
    catalogue: CatalogueFiles,
    by: By = Criterion.CREDENTIALS,
    best: Best = 1,
    promised: Promised = False,
    at: At = None,
    solver: SolverName = "highs",
) -> Answer:
    """Find the cheapest way to the skills of a job, whoever teaches them.

    Critical skills are all needed. Important ones are too, but two useful skills make up for one
    of them. The answer is a plan like that of pathway plan, with the same exit statuses.
    """
    from credstone.documents.record_file import read_record_file
    from credstone.stacking.goal import stack_of
    from credstone.stacking.learning_of import holdings_of
    from credstone.stacking.question import Question
    from credstone.stacking.whatif import Changes

    offered = read_catalogues(catalogue, terminal)
    if isinstance(offered, Answer):
        return offered
    wanted = _profile(profile, terminal)
    if isinstance(wanted, Answer):
        return wanted
    reading = read_record_file(read_source(record, MAX_RECORD))
    if reading.value is None:
        return findings_answer(record, reading.findings, valid=False)
    day = day_of(at)
    if wanted.valid_until is not None and wanted.valid_until < day:
        terminal.say(
            f"{profile}: this profile is out of date since {wanted.valid_until}.", "yellow"
        )
    return planned(
        Question(stack_of(wanted), holdings_of(reading.value), day),
        offered,
        Changes(),
        criterion=by,
        k=best,
        promised_only=promised,
        solver_name=solver,
        labels={need.uri: need.label.best() or need.uri for need in wanted.skills},
    )


def _profile(path: Path, terminal: Terminal) -> JobProfile | Answer:
    from credstone.documents.file_reading import read_with
    from credstone.formats.goal import read_goal

    reading = read_with(read_source(str(path), MAX_DEFINITION), read_goal)
    if reading.value is None:
        return findings_answer(str(path), reading.findings, valid=False)
    tell_warnings(str(path), reading.findings, terminal)
    return reading.value
