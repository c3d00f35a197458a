"""A register of its own for every test, on SQLite and on PostgreSQL: the same tests on both.

The tables are made once for each engine and test process, then copied or emptied. Keys are born
and used in a real signer process.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.core.management import call_command
from django.db import connections

from credstone.home import Home
from credstone.keystore.client import SignerClient
from credstone.web.settings import database_config
from tests import require as parts
from tests.databases import fresh_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credstone.web.settings")
django.setup()

from tests.web.office import BASE_URL, Office  # noqa: E402 - its tables need Django first


def _connect_to(config: dict[str, Any]) -> None:
    """Point Django's one connection at another database, as a new process would be."""
    connections["default"].close()
    settings = connections.settings
    settings["default"] = connections.configure_settings({"default": config})["default"]
    del connections["default"]


def _config(url: str) -> dict[str, Any]:
    return database_config(Home(Path("unused"), database_url=url))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "credstone.sqlite3"
    _connect_to(_config(f"sqlite:///{path}"))
    call_command("migrate", verbosity=0)
    connections["default"].close()
    return path


@pytest.fixture(scope="session")
def postgres_register() -> Iterator[str]:
    parts.require("postgres")
    with fresh_database() as url:
        _connect_to(_config(url))
        call_command("migrate", verbosity=0)
        connections["default"].close()
        yield url


def _empty() -> None:
    """Leave the tables as the migrations made them; ten times as fast as another database."""
    connection = connections["default"]
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        # One transaction, in which nobody minds what refers to what.
        deletions = "; ".join(f'DELETE FROM "{table}"' for table in tables)
        cursor.execute(f"SET session_replication_role = replica; {deletions}")


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty register, with Django connected to it."""
    if request.param == "sqlite":
        path = tmp_path / "credstone.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        url = f"sqlite:///{path}"
        _connect_to(_config(url))
        yield url
        connections["default"].close()
        return
    url = request.getfixturevalue("postgres_register")
    _connect_to(_config(url))
    yield url
    _empty()
    connections["default"].close()


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignerClient]:
    """One signer process for all tests; every organisation that a test adds gets new keys."""
    client = SignerClient(tmp_path_factory.mktemp("keys"), passphrase=b"for tests")
    yield client
    client.stop()


@pytest.fixture
def office(database_url: str, signer: SignerClient, tmp_path: Path) -> Office:
    """An office without an address of its own: its issuers are did:key."""
    return Office(Home(tmp_path / "home", database_url=database_url), signer, tmp_path / "lists")


@pytest.fixture
def web_office(database_url: str, signer: SignerClient, tmp_path: Path) -> Office:
    """An office with a public address: its issuers are did:web."""
    home = Home(tmp_path / "home", base_url=BASE_URL, database_url=database_url)
    return Office(home, signer, tmp_path / "lists")


@pytest.fixture
def own_signer(tmp_path: Path) -> Iterator[SignerClient]:
    """A signer for one test alone, where keys are counted or lost."""
    client = SignerClient(tmp_path / "own", passphrase=b"for this test")
    yield client
    client.stop()
