"""Weighing any set of uses, good or bad, the engine comes to what the judge comes to."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from credstone.errors import Refused
from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import Use
from credstone.stacking.question import Question
from credstone.stacking.weigh import weigh
from tests.core.stacking.oracle.brute_force import worth_of
from tests.core.stacking.oracle.case import Case
from tests.core.stacking.oracle.made_up import made_up
from tests.core.stacking.oracle.shown import shown


def test_any_set_of_uses_is_worth_the_same_to_both() -> None:
    for seed in range(3_000, 3_150):
        question = made_up(seed)
        for uses in _some_uses(question, Random(seed)):
            told = f"made_up({seed}) with {uses}\n{shown(question)}"
            assert _weighed(question, uses) == worth_of(question, uses), told


def test_the_answer_is_worth_what_it_says() -> None:
    for seed in range(3_150, 3_250):
        question = made_up(seed)
        answer = allocate(question)
        assert weigh(question, answer.uses).stages == answer.stages, f"made_up({seed})"
        assert weigh(question, answer.uses).met == answer.met, f"made_up({seed})"


def _some_uses(question: Question, random: Random) -> Iterator[tuple[Use, ...]]:
    """Sets of possible uses, many of which break a wall, and one that is not possible."""
    case = Case.of(question)
    places = [(i, j) for i, leaves in enumerate(case.possible) for j in leaves]
    for _ in range(8):
        some = set(random.sample(places, random.randint(0, min(len(places), 5)))) | case.granted
        yield tuple(Use(case.holdings[i].id, case.leaves[j].node.id) for i, j in sorted(some))
    yield (Use("nobody's", "nowhere"),)


def _weighed(question: Question, uses: tuple[Use, ...]) -> tuple[int, ...] | None:
    try:
        return tuple(stage.value for stage in weigh(question, uses).stages)
    except Refused:
        return None
