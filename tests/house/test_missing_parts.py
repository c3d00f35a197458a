"""What a machine lacks is named in the closing summary, and fails a run that insists on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.require import ROOT

STORY = """
import pytest

@pytest.mark.needs("postgres")
def test_with_a_database():
    pass

def test_without():
    pass
"""
Run = Callable[..., subprocess.CompletedProcess[str]]
NO_SERVER = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the story above with our conftest in a process of its own."""
    (tmp_path / "conftest.py").write_text("from tests.conftest import *  # noqa: F403\n")
    (tmp_path / "test_story.py").write_text(STORY)

    def run_with(**environment: str) -> subprocess.CompletedProcess[str]:
        names = {k: v for k, v in os.environ.items() if not k.startswith(("CREDSTONE_", "PYTEST_"))}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        return subprocess.run(
            [*command, f"--rootdir={tmp_path}", f"-c={ROOT / 'pyproject.toml'}", str(tmp_path)],
            cwd=ROOT,
            env={**names, "CREDSTONE_TEST_DATABASE_URL": NO_SERVER, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run_with


def test_a_missing_part_is_skipped_by_name(run: Run) -> None:
    answer = run()
    assert answer.returncode == 0
    assert "1 passed, 1 skipped" in answer.stdout
    assert "1 test or file: needs postgres: no PostgreSQL answers" in answer.stdout


@pytest.mark.parametrize("asked", ["all", "shared,postgres", "postgres"])
def test_a_required_part_fails_when_it_is_missing(run: Run, asked: str) -> None:
    answer = run(CREDSTONE_REQUIRE=asked)
    assert answer.returncode == 1
    assert "CREDSTONE_REQUIRE asks for postgres" in answer.stdout


def test_another_required_part_does_not_fail_it(run: Run) -> None:
    assert run(CREDSTONE_REQUIRE="node").returncode == 0


def test_a_misspelt_part_stops_the_run(run: Run) -> None:
    answer = run(CREDSTONE_REQUIRE="postgress")
    assert answer.returncode == 4
    assert "postgress" in answer.stderr
