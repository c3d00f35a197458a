"""When requirements ask for the same few credentials, the open one says so, with the others."""

from __future__ import annotations

from credstone.model.selector import DefinitionRef, Selector
from credstone.model.stack import Constraints, NoDoubleCount, SharingScope
from tests.core.stacking.answers import credits, day, every, take, told
from tests.core.stacking.credentials import holding

DATA = Selector(tag=("data",))


def test_three_requirements_compete_for_two_credentials() -> None:
    rules = every(*(take(name, select=DATA) for name in ("maths", "logic", "proof")))
    answer = told(rules, holding("A", tags=("data",)), holding("B", tags=("data",)))
    [open_one] = [part for part in answer.rules.parts if part.state == "open"]
    [contest] = open_one.contests
    assert contest.requirements == ("maths", "logic", "proof")
    assert contest.holdings == ("a", "b")
    assert contest.reason == (
        "these 3 requirements compete for the same 2 credentials: maths, logic and proof"
    )


def test_credits_compete_too() -> None:
    rules = every(
        *(take(name, select=DATA, min_credits=credits(10)) for name in ("maths", "logic"))
    )
    held = [holding(code, tags=("data",)) for code in ("A", "B", "C")]
    answer = told(rules, *held)
    [open_one] = [part for part in answer.rules.parts if part.state == "open"]
    [contest] = open_one.contests
    assert contest.reason == (
        "these 2 requirements ask 20 credits together, and the 3 credentials that could serve "
        "them have 15: maths and logic"
    )


def test_several_awards_of_one_definition_are_one_credential_to_compete_for() -> None:
    rules = every(take("maths", select=DATA), take("logic", select=DATA))
    held = holding("A", tags=("data",)), holding("A", id="again", tags=("data",))
    [open_one] = [part for part in told(rules, *held).rules.parts if part.state == "open"]
    [contest] = open_one.contests
    assert "compete for the same 1 credential:" in contest.reason

    repeatable = Constraints(repeatable=(DefinitionRef("A"),))
    assert told(rules, *held, constraints=repeatable).met


def test_an_award_that_only_another_award_of_its_definition_could_replace_is_seen() -> None:
    rules = every(
        take("recent", select=Selector(issued_after=day("2025-01-01"))),
        take("any", select=DATA, min_count=2),
    )
    old = holding("A", id="old", tags=("data",), awarded_on=day("2020-01-01"))
    new = holding("A", id="new", tags=("data",), awarded_on=day("2026-01-01"))
    answer = told(rules, old, new, holding("B", tags=("data",)))
    [open_one] = [part for part in answer.rules.parts if part.state == "open"]
    [contest] = open_one.contests
    assert contest.requirements == ("recent", "any")
    assert len(contest.holdings) == 2


def test_nobody_competes_where_credentials_may_be_shared() -> None:
    rules = every(take("maths", select=DATA), take("logic", select=DATA, min_count=2))
    sharing = Constraints(no_double_count=NoDoubleCount(SharingScope.NONE))
    answer = told(rules, holding("A", tags=("data",)), constraints=sharing)
    assert answer.branch("logic").state == "open"
    assert answer.branch("logic").contests == ()


def test_nobody_competes_for_what_only_one_could_use() -> None:
    rules = every(take("maths", "A"), take("logic", select=DATA, min_count=2))
    answer = told(rules, holding("A"), holding("B", tags=("data",)))
    assert answer.branch("logic").contests == ()
