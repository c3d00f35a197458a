"""Tutorials and how-to pages, run as they are written: what they promise must come.

A block with a name behind its kind, such as ``yaml NAME``, is a file. In a ``console`` block a
line with ``$`` is a command, ``# exit status N`` what it ends with, and other lines must stand in
what it prints, with ``…`` for anything.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from credstone.keystore.client import SignerClient
from tests.require import ROOT

PAGES = sorted((ROOT / "docs").glob("tutorials/*.md")) + sorted((ROOT / "docs").glob("how-to/*.md"))
_BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STATUS = re.compile(r"#\s*exit status (\d+)\s*$")


@dataclass(frozen=True)
class Step:
    """One command with the status and the lines that the page promises."""

    command: str
    status: int
    lines: tuple[str, ...]


def steps(block: str) -> list[Step]:
    found: list[Step] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            promised = _STATUS.search(line)
            found.append(Step(line[2:], int(promised[1]) if promised else 0, ()))
        elif line:
            last = found.pop()
            found.append(Step(last.command, last.status, (*last.lines, line)))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_holds(page: Path, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    clean = {name: value for name, value in os.environ.items() if "CREDSTONE" not in name}
    shell = subprocess.Popen(
        ["bash"],
        cwd=tmp_path,
        env={**clean, "PATH": path, "NO_COLOR": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for kind, name, block in _BLOCK.findall(page.read_text()):
        if kind == "console":
            for step in steps(block):
                run(shell, step)
        else:
            assert name, f"a {kind} block without a file name"
            (tmp_path / name).write_text(block)
    shell.communicate("exit 0\n", timeout=60)
    SignerClient(tmp_path / "home").stop()


def run(shell: subprocess.Popen[str], step: Step) -> None:
    """Run one command in the page's shell and hold it to what the page says."""
    assert shell.stdin is not None
    assert shell.stdout is not None
    shell.stdin.write(f'{step.command}\necho "done $?"\n')
    shell.stdin.flush()
    said = []
    while not (line := shell.stdout.readline()).startswith("done "):
        assert line, f"the shell ended during: {step.command}"
        said.append(line)
    told = "".join(said)
    assert int(line.split()[1]) == step.status, f"{step.command}\n{told}"
    for promised in step.lines:
        pattern = ".*".join(re.escape(part) for part in promised.split("…"))
        assert re.search(pattern, told, re.DOTALL), f"{step.command}\n{promised!r} not in\n{told}"
