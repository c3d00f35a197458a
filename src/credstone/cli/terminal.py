"""The one place that writes: data on stdout, talk on stderr, and questions to a person."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property

from credstone.cli.outcome import Answer, Problem, WrongUsage
from credstone.cli.paper import Paper, harmless
from credstone.ports import JsonObject

_SECONDS_BETWEEN_LINES = 10.0


@dataclass(frozen=True)
class Terminal:
    """Whom a command talks to: a person or a program (``as_json``), who may be asked or not."""

    as_json: bool
    no_input: bool
    debug: bool = False

    @cached_property
    def out(self) -> Paper:
        return Paper(sys.stdout)

    @cached_property
    def err(self) -> Paper:
        return Paper(sys.stderr)

    def say(self, text: str, style: str = "") -> None:
        """Talk: what happens, what was written where. Goes to stderr."""
        self.err.line(text, style)

    @property
    def may_ask(self) -> bool:
        """Whether a person sits there and ``--no-input`` was not given."""
        return not self.no_input and sys.stdin.isatty()

    def ask_secret(self, question: str) -> str:
        """Ask for something that is not shown; only where ``may_ask``."""
        from getpass import getpass

        return getpass(question, stream=sys.stderr)

    def confirm(self, question: str, *, instead: str) -> bool:
        """Ask yes or no on stderr; only ``y`` or ``yes`` is a yes.

        Raises ``WrongUsage`` when nobody may be asked; ``instead`` then says what to do.
        """
        if not self.may_ask:
            raise WrongUsage("This needs a decision, and nobody may be asked.", fix=instead)
        sys.stderr.write(f"{harmless(question)} [y/N] ")
        sys.stderr.flush()
        return sys.stdin.readline().strip().casefold() in ("y", "yes")

    @contextmanager
    def progress(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        """Yield ``advance(count)``: a bar on a terminal, else a line every ten seconds."""
        if self.err.is_terminal:
            with self._bar(label, total) as advance:
                yield advance
        else:
            yield _Lines(self.say, label, total)

    @contextmanager
    def _bar(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.err.console, transient=True) as bar:
            task = bar.add_task(harmless(label), total=total)
            yield lambda count: bar.advance(task, count)

    def deliver(self, answer: Answer) -> None:
        """Write an answer to stdout; a reader who has heard enough may leave."""
        with _reader_may_leave():
            if self.as_json:
                _write_json(answer.data)
            else:
                answer.show(self.out)

    def complain(self, problem: Problem) -> None:
        """Write a problem: one JSON object on stdout for programs, words on stderr for people."""
        if self.as_json:
            with suppress(OSError), _reader_may_leave():
                _write_json(problem.data())
                return
        place = f"{problem.where}: " if problem.where else ""
        self.err.line(f"{problem.title}: {place}{problem.detail}", "bold")
        if problem.fix:
            self.err.line(problem.fix, indent=2)


class _Lines:
    """Progress for logs: one line every ten seconds."""

    def __init__(self, say: Callable[[str], None], label: str, total: int) -> None:
        self._say = say
        self._label = label
        self._total = total
        self._done = 0
        self._next = time.monotonic() + _SECONDS_BETWEEN_LINES

    def __call__(self, count: int) -> None:
        self._done += count
        if time.monotonic() >= self._next:
            self._say(f"{self._label}: {self._done} of {self._total}")
            self._next = time.monotonic() + _SECONDS_BETWEEN_LINES


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """Let ``| head`` close the pipe without a word, at the latest write too."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _write_to_nowhere()


def keep_stdout_for_answers() -> None:
    """Let what libraries in C print by themselves go nowhere: one line of it, and no script can
    read our JSON any more. HiGHS 1.12 has a forgotten print that no option silences.
    """
    try:
        answers = os.dup(sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):
        return  # stdout is closed, or is no file
    _write_to_nowhere()
    sys.stdout = open(  # noqa: SIM115, PTH123 - open as long as the process runs
        answers,
        "w",
        encoding=sys.stdout.encoding,
        errors=sys.stdout.errors,
        buffering=1 if os.isatty(answers) else -1,
    )


def let_go_of_stdout() -> None:
    """Leave nothing unwritten behind: Python would try it once more at its end, and fail aloud."""
    try:
        sys.stdout.flush()
    except OSError:
        _write_to_nowhere()


def _write_to_nowhere() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _write_json(data: JsonObject) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # another code page, or a lone surrogate out of a document
        text = json.dumps(data, indent=2)
    sys.stdout.write(f"{text}\n")
