"""Constraints of a stack as JSON: what holds across its requirements (stacking 3.2)."""

from __future__ import annotations

import re
from decimal import Decimal

from credstone.formats.node import Node
from credstone.formats.requirement_parts import parse_requirement
from credstone.formats.rule_values import (
    as_written,
    count,
    credits,
    definitions,
    entries,
    needed,
    one_of,
    one_or_several,
    period,
    share,
    some,
)
from credstone.formats.selector_parts import parse_selector
from credstone.model.selector import Period
from credstone.model.stack import (
    Age,
    AgeClock,
    AverageWeights,
    Cap,
    Compensation,
    Constraints,
    CrossStack,
    GradeAverage,
    NoDoubleCount,
    Overlap,
    Residency,
    SharingScope,
)

FIELDS = (
    "no_double_count",
    "residency",
    "level",
    "age",
    "overlap",
    "caps",
    "compensation",
    "capstone",
    "order",
    "grade_average",
    "cross_stack",
    "repeatable",
)
# So many digits of a third suffice, and credits times such a share are still reckoned exactly.
_SHARE_DECIMALS = 5
_SYNONYMS = {
    "double_count": "no_double_count",
    "overlaps": "overlap",
    "antirequisites": "overlap",
    "cap": "caps",
    "min_credits_at": "level: {min_credits_at: {7: 40}}",
    "max_age": "age: {max: P6Y}",
    "average": "grade_average",
    "thesis": "capstone",
    "precedes": "order",
}
_PAIR = re.compile(r"\s*([^<]+?)\s*<\s*([^<]+?)\s*")


def parse_constraints(node: Node) -> Constraints:
    """The constraints at ``node``; none when absent. Keeps findings there."""
    if not node.is_object():
        return Constraints()
    node.only(FIELDS, _SYNONYMS)
    capstone = node.member("capstone")
    return Constraints(
        no_double_count=_no_double_count(node.member("no_double_count")),
        residency=one_or_several(node, "residency", _residency),
        min_credits_at=_levels(node.member("level")),
        age=_age(node.member("age")),
        overlap=one_or_several(node, "overlap", _overlap),
        caps=one_or_several(node, "caps", _cap),
        compensation=_compensation(node.member("compensation")),
        capstone=None if capstone.is_absent else parse_requirement(capstone),
        order=tuple(_pair(item) for item in entries(node, "order")),
        grade_average=_grade_average(node.member("grade_average")),
        cross_stack=one_or_several(node, "cross_stack", _cross_stack),
        repeatable=definitions(node, "repeatable"),
    )


def _no_double_count(node: Node) -> NoDoubleCount:
    if not node.is_object():
        return NoDoubleCount()
    node.only(("scope", "except", "max_shared_credits"), {"exceptions": "except"})
    scope = node.choice("scope", SharingScope) or SharingScope.STACK
    if scope is SharingScope.NONE and not node.member("except").is_absent:
        node.member("except").find(
            "in scope none everything may be shared", "Remove the exceptions, or the scope."
        )
    exceptions = node.member("except")
    if isinstance(exceptions.value, dict | str):
        exceptions.find("a list is expected here", "Write pairs of ids, as in [[R1, R2]].")
        return NoDoubleCount(scope)
    return NoDoubleCount(
        scope=scope,
        exceptions=tuple(_pair(item) for item in entries(node, "except")),
        max_shared_credits=credits(node, "max_shared_credits"),
    )


def _pair(node: Node) -> tuple[str, str]:
    """Two ids, as a list or as ``R1<R2``; empty ones where there is no pair."""
    if isinstance(node.value, list) and len(node.value) == 2:
        ids = [
            Node(one, (*node.path, index), node.findings).as_string()
            for index, one in enumerate(node.value)
        ]
        if all(ids):
            return ids[0], ids[1]
    if isinstance(node.value, str) and (found := _PAIR.fullmatch(node.value)):
        return found[1], found[2]
    node.find("it is no pair of requirements", "Write two ids, as in [R1, R2].")
    return "", ""


