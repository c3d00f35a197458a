"""``python -m benchmarks.stacking``: how exact answers compare with first-fit, and what they cost.

Everything is CPU time of one core, in milliseconds; peers run in the same process on the same
questions.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from benchmarks.stacking import cohort
from benchmarks.stacking.dense import INSTANCES, dense
from benchmarks.stacking.measured import Timing, compare, time_dense, time_plans
from benchmarks.stacking.princeton import cases

from credstone.stacking.allocate import NODE_LIMIT
from tests.require import SHARED, missing


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stacking", description=__doc__)
    parser.add_argument(
        "what", nargs="*", choices=["princeton", "plan", "dense", "cohort"], default=["princeton"]
    )
    parser.add_argument("--records", type=int, default=100_000, help="learners in the cohort")
    parser.add_argument("--first", type=int, default=0, help="the first one, in whole thousands")
    parser.add_argument("--processes", type=int, default=1, help="for the cohort")
    parser.add_argument("--every", type=int, default=1, help="only every n-th transcript")
    parser.add_argument("--node-limit", type=int, default=NODE_LIMIT, help="for dense sums")
    chosen = parser.parse_args()
    what: list[str] = chosen.what
    if "princeton" in what:
        show_princeton(SHARED, chosen.every)
    if "plan" in what:
        show_plans(SHARED, chosen.every)
    if "dense" in what:
        show_dense(INSTANCES, chosen.node_limit)
    if "cohort" in what:
        show_cohort(SHARED, chosen.records, chosen.first, chosen.processes)


def show_princeton(shared: Path, every: int = 1) -> None:
    """First-fit lost so much, and each solver took so long."""
    found = compare(islice(cases(shared), 0, None, every))
    count = len(found.ways[0].each)
    print(f"Princeton: {count} transcripts, {found.met} of them complete.")
    _table(found.ways)
    print(f"Values of a stage that differ between solvers: {len(found.differing)} transcripts.")
    print(
        f"First-fit meets fewer requirements in {len(found.more)} transcripts"
        f" ({len(found.more) / count:.0%}), {found.lost} in all; more in {len(found.fewer)}."
    )
    highs, _, at_once, _ = found.ways
    print(f"p95 of HiGHS is {highs.p95 / at_once.p95:.1f} times that of CP-SAT at once.")


def show_plans(shared: Path, every: int = 1) -> None:
    """What the cheapest completion takes."""
    found = time_plans(shared, every)
    print(f"Princeton: the fewest further courses, {len(found.timing.each)} transcripts.")
    _table((found.timing,))
    print(
        f"{found.possible} can be completed, {found.impossible} cannot"
        f" ({found.unexplained} of them without a reason)."
    )


def show_dense(instances: int = INSTANCES, node_limit: int = NODE_LIMIT) -> None:
    """What sums of credits take where they are hardest."""
    timing = time_dense(dense(instances), node_limit)
    print(f"Dense sums: 40 credentials, 15 requirements, {instances} questions, made to be hard.")
    _table((timing,))


def show_cohort(shared: Path, records: int, first: int = 0, processes: int = 1) -> None:
    """How many learners one core decides."""
    found = cohort.run(shared, records, first=first, processes=processes)
    print(f"A cohort of {found.records} records against {cohort.PROGRAMME}: {found.met} complete.")
    print(f"{found.records / found.seconds:.0f} records per second of one core.")
    print(
        f"{found.solved} of {found.asked} programs were different ones"
        f" ({found.solved / max(1, found.asked):.0%}); {found.unproven} answers not proven."
    )
    print(f"Asked alone, {found.alike} of {found.compared} records came out the same.")


def show_short() -> None:
    """A look for ``make bench``: a sixth of the transcripts, a third of the dense sums."""
    if (lack := missing("shared")) is None:
        show_princeton(SHARED, every=6)
        show_plans(SHARED, every=12)
    else:
        print(f"Princeton was left out: {lack}")
    show_dense(8)


def _table(ways: Iterable[Timing]) -> None:
    print(f"{'':<40}{'median':>9}{'p95':>9}{'max':>9}{'unproven':>10}")
    for way in ways:
        print(
            f"{way.who:<40}{way.median:>9.1f}{way.p95:>9.1f}{max(way.each):>9.1f}{way.unproven:>10}"
        )


if __name__ == "__main__":
    main()
