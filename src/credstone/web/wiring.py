"""Putting the parts together: settings, signer and register, for whoever needs state.

``start`` comes first in every process that touches the register; everything else takes values.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import django
from django.core.management import call_command
from django.db import connection
from django.db.utils import DatabaseError

from credstone.errors import CredstoneError, Unavailable
from credstone.home import Home, read_home
from credstone.keystore.client import SignerClient

# One of the first version and one of the last: a home of before needs ``init`` once more.
_TABLES = {"records_sequencer", "pathways_stackgrant"}


@dataclass(frozen=True)
class Workplace:
    """A home that is ready to be worked in."""

    home: Home
    signer: SignerClient


def start() -> Home:
    """Load Django for the home that the environment names; quick when done already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credstone.web.settings")
    django.setup()
    return read_home()


def initialise(home: Home) -> None:
    """Make the folder and bring the tables up to date. Safe to repeat.

    Raises ``Unavailable`` when the database does not answer.
    """
    home.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with _for_the_owner_alone():
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise _no_database(home, error) from error
    _close_to_others(home)


def open_workplace(home: Home, passphrase: bytes | None = None) -> Workplace:
    """The register and the signer of ``home``; raises ``CredstoneError`` before ``init``."""
    try:
        # SQLite would make an empty file where there is none, and fail where there is no folder.
        made = bool(home.database_url) or home.folder.is_dir()
        ready = made and set(connection.introspection.table_names()) >= _TABLES
    except DatabaseError as error:
        raise _no_database(home, error) from error
    if not ready:
        raise CredstoneError(
            "there is no register here yet", where=str(home.folder), fix="Run: credstone init"
        )
    return Workplace(
        home,
        SignerClient(home.folder, passphrase=passphrase, passphrase_file=home.passphrase_file),
    )


@contextmanager
def _for_the_owner_alone() -> Iterator[None]:
    """What is made meanwhile is its owner's alone: the register holds names and birth dates.

    SQLite gives the files beside its own the mode of the first.
    """
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _close_to_others(home: Home) -> None:
    """Take a register in the home that was made open to others away from them."""
    for file in home.folder.glob("credstone.sqlite3*"):
        if file.is_file() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            file.chmod(0o600)


def _no_database(home: Home, error: Exception) -> Unavailable:
    # The address may hold a password, so it is named by its setting and never shown.
    where = "CREDSTONE_DATABASE_URL" if home.database_url else str(home.folder)
    reason = str(error).strip().splitlines()[0] if str(error).strip() else "no reason given"
    return Unavailable(
        f"the database does not answer as it should: {reason}",
        where=where,
        fix="Check that it runs, and that address and permissions are right.",
    )
