"""Selectors and amounts as CTDL constraints, and back.

A constraint says of candidate components that one of their properties, or the sum of it, compares
in some way. What a selector asks beyond that is told as unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal, InvalidOperation

from credstone.formats import ctdl_terms as terms
from credstone.model.selector import Selector
from credstone.model.vocabulary import eqf_concept
from credstone.ports import Json, JsonObject

_HIGHEST_EQF = 8
_BY_PROPERTY = {
    "issuer": terms.OWNER,
    "type": terms.TYPE,
    "tag": terms.KEYWORD,
    "skill": terms.SKILL,
}
_WHY = {
    "agreement": "CTDL has no term for the agreement of a recognition",
    "subject": "CTDL compares whole codes, not how they begin",
    "min_confidence": "CTDL has no term for how surely a skill is shown",
    "assessed": "CTDL has no constraint on whether something is assessed",
    "qa_min": "CTDL does not rank quality assurance",
    "supervised": "CTDL has no term for supervision",
    "mode": "CTDL's delivery types are others than forms of participation",
    "issued_after": "a pathway is about definitions; CTDL has no day of award",
    "max_age": "a pathway is about definitions; CTDL has no day of award",
    "recognised_by": "CTDL has no term for who recognised a credential",
    "grade": "CTDL has no term for a learner's grade",
    "none_of": "CTDL does not exclude components",
    "any": "alternatives between selectors are not said; write an any of takes instead",
}


@dataclass(frozen=True)
class Asked:
    """What the constraints of one condition ask: of each candidate, and of all together."""

    select: Selector = field(default_factory=Selector)
    min_credits: Decimal | None = None
    min_each: Decimal | None = None


def selector_constraints(select: Selector, issuers: Mapping[str, str]) -> Iterator[JsonObject]:
    """The constraints that say what ``select`` asks, definitions aside.

    ``issuers`` gives the ids of short names.
    """
    for name, term in _BY_PROPERTY.items():
        if values := getattr(select, name):
            named = [issuers.get(one, one) for one in values] if name == "issuer" else values
            yield terms.constraint(term, terms.EQUAL, named, right_action=terms.ANY_OF)
    if levels := _levels(select):
        uris = [eqf_concept(level).uri for level in levels]
        yield terms.constraint(terms.LEVEL, terms.EQUAL, uris, right_action=terms.ANY_OF)


def sum_of_credits(least: Decimal) -> JsonObject:
    """The credits of what is chosen amount to ``least``."""
    right = [str(terms.number(least))]
    return terms.constraint(terms.CREDITS, terms.AT_LEAST, right, left_action=terms.SUM)


def credits_of_each(least: Decimal) -> JsonObject:
    """Each candidate has ``least`` credits."""
    return terms.constraint(terms.CREDITS, terms.AT_LEAST, [str(terms.number(least))])


def unsaid_of(select: Selector) -> Iterator[tuple[str, str]]:
    """The fields of ``select`` that no constraint says, each with the reason."""
    nothing = Selector()
    for one in fields(select):
        if one.name in _WHY and getattr(select, one.name) != getattr(nothing, one.name):
            yield one.name, _WHY[one.name]
    if any(ref.versions for ref in select.definition):
        yield "definition", "CTDL names definitions, not ranges of their versions"
    if any(ref.name.endswith("*") for ref in select.definition):
        yield "definition", "CTDL names definitions, not how their codes begin"


def read_constraint(node: JsonObject, asked: Asked) -> Asked | None:
    """``asked`` with what ``node`` adds; None when it says what we do not read."""
    left = _listed(node.get("ceterms:leftSource"))
    if len(left) != 1:
        return None
    comparator = node.get("ceterms:comparator")
    right = [_text(one) for one in _listed(node.get("ceterms:rightSource"))]
    if left == [terms.CREDITS] and comparator == terms.AT_LEAST and len(right) == 1:
        return _credits(node.get("ceterms:leftAction"), right[0], asked)
    if comparator != terms.EQUAL or node.get("ceterms:leftAction") is not None or not right:
        return None
    if len(right) > 1 and node.get("ceterms:rightAction") != terms.ANY_OF:
        return None
    return _value(str(left[0]), tuple(right), asked)


def _credits(action: Json, right: str, asked: Asked) -> Asked | None:
    try:
        least = Decimal(right)
    except InvalidOperation:
        return None
    if action == terms.SUM:
        return replace(asked, min_credits=least)
    return replace(asked, min_each=least) if action is None else None


def _value(left: str, right: tuple[str, ...], asked: Asked) -> Asked | None:
    for name, term in _BY_PROPERTY.items():
        if left == term:
            return replace(asked, select=_with(asked.select, name, right))
    if left != terms.LEVEL:
        return None
    levels = sorted(map(_level, right))
    if levels[0] < 1 or levels != list(range(levels[0], levels[-1] + 1)):
        return None
    lowest = levels[0] if levels[0] > 1 else None
    highest = levels[-1] if levels[-1] < _HIGHEST_EQF else None
    return replace(asked, select=replace(asked.select, eqf_min=lowest, eqf_max=highest))


def _with(select: Selector, name: str, values: tuple[str, ...]) -> Selector:
    match name:
        case "issuer":
            return replace(select, issuer=values)
        case "type":
            return replace(select, type=values)
        case "tag":
            return replace(select, tag=values)
        case _:
            return replace(select, skill=values)


def _levels(select: Selector) -> range:
    if select.eqf_min is None and select.eqf_max is None:
        return range(0)
    return range(select.eqf_min or 1, (select.eqf_max or _HIGHEST_EQF) + 1)


def _level(uri: str) -> int:
    """The EQF level that ``uri`` names, 0 for any other address."""
    known = (level for level in range(1, _HIGHEST_EQF + 1) if eqf_concept(level).uri == uri)
    return next(known, 0)


def _listed(value: Json) -> list[Json]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Json) -> str:
    return value if isinstance(value, str) else str(value)
