"""Opening a home: before it is made, while its database is away, and when an address is wrong.

In processes of their own, since Django reads its settings once.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from credstone.errors import CredstoneError
from credstone.home import Home
from credstone.web.settings import database_config
from tests import require as parts
from tests.databases import fresh_database

_OPEN = """
from credstone.errors import CredstoneError
from credstone.web import wiring
try:
    home = wiring.start()
    {steps}
    print("opened")
except CredstoneError as error:
    print(type(error).__name__, error.where, error, sep="|")
"""
MAKE, OPEN = "wiring.initialise(home)", "wiring.open_workplace(home)"


def ask(folder: Path, *steps: str, **settings: str) -> str:
    """What opening the home at ``folder`` answers, in one line."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("CREDSTONE_")}
    done = subprocess.run(
        [sys.executable, "-c", _OPEN.format(steps="; ".join(steps))],
        env={**kept, "CREDSTONE_HOME": str(folder), **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


def test_before_it_is_made_it_says_how(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere" / "home"
    answer = ask(folder, OPEN)
    assert answer.startswith(f"CredstoneError|{folder}|")
    assert "no register here yet Run: credstone init" in answer
    assert not folder.exists()


def test_making_it_twice_is_fine_and_it_is_the_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a home with #1 ? and 50%20 ä"
    assert ask(folder, MAKE, MAKE, OPEN) == "opened"
    assert folder.stat().st_mode & 0o077 == 0
    with sqlite3.connect(folder / "credstone.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_sqlite_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    # FULL is 2. With NORMAL a power cut lost acknowledged work (docs/adr/0007).
    shown = "from django.db import connection as c; k = c.cursor()"
    ask_for = "print(k.execute('PRAGMA synchronous').fetchone()[0])"
    foreign = "print(k.execute('PRAGMA foreign_keys').fetchone()[0])"
    answer = ask(tmp_path / "home", MAKE, shown, ask_for, foreign)
    assert answer.split() == ["2", "1", "opened"]


def test_postgresql_takes_its_place(tmp_path: Path) -> None:
    parts.require("postgres")
    with fresh_database() as url:
        missing = ask(tmp_path / "home", OPEN, CREDSTONE_DATABASE_URL=url)
        assert "no register here yet" in missing
        assert ask(tmp_path / "home", MAKE, OPEN, CREDSTONE_DATABASE_URL=url) == "opened"
        with psycopg.connect(url) as database:
            assert database.execute("SELECT count(*) FROM records_award").fetchone() == (0,)


def test_a_database_that_does_not_answer_is_out_of_reach(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens here
        port = taken.getsockname()[1]
        url = f"postgresql://registrar:geheim@127.0.0.1:{port}/credstone"
        for step in (OPEN, MAKE):
            answer = ask(tmp_path / "home", step, CREDSTONE_DATABASE_URL=url)
            assert answer.startswith("Unavailable|CREDSTONE_DATABASE_URL|")
            assert "does not answer" in answer
            assert "geheim" not in answer


@pytest.mark.parametrize(
    "url",
    [
        "postgres//registrar:geheim@host/credstone",
        "postgresql://registrar:ge/heim@host/credstone",
        "postgresql://registrar:ge#heim@host/credstone",
        "postgresql://registrar:geheim@host:port/credstone",
        "mysql://registrar:geheim@host/credstone",
        "geheim",
    ],
)
def test_a_wrong_address_is_named_by_its_setting_and_not_quoted(tmp_path: Path, url: str) -> None:
    with pytest.raises(CredstoneError, match="CREDSTONE_DATABASE_URL is no address") as wrong:
        database_config(Home(tmp_path, database_url=url))
    assert "heim" not in str(wrong.value)


def test_a_wrong_address_stops_everything_before_it_begins(tmp_path: Path) -> None:
    answer = ask(tmp_path / "home", MAKE, CREDSTONE_DATABASE_URL="mysql://registrar:geheim@host/x")
    assert answer.startswith("CredstoneError|")
    assert "geheim" not in answer
    assert not (tmp_path / "home").exists()
