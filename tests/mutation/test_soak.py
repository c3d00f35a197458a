"""Two thousand mutants of the rooms that decide what is genuine, of which tests kill 85 %."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.require import ROOT


@pytest.mark.soak
def test_most_of_two_thousand_mutants_are_noticed() -> None:
    words = [sys.executable, "-m", "tests.mutation", "--sample", "2000", "--seed", "1"]

    assert subprocess.run(words, cwd=ROOT, check=False).returncode == 0
