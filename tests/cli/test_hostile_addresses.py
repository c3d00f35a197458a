"""Somebody is talked into verifying a hostile address: ``credstone verify URL``."""

from __future__ import annotations

import json
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from credstone.cli.main import run
from tests.cli.conftest import Credstone
from tests.core.net.forms import FORMS
from tests.core.net.servers import Canary
from tests.core.net.watch import watching


@pytest.fixture
def canary() -> Iterator[Canary]:
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        yield Canary(listener)


def test_no_form_is_reached_from_the_command_line(
    canary: Canary,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not asked is 5; what is no address at all is taken for a file that is not there, 2."""
    monkeypatch.chdir(tmp_path)  # where the relative path among them leads to no file
    statuses: Counter[int] = Counter()

    with watching() as watch:
        for form in FORMS:
            status = run(["verify", "--json", "--", form.url(canary.port)])
            statuses[status] += 1
            told = capsys.readouterr()
            assert "Traceback" not in told.out + told.err, form.name
            if status == 5:
                assert json.loads(told.out)["verdict"] == "undetermined"

    assert canary.connections() == 0
    assert (watch.connected, watch.asked) == ([], [])
    assert set(statuses) == {2, 5}
    with capsys.disabled():
        print(f"\nthe command: {statuses.total()} addresses, 0 connections, exit {dict(statuses)}")


def test_the_installed_command_does_the_same(credstone: Credstone, canary: Canary) -> None:
    for name in ("number: loopback, one decimal number", "name of the house: localhost"):
        (form,) = [form for form in FORMS if form.name == name]
        ended = credstone("verify", form.url(canary.port), "--json")
        assert ended.status == 5
        assert ended.json("verification-report")["verdict"] == "undetermined"

    assert canary.connections() == 0
