"""The corpus as processes of the command: ``credstone verify FILE --json --offline``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from credstone.cli.reading import MAX_CREDENTIAL
from credstone.cli.verify import statuses_of
from credstone.net.fetch import Fetcher
from credstone.net.resolve import Resolver
from tests.hostile.case import Case
from tests.hostile.run_http import outcomes
from tests.hostile.run_library import Answer, answers
from tests.hostile.status_lists import lists
from tests.hostile.world import CHALLENGE, DOMAIN, NOW, World

EXIT = {"valid": 0, "invalid": 3, "undetermined": 5}


@dataclass(frozen=True)
class Ended:
    """How one process ended."""

    status: int
    out: str
    err: str


def write_lists(folder: Path) -> None:
    """Every status list as a file that somebody handed over."""
    folder.mkdir()
    for number, content in enumerate(lists().values()):
        (folder / f"{number}.json").write_bytes(content)


@cache
def at_hand(folder: Path | None) -> World:
    """What the command has at hand: no network, and the lists in ``folder``, if any."""
    fetcher = Fetcher(network=False)
    return World(NOW, Resolver(fetcher), statuses_of(folder, fetcher))


def handed_over(case: Case, folder: Path) -> Path | None:
    """The lists, for cases that may ask for one; reading them all takes its time."""
    return folder if case.family == "status" or "/status" in case.id else None


def library(case: Case, folder: Path) -> Answer:
    """What the library answers with just what the command has."""
    (answer,) = answers([case], at_hand(handed_over(case, folder)))
    return answer


def run(case: Case, file: Path, folder: Path) -> Ended:
    """Start the command on the case's bytes."""
    file.write_bytes(case.data)
    words = ["verify", str(file), "--json", "--offline", "--at", "2026-11-21T09:30:00Z"]
    if handed_over(case, folder) is not None:
        words += ["--status", str(folder)]
    if case.kind == "presentation":
        words += ["--challenge", CHALLENGE, "--domain", DOMAIN]
    kept = {name: value for name, value in os.environ.items() if "CREDSTONE" not in name}
    done = subprocess.run(
        [sys.executable, "-m", "credstone", *words],
        env=kept | {"NO_COLOR": "1", "CREDSTONE_HOME": str(file.parent / "home")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def difference(ended: Ended, answer: Answer) -> str:
    """Where command and library part; "" when they agree on the verdict and on every check."""
    case = answer.case
    if "Traceback" in ended.err or ended.status not in EXIT.values():
        return f"{case.id}: exit {ended.status}: {ended.err[-500:]}"
    said: Any = json.loads(ended.out)
    if EXIT[said["verdict"]] != ended.status or said["verdict"] != answer.verdict:
        return f"{case.id}: exit {ended.status}, {said['verdict']}; library {answer.verdict}"
    if _is_handed_on(case) and outcomes(said) != outcomes(answer.report):
        return f"{case.id}: command {outcomes(said)}, library {outcomes(answer.report)}"
    if _is_handed_on(case) and said["checks"] != answer.report["checks"]:
        return f"{case.id}: the reasons differ"
    return ""


def _is_handed_on(case: Case) -> bool:
    """Whether these bytes reach the checks: too many do not, nor what an image holds."""
    is_image = case.data.startswith(b"\x89PNG") or b"<svg" in case.data[:4096].lower()
    return len(case.data) <= MAX_CREDENTIAL and not is_image
