"""Registering a command: its own options, the three that all share, and how it ends.

A command is a function that takes plain values and returns an ``Answer``. What it raises is put
into words here, so that no file of a noun has to.
"""

from __future__ import annotations

import inspect
import os
import traceback
from collections.abc import Callable
from typing import Annotated, TypeVar

import typer

from credstone.cli.outcome import Answer, ExitStatus, problem_of
from credstone.cli.terminal import Terminal

Function = TypeVar("Function", bound=Callable[..., Answer])

Json = Annotated[
    bool, typer.Option("--json", help="Answer with one JSON object, also when it fails.")
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; fail instead.")]
Debug = Annotated[
    bool,
    typer.Option("--debug", help="Show the trace of an unexpected fault (or CREDSTONE_DEBUG=1)."),
]
_SHARED = {"as_json": Json, "no_input": NoInput, "debug": Debug}

ANSWERS: dict[str, str] = {}
"""From ``noun verb`` to the name of the JSON Schema of its ``--json`` answer."""


def noun(name: str, help_text: str) -> typer.Typer:
    """A group of commands; without a verb it shows its help and that the verb is missing."""
    app = typer.Typer(name=name, help=help_text, rich_markup_mode=None, add_completion=False)
    app.callback(invoke_without_command=True)(show_help_without_verb)
    return app


def show_help_without_verb(context: typer.Context) -> None:
    """End with the help on stderr and exit status 2 when no command was named."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(ExitStatus.WRONG_USAGE)


def command(
    app: typer.Typer, name: str, *, answer: str, path: str = "", stateful: bool = False
) -> Callable[[Function], Function]:
    """Register the decorated function under ``name``.

    ``answer`` names the schema of its JSON answer, ``path`` is what a person types when it is
    not ``app``'s name and ``name``. A ``stateful`` command finds Django loaded for its home, so
    that it may import what has tables. A parameter called ``terminal`` receives the ``Terminal``.
    The registered function answers the exit status.
    """

    def register(function: Function) -> Function:
        ANSWERS[path or f"{app.info.name} {name}"] = answer
        app.command(name)(_runner(function, stateful))
        return function

    return register


def _runner(function: Callable[..., Answer], stateful: bool) -> Callable[..., int]:
    """``function`` with the shared options added, its answer delivered, its errors in words."""
    own = inspect.signature(function, eval_str=True)
    wants_terminal = "terminal" in own.parameters

    def run(*, as_json: bool, no_input: bool, debug: bool, **given: object) -> int:
        terminal = Terminal(as_json, no_input, debug or bool(os.environ.get("CREDSTONE_DEBUG")))
        if wants_terminal:
            given["terminal"] = terminal

        def ask() -> Answer:
            if stateful:
                from credstone.web import wiring

                wiring.start()
            return function(**given)

        return run_and_tell(ask, terminal)

    options = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in own.parameters.values()
        if parameter.name != "terminal"
    ]
    shared = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=annotation
        )
        for name, annotation in _SHARED.items()
    ]
    signature = inspect.Signature([*options, *shared], return_annotation=int)
    run.__doc__ = function.__doc__
    run.__name__ = function.__name__
    run.__annotations__ = {one.name: one.annotation for one in signature.parameters.values()}
    vars(run)["__signature__"] = signature
    return run


def run_and_tell(ask: Callable[[], Answer], terminal: Terminal) -> int:
    """Deliver what ``ask`` answers, or put what it raises into words; answers the exit status."""
    try:
        answer = ask()
        terminal.deliver(answer)
        return int(answer.status)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last stop before a person
        problem = problem_of(error)
        if terminal.debug and problem.kind == "unexpected":
            traceback.print_exception(error)
        terminal.complain(problem)
        return int(problem.status)
