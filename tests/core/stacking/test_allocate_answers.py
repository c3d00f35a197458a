"""What holds of every answer: the same for any order, honest about its proof, and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from credstone.errors import Conflict, Refused
from credstone.model.enrolment import AwardUse, Enrolment
from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import StageName, Use
from credstone.stacking.case import case_of
from credstone.stacking.question import Question
from credstone.stacking.rows import build
from credstone.stacking.solvers.program import Program, Solution, Solver
from credstone.stacking.solvers.registry import HIGHS
from credstone.stacking.weigh import weigh
from tests.core.stacking.allocating import answer_to, both, credits, every, take, value
from tests.core.stacking.credentials import TODAY, holding, question, stack

A, B, C = holding("A"), holding("B"), holding("C")


def knapsack() -> Question:
    """Three leaves that ask for sums which eighteen odd amounts hardly ever reach exactly."""
    random = Random(7)
    held = [
        holding(
            f"K{at}",
            credits=Decimal(random.randint(300, 900)) / 100,
            awarded_on=date(2026, 1, 1) + timedelta(at),
        )
        for at in range(18)
    ]
    whole = sum(one.learning.credits or Decimal(0) for one in held) / 5 - Decimal("0.01")
    leaves = [take(f"t{at}", min_credits=whole, max_count=7, weight=at + 1) for at in range(3)]
    return question(stack(every(*leaves)), *held)


def test_the_order_of_the_input_means_nothing() -> None:
    asked = knapsack()
    turned = replace(asked, holdings=asked.holdings[::-1])
    assert build(case_of(asked)).program.key() == build(case_of(turned)).program.key()
    assert allocate(asked, node_limit=3) == allocate(turned, node_limit=3)


def test_twins_are_counted_and_handed_out_by_day() -> None:
    twins = [
        holding(code, awarded_on=date(2026, month, 1)) for month, code in enumerate("ABCDE", 1)
    ]
    asked = question(stack(every(take("x", min_count=2), take("y"))), *twins)
    assert len(build(case_of(asked)).lots) == 1
    assert [use.holding for use in answer_to(asked).uses] == ["a", "b", "c"]


def test_among_very_many_the_earliest_are_used() -> None:
    held = [holding(f"H{at:03}", awarded_on=TODAY - timedelta(at)) for at in range(160)]
    answer = answer_to(question(stack(every(take("x", min_count=2), take("y", "H007"))), *held))
    assert [use.holding for use in answer.uses] == ["h007", "h158", "h159"]


@both
def test_best_found_is_a_result_and_says_that_it_is_not_proven(solver: Solver) -> None:
    asked = knapsack()
    answer = allocate(asked, solver=solver, node_limit=1)
    assert not answer.proven
    assert weigh(asked, answer.uses).values == {one.name: one.value for one in answer.stages}


def test_another_award_never_makes_it_worse() -> None:
    rules = every(take("one", "A", "B", min_credits=credits("8")), take("two", "A", "C"))
    fewer = answer_to(question(stack(rules), A, B))
    more = answer_to(question(stack(rules), A, B, C))
    first = [StageName.MET, StageName.WEIGHT, StageName.PROGRESS]
    assert [value(more, one) for one in first] >= [value(fewer, one) for one in first]


def test_without_credentials_the_answer_is_known_at_once() -> None:
    answer = answer_to(question(stack(every(take("t")))))
    assert (answer.met, answer.uses) == (False, ())


@dataclass(frozen=True)
class Careless:
    """A solver that calls the first thing it has proven."""

    name: str = "careless"

    def maximise(
        self,
        program: Program,
        objective: Mapping[int, int],
        *,
        node_limit: int,
        start: Sequence[int] | None = None,
    ) -> Solution | None:
        found = HIGHS.maximise(program, objective, node_limit=node_limit, start=start)
        return None if found is None else replace(found, objective=found.objective - 1)


def test_a_value_that_does_not_stand_its_check_is_not_called_proven() -> None:
    assert not allocate(question(stack(every(take("t"))), A), solver=Careless()).proven


def test_two_credentials_with_one_id_are_a_contradiction() -> None:
    with pytest.raises(Conflict, match="two different credentials have the id a"):
        allocate(question(stack(), A, holding("B", id="a")))


@pytest.mark.parametrize(
    ("uses", "why"),
    [
        ([Use("b", "a")], "b may not be used there"),
        ([Use("a", "nowhere")], "a may not be used there"),
        ([Use("a", "a"), Use("a", "any")], "no_double_count allows 1, and this is 2"),
        ([Use("a", "any"), Use("b", "any")], "max_count allows 1, and this is 2"),
    ],
)
def test_uses_that_break_a_wall_are_refused(uses: list[Use], why: str) -> None:
    asked = question(stack(every(take("a", "A"), take("any", max_count=1))), A, B)
    with pytest.raises(Refused, match=why):
        weigh(asked, uses)


def test_granted_uses_cannot_be_weighed_away() -> None:
    grant = AwardUse("a", "data", "t", credits("5"), date(2026, 4, 1))
    asked = question(stack(take("t")), A, enrolment=Enrolment(granted=(grant,)))
    with pytest.raises(Refused, match="granted uses stay"):
        weigh(asked, [])
