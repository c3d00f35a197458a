"""PostgreSQL databases that a test makes for itself and drops.

All of a run's databases share a prefix (``CREDSTONE_TEST_DATABASE_PREFIX``), so that whoever
started the run can drop what a killed test left behind: ``python -m tests.databases drop``.
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.require import DATABASE_URL

PREFIX = os.environ.get("CREDSTONE_TEST_DATABASE_PREFIX", "credstone_test")


@contextmanager
def fresh_database(template: str = "template0") -> Iterator[str]:
    """The address of a new database, empty or a copy of ``template``, gone with the block."""
    name = f"{PREFIX}_{uuid.uuid4().hex}"
    with psycopg.connect(DATABASE_URL, autocommit=True) as server:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield urlunsplit(urlsplit(DATABASE_URL)._replace(path=f"/{name}"))
        finally:
            drop(server, name)


def drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def drop_all(prefix: str) -> None:
    """Drop every database whose name begins with the prefix of one run."""
    with psycopg.connect(DATABASE_URL, autocommit=True) as server:
        names = server.execute("SELECT datname FROM pg_database").fetchall()
        for (name,) in names:
            if name.startswith(f"{prefix}_"):
                drop(server, name)


if __name__ == "__main__":
    if sys.argv[1:] != ["drop"] or "CREDSTONE_TEST_DATABASE_PREFIX" not in os.environ:
        sys.exit("usage: CREDSTONE_TEST_DATABASE_PREFIX=... python -m tests.databases drop")
    drop_all(PREFIX)
