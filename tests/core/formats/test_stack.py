"""A stack's JSON: nothing is lost in it, and the short ways of writing mean the long ones."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from credstone.formats.stack import read_stack, stack_to_json
from credstone.model.requirement import (
    All,
    Cond,
    Cover,
    CoverMode,
    Distinct,
    DistinctBy,
    Outcomes,
    Requirement,
    Take,
)
from credstone.model.selector import (
    Attribute,
    Declares,
    DefinitionRef,
    Enrolled,
    Every,
    Period,
    Predicate,
    Selector,
    Window,
)
from credstone.model.stack import Residency, Stack
from credstone.model.text import Text
from credstone.model.vocabulary import Supervised
from credstone.ports import Json
from tests.core.formats.stack_strategies import stacks

many = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

MODULE: dict[str, Json] = {"id": "module", "kind": "take", "select": {"definition": "MC-1"}}


def stack_with(rules: dict[str, Json], **more: Json) -> Stack:
    value = {"id": "s", "version": "1", "title": "A stack", "rules": rules, **more}
    stack, findings = read_stack(value)
    assert findings == ()
    assert stack is not None
    return stack


def the_rule(**fields: Json) -> Requirement:
    return stack_with({"id": "r", **fields}).rules


def selector(**fields: Json) -> Selector:
    rule = the_rule(kind="take", select=fields)
    assert isinstance(rule, Take)
    return rule.select


@many
@given(stacks)
def test_reading_what_was_written_gives_an_equal_stack(one: Stack) -> None:
    again, findings = read_stack(json.loads(json.dumps(stack_to_json(one))))
    assert [found for found in findings if found.is_error] == []
    assert again == one


def test_a_plain_label_is_english() -> None:
    assert stack_with(MODULE).title == Text.of({"en": "A stack"})
    assert the_rule(kind="take", select={}, label={"de": "Wahl"}).label == Text.of({"de": "Wahl"})


def test_one_text_may_stand_for_a_list_of_one() -> None:
    assert selector(definition="MC-1@1.x", tag="data") == selector(
        definition=["MC-1@1.x"], tag=["data"]
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("MC-1", DefinitionRef("MC-1")),
        ("MC-1@>=2.0 <3", DefinitionRef("MC-1", ">=2.0 <3")),
        ("https://ub.example/a@b@1.x", DefinitionRef("https://ub.example/a@b", "1.x")),
        ("https://ub.example/a@b@", DefinitionRef("https://ub.example/a@b")),
    ],
)
def test_versions_stand_after_the_last_at(written: str, meant: DefinitionRef) -> None:
    assert selector(definition=[written]).definition == (meant,)


def test_supervised_is_online_or_onsite() -> None:
    assert selector(supervised=True).supervised == (Supervised.ONLINE, Supervised.ONSITE)
    assert selector(supervised="onsite").supervised == (Supervised.ONSITE,)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("P5Y", Period(5)),
        ("P18M", Period(0, 18)),
        ("P2W", Period(days=14)),
        ("P1Y6M", Period(1, 6)),
    ],
)
def test_periods_are_of_the_calendar(written: str, meant: Period) -> None:
    assert selector(max_age=written).max_age == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("all", Cover()),
        (2, Cover(CoverMode.COUNT, 2)),
        ("2", Cover(CoverMode.COUNT, 2)),
        ({"weight": 3}, Cover(CoverMode.WEIGHT, 3)),
        ("weight>=3", Cover(CoverMode.WEIGHT, 3)),
    ],
)
def test_cover_is_all_a_number_or_a_weight(written: object, meant: Cover) -> None:
    outcomes = ["urn:o:1", {"id": "urn:o:2", "weight": 2}]
    rule = the_rule(kind="outcomes", outcomes=outcomes, cover=written)
    assert isinstance(rule, Outcomes)
    assert rule.cover == meant


def test_distinct_is_a_word_or_says_how_many() -> None:
    rule = the_rule(kind="take", select={}, distinct_by={"by": "provider", "at_least": 2})
    assert isinstance(rule, Take)
    assert rule.distinct == Distinct(DistinctBy.PROVIDER, 2)
    plain = the_rule(kind="take", select={}, distinct_by="field")
    assert isinstance(plain, Take)
    assert plain.distinct == Distinct(DistinctBy.FIELD)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"declared": "law"}, Declares("law")),
        ({"learner": {"mode": "part-time"}}, Attribute("mode", "part-time")),
        ({"learner": {"first": True}}, Attribute("first", "true")),
        ({"enrolled": {"from": "2026-01-01"}}, Enrolled(Window(date(2026, 1, 1)))),
        (
            {"declared": "law", "learner": {"mode": "online"}},
            Every((Declares("law"), Attribute("mode", "online"))),
        ),
    ],
)
def test_conditions_ask_the_learner(written: dict[str, Json], meant: Predicate) -> None:
    rule = the_rule(kind="cond", **{"if": written, "then": MODULE})
    assert isinstance(rule, Cond)
    assert rule.when == meant


def test_order_is_a_pair_or_a_comparison() -> None:
    rules = {"id": "r", "kind": "all", "of": [MODULE, {**MODULE, "id": "second"}]}
    pair = stack_with(rules, constraints={"order": [["module", "second"]]})
    compared = stack_with(rules, constraints={"order": ["module < second"]})
    assert pair.constraints.order == compared.constraints.order == (("module", "second"),)


def test_one_residency_needs_no_list() -> None:
    rule = {"min_share": 0.5, "issuer": "did:web:ub.example"}
    one = stack_with(MODULE, constraints={"residency": rule})
    several = stack_with(MODULE, constraints={"residency": [rule]})
    meant = Residency(("did:web:ub.example",), None, Decimal("0.5"))
    assert one.constraints.residency == several.constraints.residency == (meant,)


def test_a_capstone_is_a_requirement() -> None:
    stack = stack_with(MODULE, constraints={"capstone": {**MODULE, "id": "thesis"}})
    assert isinstance(stack.constraints.capstone, Take)
    assert stack.constraints.capstone.id == "thesis"


def test_a_deep_stack_is_an_answer_and_no_crash() -> None:
    rules: dict[str, Json] = MODULE
    for number in range(400):
        rules = {"id": f"g{number}", "kind": "all", "of": [rules]}
    stack, findings = read_stack({"id": "s", "version": "1", "title": "x", "rules": rules})
    assert stack is None
    assert "deeper" in findings[0].why


def test_groups_keep_their_order() -> None:
    rule = the_rule(kind="all", of=[{**MODULE, "id": name} for name in "cab"])
    assert isinstance(rule, All)
    assert [part.id for part in rule.of] == ["c", "a", "b"]
