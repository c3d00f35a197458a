"""Predicates as JSON: what a condition asks of the learner, never of their credentials.

Several fields in one predicate must all hold, as the fields of a selector must all agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from credstone.formats import compact
from credstone.formats.node import Node
from credstone.formats.rule_values import as_written, too_deep, window, window_to_json
from credstone.model.selector import (
    Attribute,
    Declares,
    Enrolled,
    Every,
    Predicate,
    Some,
    Today,
    Unless,
    Window,
)
from credstone.ports import JsonObject

_FIELDS = ("declared", "enrolled", "today", "learner", "all", "any", "not")
_SYNONYMS = {"declares": "declared", "and": "all", "or": "any", "date": "today", "unless": "not"}


def parse_predicate(node: Node) -> Predicate:
    """The predicate at ``node``; with a finding and a stand-in where there is none."""
    if not isinstance(node.value, dict) or not node.value:
        node.find(
            "it says nothing of the learner", f"Write one of: {', '.join(_FIELDS)}, and a value."
        )
        return Every(())
    if too_deep(node):
        return Every(())
    node.only(_FIELDS, _SYNONYMS)
    found = tuple(_each(node))
    return found[0] if len(found) == 1 else Every(found)


def predicate_to_json(one: Predicate) -> JsonObject:
    """Everything ``one`` asks; reading it gives an equal one."""
    match one:
        case Declares(target):
            return {"declared": target}
        case Enrolled(when):
            return {"enrolled": window_to_json(when)}
        case Today(when):
            return {"today": window_to_json(when)}
        case Attribute(name, value):
            return {"learner": {name: value}}
        case Every(of):
            return {"all": compact.listed(predicate_to_json(each) for each in of)}
        case Some(of):
            return {"any": compact.listed(predicate_to_json(each) for each in of)}
        case Unless(inner):
            return {"not": predicate_to_json(inner)}
        case _:
            assert_never(one)


def _each(node: Node) -> Iterator[Predicate]:
    for name in node.value if isinstance(node.value, dict) else ():
        member = node.member(name)
        if name in _FIELDS and member.value in (None, "", [], {}):
            member.find("it says nothing", "Write a value, or remove it.")
            continue
        match name:
            case "declared":
                yield Declares(member.as_string())
            case "enrolled":
                yield Enrolled(window(member) or Window())
            case "today":
                yield Today(window(member) or Window())
            case "learner":
                yield from _attributes(member)
            case "all":
                yield Every(tuple(parse_predicate(item) for item in node.items(name)))
            case "any":
                yield Some(tuple(parse_predicate(item) for item in node.items(name)))
            case "not":
                yield Unless(parse_predicate(member))
            case _:
                pass  # ``only`` has told that it is not known


def _attributes(node: Node) -> Iterator[Predicate]:
    if not node.is_object() or not isinstance(node.value, dict):
        return
    for name in node.value:
        value = as_written(node, name)
        if not value:
            node.member(name).find("it has no value", "Write what the enrolment must say.")
        yield Attribute(name, value)
