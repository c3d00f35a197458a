"""One fuzzing process: atheris (libFuzzer) on one target, until its time is over or it crashes.

Atheris and not hypothesis, since inputs are chosen by what they reach in our code: Python is
instrumented as it is imported, and what reaches something new is kept. Its wheels install on a
plain Debian 12 with Python 3.11; where there is none, fuzzing is left out and the kept inputs are
replayed all the same (``test_replay``).

Called by ``run`` with a target's name and libFuzzer's own options.
"""

from __future__ import annotations

import random
import sys

import atheris

from tests.fuzz.limits import limited


def main() -> None:
    """Fuzz the target named first; the other words are libFuzzer's."""
    name, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["credstone"]):
        from tests.fuzz import targets

        target = targets.load(name)

    def one_input(data: bytes) -> None:
        limited(target.one_input, data)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        return target.mutate(data, most, random.Random(seed), atheris.Mutate)

    atheris.Setup(["fuzz", *options], one_input, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
