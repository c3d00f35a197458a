"""Processes of the command line that start quickly: forked from one that has loaded its parts.

Each command is a process of its own, with its own environment, folder and streams, and runs the
same ``main`` as the installed command. Only loading typer, Django and the like is done once. The
settings are read after the fork.

    python -m tests.cli.nursery REQUESTS ANSWERS

reads one JSON request a line from the file descriptor REQUESTS, and writes an exit status a line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass
class Nursery:
    """The parent of all commands of one test run."""

    process: subprocess.Popen[bytes]
    requests: IO[str]
    answers: IO[str]

    @classmethod
    def open(cls) -> Nursery:
        request_out, request_in = os.pipe()
        answer_out, answer_in = os.pipe()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.nursery", str(request_out), str(answer_in)],
            pass_fds=(request_out, answer_in),
            cwd=Path(__file__).parents[2],
        )
        os.close(request_out)
        os.close(answer_in)
        return cls(process, os.fdopen(request_in, "w"), os.fdopen(answer_out))

    def run(
        self, words: Sequence[str], *, env: Mapping[str, str], cwd: Path, streams: Sequence[Path]
    ) -> int:
        """Run one command; ``streams`` are the files for its stdin, stdout and stderr."""
        request = {
            "words": list(words),
            "env": dict(env),
            "cwd": str(cwd),
            "streams": [str(one) for one in streams],
        }
        self.requests.write(f"{json.dumps(request)}\n")
        self.requests.flush()
        return int(self.answers.readline())

    def close(self) -> None:
        self.requests.close()
        self.answers.close()
        self.process.wait(timeout=30)


def main() -> None:
    """Load the parts, then give birth to a command for each request."""
    requests, answers = os.fdopen(int(sys.argv[1])), os.fdopen(int(sys.argv[2]), "w")
    _load()
    for line in requests:
        child = os.fork()
        if child == 0:
            os.close(requests.fileno())
            os.close(answers.fileno())
            _become(json.loads(line))
            return
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def _load() -> None:
    import django.core.management
    import django.db.models
    import django.urls
    import python_calamine
    import typer._adapters
    import xlsxwriter

    import credstone.cli.main
    import credstone.documents.award_sheet
    import credstone.documents.definition_file
    import credstone.documents.organisation_file
    import credstone.documents.result_sheet
    import credstone.keystore.client
    import credstone.net.resolve
    import credstone.net.status_source
    import credstone.verifying.explain
    import credstone.verifying.verify

    # Named so that nobody takes them for unused: loading them is the point.
    _ = (django, python_calamine, typer, xlsxwriter, credstone)


def _become(request: dict[str, object]) -> None:
    """Turn into the command that was asked for, and end as it ends."""
    from credstone.__main__ import main as command_line

    env, streams, words = request["env"], request["streams"], request["words"]
    assert isinstance(env, dict)
    assert isinstance(streams, list)
    assert isinstance(words, list)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(str(request["cwd"]))
    for number, (path, flags) in enumerate(
        zip(streams, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)
    ):
        file = os.open(path, flags)
        os.dup2(file, number)
        os.close(file)
    sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8")  # noqa: SIM115
    sys.argv = ["credstone", *words]
    command_line()


if __name__ == "__main__":
    main()
