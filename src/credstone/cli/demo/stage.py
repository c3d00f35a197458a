"""Where the demo plays: a folder of its own, and the real commands run in it one by one."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Any

from credstone.cli.paper import Paper
from credstone.errors import CredstoneError


@dataclass(frozen=True)
class Stage:
    """One home in ``folder``; commands run there as processes, as they would from a shell."""

    folder: Path
    paper: Paper

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def prepare(self) -> None:
        """Make the folder and a passphrase that only its owner can read."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        passphrase = self.folder / "passphrase"
        if not passphrase.exists():
            descriptor = os.open(passphrase, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(24))

    def tell(self, text: str) -> None:
        """A paragraph of the story."""
        self.paper.line()
        self.paper.line(text)

    def show(self, *words: str | Path, status: int = 0, lines: int = 1000) -> None:
        """Run a command before everyone's eyes, showing its first ``lines``.

        Raises when it ends otherwise than expected.
        """
        spoken = [self._short(str(word)) for word in words]
        self.paper.line(f"$ credstone {' '.join(spoken)}", "bold", 2)
        done = self._run(spoken, status)
        said = (done.stdout + done.stderr).rstrip().splitlines()
        self.paper.line(indent("\n".join(said[:lines]), "    "))
        if len(said) > lines:
            self.paper.line("…", indent=4)

    def ask(self, *words: str | Path, status: int = 0) -> dict[str, Any]:
        """Run a command for its JSON answer, unseen."""
        done = self._run([*map(str, words), "--json"], status)
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def _run(self, words: list[str], status: int) -> subprocess.CompletedProcess[str]:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("CREDSTONE_")
        }
        environment |= {
            "CREDSTONE_HOME": str(self.home),
            "CREDSTONE_PASSPHRASE_FILE": str(self.folder / "passphrase"),
            "NO_COLOR": "1",
            "PYTHONUTF8": "1",
        }
        done = subprocess.run(  # noqa: S603 our own commands, no shell
            [sys.executable, "-m", "credstone", *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode != status:
            raise CredstoneError(
                f"credstone {' '.join(words)} ended with status {done.returncode}, not {status}:\n"
                f"{done.stdout}{done.stderr}",
                fix="The demo's folder can be removed and made again.",
            )
        return done

    def _short(self, word: str) -> str:
        """Paths as seen from the demo's folder, where the commands run."""
        return word.removeprefix(f"{self.folder}{os.sep}")
