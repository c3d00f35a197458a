"""How often each feature makes a difference among made-up questions.

``python -m tests.core.stacking.oracle.biting 10000 200`` prints the count for each feature, each
counted up to the second number.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

from tests.core.stacking.oracle.brute_force import best
from tests.core.stacking.oracle.features import FEATURES, without
from tests.core.stacking.oracle.made_up import made_up


def bites(seeds: Iterable[int], up_to: int) -> Counter[str]:
    """By feature: in how many of the questions the values change when it is taken away.

    A feature is counted until ``up_to``, and only where the question has it.
    """
    found: Counter[str] = Counter(dict.fromkeys(FEATURES, 0))
    for seed in seeds:
        question = made_up(seed)
        values = best(question).values
        for feature in FEATURES:
            if found[feature] >= up_to:
                continue
            other = without(question, feature)
            if other != question and best(other).values != values:
                found[feature] += 1
    return found


if __name__ == "__main__":
    seeds, up_to = map(int, sys.argv[1:])
    for feature, count in sorted(bites(range(seeds), up_to).items(), key=lambda one: one[1]):
        print(f"{count:6d}  {feature}")
