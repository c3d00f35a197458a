"""Small values that stacks, catalogues and cases are made of: read from a node, written as JSON.

Each keeps a finding for a number that cannot be meant; what the numbers mean together is left to
the readers of the parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from credstone.formats import compact
from credstone.formats.node import Node
from credstone.model.selector import DefinitionRef, Period, Window
from credstone.model.text import Text
from credstone.ports import Json, JsonObject

Value = TypeVar("Value")

# More than any life of learning holds; sums of it stay far below what a solver counts exactly.
LARGEST = 1_000_000
# Deeper rules than this nobody reads; it keeps a hostile file from exhausting the stack.
DEEPEST = 60
_PERIOD = re.compile(r"P(?=.)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")
_CENT = Decimal("0.01")


def words(node: Node, name: str) -> Text:
    """Text by language; a plain string is English."""
    written = node.member(name)
    if isinstance(written.value, str):
        text = written.as_string()
        return Text.of({"en": text}) if text else Text()
    _torn(written)
    return node.text(name)


def _torn(node: Node) -> None:
    """Between braces a comma ends the text: ``{en: One year, or more}`` has a field "or more"."""
    for name, value in node.value.items() if isinstance(node.value, dict) else ():
        if value is None:
            fix = "Put the text in quotes if the comma before is part of it, else remove this."
            node.find(f'"{name}" has no text', fix)


def entries(node: Node, name: str) -> list[Node]:
    """The items of the list ``name``, or the one value that stands there without a list."""
    listed = node.member(name)
    if isinstance(listed.value, list):
        if not listed.value:
            listed.find("the list is empty", "Write what belongs in it, or remove the field.")
        return list(node.items(name))
    return [] if listed.is_absent else [listed]


def some(node: Node, name: str) -> tuple[str, ...]:
    """Strings; one may stand without a list."""
    return tuple(text for item in entries(node, name) if (text := said(item)))


def said(node: Node) -> str:
    """This node as text that says something; keeps a finding for one that is empty."""
    if node.value == "":
        node.find("the text is empty", "Write something, or remove it.")
    return node.as_string()


def needed(node: Node, name: str, fix: str) -> None:
    """Keep a finding when ``name`` is missing or empty."""
    if node.member(name).value in (None, "", [], {}):
        node.member(name).find(f"{name} is missing", fix)


def one_of(node: Node, names: Iterable[str]) -> None:
    """Keep a finding when none of the fields ``names`` is there."""
    names = tuple(names)
    if isinstance(node.value, dict) and all(node.member(name).is_absent for name in names):
        node.find(f"it says neither {' nor '.join(names)}", "Write one of them.")


def count(node: Node, name: str, least: int = 0, most: int = LARGEST) -> int | None:
    """A whole number from ``least`` to ``most``, None when absent."""
    number = node.integer(name)
    if number is None or least <= number <= most:
        return number
    bound = f"less than {least}" if number < least else f"more than {most}"
    node.member(name).find(f"{name} is {bound}", f"Write a number from {least} to {most}.")
    return None


def credits(node: Node, name: str) -> Decimal | None:
    """Credits: not negative, with at most two decimals; None when absent."""
    number = node.decimal(name)
    if number is None:
        return None
    if number < 0:
        node.member(name).find(f"{name} is negative", "Write 0 or more.")
    elif number > LARGEST:
        node.member(name).find(f"{name} is more than {LARGEST}", "Write what is meant.")
    elif number != number.quantize(_CENT):
        node.member(name).find(
            f"{name} has more than two decimals", "Round it; credits are counted in hundredths."
        )
    else:
        return number
    return None


def share(node: Node, name: str, decimals: int | None = None) -> Decimal | None:
    """A part of a whole, from 0 to 1, with at most so many decimals; None when absent."""
    number = node.decimal(name)
    if number is None:
        return None
    if 0 <= number <= 1:
        if decimals is None or number == round(number, decimals):
            return number
        advice = f"Round it, to {round(number, decimals)} for example."
        node.member(name).find(f"{name} has more than {decimals} decimals", advice)
        return None
    node.member(name).find(f"{name} is not between 0 and 1", "Write a half as 0.5.")
    return None


def level(node: Node, name: str) -> int | None:
    """An EQF level, None when absent."""
    number = node.integer(name)
    if number is None or 1 <= number <= 8:
        return number
    node.member(name).find("EQF levels are 1 to 8", "Mend it.")
    return None


def as_written(node: Node, name: str) -> str:
    """A grade or an attribute as text, also where JSON has a number or a truth; "" when absent."""
    written = node.member(name)
    match written.value:
        case bool():
            return "true" if written.value else "false"
        case int() | float():
            return repr(written.value)
        case _:
            return written.as_string()


def window(node: Node) -> Window | None:
    """Days ``from`` and ``until``, both included; None when absent."""
    if not node.is_object():
        return None
    node.only(("from", "until"), {"to": "until", "since": "from", "start": "from", "end": "until"})
    one_of(node, ("from", "until"))
    first, last = node.day("from"), node.day("until")
    if first is not None and last is not None and last < first:
        node.find("it ends before it begins", "Exchange from and until, or mend one of them.")
    return Window(first, last) if first or last else None


def window_to_json(one: Window | None) -> JsonObject:
    """Nothing for a window that is open on both sides."""
    if one is None:
        return {}
    return compact.compact({"from": day_to_json(one.first), "until": day_to_json(one.last)})


def day_to_json(one: date | None) -> str | None:
    return one.isoformat() if one else None


def definitions(node: Node, name: str) -> tuple[DefinitionRef, ...]:
    """Definitions as ``CODE`` or ``CODE@RANGE``."""
    return tuple(ref for item in entries(node, name) if (ref := _definition(item)) is not None)


def definitions_to_json(refs: Iterable[DefinitionRef]) -> list[Json]:
    """Each as it is read; a name with an @ of its own ends with one."""
    return [f"{one}@" if "@" in one.name and not one.versions else str(one) for one in refs]


def _definition(node: Node) -> DefinitionRef | None:
    text = node.as_string()
    name, _, versions = text.rpartition("@") if "@" in text else (text, "", "")
    if name.strip():
        return DefinitionRef(name.strip(), versions.strip())
    if isinstance(node.value, str):
        node.find("it names no definition", "Write a code, and a range after @: MC-1@1.x.")
    return None


def period(node: Node, name: str) -> Period | None:
    """A span of the calendar in ISO 8601, None when absent."""
    text = node.string(name)
    if not text:
        return None
    found = _PERIOD.fullmatch(text)
    years, months, weeks, days = (int(part or 0) for part in found.groups()) if found else (0,) * 4
    if not (years or months or weeks or days):
        node.member(name).find(
            "it is not a period", "Write P6Y for six years, P18M for months, P90D for days."
        )
        return None
    return Period(years, months, weeks * 7 + days)


def period_to_json(one: Period | None) -> str | None:
    if one is None:
        return None
    parts = ((one.years, "Y"), (one.months, "M"), (one.days, "D"))
    return "P" + "".join(f"{number}{letter}" for number, letter in parts if number)


def too_deep(node: Node) -> bool:
    """Whether this place is nested deeper than is read; keeps a finding then."""
    if len(node.path) <= DEEPEST:
        return False
    node.find(f"it is nested deeper than {DEEPEST}", "Flatten it.")
    return True


def one_or_several(node: Node, name: str, read: Callable[[Node], Value]) -> tuple[Value, ...]:
    """``read`` applied to each item of the list ``name``, or to the one object there."""
    return tuple(read(item) for item in entries(node, name) if item.is_object())
