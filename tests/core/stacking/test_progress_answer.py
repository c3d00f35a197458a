"""The answer as a whole: found again by id, honest when unproven, and only for real allocations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credstone.errors import Refused
from credstone.model.stack import Constraints
from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import Allocation, Use
from credstone.stacking.progress import progress
from tests.core.stacking.answers import every, take, told
from tests.core.stacking.credentials import holding, question, stack


def test_what_is_best_found_and_not_proven_says_so() -> None:
    asked = question(stack(take("law", "LAW")), holding("LAW"))
    found = allocate(asked)
    unproven = tuple(replace(stage, proven=False) for stage in found.stages)
    assert progress(asked, found).proven
    assert not progress(asked, replace(found, stages=unproven)).proven


def test_branches_and_credentials_are_found_by_their_ids() -> None:
    rules = every(take("core", "CORE"))
    answer = told(rules, holding("CORE"), constraints=Constraints(capstone=take("project", "PRO")))
    assert [one.id for one in answer.branches] == ["rules", "core", "project"]
    assert answer.branch("project").kind == "take"
    assert answer.holding("core").code == "CORE"
    with pytest.raises(KeyError):
        answer.branch("nothing")
    with pytest.raises(KeyError):
        answer.holding("nothing")


def test_an_allocation_that_breaks_a_wall_is_no_answer() -> None:
    asked = question(stack(every(take("a", "A"), take("b", "A"))), holding("A"))
    twice = Allocation(True, (Use("a", "a"), Use("a", "b")), ())
    with pytest.raises(Refused):
        progress(asked, twice)


def test_every_reason_at_a_branch_is_told_together() -> None:
    leaf = take("law", "LAW", min_count=2, attest="board")
    told_there = told(leaf, holding("LAW", eqf=None), holding("LAW", id="old", version="0.1"))
    assert told_there.rules.told[0] == (
        "1 of 2 credentials; waiting for a confirmation by the board"
    )
    assert "another award of LAW counts already, and one definition counts once" in (
        told_there.rules.told
    )
