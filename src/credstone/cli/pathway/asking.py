"""What commands about one learner are given, read into the question that stacking answers.

A stack is a file, or a folder with its versions, of which one binds the learner. A file with
errors is answered with its findings, like everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.findings_shown import findings_answer, tell_warnings
from credstone.cli.outcome import Answer, WrongUsage
from credstone.cli.reading import MAX_DEFINITION, instant, read_source
from credstone.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from credstone.cli.terminal import Terminal
    from credstone.documents.file_reading import FileReading
    from credstone.model.enrolment import Enrolment
    from credstone.model.learning import Holding
    from credstone.model.record import LearningRecord
    from credstone.model.stack import Stack
    from credstone.stacking.allocation import Allocation
    from credstone.stacking.question import Question

MAX_RECORD = 16 << 20

StackPath = Annotated[
    Path,
    typer.Argument(metavar="STACK", help="A stack in YAML or JSON, or a folder with its versions."),
]
RecordFile = Annotated[
    str,
    typer.Argument(
        metavar="RECORD", help="A learning record from credstone record make, or - for stdin."
    ),
]
EnrolmentFile = Annotated[
    Path | None,
    typer.Option(
        "--enrolment",
        metavar="FILE",
        help="When the learner began, what people confirmed or waived, and their wishes.",
    ),
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", help="As of this day; today (UTC) unless given."),
]
SolverName = Annotated[
    str,
    typer.Option("--solver", metavar="highs|cp-sat", help="Who searches for the best answer."),
]
Pins = Annotated[
    list[str] | None,
    typer.Option(
        "--pin",
        metavar="AWARD=REQUIREMENT",
        help="Count this credential (its id or code) there if that costs nothing; several times.",
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="AWARD",
        help="Leave this credential (its id or code) out; may be given several times.",
    ),
]


@dataclass(frozen=True)
class Wishes:
    """The options that say what is asked, as they were typed."""

    enrolment: Path | None = None
    at: str | None = None
    solver: str = "highs"
    pins: Sequence[str] = ()
    without: Sequence[str] = ()


@dataclass(frozen=True)
class Asking:
    """``binding`` says why this version binds ("" for a single file), ``ask`` answers.

    ``record`` is what the holdings of the question were taken from.
    """

    question: Question
    binding: str
    ask: Callable[[Question], Allocation]
    record: LearningRecord


def asking(stack: Path, record: str, wishes: Wishes, terminal: Terminal) -> Asking | Answer:
    """The question, or the findings of the first file that has errors.

    Raises ``WrongUsage`` for a file that is not there or an option that names nothing, ``Refused``
    when no version binds.
    """
    from credstone.documents.record_file import read_record_file
    from credstone.stacking.allocate import allocate
    from credstone.stacking.learning_of import holdings_of
    from credstone.stacking.question import Question
    from credstone.stacking.solvers.registry import by_name

    ask = partial(allocate, solver=by_name(wishes.solver))
    at = day_of(wishes.at)
    stacks = read_stacks(stack, terminal)
    if isinstance(stacks, Answer):
        return stacks
    reading = read_record_file(read_source(record, MAX_RECORD))
    if reading.value is None:
        return findings_answer(record, reading.findings, valid=False)
    holdings = holdings_of(reading.value)
    known = Question(stacks[0], holdings, at)
    enrolment = _enrolment(wishes.enrolment, stacks, known, terminal)
    if isinstance(enrolment, Answer):
        return enrolment
    question = Question(stacks[0], holdings, at, _wished(enrolment, holdings, wishes))
    why = ""
    if stack.is_dir():
        question, why = _bound(question, stacks, ask)
    _check_pins(question)
    return Asking(question, why, ask, reading.value)


def stack_alone(path: Path, at: str | None, terminal: Terminal) -> Stack | Answer:
    """The stack in the file, or the version in the folder that one may enrol in on the day.

    Answers the findings when there are errors; raises like ``asking``.
    """
    from credstone.stacking.allocate import allocate
    from credstone.stacking.question import Question

    stacks = read_stacks(path, terminal)
    if isinstance(stacks, Answer) or not path.is_dir():
        return stacks if isinstance(stacks, Answer) else stacks[0]
    question, _ = _bound(Question(stacks[0], (), day_of(at)), stacks, allocate)
    return question.stack


def day_of(text: str | None) -> date:
    """The day that ``--at`` names; today in UTC without one."""
    return datetime.now(UTC).date() if text is None else instant(text).date()


def read_stacks(path: Path, terminal: Terminal) -> tuple[Stack, ...] | Answer:
    """The stack in the file, or all versions in the folder; warnings go to stderr.

    Raises ``WrongUsage`` when nothing is there, or versions of several stacks are.
    """
    from credstone.documents.stack_file import read_stack_file

    stacks = []
    for file in _stack_files(path):
        reading = read_stack_file(read_source(str(file), MAX_DEFINITION))
        if reading.value is None:
            return findings_answer(str(file), reading.findings, valid=False)
        tell_warnings(str(file), reading.findings, terminal)
        stacks.append(reading.value)
    if len({one.id for one in stacks}) > 1:
        fix = "Keep the versions of each stack in a folder of their own."
        raise WrongUsage("Several stacks are here.", where=str(path), fix=fix)
    return tuple(stacks)


def _stack_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(one for one in path.glob("stack*") if one.suffix in (".yaml", ".yml", ".json"))
    if not found:
        fix = "Name the file, or call the versions stack-2026.yaml and the like."
        raise WrongUsage("No version of a stack is in this folder.", where=str(path), fix=fix)
    return found


def _enrolment(
    path: Path | None, stacks: tuple[Stack, ...], known: Question, terminal: Terminal
) -> Enrolment | Answer:
    """The enrolment in the file, checked against the versions and what is held."""
    from credstone.documents.enrolment_file import read_enrolment_file
    from credstone.formats.enrolment_checks import check_enrolment
    from credstone.formats.finding import has_errors
    from credstone.model.enrolment import Enrolment

    if path is None:
        return Enrolment()
    reading: FileReading[Enrolment] = read_enrolment_file(read_source(str(path), MAX_DEFINITION))
    if reading.value is None:
        return findings_answer(str(path), reading.findings, valid=False)
    stack = known.stack.id
    if reading.value.stack not in ("", stack):
        fix = f"Name the enrolment in {stack}, or the stack that is meant."
        what = f"This is an enrolment in {reading.value.stack}."
        raise WrongUsage(what, where=str(path), fix=fix)
    held = {one.id for one in known.holdings}
    found = tuple(check_enrolment(reading.value, stacks, held, known.at))
    if has_errors(found):
        return findings_answer(str(path), reading.locate(found), valid=False)
    tell_warnings(str(path), (*reading.findings, *reading.locate(found)), terminal)
    return reading.value


def _bound(
    question: Question, stacks: tuple[Stack, ...], ask: Callable[[Question], Allocation]
) -> tuple[Question, str]:
    """The question about the version that binds the learner, and why that one."""
    from credstone.stacking.binding import binding, worth

    def answer(stack: Stack) -> tuple[int, ...]:
        return worth(ask(replace(question, stack=stack)))

    found = binding(stacks, question.enrolment, question.at, answer)
    if found.stack is None:
        fix = "Name the file of the version that is meant, or give the enrolment."
        raise Refused(found.reason, where=stacks[0].id, fix=fix)
    return replace(question, stack=found.stack), found.reason


def _wished(enrolment: Enrolment, holdings: tuple[Holding, ...], wishes: Wishes) -> Enrolment:
    """The enrolment with the pins and exclusions of this call besides."""
    from credstone.model.enrolment import Pin

    pins = []
    for text in wishes.pins:
        award, separator, requirement = text.rpartition("=")
        if not separator or not award:
            fix = "Write the id or code of a credential, =, and the id of a requirement."
            raise WrongUsage(f"{text!r} names no two things.", where="--pin", fix=fix)
        pins += [Pin(one, requirement) for one in awards_named(award, holdings, "--pin")]
    excluded = [one for text in wishes.without for one in awards_named(text, holdings, "--without")]
    return replace(
        enrolment,
        pins=(*enrolment.pins, *pins),
        excluded=tuple(dict.fromkeys((*enrolment.excluded, *excluded))),
    )


def awards_named(name: str, holdings: tuple[Holding, ...], where: str) -> list[str]:
    """Ids of the credentials with that id or code; raises ``WrongUsage`` when there is none."""
    found = [one.id for one in holdings if name in (one.id, one.learning.code)]
    if not found:
        known = ", ".join(one.learning.code or one.id for one in holdings[:10])
        fix = f"In the record are: {known}." if known else "The record is empty."
        raise WrongUsage(f"No credential is called {name}.", where=where, fix=fix)
    return found


def _check_pins(question: Question) -> None:
    from credstone.stacking.asked import asked

    known = asked(question)
    names = {part.id for part in known.parts} | {one.id for one in known.not_asked}
    for pin in question.enrolment.pins:
        if pin.requirement not in names:
            fix = f"The requirements are: {', '.join(sorted(names)[:20])}."
            what = f"The stack has no requirement {pin.requirement}."
            raise WrongUsage(what, where="--pin", fix=fix)
