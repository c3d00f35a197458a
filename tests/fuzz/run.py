"""Fuzzes the readers: ``python -m tests.fuzz.run --seconds N [--target NAME]``.

The seconds are processor time in all, split evenly over the targets. What was found to be worth
keeping survives in ``CREDSTONE_FUZZ_CORPUS`` (``.fuzz-corpus`` unless set); an input that crashes a
target is written to ``tests/fuzz/crashes`` and replayed by the tests from then on. Ends with
status 1 when there was one.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz import targets

FUZZ = Path(__file__).parent
ROOT = FUZZ.parents[1]
CRASHES = FUZZ / "crashes"
AT_ONCE = 2
MOST_CRASHES = 3
"""After so many of one target, more of the same would be found."""

_RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


@dataclass(frozen=True)
class Outcome:
    """How the fuzzing of one target went."""

    target: str
    seconds: int
    runs: int
    kept: int
    crashes: tuple[Path, ...]

    def __str__(self) -> str:
        rate = self.runs // max(self.seconds, 1)
        found = ", ".join(path.name for path in self.crashes) or "none"
        return (
            f"{self.target:12} {self.seconds:6} s {self.runs:10} inputs {rate:7}/s "
            f"{self.kept:6} kept   crashes: {found}"
        )


def corpus() -> Path:
    """Where inputs that reached something new are kept between runs."""
    return Path(os.environ.get("CREDSTONE_FUZZ_CORPUS", ROOT / ".fuzz-corpus"))


def fuzz(name: str, seconds: int) -> Outcome:
    """Fuzz one target for ``seconds``, going on after a crash."""
    kept, crashes = corpus() / name, CRASHES / name
    kept.mkdir(parents=True, exist_ok=True)
    crashes.mkdir(parents=True, exist_ok=True)
    before = set(crashes.iterdir())
    began, runs = time.monotonic(), 0
    log = (corpus() / f"{name}.log").open("w+b")
    with log:
        while (left := seconds - (time.monotonic() - began)) >= 1:
            start = log.tell()
            words = _options(name, int(left), kept, crashes)
            subprocess.run(words, cwd=ROOT, stdout=log, stderr=log, check=False)
            log.seek(start)
            said = log.read().decode("utf-8", "replace")
            runs += sum(map(int, _RUNS.findall(said)))
            found = set(crashes.iterdir()) - before
            if len(found) >= MOST_CRASHES or (not found and not _RUNS.search(said)):
                break
    new = tuple(sorted(set(crashes.iterdir()) - before))
    if not runs:
        raise SystemExit(f"The fuzzer did not run; see {corpus() / f'{name}.log'}.")
    spent = round(time.monotonic() - began)
    return Outcome(name, spent, runs, len(list(kept.iterdir())), new)


def _options(name: str, seconds: int, kept: Path, crashes: Path) -> list[str]:
    return [
        sys.executable, "-m", "tests.fuzz.worker", name,
        f"-max_total_time={seconds}",
        f"-max_len={targets.load(name).MOST}",
        "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1",
        f"-artifact_prefix={crashes}{os.sep}",
        str(kept), str(FUZZ / "corpus" / name),
    ]  # fmt: skip


def campaign(seconds: int, names: Sequence[str] = targets.NAMES) -> list[Outcome]:
    """Fuzz every target for its share of ``seconds``, two at a time."""
    share = max(seconds // len(names), 1)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda name: fuzz(name, share), names))


def main() -> int:
    """The command; answers its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for all targets together")
    parser.add_argument("--target", choices=targets.NAMES, action="append")
    words = parser.parse_args()
    outcomes = campaign(words.seconds, words.target or targets.NAMES)
    print(*outcomes, sep="\n")
    return int(any(outcome.crashes for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
