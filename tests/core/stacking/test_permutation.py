"""The order in which things are handed in changes nothing, not even among equal answers."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random

from credstone.stacking.allocate import allocate
from credstone.stacking.question import Question
from tests.core.stacking.oracle.made_up import made_up
from tests.core.stacking.oracle.shown import shown


def test_any_order_of_the_input_gives_the_same_answer() -> None:
    for seed in range(1_000, 1_100):
        question = made_up(seed)
        assert allocate(_shuffled(question, Random(seed))) == allocate(question), (
            f"made_up({seed})\n{shown(question)}"
        )


def _shuffled(question: Question, random: Random) -> Question:
    """The holdings, and every list of the enrolment, in another order."""
    enrolment = question.enrolment
    lists = {
        field.name: tuple(random.sample(entries, len(entries)))
        for field in fields(enrolment)
        if isinstance(entries := getattr(enrolment, field.name), tuple)
    }
    held = tuple(random.sample(question.holdings, len(question.holdings)))
    return replace(question, holdings=held, enrolment=replace(enrolment, **lists))
