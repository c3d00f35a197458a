"""Mutation testing: ``python -m tests.mutation --sample 2000 --seed 1``.

Changes one small thing at a time in the rooms that decide what is genuine, and asks whether any
test notices. What is known is kept as JSON lines, so that a run that was stopped goes on where it
was; a change to a function makes its mutants new ones. Survivors are written out with what they
changed. Ends with status 1 when less than 85 % of the sample was killed.

mutmut 3.8 runs on this layout, and its operators are taken over (``operators``). It starts pytest
anew for each mutant, collects again whatever calls the mutated function (3,500 tests call the
JSON reader), refuses to begin while one test of the selection fails, and has no sample. Here the
tests are collected once and each mutant is a fork.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

from tests.mutation.mutants import ROOMS, Mutant, all_mutants
from tests.mutation.trial import try_mutants

GOAL = 0.85
TESTS = [f"tests/core/{room}" for room in ROOMS]
KILLED = ("killed", "timeout")


def main() -> int:
    """The command; answers its exit status."""
    words = _words()
    population = all_mutants(tuple(words.room or ROOMS))
    count = min(words.sample, len(population))
    sample = random.Random(words.seed).sample(population, count)
    words.folder.mkdir(parents=True, exist_ok=True)
    kept = words.folder / "results.jsonl"
    known = _known(kept)
    with kept.open("a", encoding="utf-8") as lines:

        def tell(mutant: Mutant, outcome: str) -> None:
            known[mutant.key] = outcome
            lines.write(json.dumps({"key": mutant.key, "outcome": outcome}) + "\n")
            lines.flush()
            print(f"{len(known):6} {outcome:9} {mutant.key}", flush=True)

        pending = [mutant for mutant in sample if mutant.key not in known]
        if pending:
            try_mutants(pending, words.tests or TESTS, words.jobs, tell)
    report = words.folder / "survivors.md"
    report.write_text(_survivors(sample, known), encoding="utf-8")
    score = _told(sample, known)
    print(f"{len(population)} mutants in all, {count} in the sample; survivors: {report}")
    return int(score < GOAL)


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--room", choices=ROOMS, action="append", help="all three unless given")
    parser.add_argument("--folder", type=Path, default=Path(".mutation"), help="what is kept")
    parser.add_argument("tests", nargs="*", help="other tests than those of the three rooms")
    return parser.parse_args()


def _known(kept: Path) -> dict[str, str]:
    if not kept.exists():
        return {}
    lines = kept.read_text(encoding="utf-8").splitlines()
    return {one["key"]: one["outcome"] for one in map(json.loads, lines)}


def _told(sample: list[Mutant], known: dict[str, str]) -> float:
    """Print what became of each module's mutants; answers the share that was killed."""
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant in sample:
        outcome = known.get(mutant.key, "not tried")
        if outcome != "no Python":
            outcomes[mutant.module][outcome] += 1
            outcomes[f"({mutant.room})"][outcome] += 1
            outcomes["(all)"][outcome] += 1
    for name, counts in sorted(outcomes.items()):
        said = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
        print(f"{_share(counts):6.1%}  {name}: {said}")
    return _share(outcomes["(all)"])


def _share(counts: Counter[str]) -> float:
    return sum(counts[outcome] for outcome in KILLED) / max(counts.total(), 1)


def _survivors(sample: list[Mutant], known: dict[str, str]) -> str:
    """Every mutant that no test noticed, as Markdown."""
    parts = ["# Survivors\n"]
    for mutant in sorted(sample, key=lambda one: (str(one.path), one.line)):
        outcome = known.get(mutant.key)
        if outcome in ("survived", "no tests"):
            parts.append(
                f"\n`{mutant.module}` line {mutant.line}, `{mutant.function}`, {mutant.operator} "
                f"({outcome})\n\n```diff\n"
                f"{_diff('-', mutant.before)}{_diff('+', mutant.after)}```\n"
            )
    return "".join(parts)


def _diff(sign: str, text: str) -> str:
    return "".join(f"{sign}{line}\n" for line in text.splitlines())


if __name__ == "__main__":
    sys.exit(main())
