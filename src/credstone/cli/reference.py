"""The reference of the command line, made from the commands themselves.

``python -m credstone.cli.reference > docs/reference/cli.md`` writes it, and a test holds the page
to it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer

from credstone.cli.app import app
from credstone.cli.command import ANSWERS
from credstone.cli.outcome import MEANINGS, PROBLEMS
from credstone.home import SETTINGS

_SHARED = ("--json", "--no-input", "--debug", "--help")


def page() -> str:
    """The whole page as Markdown."""
    program = typer.main.get_command(app)
    return "\n".join([*_opening(), *_commands(program, "credstone"), *_problems()])


_OPENING = """\
# Command line

Made from the commands themselves by `python -m credstone.cli.reference`.

`credstone NOUN VERB` writes data to stdout and everything else to stderr, so that a pipe gets
data only. Every command takes these options:

| Option | Meaning |
|---|---|
| `--json` | Answer with one JSON object on stdout, also when it fails. |
| `--no-input` | Never ask; fail instead. |
| `--debug` | Show the trace of an unexpected fault (or `CREDSTONE_DEBUG=1`). |
| `--help` | Show what the command does and takes. |

Colours stay away with `NO_COLOR`, and on anything that is no terminal. Progress is a bar on a
terminal and otherwise a line every ten seconds. A table is tab-separated in a pipe.
"""

_PROBLEMS = """\
## Problems

With `--json` a failure is a [problem](schema/problem.schema.json) on stdout whose `type` is one
of these.

| Type | Title | Exit status |
|---|---|---|"""


def _opening() -> Iterator[str]:
    yield _OPENING
    yield "## Exit status"
    yield ""
    yield "| Status | Meaning |"
    yield "|---|---|"
    for status, meaning in MEANINGS.items():
        yield f"| {int(status)} | {meaning} |"
    yield ""
    yield "## Settings"
    yield ""
    yield "| Variable | Meaning |"
    yield "|---|---|"
    for name, meaning in SETTINGS.items():
        yield f"| `{name}` | {_cell(meaning)} |"
    yield ""


def _commands(command: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - typer does not name it
    """The commands below ``command`` in the order in which help shows them."""
    children = getattr(command, "commands", None)
    if children is not None:
        if path != "credstone":
            yield f"## {path}"
            yield ""
            yield command.help or ""
            yield ""
        for name, child in children.items():
            yield from _commands(child, f"{path} {name}")
        return
    level = "##" if path.count(" ") == 1 else "###"
    yield f"{level} {path}"
    yield ""
    yield from _paragraphs(command.help or "")
    yield ""
    yield "```"
    yield _usage(command, path)
    yield "```"
    yield ""
    own = [one for one in command.params if one.opts[-1] not in _SHARED]
    if own:
        yield "| | Meaning |"
        yield "|---|---|"
        for parameter in own:
            yield f"| `{_cell(_name(parameter))}` | {_cell(_meaning(parameter))} |"
        yield ""
    schema = ANSWERS[path.removeprefix("credstone ")]
    yield f"Answers with [{schema}](schema/{schema}.schema.json)."
    yield ""


def _usage(command: Any, path: str) -> str:  # noqa: ANN401
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    needed = [one for one in command.params if one.param_type_name == "option" and one.required]
    words = [one.metavar or one.name.upper() for one in arguments] + [_name(one) for one in needed]
    return " ".join([path, *words, "[OPTIONS]"])


def _name(parameter: Any) -> str:  # noqa: ANN401
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    metavar = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
    return f"{parameter.opts[-1]}{metavar}"


def _meaning(parameter: Any) -> str:  # noqa: ANN401
    default = parameter.default
    shown = f" Default: `{default}`." if default and not isinstance(default, bool) else ""
    again = " May be given several times." if getattr(parameter, "multiple", False) else ""
    return f"{parameter.help or ''}{again}{shown}"


def _paragraphs(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.replace("\b", "").strip().splitlines())


def _problems() -> Iterator[str]:
    yield _PROBLEMS
    for kind, (title, status) in PROBLEMS.items():
        yield f"| `problems/{kind}` | {title} | {int(status)} |"
    yield ""


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


if __name__ == "__main__":
    sys.stdout.write(page())
