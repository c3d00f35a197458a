"""The hostile corpus through the library: nothing accepted, nothing raised, nothing slow or large.

Each part of the corpus is answered in a process of its own, which reads one case at a time, so that
what is measured is the verifier and not the generator.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import memory, record
from tests.hostile.case import Case
from tests.hostile.corpus import FAMILIES, cases
from tests.hostile.count import digest
from tests.hostile.honest import everything
from tests.hostile.presentations import presentations
from tests.hostile.run_library import MOST_GROWTH, MOST_SECONDS, answers
from tests.require import ROOT

_PARTS = 4
_LEAST_CASES = 30_000
_needs_linux = pytest.mark.skipif(
    not memory.can_measure(), reason="needs Linux: memory is read from /proc"
)


def python(*arguments: str, **environment: str) -> str:
    """What a fresh interpreter prints."""
    paths = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def run(path: Path) -> Any:  # noqa: ANN401 - a tally as JSON
    return json.loads(python("-m", "tests.hostile.run_library", str(path)))


def held_to(tally: Any) -> None:  # noqa: ANN401
    """No trouble of any kind; the first ones are shown."""
    assert tally["troubles"][:20] == [], f"{len(tally['troubles'])} in all"
    assert tally["slowest"] < MOST_SECONDS, tally["slowest_case"]
    assert max(tally["growth"], tally["peak"]) <= MOST_GROWTH


def test_what_attackers_begin_with_is_good() -> None:
    """Otherwise a refusal of a touched copy would show nothing."""
    honest = [
        Case(one.name, "honest", one.data, one.kind, "valid")
        for one in (*everything(), *presentations())
    ]
    assert [f"{one.case.id}: {one.trouble}" for one in answers(honest) if one.trouble] == []


@_needs_linux
@pytest.mark.timeout(280)
@pytest.mark.parametrize("part", range(_PARTS))
def test_every_case_is_answered_as_demanded(part: int, tmp_path: Path) -> None:
    families = [*FAMILIES][part::_PARTS]
    path = tmp_path / "cases"
    count = record.write(cases(*families), path)
    tally = run(path)
    for family, verdicts in tally["counted"].items():
        print(f"{family:18} {sum(verdicts.values()):6}  {verdicts}")
    assert sum(sum(verdicts.values()) for verdicts in tally["counted"].values()) == count
    held_to(tally)


def test_the_corpus_is_large_and_the_same_in_every_run() -> None:
    named: Counter[str] = Counter()
    demanded: Counter[str] = Counter()

    def counted() -> Iterator[Case]:
        for case in cases():
            named[case.id] += 1
            demanded[case.expected] += 1
            yield case

    ours = digest(counted())
    assert [name for name, count in named.items() if count > 1] == []
    assert demanded["invalid"] + demanded["not valid"] >= _LEAST_CASES
    other = python("-m", "tests.hostile.count", "--digest", PYTHONHASHSEED="7").strip()
    assert ours == other


@_needs_linux
@pytest.mark.soak
def test_one_process_answers_the_whole_corpus(tmp_path: Path) -> None:
    path = tmp_path / "cases"
    record.write(cases(), path)
    tally = run(path)
    print({name: tally[name] for name in ("slowest", "slowest_case", "growth", "peak")})
    held_to(tally)
