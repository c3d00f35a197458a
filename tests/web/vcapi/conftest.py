"""Integrators of the profile: in this process on both databases, and over TLS to a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from credstone.keystore.client import SignerClient
from credstone.web.vcapi import place
from credstone.web.vcapi.issuers import make_keys
from tests.web.vcapi.callers import Inside, Integrator
from tests.web.vcapi.served import Server, serving

PORT = 18_443


@pytest.fixture(scope="session")
def profile_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose issuers have their keys; its register is another for every test."""
    home = tmp_path_factory.mktemp("profile")
    client = SignerClient(home, passphrase=b"for tests")
    make_keys(client)
    yield home
    client.stop()


@pytest.fixture
def integrator(
    database_url: str, profile_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Integrator]:
    """Somebody with an empty register, on SQLite and on PostgreSQL."""
    monkeypatch.setenv("CREDSTONE_HOME", str(profile_home))
    monkeypatch.setenv("CREDSTONE_PORT", str(PORT))
    place.place.cache_clear()
    yield Integrator(Inside(f"127.0.0.1:{PORT}"))
    place.place.cache_clear()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One real server for the stories that need sockets and leave it as it was."""
    with serving(tmp_path_factory.mktemp("served") / "home") as running:
        yield running
