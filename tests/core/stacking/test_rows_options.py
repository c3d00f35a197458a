"""What could be taken besides, in the same program: what has to come first, and how often."""

from __future__ import annotations

from credstone.model.requirement import Requirement
from credstone.stacking.case import Option, case_of
from credstone.stacking.rows import build, taken_of
from credstone.stacking.solvers.registry import HIGHS
from tests.core.stacking.allocating import credits, every, take
from tests.core.stacking.credentials import TODAY, holding, question, stack

A = holding("A")


def option(code: str, *lacking: str, key: int = 0, name: str = "") -> Option:
    future = holding(code, id=f"offer:{name or code}", awarded_on=TODAY)
    return Option(future, key, lacking)


def fewest(rules: Requirement, *options: Option) -> list[tuple[int, list[str]]] | None:
    """How many of which options complete the stack of someone who holds A."""
    model = build(case_of(question(stack(rules), A), options))
    if not model.program.highs[model.stack]:
        return None
    model.program.fix(model.stack, 1)
    found = HIGHS.maximise(model.program, dict.fromkeys(model.taken.values(), -1), node_limit=1000)
    if found is None:
        return None
    return [
        (count, [item.holding.learning.code for item in model.lots[lot].items])
        for lot, count in taken_of(model, found.values).items()
    ]


def test_what_is_held_is_not_taken() -> None:
    assert fewest(every(take("a", "A"), take("b", "B")), option("B")) == [(1, ["B"])]


def test_what_is_needed_first_is_taken_too() -> None:
    found = fewest(every(take("b", "B")), option("B", "P"), option("P"), option("Q"))
    assert found == [(1, ["B"]), (1, ["P"])]


def test_without_what_is_needed_first_there_is_no_way() -> None:
    assert fewest(every(take("b", "B")), option("B", "P")) is None


def test_options_that_cost_the_same_are_counted() -> None:
    rules = every(take("t", min_credits=credits("15")))
    assert fewest(rules, option("B"), option("C"), option("D")) == [(2, ["B", "C", "D"])]
    apart = fewest(rules, option("B"), option("C", key=1), option("D", key=1))
    assert apart is not None
    assert {tuple(codes) for _, codes in apart} <= {("B",), ("C", "D")}


def test_a_definition_is_taken_once() -> None:
    rules = every(take("b", "B", min_count=2))
    assert fewest(rules, option("B"), option("B", name="again")) is None
