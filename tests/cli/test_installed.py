"""The command as it is installed: where things are written, how it ends, what it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, EXAMPLES, Credstone, environment
from tests.cli.test_image import SVG


def test_it_tells_its_version(installed: Credstone) -> None:
    ended = installed("--version")

    assert (ended.status, ended.out, ended.err) == (0, f"credstone {version('credstone')}\n", "")


@pytest.mark.parametrize(
    "words",
    [(), ("image",), ("verify",), ("verify", "x", "--nonsense"), ("no-such-noun",)],
    ids=["nothing", "no verb", "no argument", "no such option", "no such noun"],
)
def test_wrong_usage_ends_with_2_and_leaves_stdout_empty(
    installed: Credstone, words: tuple[str, ...]
) -> None:
    ended = installed(*words)

    assert ended.status == 2
    assert ended.out == ""
    assert "credstone" in ended.err


def test_wrong_usage_is_one_object_for_a_program(installed: Credstone) -> None:
    ended = installed("verify", "--json", "--nonsense")

    problem = ended.json("problem")
    assert (ended.status, ended.err) == (2, "")
    assert problem["type"] == "problems/wrong-usage"
    assert "--nonsense" in problem["detail"]
    assert "credstone verify --help" in problem["fix"]


def test_what_every_command_takes_stands_behind_it(installed: Credstone) -> None:
    for words in (("--json", "init"), ("key", "--no-input", "list")):
        ended = installed(*words)
        assert ended.status == 2
        assert "stands behind the command" in ended.out + ended.err


def test_a_second_interruption_changes_nothing(tmp_path: Path) -> None:
    """Ctrl-C while Python ends: the status is still 130, and death by a signal is none of it."""
    program = (
        "import atexit, os, signal; from credstone.cli import main\n"
        "main.run = lambda _: 130\n"
        "atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))\n"
        "import credstone.__main__ as one; one.main()"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=False)
    assert done.returncode == 130


def test_an_early_interruption_is_told(tmp_path: Path) -> None:
    """Ctrl-C while the parts are still being loaded."""
    program = (
        "import sys\n"
        "class Slow:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'credstone.cli.app': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Slow())\n"
        "import credstone.__main__ as one; one.main()"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (130, "Interrupted: Stopped before the end.\n")


def test_a_typing_slip_is_met_with_a_suggestion(installed: Credstone) -> None:
    assert "Did you mean 'verify'?" in installed("verfy").err


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_told_and_not_a_fault(unbuffered: str) -> None:
    for options in ((), ("--json",)):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [COMMAND, "verify", "-", "--offline", *options],
                env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
                input=b"hello",
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert done.returncode == 1
        assert b"No space left on device" in done.stderr
        assert b"Traceback" not in done.stderr


def test_what_needs_no_register_never_loads_django_and_makes_no_home(tmp_path: Path) -> None:
    definition = EXAMPLES / "achievements" / "mc-data-02.yaml"
    (tmp_path / "badge.svg").write_bytes(SVG)
    commands = [
        ["verify", "-", "--offline"],
        ["verify", str(EXAMPLES / "trust-list.jwt"), "--offline", "--json", "--explain"],
        ["achievement", "validate", str(definition)],
        ["image", "bake", "badge.svg", "-", "--out", "baked.svg"],
        ["image", "read", "badge.svg"],
        ["award", "--help"],
    ]
    program = (
        "import sys; from credstone.cli.main import run\n"
        f"for words in {commands!r}: run(words)\n"
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=tmp_path,
        env=environment(tmp_path / "home"),
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "home").exists()
