"""An authority for the test run that the system trusts, and a canary that nobody may reach."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import pytest

from tests.core.net.servers import HOST, Authority, Canary


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def certified(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for HOST by an authority on the system's list (OpenSSL's own variable)."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority.server_context(HOST)


@pytest.fixture
def canary() -> Iterator[Canary]:
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        yield Canary(listener)
