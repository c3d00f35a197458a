"""The parts of an ``outcomes`` requirement as JSON: what is wanted, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from credstone.formats import compact
from credstone.formats.node import Node
from credstone.formats.rule_values import count, level, needed, said
from credstone.model.requirement import Cover, CoverMode, WantedOutcome
from credstone.ports import Json, JsonObject

_BY_WEIGHT = re.compile(r"weight\s*>=\s*(\d{1,6})")


def parse_wanted(node: Node) -> WantedOutcome:
    """A wanted outcome: its fields, or only its URI."""
    if isinstance(node.value, str):
        return WantedOutcome(said(node))
    if not node.is_object():
        return WantedOutcome("")
    node.only(
        ("id", "essential", "min_level", "weight"),
        {"uri": "id", "url": "id", "level": "min_level", "eqf_min": "min_level"},
    )
    needed(node, "id", "Write the URI of the outcome or skill.")
    return WantedOutcome(
        id=node.string("id"),
        essential=node.boolean("essential", default=False),
        min_level=level(node, "min_level"),
        weight=count(node, "weight", least=1) or 1,
    )


def wanted_to_json(one: WantedOutcome) -> JsonObject:
    return compact.compact(
        {
            "id": one.id,
            "essential": one.essential or None,
            "min_level": one.min_level,
            "weight": one.weight if one.weight != 1 else None,
        }
    )


def parse_cover(node: Node, wanted: Sequence[WantedOutcome]) -> Cover:
    """``all`` (also when absent), a number of outcomes, or ``{weight: n}`` (``weight>=n``)."""
    match node.value:
        case None | "all":
            return Cover()
        case dict():
            node.only(("weight",))
            needed(node, "weight", "Write the sum of weights that suffices.")
            at_least = count(node, "weight", least=1)
            mode, whole = CoverMode.WEIGHT, sum(one.weight for one in wanted)
        case str() if found := _BY_WEIGHT.fullmatch(node.value.strip()):
            at_least = int(found[1])
            mode, whole = CoverMode.WEIGHT, sum(one.weight for one in wanted)
        case bool() | float() | list():
            at_least = None
            node.find("it says not how much", "Write all, a number, or {weight: 5}.")
            mode, whole = CoverMode.COUNT, len(wanted)
        case _:
            at_least = node.as_integer()
            mode, whole = CoverMode.COUNT, len(wanted)
    if at_least is None:
        return Cover()
    if not 1 <= at_least <= whole:
        node.find(
            f"{at_least} of {whole} cannot be covered", f"Write a number from 1 to {whole}, or all."
        )
    return Cover(mode, at_least)


def cover_to_json(one: Cover) -> Json:
    """Nothing for all of them."""
    match one.mode:
        case CoverMode.ALL:
            return None
        case CoverMode.COUNT:
            return one.at_least
        case CoverMode.WEIGHT:
            return {"weight": one.at_least}
