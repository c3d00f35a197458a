"""What single nodes of a CTDL graph say: names, numbers, what they stand in for."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from credstone.formats import ctdl_terms as terms
from credstone.formats.ctdl_graph import listed
from credstone.formats.node import is_language_tag
from credstone.model.text import Text
from credstone.model.vocabulary import eqf_concept
from credstone.ports import JsonObject

_NOT_A_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_CREDITS_OF = re.compile(r"(\S+) credits")
_LONGEST_NAME = 60


def text(node: JsonObject, name: str) -> Text:
    """Text by language; without a language it is English."""
    found: dict[str, str] = {}
    for one in listed(node.get(name)):
        pairs = one.items() if isinstance(one, dict) else [("en", one)]
        found |= {
            tag: said
            for tag, said in pairs
            if isinstance(said, str) and said and is_language_tag(tag)
        }
    return Text.of(found)


def definition_of(component: JsonObject) -> str:
    """The code or address of what the component stands in for, "" when it says neither."""
    for name in ("ceterms:codedNotation", "ceterms:proxyFor", "ceterms:sourceData"):
        for one in listed(component.get(name)):
            if isinstance(one, str) and one:
                return one
    return ""


def kind_of(component: JsonObject) -> str:
    """The kind of credential, as stacks call it; "" for another class."""
    classes = {term: kind for kind, term in terms.KINDS.items()}
    named = [*listed(component.get(terms.TYPE)), *listed(component.get("@type"))]
    return next((classes[one] for one in named if isinstance(one, str) and one in classes), "")


def credits_of(component: JsonObject) -> Decimal | None:
    """The number of credits, None when none is stated that can be read."""
    for one in listed(component.get(terms.CREDITS)):
        written = one.get("schema:value") if isinstance(one, dict) else one
        try:
            return Decimal(str(written))
        except InvalidOperation:
            continue
    return None


def unit_of(component: JsonObject) -> str:
    """What the credits are counted in, as we write it; "ects" when it is not said."""
    for one in listed(component.get(terms.CREDITS)):
        if isinstance(one, dict):
            said = _CREDITS_OF.fullmatch(text(one, "ceterms:description").best("en"))
            if said:
                return said[1]
    return "ects"


def level_of(component: JsonObject) -> int | None:
    """The EQF level that the component names, or None."""
    named = listed(component.get(terms.LEVEL))
    return next((n for n in range(1, 9) if eqf_concept(n).uri in named), None)


def slug(written: str) -> str:
    """``written`` as a name of letters, digits, dots and dashes."""
    return _NOT_A_NAME.sub("-", written.strip()).strip("-")[:_LONGEST_NAME]
