"""``credstone status``: what strangers need to know about revoked and suspended credentials."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from credstone.cli.command import command, noun
from credstone.cli.outcome import Answer
from credstone.cli.paper import Paper
from credstone.cli.terminal import Terminal
from credstone.ports import Json

app = noun("status", "Status lists: what is revoked, suspended or replaced.")


@command(app, "publish", answer="status-lists", stateful=True)
def publish(
    terminal: Terminal,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Where to write; published/status in the home unless given.",
        ),
    ] = None,
) -> Answer:
    """Sign every status list anew and write it as a file, ready for any web server.

    The lists are short-lived: publish them at least once a day, and after every change.
    """
    from credstone.cli import workplace
    from credstone.web.records import publication

    place = workplace.open_home(terminal, signs=True)
    folder = out or place.home.published / "status"
    written = publication.publish(place.home, place.signer, folder, workplace.now())
    if not written:
        terminal.say("Nothing was awarded yet, so there are no lists.")

    def show(paper: Paper) -> None:
        for one in written:
            paper.line(f"{one.path}\t{one.purpose}\t{one.set_bits} set\t{one.url}")

    lists: list[Json] = [
        {
            "url": one.url,
            "path": str(one.path),
            "purpose": one.purpose,
            "set": one.set_bits,
            "valid_until": one.valid_until.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        for one in written
    ]
    return Answer({"lists": lists}, show)
