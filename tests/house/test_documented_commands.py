"""Every command that the pages for newcomers name can be given."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.require import PROBES, ROOT

PAGES = sorted(ROOT.glob("*.md")) + sorted((ROOT / "requirements").glob("*.md"))
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_named_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", text, flags=re.MULTILINE))
    assert named <= TARGETS


@pytest.mark.parametrize("script", [".ci/run", "tests/bare_machine.sh"])
def test_a_script_is_executable_and_parses(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["bash", "-n", ROOT / script], check=True)


def test_contributing_names_every_part_that_tests_ask_for() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    asked = {
        part
        for file in (ROOT / "tests").rglob("*.py")
        for part in PROBES
        if re.search(rf"(?:needs|require)\([^)]*\"{part}\"", file.read_text(encoding="utf-8"))
    }
    assert {part for part in asked if f"`{part}`" not in page} == set()
