"""From the words after ``credstone`` to an exit status, and never a traceback before a person.

Usage errors that typer finds while reading the words become problems like any other.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

import typer

from credstone.cli.app import app
from credstone.cli.command import run_and_tell
from credstone.cli.outcome import Answer, ExitStatus, WrongUsage
from credstone.cli.terminal import Terminal, keep_stdout_for_answers, let_go_of_stdout


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its status."""
    keep_stdout_for_answers()
    _make_streams_forgiving()
    status = run(sys.argv[1:] if arguments is None else arguments)
    # All is told: an impatient second Ctrl-C shall not change the status while Python ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    let_go_of_stdout()
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run one command; answers its exit status."""
    # Before the words are understood, nobody can say whether --json is among them.
    terminal = Terminal(
        as_json="--json" in arguments,
        no_input=True,
        debug="--debug" in arguments or bool(os.environ.get("CREDSTONE_DEBUG")),
    )
    program = typer.main.get_command(app)
    try:
        status = program.main(list(arguments), prog_name="credstone", standalone_mode=False)
    except typer.TyperException as error:
        usage = _as_wrong_usage(error)
        return run_and_tell(lambda: _raise(usage), terminal)
    except typer.Abort:
        return int(ExitStatus.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the very last stop before a person
        fault = error
        return run_and_tell(lambda: _raise(fault), terminal)
    return status if isinstance(status, int) else 0


SHARED_OPTIONS = ("--json", "--no-input", "--debug")
"""What every command takes, and no noun does."""


def _as_wrong_usage(error: typer.TyperException) -> WrongUsage:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "credstone"
    option = getattr(error, "option_name", "")
    if option in SHARED_OPTIONS:
        return WrongUsage(f"{option} stands behind the command.", fix=f"Write: {path} … {option}")
    # Values are told in one line, and whose error it is inside is nobody's concern.
    told = " ".join(error.format_message().split()).replace("Value error, ", "")
    return WrongUsage(told, fix=f"See: {path} --help")


def _raise(error: Exception) -> Answer:
    raise error


def _make_streams_forgiving() -> None:
    """Let a terminal that cannot show a letter show a question mark, rather than end in a fault."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
