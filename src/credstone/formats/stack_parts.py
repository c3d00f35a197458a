"""The parts of a stack beside its rules: sources, schemes, award, renewal, retirement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from credstone.formats import compact
from credstone.formats.checking import is_web_address
from credstone.formats.node import Node
from credstone.formats.rule_values import as_written, count, credits, day_to_json, level, needed
from credstone.model.stack import (
    AwardedBy,
    PartEnds,
    Renewal,
    Retirement,
    SchemeInStack,
    Source,
    StackAward,
)
from credstone.ports import JsonObject


def parse_source(node: Node) -> Source:
    node.only(("title", "article", "url"), {"name": "title", "link": "url"})
    needed(node, "title", "Write the name of the regulation.")
    url = node.string("url")
    if url and not is_web_address(url):
        node.member("url").find("it is not a web address", "Begin it with https://.")
    return Source(node.string("title"), node.string("article"), url)


def source_to_json(one: Source) -> JsonObject:
    return compact.compact({"title": one.title, "article": one.article, "url": one.url})


def parse_issuers(node: Node) -> tuple[tuple[str, str], ...]:
    """Short names and the issuers' ids."""
    if not node.is_object() or not isinstance(node.value, dict):
        return ()
    for name, value in node.value.items():
        if value in (None, ""):
            node.member(name).find("the issuer has no id", "Write its DID or address.")
    return tuple((name, node.string(name)) for name in node.value)


def parse_scheme(node: Node) -> SchemeInStack:
    node.only(("id", "lower_is_better", "passing", "points"), {"pass_mark": "passing"})
    needed(node, "id", "Write the id of the grading scheme.")
    return SchemeInStack(
        id=node.string("id"),
        lower_is_better=node.boolean("lower_is_better", default=False),
        passing=as_written(node, "passing"),
        points=_points(node.member("points")),
    )


def scheme_to_json(one: SchemeInStack) -> JsonObject:
    points: JsonObject = {word: compact.decimal(number) for word, number in one.points}
    return compact.compact(
        {
            "id": one.id,
            "lower_is_better": one.lower_is_better or None,
            "passing": one.passing,
            "points": points,
        }
    )


def parse_award(node: Node) -> StackAward:
    if not node.is_object():
        return StackAward()
    node.only(("kind", "credits", "level", "by", "when_part_ends"), {"eqf": "level"})
    ends = node.member("when_part_ends")
    ends.is_object()
    ends.only(("revoked", "suspended", "expired"))
    usual = StackAward()
    return StackAward(
        kind=node.string("kind") or usual.kind,
        credits=credits(node, "credits"),
        level=level(node, "level"),
        by=node.choice("by", AwardedBy) or usual.by,
        revoked=ends.choice("revoked", PartEnds) or usual.revoked,
        suspended=ends.choice("suspended", PartEnds) or usual.suspended,
        expired=ends.choice("expired", PartEnds) or usual.expired,
    )


def award_to_json(one: StackAward) -> JsonObject:
    if one == StackAward():
        return {}
    return compact.compact(
        {
            "kind": one.kind,
            "credits": compact.decimal(one.credits),
            "level": one.level,
            "by": one.by.value,
            "when_part_ends": {
                "revoked": one.revoked.value,
                "suspended": one.suspended.value,
                "expired": one.expired.value,
            },
        }
    )


def parse_renewal(node: Node) -> Renewal | None:
    if not node.is_object():
        return None
    node.only(("months", "requirement"))
    needed(node, "months", "Write after how many months it lapses.")
    return Renewal(count(node, "months", least=1) or 1, node.string("requirement"))


def renewal_to_json(one: Renewal | None) -> JsonObject:
    if one is None:
        return {}
    return compact.compact({"months": one.months, "requirement": one.requirement})


def parse_retirement(node: Node) -> Retirement | None:
    if not node.is_object():
        return None
    node.only(("on", "teach_out_until", "successor"), {"until": "teach_out_until"})
    needed(node, "on", "Write the day from which nobody may enrol.")
    on, last = node.day("on"), node.day("teach_out_until")
    if on is not None and last is not None and last < on:
        node.member("teach_out_until").find(
            "teaching out ends before it begins", "Exchange the days, or mend one."
        )
    # The stand-in is never seen: without the day there is an error.
    return Retirement(on or date(1970, 1, 1), last, node.string("successor"))


def retirement_to_json(one: Retirement | None) -> JsonObject:
    if one is None:
        return {}
    return compact.compact(
        {
            "on": one.on.isoformat(),
            "teach_out_until": day_to_json(one.teach_out_until),
            "successor": one.successor,
        }
    )


def _points(node: Node) -> tuple[tuple[str, Decimal], ...]:
    if not node.is_object() or not isinstance(node.value, dict):
        return ()
    numbers = ((word, node.decimal(word)) for word in node.value)
    return tuple((word, number) for word, number in numbers if number is not None)
