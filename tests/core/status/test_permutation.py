"""Indices are drawn from a secret order: none twice, none foretold, the same for ever."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from credstone.status.permutation import index_at

SECRET = bytes(range(32))
LENGTH = 131_072

# Frozen: a register relies on these for as long as its lists live.
VECTORS = [(0, 81_870), (1, 5_015), (2, 107_738), (4_711, 44_049), (131_071, 34_279)]


@pytest.mark.parametrize(("position", "index"), VECTORS)
def test_the_order_never_changes(position: int, index: int) -> None:
    assert index_at(SECRET, position, LENGTH) == index


def test_every_index_is_drawn_once_and_quickly() -> None:
    before = time.process_time()
    drawn = [index_at(SECRET, position, LENGTH) for position in range(LENGTH)]
    took = time.process_time() - before
    assert sorted(drawn) == list(range(LENGTH))
    assert took / LENGTH < 20e-6


@pytest.mark.parametrize("length", [1, 2, 3, 7, 8, 100, 101, 1_000, 131_769, 200_003])
def test_lists_of_every_size_have_an_order(length: int) -> None:
    assert len({index_at(SECRET, position, length) for position in range(length)}) == length


def test_another_secret_is_another_order() -> None:
    other = bytes(reversed(SECRET))
    same = sum(index_at(SECRET, p, LENGTH) == index_at(other, p, LENGTH) for p in range(1_000))
    assert same < 5


def test_neighbours_do_not_stay_neighbours() -> None:
    drawn = [index_at(SECRET, position, LENGTH) for position in range(10_000)]
    near = sum(abs(a - b) < 100 for a, b in pairwise(drawn))
    assert near < 60  # chance makes 15 of them
    halves = sum(index < LENGTH // 2 for index in drawn)
    assert 4_700 < halves < 5_300  # six standard deviations either way


@pytest.mark.parametrize("position", [-1, LENGTH])
def test_a_full_list_gives_no_further_index(position: int) -> None:
    with pytest.raises(ValueError, match="not in a list"):
        index_at(SECRET, position, LENGTH)


@pytest.mark.parametrize("secret", [b"", b"short", bytes(65)])
def test_a_secret_that_can_be_guessed_is_refused(secret: bytes) -> None:
    with pytest.raises(ValueError, match="16 to 64"):
        index_at(secret, 0, LENGTH)
