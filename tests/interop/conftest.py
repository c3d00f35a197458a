"""The strangers, seated once for each process that runs tests."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from tests.interop.peer import npm_peers, python_peers
from tests.require import require


@pytest.fixture(scope="session")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    require("node")
    with npm_peers(tmp_path_factory.mktemp("contexts")) as process:
        yield process


@pytest.fixture(scope="session")
def python() -> Iterator[subprocess.Popen[str]]:
    require("peers")
    with python_peers() as process:
        yield process
