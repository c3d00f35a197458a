"""A registrar's run is killed, again and again and eight at a time; nobody gets two, nobody none.

After every kill somebody starts the same command again, as a person would. Then the register is
counted from outside, and every credential that any run acknowledged must be there, signed.
"""

from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from credstone.keystore.client import SignerClient
from credstone.securing import mechanism
from credstone.securing.did import LocalResolver
from tests.databases import fresh_database
from tests.faults import outside
from tests.faults.dying import POINTS
from tests.faults.register import Register, acknowledged
from tests.require import require

ROWS = 30  # three chunks where the run is to die


@contextmanager
def register(kind: str, folder: Path) -> Iterator[Register]:
    """A set-up register of that kind; its signer ends with the block."""
    if kind == "sqlite":
        yield from _set_up(Register(folder, f"sqlite:///{folder / 'credstone.sqlite3'}"))
        return
    require("postgres")
    with fresh_database() as url:
        yield from _set_up(Register(folder, url))


def _set_up(made: Register) -> Iterator[Register]:
    made.set_up()
    yield made
    SignerClient(made.folder / "home").stop()


def kill_and_repeat(made: Register, kills: int, at_once: int) -> tuple[Counter[str], set[str], int]:
    """Kill ``kills`` runs at the four points in turn, then run one list ``at_once`` at once.

    Answers the kills by point, the acknowledged ids and how many results were handed in.
    """
    deaths: Counter[str] = Counter()
    known: set[str] = set()
    lists = 0
    while sum(deaths.values()) < kills:
        path = made.write_list(f"kill{lists}", ROWS)
        lists += 1
        for turn, point in enumerate(POINTS):
            dying = made.award_and_die(path, point, 1 + (lists + turn) % 2)
            dying.communicate(timeout=300)
            if dying.returncode == -signal.SIGKILL:
                deaths[point] += 1
        known |= acknowledged(
            made.run("award", "run", path, "--achievement", "MC-DATA-02", "--yes")
        )
    path = made.write_list("crowd", ROWS)
    lists += 1
    crowd = [made.award(path) for _ in range(at_once)]
    ids = []
    for process in crowd:
        out, err = process.communicate(timeout=600)
        assert process.returncode == 0, err
        ids.append(acknowledged(json.loads(out)))
    assert all(one == ids[0] for one in ids), "runs of one list disagree about its credentials"
    return deaths, known | ids[0], lists * ROWS


def hold_the_register_against(made: Register, known: set[str], results: int) -> outside.Counters:
    """Count from outside; every promise holds, every signature verifies."""
    counters = outside.count(made.database_url)
    assert counters.broken() == {}
    assert counters.awards == counters.credentials == counters.signed == results
    assert outside.acknowledged_but_absent(made.database_url, known) == set()
    for (content,) in outside.query(
        made.database_url, "SELECT content FROM records_secureddocument"
    ):
        assert isinstance(content, bytes)
        secured = mechanism.read(content)
        (proof,) = secured.proofs
        key = LocalResolver().resolve(proof.verification_method).key
        assert mechanism.check(secured, proof, key).holds
    return counters


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_twenty_kills_and_eight_at_once(kind: str, tmp_path: Path) -> None:
    with register(kind, tmp_path) as made:
        deaths, known, results = kill_and_repeat(made, kills=20, at_once=8)
        assert sum(deaths.values()) >= 20
        assert min(deaths[point] for point in POINTS) >= 4
        counters = hold_the_register_against(made, known, results)
    print(f"\n{kind}: kills {dict(deaths)}, {counters}")


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_three_hundred_kills_and_sixty_four_at_once(kind: str, tmp_path: Path) -> None:
    with register(kind, tmp_path) as made:
        deaths, known, results = kill_and_repeat(made, kills=300, at_once=64)
        assert min(deaths[point] for point in POINTS) >= 10
        counters = hold_the_register_against(made, known, results)
    print(f"\n{kind}: kills {dict(deaths)}, {counters}")
