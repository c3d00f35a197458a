"""``credstone vc-api``: the W3C VC-API profile, for conformance suites and integrators."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command, noun
from credstone.cli.outcome import Answer
from credstone.cli.terminal import Terminal
from credstone.errors import KeyUnavailable

if TYPE_CHECKING:
    from credstone.home import Home

app = noun("vc-api", "The W3C VC-API over HTTPS, on this machine alone.")


@command(app, "serve", answer="vc-api-served", stateful=True)
def serve(
    terminal: Terminal,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", min=1, max=65535, help="Where to listen; CREDSTONE_PORT unless given."
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            max=64,
            help="Processes that answer; one for each core unless given.",
        ),
    ] = None,
) -> Answer:
    """Serve issuing, verifying and status lists over HTTPS until Ctrl-C.

    It listens on 127.0.0.1, asks for no login, and makes what is missing: home, register, keys,
    the file with their passphrase, and a self-signed certificate. Its issuers are did:key, each
    with a key of its own, and none of them is an organisation of this home.
    """
    from dataclasses import replace

    from credstone.cli import workplace
    from credstone.home import read_home
    from credstone.web.vcapi import server
    from credstone.web.vcapi.place import address_of

    home = read_home()
    home = replace(home, port=port or home.port)
    server.refuse_taken(home.port)
    home = _with_passphrase(home, terminal)
    workplace.warn_of_readers(home, terminal)
    ready = server.prepare(home)
    address = address_of(home)
    processes = workers or os.cpu_count() or 1

    def tell() -> None:
        terminal.say(f"Serving {address}/config (Ctrl-C ends it).")
        terminal.say(f"Its certificate: {ready.certificate.certificate}")

    server.serve(ready, processes, tell)
    return Answer(
        {"address": address, "certificate": str(ready.certificate.certificate)},
        lambda paper: paper.line(f"Served {address}."),
    )


def _with_passphrase(home: Home, terminal: Terminal) -> Home:
    """The home with a file that holds its passphrase, made when the keystore is new."""
    from dataclasses import replace

    from credstone.cli import workplace
    from credstone.keystore.place import place_of

    if home.passphrase_file is None:
        home = replace(home, passphrase_file=home.folder / "passphrase")
    file = home.passphrase_file
    if file is not None and not file.exists() and place_of(home.folder).file.exists():
        raise KeyUnavailable(
            "The keystore of this home has a passphrase, and no file holds it.",
            where=str(home.folder),
            fix="Name a file that does in CREDSTONE_PASSPHRASE_FILE.",
        )
    home.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if workplace.make_passphrase_file(home):
        terminal.say(f"A fresh passphrase for the keys stands in {file}.")
    return home
