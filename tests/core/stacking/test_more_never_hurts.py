"""One more credential never makes an answer worse, up to how many holdings it takes."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import Allocation
from credstone.stacking.question import Question
from tests.core.stacking.oracle.made_up import made_up
from tests.core.stacking.oracle.shown import shown


def test_an_award_more_never_lowers_the_value() -> None:
    for seed in range(2_000, 2_150):
        question = made_up(seed)
        before = _with_one_less(question, Random(seed))
        assert _worth(allocate(question)) >= _worth(allocate(before)), (
            f"made_up({seed})\n{shown(question)}\n{shown(before)}"
        )


def _with_one_less(question: Question, random: Random) -> Question:
    """Without one holding; a granted one stays, since it is part of the question."""
    granted = {use.award for use in question.enrolment.granted if use.stack == question.stack.id}
    free = [holding for holding in question.holdings if holding.id not in granted]
    if not free:
        return question
    out = random.choice(free)
    return replace(question, holdings=tuple(h for h in question.holdings if h is not out))


def _worth(answer: Allocation) -> tuple[int, ...]:
    """Stages 1 to 5, larger is better."""
    met, weight, progress, pins, fewest, _earliest = (stage.value for stage in answer.stages)
    return (met, weight, progress, pins, -fewest)
