"""A graph as text: shapes tell what a node is, borders its state, and words both."""

from __future__ import annotations

import pytest

from credstone.documents.dot import to_dot
from credstone.model.enrolment import Enrolment, Waiver
from credstone.model.requirement import Attest, Cond
from credstone.model.selector import Declares, Window
from credstone.model.stack import Constraints
from credstone.model.text import Text
from credstone.stacking.graph import graph_of
from tests.core.stacking.answers import day, every, take, told
from tests.core.stacking.credentials import holding, stack

RULES = every(
    take("core", "CORE"),
    take("law", "LAW", waivable_by="dean"),
    take("later", "NEW", effective=Window(first=day("2027-01-01"))),
    Attest(id="viva", role="examiner", statement=Text()),
    Cond(id="track", when=Declares("design"), then=take("design", "D"), otherwise=take("art", "A")),
)
ORDER = Constraints(order=(("core", "viva"),))


def _drawn() -> str:
    waiver = Waiver("law", "dean", "C. Costa", day("2026-01-10"))
    enrolment = Enrolment(waivers=(waiver,))
    answer = told(RULES, holding("CORE"), constraints=ORDER, enrolment=enrolment)
    return to_dot(graph_of(stack(RULES, constraints=ORDER), answer))


@pytest.mark.parametrize(
    ("node", "look"),
    [
        ("rules", 'style="rounded"'),
        ("core", 'style="solid" peripheries=2'),
        ("law", 'style="solid,dashed" peripheries=2'),
        ("later", 'style="solid,dotted"'),
        ("viva", 'shape=hexagon style="solid"'),
        ("track", 'shape=diamond style="solid"'),
    ],
)
def test_every_state_and_kind_looks_different(node: str, look: str) -> None:
    [line] = [one for one in _drawn().splitlines() if one.startswith(f'  "requirement {node}" [')]
    assert line.endswith(f"{look}];")


def test_what_counts_points_to_where_it_counts_and_order_is_dashed() -> None:
    drawn = _drawn()
    assert '"credential core" -> "requirement core" [label="5 credits"];' in drawn
    assert (
        '"requirement core" -> "requirement viva" '
        '[label="comes before" style=dashed constraint=false];'
    ) in drawn


def test_a_control_character_or_a_quote_does_not_leave_its_string() -> None:
    rules = take("core", "CORE", label='a"b\\c\x07')
    assert 'label="a\\"b\\\\c\N{REPLACEMENT CHARACTER}\\n' in to_dot(graph_of(stack(rules)))