def _residency(node: Node) -> Residency:
    node.only(("min_credits", "min_share", "issuer"), {"issuers": "issuer", "share": "min_share"})
    one_of(node, ("min_credits", "min_share"))
    needed(node, "issuer", "Name whose credentials are meant.")
    part = share(node, "min_share", _SHARE_DECIMALS)
    return Residency(some(node, "issuer"), credits(node, "min_credits"), part)


def _levels(node: Node) -> tuple[tuple[int, Decimal], ...]:
    """EQF level to credits; as written, so that the page shows the order of the file."""
    if not node.is_object():
        return ()
    node.only(("min_credits_at",))
    needed(node, "min_credits_at", "Write levels and credits, as in {7: 40}.")
    levels = node.member("min_credits_at")
    if not levels.is_object() or not isinstance(levels.value, dict):
        return ()
    found: dict[int, Decimal] = {}
    for name in levels.value:
        amount = credits(levels, name)
        if name not in {"1", "2", "3", "4", "5", "6", "7", "8"}:
            levels.member(name).find("EQF levels are 1 to 8", "Mend it.")
        elif amount is None and levels.member(name).is_absent:
            levels.member(name).find("it has no credits", "Write how many.")
        elif amount is not None:
            found[int(name)] = amount
    return tuple(found.items())


def _age(node: Node) -> Age | None:
    if not node.is_object():
        return None
    node.only(("max", "clock"), {"max_age": "max"})
    needed(node, "max", "Write a period, such as P6Y.")
    clock = node.choice("clock", AgeClock) or AgeClock.ISSUED
    return Age(period(node, "max") or Period(), clock)


def _overlap(node: Node) -> Overlap:
    node.only(("set", "count_at_most", "credit_cap"), {"definitions": "set", "of": "set"})
    one_of(node, ("count_at_most", "credit_cap"))
    needed(node, "set", "List the definitions that share content.")
    return Overlap(
        definitions(node, "set"), count(node, "count_at_most"), credits(node, "credit_cap")
    )


def _cap(node: Node) -> Cap:
    node.only(("select", "max_credits", "max_count", "within"))
    one_of(node, ("max_credits", "max_count"))
    if node.member("select").is_absent:
        node.member("select").find("select is missing", "Say which credentials are capped.")
    return Cap(
        parse_selector(node.member("select")),
        credits(node, "max_credits"),
        count(node, "max_count"),
        node.string("within"),
    )


def _compensation(node: Node) -> Compensation | None:
    if not node.is_object():
        return None
    node.only(("scheme", "avg_min", "fail_floor", "max_compensated_credits"))
    needed(node, "scheme", "Write the id of the grading scheme.")
    needed(node, "avg_min", "Write the average that makes up for a fail.")
    needed(node, "fail_floor", "Write the worst grade that may be made up for.")
    needed(node, "max_compensated_credits", "Write how many credits may be made up for.")
    return Compensation(
        node.string("scheme"),
        as_written(node, "avg_min"),
        as_written(node, "fail_floor"),
        credits(node, "max_compensated_credits") or Decimal(0),
    )


def _grade_average(node: Node) -> GradeAverage | None:
    if not node.is_object():
        return None
    node.only(("scheme", "min", "weights"), {"avg_min": "min"})
    needed(node, "scheme", "Write the id of the grading scheme.")
    needed(node, "min", "Write the average that is asked.")
    weights = node.choice("weights", AverageWeights) or AverageWeights.CREDITS
    return GradeAverage(node.string("scheme"), as_written(node, "min"), weights)


def _cross_stack(node: Node) -> CrossStack:
    node.only(("other", "max_shared_credits"))
    needed(node, "other", 'Name the other stack, or "*" for any.')
    needed(node, "max_shared_credits", "Write how many credits may count in both.")
    return CrossStack(node.string("other"), credits(node, "max_shared_credits") or Decimal(0))
