"""The installed command as a script sees it: words in; status, stdout and stderr out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import jsonschema
import pytest

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "schema"
COMMAND = Path(sys.executable).with_name("credstone")


@dataclass(frozen=True)
class Ended:
    """How one call ended."""

    status: int
    out: str
    err: str

    def json(self, schema: str) -> dict[str, Any]:
        """The one JSON object on stdout, which must be of the published ``schema``."""
        value: dict[str, Any] = json.loads(self.out)
        jsonschema.validate(
            value,
            json.loads((SCHEMAS / f"{schema}.schema.json").read_text()),
            cls=jsonschema.Draft202012Validator,
        )
        return value


class Credstone(Protocol):
    def __call__(
        self, *words: object, stdin: bytes = ..., env: Mapping[str, str] = ...
    ) -> Ended: ...


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A process's environment with a home of the test's own and nothing else of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CREDSTONE_")}
    return {**kept, "CREDSTONE_HOME": str(tmp_path / "home")}


@pytest.fixture
def credstone(tmp_path: Path, environment: dict[str, str]) -> Credstone:
    """Run the installed command in an empty folder; a traceback fails the test that sees it."""

    def run(*words: object, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ended:
        done = subprocess.run(
            [str(COMMAND), *map(str, words)],
            input=stdin,
            env={**environment, **(env or {})},
            cwd=tmp_path,
            capture_output=True,
            timeout=60,
            check=False,
        )
        ended = Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ended.out + ended.err
        return ended

    return run
