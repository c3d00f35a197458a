"""A register of its own for every test, on SQLite and on PostgreSQL: the same tests on both.

The tables are made once for each engine and test process, then copied; keys live in a real signer
process of their own home.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import django
import pytest
from django.core.management import call_command
from django.db import connections

from credstone.home import Home
from credstone.web.settings import database_config
from tests import require as parts
from tests.databases import fresh_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credstone.web.settings")
django.setup()


def _connect_to(config: dict[str, Any]) -> None:
    """Point Django's one connection at another database, as a new process would be."""
    connections["default"].close()
    settings = connections.settings
    settings["default"] = connections.configure_settings({"default": config})["default"]
    del connections["default"]


def _sqlite(path: Path) -> dict[str, Any]:
    return database_config(Home(path.parent, database_url=f"sqlite:///{path}"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "credstone.sqlite3"
    _connect_to(_sqlite(path))
    call_command("migrate", verbosity=0)
    connections["default"].close()
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    parts.require("postgres")
    with fresh_database() as url:
        _connect_to(dict(dj_database_url.parse(url)))
        call_command("migrate", verbosity=0)
        connections["default"].close()
        yield urlsplit(url).path.removeprefix("/")


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty register, with Django connected to it."""
    if request.param == "sqlite":
        path = tmp_path / "credstone.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        _connect_to(_sqlite(path))
        yield f"sqlite:///{path}"
        connections["default"].close()
        return
    with fresh_database(request.getfixturevalue("postgres_template")) as url:
        _connect_to(dict(dj_database_url.parse(url)))
        yield url
        connections["default"].close()
