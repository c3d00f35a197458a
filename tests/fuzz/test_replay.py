"""Every input that was worth keeping, and every one that ever crashed a target, once more.

Needs no fuzzer: an input is bytes, a target a function. The seeds are also changed here and there,
the same way in every run, so that no change of ours waits for the next long campaign.
"""

from __future__ import annotations

import random
import zlib
from collections import deque
from pathlib import Path

import pytest

from tests.fuzz import limits, targets
from tests.fuzz.limits import TooCostlyError, limited
from tests.fuzz.run import CRASHES, FUZZ
from tests.fuzz.targets import presentation, verify

CHANGES = 40


def _inputs(name: str) -> list[Path]:
    folders = (FUZZ / "corpus" / name, CRASHES / name)
    return [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]


def _change(data: bytes, most: int) -> bytes:
    """A plain change of bytes, as a fuzzer makes it: one octet, one cut, one piece twice."""
    rng = random.Random(zlib.crc32(data))
    at = rng.randrange(len(data) + 1)
    match rng.randrange(3):
        case 0:
            return (data[:at] + rng.randbytes(1) + data[at + 1 :])[:most]
        case 1:
            return data[:at]
        case _:
            return (data[:at] + data[at // 2 :])[:most]


@pytest.mark.parametrize("name", targets.NAMES)
def test_every_kept_input_gets_its_answer(name: str) -> None:
    inputs = _inputs(name)
    assert inputs, "write seeds: python -m tests.fuzz.seeds"
    for path in inputs:
        limited(targets.load(name).one_input, path.read_bytes())


@pytest.mark.parametrize("name", targets.NAMES)
def test_every_seed_a_little_changed_gets_its_answer(name: str) -> None:
    target = targets.load(name)
    for path in _inputs(name):
        seed = path.read_bytes()
        for number in range(CHANGES):
            rng = random.Random(f"{path.name} {number}")
            limited(target.one_input, target.mutate(seed, target.MOST, rng, _change))


def test_an_input_that_costs_too_much_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CPU_SECONDS", 0.001)
    with pytest.raises(TooCostlyError, match="s of processor time"):
        limited(lambda _data: deque(range(10**6), 0).clear(), b"")


def test_the_campaign_knows_every_target() -> None:
    modules = {path.stem for path in (FUZZ / "targets").glob("*.py")} - {"__init__"}

    assert modules == set(targets.NAMES)


@pytest.mark.parametrize("name", ["verify", "presentation"])
def test_the_seeds_of_a_verification_are_valid(name: str) -> None:
    """Otherwise nothing would be shown by changing them."""
    answer = {"verify": verify.answered, "presentation": presentation.answered}[name]
    seeds = sorted((FUZZ / "corpus" / name).iterdir())
    verdicts = {path.name: answer(path.read_bytes()).verdict.value for path in seeds}

    assert set(verdicts.values()) == {"valid"}, verdicts
