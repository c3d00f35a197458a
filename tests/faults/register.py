"""A home with one published achievement, and result lists to award in it, all by real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.require import ROOT

ACHIEVEMENT = "MC-DATA-02"
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True)
class Register:
    """A home below ``folder`` whose register is at ``database_url``."""

    folder: Path
    database_url: str

    def set_up(self) -> None:
        """Make the home; one organisation, one achievement."""
        (self.folder / "passphrase").write_text("correct horse battery staple")
        (self.folder / "passphrase").chmod(0o600)
        self.run("init")
        self.run("organisation", "add", EXAMPLES / "organisations" / "ub.yaml")
        self.run("achievement", "publish", EXAMPLES / "achievements" / "mc-data-02.yaml")

    def write_list(self, name: str, rows: int) -> Path:
        """A list of ``rows`` learners that no other list names."""
        path = self.folder / f"{name}.csv"
        lines = ["email,full name,grade,awarded on"]
        lines += [
            f"{name}-{row}@uni.example,Łearner {row} {name},80,2026-07-14" for row in range(rows)
        ]
        path.write_text("\n".join(lines) + "\n")
        return path

    def run(self, *words: str | Path) -> dict[str, Any]:
        """Run a command to its end; its JSON answer."""
        process = self.start([sys.executable, "-m", "credstone"], *words)
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, f"{words}: {process.returncode}\n{out}\n{err}"
        answer: dict[str, Any] = json.loads(out)
        return answer

    def award(self, path: Path) -> subprocess.Popen[str]:
        """Begin to award the list, and wait for nothing."""
        return self.start([sys.executable, "-m", "credstone"], *self._award(path))

    def award_and_die(self, path: Path, point: str, passing: int) -> subprocess.Popen[str]:
        """The same in a process that kills itself at the ``passing``-th passing of ``point``."""
        dying = [sys.executable, "-m", "tests.faults.dying", point, str(passing)]
        return self.start(dying, *self._award(path))

    def start(self, program: list[str], *words: str | Path) -> subprocess.Popen[str]:
        environment = {**os.environ, "CREDSTONE_HOME": str(self.folder / "home")}
        environment["CREDSTONE_DATABASE_URL"] = self.database_url
        environment["CREDSTONE_PASSPHRASE_FILE"] = str(self.folder / "passphrase")
        return subprocess.Popen(
            [*program, *map(str, words), "--json"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _award(self, path: Path) -> tuple[str | Path, ...]:
        return ("award", "run", path, "--achievement", ACHIEVEMENT, "--yes")


def acknowledged(answer: dict[str, Any]) -> set[str]:
    """The credential ids that an answer of ``award run`` says exist."""
    return {one for row in answer["rows"] for one in row["credentials"]}
