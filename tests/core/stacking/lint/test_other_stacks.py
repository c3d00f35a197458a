"""A stack beside others: names, versions and circles that only show together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from credstone.model.requirement import Take
from credstone.model.selector import DefinitionRef, Selector, Window
from credstone.model.stack import Constraints, CrossStack, Retirement, Stack
from credstone.stacking.lint import lint
from tests.core.stacking.credentials import TODAY, stack


def needing(id_: str, target: str, needed: str) -> Stack:
    """A stack that leads to ``target`` by way of ``needed``."""
    rules = Take(id="one", select=Selector(definition=(DefinitionRef(needed),)))
    return stack(rules, id=id_, target=target)


def told(one: Stack, *others: Stack) -> list[tuple[str, str, str]]:
    found = lint(one, others=others, at=TODAY)
    return [(finding.pointer, finding.why, finding.fix) for finding in found]


def test_stacks_that_need_each_other_go_in_a_circle() -> None:
    bachelor, master = needing("ba", "BA", "MA"), needing("ma", "MA", "BA")
    assert told(bachelor, master) == [
        (
            "/target",
            "stacks go in a circle: BA needs MA needs BA",
            "Ask in ma for something else than BA.",
        )
    ]
    assert told(bachelor, needing("ma", "MA", "ETH")) == []


def test_another_stack_has_to_exist_where_credits_are_shared_with_it() -> None:
    shared = Constraints(cross_stack=(CrossStack("laws", Decimal(5)), CrossStack("*", Decimal(9))))
    one = replace(needing("ba", "BA", "ETH"), constraints=shared)
    assert told(one, needing("law", "LAW", "ETH")) == [
        (
            "/constraints/cross_stack/0/other",
            "there is no stack laws",
            "Write law if that is meant.",
        )
    ]
    assert told(one, needing("laws", "LAW", "ETH")) == []


def test_a_successor_has_to_exist() -> None:
    retired = Retirement(date(2027, 1, 1), successor="ba@2027")
    one = replace(needing("ba", "BA", "ETH"), retirement=retired)
    later = replace(needing("ba", "BA", "ETH"), version="2027", effective=Window(date(2027, 1, 1)))
    assert told(one, replace(later, version="2028")) == [
        ("/retirement/successor", "there is no stack ba@2027", "Write ba@2028 if that is meant.")
    ]
    assert told(one, later) == []


def test_two_versions_do_not_open_on_one_day() -> None:
    one = needing("ba", "BA", "ETH")
    assert told(one, replace(one, version="2027")) == [
        ("/effective", "version 2027 opens on the same day", "Let one begin when the other ends.")
    ]


def test_one_version_is_not_written_twice() -> None:
    one = needing("ba", "BA", "ETH")
    assert told(one, one) == []
    assert told(one, needing("ba", "BA", "LAW")) == [
        (
            "/version",
            "another file has the same version and says something else",
            "Give each version a label of its own.",
        )
    ]
