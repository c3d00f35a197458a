"""Requirements as JSON: one reader a kind, each with the fields that kind has (stacking 3.2).

What stands wrong in one place is found here; what requirements mean together is left to
``stack_checks``.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypedDict

from credstone.formats.node import Node
from credstone.formats.outcome_cover import parse_cover, parse_wanted
from credstone.formats.predicate_parts import parse_predicate
from credstone.formats.rule_values import (
    count,
    credits,
    entries,
    needed,
    share,
    too_deep,
    window,
    words,
)
from credstone.formats.selector_parts import parse_grade, parse_selector
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    Distinct,
    DistinctBy,
    NOf,
    Outcomes,
    Requirement,
    Take,
)
from credstone.model.selector import Window
from credstone.model.text import Text

COMMON_FIELDS = (
    "id",
    "label",
    "kind",
    "weight",
    "explain",
    "attest",
    "effective",
    "waivable_by",
)
_TOTALS = ("min_count", "max_count", "min_credits", "max_credits")
FIELDS: dict[str, tuple[str, ...]] = {
    "all": ("of", *_TOTALS),
    "any": ("of", "best", *_TOTALS),
    "n_of": ("n", "of", "distinct_by", *_TOTALS),
    "take": (
        "select",
        *_TOTALS,
        "per_item_cap",
        "min_each",
        "distinct_by",
        "grade",
        "counts_up_to",
    ),
    "outcomes": ("framework", "outcomes", "cover", "min_confidence", "select"),
    "attest": ("role", "statement"),
    "cond": ("if", "then", "else"),
}
_SYNONYMS = {
    "name": "label",
    "title": "label",
    "description": "explain",
    "type": "kind",
    "parts": "of",
    "requirements": "of",
    "options": "of",
    "choose": "n",
    "credits": "min_credits",
    "count": "min_count",
    "selector": "select",
    "where": "select",
    "distinct": "distinct_by",
    "min_grade": "grade: {scheme: …, min: …}",
    "when": "if",
    "otherwise": "else",
    "waivable": "waivable_by",
    "confirmed_by": "attest",
}


class _Common(TypedDict):
    id: str
    label: Text
    weight: int
    explain: Text
    attest: str
    effective: Window | None
    waivable_by: str


class _Totals(TypedDict):
    min_count: int | None
    max_count: int | None
    min_credits: Decimal | None
    max_credits: Decimal | None


def parse_requirement(node: Node) -> Requirement:
    """The requirement at ``node``; with a finding and a stand-in where there is none."""
    if not isinstance(node.value, dict):
        node.find("a requirement is expected here", "Write its id and its kind.")
        return _stand_in(node)
    if too_deep(node):
        return _stand_in(node)
    kind = node.member("kind")
    kinds = ", ".join(_READERS)
    if kind.is_absent:
        kind.find("kind is missing", f"Write one of: {kinds}.")
        return _stand_in(node)
    read = _READERS.get(kind.as_string())
    if read is None:
        kind.find("there is no such kind of requirement", f"Write one of: {kinds}.")
        return _stand_in(node)
    _only(node, kind.as_string())
    return read(node)


def _stand_in(node: Node) -> Requirement:
    """Keeps the places of the others right, and the id known, where a kind could not be read."""
    id_ = node.member("id").value
    return Attest(id=id_ if isinstance(id_, str) else "", role="", statement=Text())


def _only(node: Node, kind: str) -> None:
    """Tell fields of other kinds as such, and what is known nowhere."""
    own = (*COMMON_FIELDS, *FIELDS[kind])
    rest = {}
    for name, value in node.value.items() if isinstance(node.value, dict) else ():
        others = [other for other, fields in FIELDS.items() if name in fields]
        if name not in own and others:
            node.member(name).find(
                f"{name} is for {' and '.join(others)}, not for {kind}",
                "Remove it, or write another kind.",
            )
        else:
            rest[name] = value
    Node(rest, node.path, node.findings).only(own, _SYNONYMS)


def _common(node: Node) -> _Common:
    id_ = node.string("id")
    if node.member("id").value in (None, ""):
        node.member("id").find("id is missing", "Give it a short name of its own.")
    elif id_ == "*" or "<" in id_ or id_ != id_.strip() or "\n" in id_:
        node.member("id").find("it is no good name", "Use letters, digits, hyphens and points.")
    effective = node.member("effective")
    return {
        "id": id_,
        "label": words(node, "label"),
        "weight": count(node, "weight", least=1) or 1,
        "explain": words(node, "explain"),
        "attest": node.string("attest"),
        "effective": window(effective),
        "waivable_by": node.string("waivable_by"),
    }


def _totals(node: Node) -> _Totals:
    totals: _Totals = {
        "min_count": count(node, "min_count"),
        "max_count": count(node, "max_count", least=1),
        "min_credits": credits(node, "min_credits"),
        "max_credits": credits(node, "max_credits"),
    }
    _in_order(node, totals["min_count"], totals["max_count"], "count")
    _in_order(node, totals["min_credits"], totals["max_credits"], "credits")
    return totals


def _in_order(
    node: Node, least: Decimal | int | None, most: Decimal | int | None, unit: str
) -> None:
    if least is not None and most is not None and least > most:
        node.member(f"max_{unit}").find(
            f"max_{unit} is below min_{unit}", "Exchange them, or mend one."
        )


def _of(node: Node) -> tuple[Requirement, ...]:
    listed = node.member("of")
    if not isinstance(listed.value, list) or not listed.value:
        listed.find("there are no parts", "Write them below of, each beginning with a dash.")
        return ()
    return tuple(
        parse_requirement(Node(item, (*listed.path, index), node.findings))
        for index, item in enumerate(listed.value)
    )


def _all(node: Node) -> All:
    return All(of=_of(node), **_totals(node), **_common(node))


def _any(node: Node) -> AnyOf:
    best = node.boolean("best", default=False)
    return AnyOf(of=_of(node), best=best, **_totals(node), **_common(node))


def _n_of(node: Node) -> NOf:
    parts = _of(node)
    needed(node, "n", "Write how many of the parts must be met.")
    n = count(node, "n", least=1)
    return NOf(
        n=n or 1,
        of=parts,
        distinct=_distinct(node.member("distinct_by")),
        **_totals(node),
        **_common(node),
    )


def _take(node: Node) -> Take:
    select = node.member("select")
    if select.is_absent:
        select.find("select is missing", "Say which credentials; select: {} means any.")
    distinct = _distinct(node.member("distinct_by"))
    totals = _totals(node)
    most = totals["max_count"]
    if distinct and distinct.at_least and most is not None and most < distinct.at_least:
        node.member("distinct_by").find(
            "more different values are asked than credentials may be taken",
            "Raise max_count, or ask for fewer.",
        )
    return Take(
        select=parse_selector(select),
        per_item_cap=credits(node, "per_item_cap"),
        min_each=credits(node, "min_each"),
        distinct=distinct,
        grade=parse_grade(node.member("grade"), average=True),
        counts_up_to=count(node, "counts_up_to", least=1),
        **totals,
        **_common(node),
    )


def _outcomes(node: Node) -> Outcomes:
    wanted = tuple(parse_wanted(item) for item in entries(node, "outcomes"))
    if node.member("outcomes").is_absent:
        node.member("outcomes").find("there are no outcomes", "List them by URI.")
    return Outcomes(
        outcomes=wanted,
        framework=node.string("framework"),
        cover=parse_cover(node.member("cover"), wanted),
        min_confidence=share(node, "min_confidence"),
        select=parse_selector(node.member("select")),
        **_common(node),
    )


def _attest(node: Node) -> Attest:
    needed(node, "role", "Name the role of those who may confirm it.")
    needed(node, "statement", "Write what they confirm.")
    return Attest(role=node.string("role"), statement=words(node, "statement"), **_common(node))


def _cond(node: Node) -> Cond:
    if node.member("if").is_absent:
        node.member("if").find("if is missing", "Say of which learners then is asked.")
    if node.member("then").is_absent:
        node.member("then").find("then is missing", "Write the requirement that is asked.")
    otherwise = node.member("else")
    return Cond(
        when=parse_predicate(node.member("if")),
        then=parse_requirement(node.member("then")),
        otherwise=None if otherwise.is_absent else parse_requirement(otherwise),
        **_common(node),
    )


def _distinct(node: Node) -> Distinct | None:
    if isinstance(node.value, dict):
        node.only(("by", "at_least"))
        by = node.required("by", DistinctBy, DistinctBy.PROVIDER)
        return Distinct(by, count(node, "at_least", least=1))
    by_word = node.as_choice(DistinctBy)
    return None if by_word is None else Distinct(by_word)


_READERS: dict[str, Callable[[Node], Requirement]] = {
    "all": _all,
    "any": _any,
    "n_of": _n_of,
    "take": _take,
    "outcomes": _outcomes,
    "attest": _attest,
    "cond": _cond,
}
