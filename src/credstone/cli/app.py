"""The map of the command line: which nouns there are, each in a file of its own.

Registering costs no more than reading the names; what a command needs it imports when it runs.
"""

from __future__ import annotations

from typing import Annotated

import typer

from credstone.cli import (
    achievement,
    award,
    credential,
    demo,
    home,
    image,
    key,
    organisation,
    pathway,
    record,
    status,
    trust,
    vc_api,
    verify,
)
from credstone.cli.command import show_help_without_verb

app = typer.Typer(
    name="credstone",
    help="Define, award, issue, verify and revoke micro-credentials.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"credstone {version('credstone')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def credstone(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Define, award, issue, verify and revoke micro-credentials."""
    show_help_without_verb(context)


for noun in (
    verify, home, organisation, achievement, award, credential, record, pathway, status, key,
    trust, image, vc_api, demo,
):  # fmt: skip
    app.add_typer(noun.app)
