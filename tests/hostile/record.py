"""Cases on their way to another process: written to a file, read back one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.hostile.case import Case


def write(cases: Iterable[Case], path: Path) -> int:
    """Write the cases to ``path``; answers how many."""
    count = 0
    with path.open("wb") as file:
        for case in cases:
            count += 1
            head = {
                "id": case.id,
                "family": case.family,
                "kind": case.kind,
                "expected": case.expected,
                "length": len(case.data),
            }
            file.write(json.dumps(head).encode() + b"\n" + case.data)
    return count


def read(path: Path) -> Iterator[Case]:
    """The cases in ``path``, of which only one is held at a time."""
    with path.open("rb") as file:
        while line := file.readline():
            head = json.loads(line)
            data = file.read(head["length"])
            yield Case(head["id"], head["family"], data, head["kind"], head["expected"])
