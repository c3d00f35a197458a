"""``make bench``: what each speed claim rests on, peers beside us in the same run."""

from __future__ import annotations

import argparse
import platform

from benchmarks.securing import rates
from benchmarks.stacking.__main__ import show_short


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="credentials for each library")
    count: int = parser.parse_args().count
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    print("Stacking, milliseconds of CPU a learner:")
    show_short()
    print(f"One Open Badge, {count} times, per CPU second:")
    print(f"{'':<58}{'issued':>9}{'verified':>10}")
    for rate in rates(count):
        print(
            f"{rate.how!s:<26}{rate.who:<32}{rate.issued:>9.0f}{rate.verified:>10.0f}", flush=True
        )


if __name__ == "__main__":
    main()
