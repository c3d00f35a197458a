"""The door to the home: register, signer, passphrase and clock for the commands that need state."""

from __future__ import annotations

import os
import stat
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from credstone.cli.outcome import WrongUsage
from credstone.errors import CredstoneError

if TYPE_CHECKING:
    from credstone.cli.terminal import Terminal
    from credstone.home import Home
    from credstone.web.wiring import Workplace


def open_home(terminal: Terminal, *, signs: bool = False) -> Workplace:
    """The home that the settings name, ready to be worked in.

    ``signs`` says that keys will be used, so that a passphrase is asked for now if one is needed.
    Raises ``CredstoneError`` before ``credstone init``, ``Unavailable`` without its database.
    """
    from credstone.home import read_home
    from credstone.web import wiring

    home = read_home()
    if not home.folder.is_dir():
        raise CredstoneError(
            "There is no home here yet.", where=str(home.folder), fix="Run: credstone init"
        )
    if signs:
        warn_of_readers(home, terminal)
    return wiring.open_workplace(home, passphrase_for(home, terminal) if signs else None)


def warn_of_readers(home: Home, terminal: Terminal) -> None:
    """Say when others can read the passphrase; no refusal, since containers mount it that way."""
    file = home.passphrase_file
    try:
        mode = file.stat().st_mode if file is not None else 0
    except OSError:
        return  # the signer says what is wrong with it
    if stat.S_ISREG(mode) and mode & (stat.S_IRGRP | stat.S_IROTH):
        terminal.say(
            f"Others on this machine can read the keystore's passphrase in {file}. "
            f"Close it: chmod 600 {file}",
            "yellow",
        )


def passphrase_for(home: Home, terminal: Terminal) -> bytes | None:
    """What a person types; None when a file holds it, the signer runs, or nobody may be asked."""
    from credstone.keystore.place import place_of

    if home.passphrase_file is not None or not terminal.may_ask:
        return None
    place = place_of(home.folder)
    if place.socket.exists():
        return None
    if place.file.exists():
        return terminal.ask_secret("Passphrase of the keystore: ").encode()
    first = terminal.ask_secret("A new passphrase for the keystore: ").encode()
    if first != terminal.ask_secret("The same again: ").encode():
        raise WrongUsage("The two passphrases differ.", fix="Try again.")
    return first


def now() -> datetime:
    """This moment in UTC, to the second, as it is written everywhere."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """The day as the office's calendar shows it."""
    return datetime.now(UTC).astimezone().date()


def make_passphrase_file(home: Home) -> bool:
    """Write a fresh passphrase to the file that the settings name, if there is none yet.

    Answers whether it was written; it is readable by its owner alone.
    """
    import secrets

    if home.passphrase_file is None:
        return False
    try:
        descriptor = os.open(home.passphrase_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{secrets.token_urlsafe(32)}\n")
        file.flush()
        os.fsync(descriptor)
    return True
