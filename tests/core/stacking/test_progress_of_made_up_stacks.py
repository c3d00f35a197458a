"""Whatever the rules and whatever is held, the answer is whole, and what it claims holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from credstone.model.progress import Contest, Progress, State
from credstone.model.requirement import Requirement, Take
from credstone.model.stack import Stack
from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import Allocation, StageName, Use
from credstone.stacking.branches import parts_of
from credstone.stacking.progress import progress
from tests.core.formats.test_progress import problems
from tests.core.stacking.oracle.brute_force import allocations
from tests.core.stacking.oracle.case import Case
from tests.core.stacking.oracle.made_up import made_up


@pytest.mark.parametrize("seed", range(25))
def test_every_branch_and_credential_is_answered_truly(seed: int) -> None:
    _try(seed)


@pytest.mark.soak
def test_a_thousand_more() -> None:
    for seed in range(10_000, 11_000):
        _try(seed)


def _try(seed: int) -> None:
    question = made_up(seed)
    found = allocate(question)
    answer = progress(question, found, tries=3)
    assert answer.met == found.met
    assert problems(answer) == []
    _weighs_as_much(answer, found, question.stack)
    _credentials_are_as_used(answer, found)
    for branch in answer.branches:
        assert all(branch.told)
        assert all(one.reasons for one in branch.not_counted)
        for contest in branch.contests:
            _cannot_be_settled(contest, Case.of(question))


def _weighs_as_much(answer: Progress, found: Allocation, stack: Stack) -> None:
    """The states are those that the allocation was chosen for."""
    tops = (stack.rules, stack.constraints.capstone)
    weights = {one.id: one.weight for top in tops if top is not None for one in _all(top)}
    settled = (State.MET, State.WAIVED)
    told = sum(weights[one.id] for one in answer.branches if one.state in settled)
    assert told == {stage.name: stage.value for stage in found.stages}[StageName.WEIGHT]


def _all(requirement: Requirement) -> Iterator[Requirement]:
    yield requirement
    for part in parts_of(requirement):
        yield from _all(part)


def _credentials_are_as_used(answer: Progress, found: Allocation) -> None:
    told = {Use(one.id, place.requirement) for one in answer.holdings for place in one.counts}
    counted = {Use(one.holding, branch.id) for branch in answer.branches for one in branch.counted}
    assert told == counted == set(found.uses)
    for one in answer.holdings:
        assert bool(one.counts) != bool(one.why_not), one.id


def _cannot_be_settled(contest: Contest, case: Case) -> None:
    """No allocation at all gives every one of them what it asks."""
    leaves = {
        j: leaf.rule for j, leaf in enumerate(case.leaves) if leaf.rule.id in contest.requirements
    }
    assert len(leaves) == len(contest.requirements) >= 2
    by_credits = "together" in contest.reason
    for uses in allocations(case):
        given = dict.fromkeys(leaves, 0)
        for i, j in uses:
            if j in given:
                given[j] += case.credits[i] if by_credits else 1
        assert any(given[j] < _asked(rule, by_credits) for j, rule in leaves.items())


def _asked(rule: object, by_credits: bool) -> int:
    assert isinstance(rule, Take)
    if by_credits:
        return int((rule.min_credits or 0) * 100)
    return max(rule.min_count or 0, 1)
