"""``credstone init``: make a home, or bring its tables up to date."""

from __future__ import annotations

import typer

from credstone.cli.command import command
from credstone.cli.outcome import Answer
from credstone.cli.paper import Paper
from credstone.cli.terminal import Terminal

app = typer.Typer()


@command(app, "init", path="init", answer="home", stateful=True)
def init(terminal: Terminal) -> Answer:
    """Make the home: folder, register and keystore. Safe to repeat.

    The keystore needs a passphrase: from the file that CREDSTONE_PASSPHRASE_FILE names (written
    with a fresh one when it is not there yet), or typed. Once given it is not needed again while
    the signer runs, which ends after ten idle minutes or with key lock.
    """
    from credstone.cli import workplace
    from credstone.home import read_home
    from credstone.web import wiring

    home = read_home()
    wiring.initialise(home)
    made = workplace.make_passphrase_file(home)
    workplace.warn_of_readers(home, terminal)
    passphrase = workplace.passphrase_for(home, terminal)
    unlocked = passphrase is not None or home.passphrase_file is not None
    if unlocked:
        wiring.open_workplace(home, passphrase).signer.records()
    else:
        terminal.say("The keystore has no passphrase yet: set CREDSTONE_PASSPHRASE_FILE.")
    if made:
        terminal.say(f"A fresh passphrase stands in {home.passphrase_file}: keep a copy of it.")

    def show(paper: Paper) -> None:
        paper.line(str(home.folder))

    data = {
        "home": str(home.folder),
        "base_url": home.base_url,
        "keystore": "ready" if unlocked else "no passphrase yet",
    }
    return Answer({**data}, show)
