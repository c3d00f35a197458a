"""Answers that were wrong or missing when somebody who wrote none of it tried to break it.

Each was found by hand or by comparing with brute force, and made as small as it goes.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from credstone.formats import ctdl_pathway
from credstone.model.requirement import Take
from credstone.model.selector import Selector
from credstone.model.stack import Cap, Constraints, Residency
from credstone.ports import Json
from credstone.stacking.solvers.program import Program, Solver
from credstone.stacking.solvers.registry import SOLVERS
from tests.core.stacking.allocating import answer_to, every, take
from tests.core.stacking.credentials import HUB, UB, holding, question, stack


def two_of_a_lot() -> tuple[Program, dict[int, int], tuple[int, ...]]:
    """Uses of two lots whose credits are passed on and cut, and values that are allowed."""
    program = Program()
    whole, part = program.variable(), program.variable()
    early, other, late = (program.variable(2) for _ in range(3))
    given, first, second, third = (program.variable(20) for _ in range(4))
    one, two = program.variable(), program.variable()
    program.at_least({whole: -1, part: 1}, 0)
    program.at_least({early: 1, late: 1}, 2)
    program.at_least({whole: 1, part: 1}, 2)
    program.at_most({other: -5, given: 1}, 0)
    program.at_most({early: -5, late: -5, first: 1}, 0)
    program.at_most({first: -1, second: 1}, 0)
    program.at_most({second: -1, third: 1}, 0)
    program.at_most({given: -1, third: -1}, -2)
    program.at_most({other: -1}, 0)
    program.at_most({early: -1, late: -1}, 0)
    program.equal({early: -1, one: 1, two: 1}, 0)
    return program, {other: -15, late: -17}, (1, 1, 2, 2, 0, 2, 0, 0, 0, 1, 1)


@pytest.mark.parametrize("solver", SOLVERS, ids=lambda solver: solver.name)
def test_what_has_a_solution_is_not_called_impossible(solver: Solver) -> None:
    program, objective, known = two_of_a_lot()
    assert program.allows(known)
    found = solver.maximise(program, objective, node_limit=1000)
    assert found is not None
    assert found.proven


def test_a_third_may_be_written_with_many_digits() -> None:
    third = Residency((UB,), min_share=Decimal("0.333333333333"))
    held = [holding(f"A{n}", issuers=(UB if n % 3 else HUB,)) for n in range(6)]
    asked = stack(take("three", min_count=3), constraints=Constraints(residency=(third,)))
    assert answer_to(question(asked, *held)).met


def test_a_stranger_who_states_endless_credits_stops_nobody() -> None:
    cap = Cap(Selector(), max_credits=Decimal(10))
    five = Take(id="five", select=Selector(), min_credits=Decimal(5))
    held = [holding("HUGE", credits=Decimal(99_999_999_999)), holding("USUAL")]
    asked = stack(every(five), constraints=Constraints(caps=(cap,)))
    assert answer_to(question(asked, *held)).met


def test_a_stranger_who_states_credits_below_zero_changes_nothing() -> None:
    five = Take(id="five", select=Selector(), min_credits=Decimal(5))
    asked = stack(every(five, min_credits=Decimal(5)))
    held = [holding("BELOW", credits=Decimal(-5)), holding("USUAL")]
    assert answer_to(question(asked, *held)).met


def test_a_pathway_whose_types_are_objects_is_answered() -> None:
    graph: Json = [
        {
            "@id": "p",
            "@type": "ceterms:Pathway",
            "ceterms:name": {"en": "P"},
            "ceterms:hasDestinationComponent": ["d"],
        },
        {"@id": "d", "@type": "ceterms:CredentialComponent", "ceterms:hasCondition": ["c"]},
        {"@id": "c", "@type": "ceterms:ComponentCondition", "ceterms:targetComponent": ["k"]},
        {"@id": "k", "@type": [{"a": 1}], "ceterms:proxyFor": "https://x.example/k"},
    ]
    _, findings = ctdl_pathway.read({"@graph": graph})
    assert any("is no type" in one.why for one in findings)
