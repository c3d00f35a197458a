"""``python -m tests.hostile.count``: how many cases each family has, and what was left out and why.

With ``--digest`` it prints one digest over the ids and bytes of the whole corpus instead: the same
on every machine and in every run.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from tests.hostile.case import Case
from tests.hostile.corpus import FAMILIES, cases


def table() -> Iterator[str]:
    """The lines of the table, its sum last."""
    total = 0
    for family, make in FAMILIES.items():
        counted: Counter[str] = Counter()
        reasons: Counter[str] = Counter()
        for one in make():
            if isinstance(one, Case):
                counted[one.expected] += 1
            else:
                reasons[one.reason] += 1
        total += counted.total()
        demanded = ", ".join(f"{number} {name}" for name, number in counted.most_common())
        yield f"{family:18} {counted.total():6}  {demanded}"
        for reason, number in reasons.most_common():
            yield f"{'':18} {number:6} left out: {reason}"
    yield f"{'all':18} {total:6}"


def digest(corpus: Iterable[Case]) -> str:
    """SHA-256 over every id and every byte, in order."""
    whole = hashlib.sha256()
    for case in corpus:
        name = case.id.encode("utf-8", "surrogatepass")
        for part in (name, case.data, case.kind.encode(), case.expected.encode()):
            whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


if __name__ == "__main__":
    print(digest(cases()) if "--digest" in sys.argv else "\n".join(table()))
