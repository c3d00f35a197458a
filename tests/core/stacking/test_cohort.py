"""Learners of a cohort are answered as if each asked alone, and the same problem is solved once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest
from benchmarks.stacking.cohort import cohort

from credstone.errors import Conflict
from credstone.model.learning import Holding, Learning
from credstone.model.requirement import NOf, Take
from credstone.model.selector import Selector
from credstone.model.stack import Stack
from credstone.model.text import Text
from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import Allocation
from credstone.stacking.cohort import allocate_many
from credstone.stacking.question import Question
from credstone.stacking.solvers.program import Solver
from credstone.stacking.solvers.registry import HIGHS, SOLVERS
from credstone.stacking.solvers.remembering import Remembering

SCHOOL = "https://school.example/"
STACK = Stack(
    id=f"{SCHOOL}stack",
    version="1.0",
    title=Text.of({"en": "Data work"}),
    rules=NOf(
        id="rules",
        n=2,
        of=tuple(
            Take(id=tag, select=Selector(tag=(tag,)), min_credits=Decimal(5))
            for tag in ("data", "ethics", "law")
        ),
    ),
    issuers=(("school", SCHOOL),),
)


def holding(who: str, *tags: str, credits: int = 5) -> Holding:
    learning = Learning(
        id=f"{SCHOOL}{'-'.join(tags)}-{credits}",
        code="-".join(tags).upper(),
        version="1.0",
        title=Text.of({"en": "A course"}),
        issuers=(SCHOOL,),
        credits=Decimal(credits),
        tags=tags,
    )
    return Holding(f"urn:award:{who}-{'-'.join(tags)}", learning, date(2026, 3, 1))


def asks(*holdings: Holding) -> Question:
    return Question(STACK, holdings, at=date(2026, 6, 1))


ALICE = asks(holding("alice", "data", "ethics"), holding("alice", "law"))
BOB = asks(holding("bob", "data", "ethics"), holding("bob", "law"))
CAROL = asks(holding("carol", "data", credits=3))


@pytest.mark.parametrize("solver", SOLVERS, ids=lambda solver: solver.name)
def test_each_learner_is_answered_as_if_asked_alone(solver: Solver) -> None:
    learners = [ALICE, CAROL, BOB, ALICE]
    together = list(allocate_many(learners, solver=solver))
    assert together == [allocate(one, solver=solver) for one in learners]


def test_whoever_has_the_same_is_not_a_new_problem_and_keeps_their_own_credentials() -> None:
    memory = Remembering(HIGHS)
    alice, bob = allocate_many([ALICE, BOB], solver=memory)
    assert isinstance(alice, Allocation)
    assert isinstance(bob, Allocation)
    assert memory.solved * 2 == memory.asked
    assert {use.holding.partition("bob")[1] for use in bob.uses} == {"bob"}
    assert alice.stages == bob.stages


def test_what_differs_is_a_new_problem() -> None:
    memory = Remembering(HIGHS)
    list(allocate_many([ALICE, CAROL], solver=memory))
    assert memory.solved == memory.asked


def test_the_longest_unused_is_forgotten_and_solved_again_the_same_way() -> None:
    memory = Remembering(HIGHS, room=1)
    first, _, again = allocate_many([ALICE, CAROL, ALICE], solver=memory)
    assert first == again
    assert memory.solved == memory.asked


def test_a_record_that_contradicts_itself_does_not_stop_the_others() -> None:
    first = holding("dan", "data")
    twice = asks(first, replace(first, grade="1.0"))
    before, contradiction, after = allocate_many([ALICE, twice, BOB])
    assert isinstance(contradiction, Conflict)
    assert first.id in str(contradiction)
    assert isinstance(before, Allocation)
    assert isinstance(after, Allocation)


@pytest.mark.needs("shared")
def test_fifty_records_of_a_real_programme_come_out_as_single_runs(shared: Path) -> None:
    learners = list(islice(cohort(shared), 50))
    assert list(allocate_many(learners)) == [allocate(one) for one in learners]
