"""A person sits there: commands ask, show how far they are, and take no for an answer."""

from __future__ import annotations

import fcntl
import os
import pty
import subprocess
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from credstone.keystore.client import SignerClient
from tests.cli.conftest import COMMAND, Office, environment


@pytest.fixture
def faulty(results: Path) -> Path:
    """A list of which one row is not good."""
    results.write_text(results.read_text().replace("2026-07-14", "soon", 1))
    return results


@pytest.mark.parametrize(
    ("reply", "status", "awarded"), [(b"n\n", 1, 0), (b"\n", 1, 0), (b"yes\n", 0, 3)]
)
def test_run_asks_about_rows_that_are_not_good(
    office_home: Office, faulty: Path, reply: bytes, status: int, awarded: int
) -> None:
    words = ["award", "run", str(faulty), "--achievement", "MC-COINNO-01"]
    with at_a_terminal(words, environment(office_home.home), faulty.parent) as person:
        person.wait_for(b"Award the 3 good rows now, and leave 1 open? [y/N] ")
        person.type(reply)
        ended = person.ended()

    assert ended == status
    checked = office_home.at(faulty.parent)("award", "run", faulty, *words[3:], "--yes", "--json")
    assert checked.json("award-list")["already_awarded"] == awarded


def test_a_new_passphrase_is_asked_for_twice_and_not_shown(tmp_path: Path) -> None:
    home = tmp_path / "home"
    env = {**environment(home), "CREDSTONE_PASSPHRASE_FILE": ""}
    with at_a_terminal(["init"], env, tmp_path) as person:
        person.wait_for(b"A new passphrase for the keystore: ")
        person.type(b"a stone on a stone\n")
        person.wait_for(b"The same again: ")
        person.type(b"a stone on a stone\n")
        assert person.ended() == 0
        assert b"a stone on" not in person.seen
    SignerClient(home).stop()

    with at_a_terminal(["key", "list"], env, tmp_path) as person:
        person.wait_for(b"Passphrase of the keystore: ")
        person.type(b"another\n")
        assert person.ended() == 1


class Person:
    """Someone at the controlling terminal of one process."""

    def __init__(self, process: subprocess.Popen[bytes], terminal: int) -> None:
        self._process = process
        self._terminal = terminal
        self.seen = b""

    def wait_for(self, text: bytes) -> None:
        while text not in self.seen:
            part = self._read()
            assert part, self.seen.decode()
            self.seen += part

    def type(self, text: bytes) -> None:
        os.write(self._terminal, text)

    def ended(self) -> int:
        while part := self._read():
            self.seen += part
        return self._process.wait(timeout=60)

    def _read(self) -> bytes:
        try:
            return os.read(self._terminal, 4096)
        except OSError:  # Linux answers so when the other side is gone
            return b""


@contextmanager
def at_a_terminal(words: list[str], env: dict[str, str], folder: Path) -> Iterator[Person]:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [str(COMMAND), *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env={**env, "TERM": "xterm"},
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    try:
        yield Person(process, ours)
    finally:
        os.close(ours)
        process.kill()
        process.wait()
