"""Reading a Json value member by member, keeping a finding for whatever is not as expected.

A ``Node`` stands at one place of a document. Its methods answer a typed value, or an empty one
together with a finding; nothing raises. What the values mean together is left to the checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import Enum
from typing import TypeVar

from credstone.formats.finding import Finding, Path, Severity, pointer_of, shown
from credstone.model.text import Text
from credstone.ports import Json

Member = TypeVar("Member", bound=Enum)
Value = TypeVar("Value")

# Well-formed tags of RFC 5646 without grandfathered ones: language, script, region, the rest.
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{2,8})*"
)
# Characters that verifiers canonicalize differently; nothing that holds one can be signed.
_UNSIGNABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_INTEGER = re.compile(r"-?[0-9]{1,9}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def is_language_tag(text: str) -> bool:
    """Whether ``text`` is a well-formed BCP 47 tag such as "de" or "pt-BR"."""
    return _LANGUAGE.fullmatch(text) is not None


def canonical_tag(tag: str) -> str:
    """``tag`` in the case RFC 5646, 2.1.1 recommends: "pt-BR", "zh-Hant"."""
    language, *rest = tag.lower().split("-")
    cased = {2: str.upper, 4: str.title}
    return "-".join((language, *(cased.get(len(part), str)(part) for part in rest)))


class Node:
    """One value at ``path``; findings of all nodes of a document go into one list."""

    def __init__(self, value: Json, path: Path, findings: list[Finding]) -> None:
        self.value = value
        self.path = path
        self.findings = findings

    @property
    def is_absent(self) -> bool:
        """Whether nothing stands here; ``null`` and an empty YAML value are nothing."""
        return self.value is None

    def find(self, why: str, fix: str, severity: Severity = Severity.ERROR) -> None:
        """Keep a finding about this place."""
        self.findings.append(Finding(pointer_of(self.path), shown(self.value), why, fix, severity))

    def member(self, name: str) -> Node:
        """The member ``name`` of this object; absent when this is none."""
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return Node(value, (*self.path, name), self.findings)

    def is_object(self) -> bool:
        """Whether members can be read here; keeps a finding when something else stands here."""
        if isinstance(self.value, dict):
            return True
        if not self.is_absent:
            self.find("named fields are expected here", "Write the fields below it, one a line.")
        return False

    def only(self, known: Iterable[str], synonyms: Mapping[str, str] | None = None) -> None:
        """Keep a finding for each member that is not among ``known``."""
        if not isinstance(self.value, dict):
            return
        names = tuple(known)
        for name in self.value:
            if name not in names:
                self.member(name).find(
                    "this field is not known here", _advice(name, names, synonyms or {})
                )

    def items(self, name: str) -> Iterator[Node]:
        """The items of the list ``name``; none when it is absent."""
        listed = self.member(name)
        if isinstance(listed.value, list):
            for index, item in enumerate(listed.value):
                node = Node(item, (*listed.path, index), self.findings)
                if node.is_absent:
                    node.find("the item is empty", "Remove it.")
                else:
                    yield node
        elif not listed.is_absent:
            listed.find("a list is expected here", "Begin each item with a dash.")

    def each(self, name: str, read: Callable[[Node], Value]) -> tuple[Value, ...]:
        """``read`` applied to each item of the list ``name`` that has fields."""
        return tuple(read(item) for item in self.items(name) if item.is_object())

    def strings(self, name: str) -> tuple[str, ...]:
        """A list of strings; items of another kind are left out with a finding."""
        items = list(self.items(name))
        texts = [item.as_string() for item in items]
        return tuple(
            text for item, text in zip(items, texts, strict=True) if isinstance(item.value, str)
        )

    def integers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers; items of another kind are left out with a finding."""
        numbers = (item.as_integer() for item in self.items(name))
        return tuple(number for number in numbers if number is not None)

    def string(self, name: str) -> str:
        """A string, "" when absent."""
        return self.member(name).as_string()

    def as_string(self) -> str:
        """This node as a string, "" when absent."""
        if self.is_absent:
            return ""
        if not isinstance(self.value, str):
            self.find("text is expected here", "Write it as text, in quotes.")
            return ""
        if found := _UNSIGNABLE.search(self.value):
            code = f"U+{ord(found[0]):04X}"
            self.find(f"the invisible character {code} cannot be signed", "Remove it.")
            return ""
        return self.value

    def text(self, name: str) -> Text:
        """Text by language, empty when absent."""
        node = self.member(name)
        if node.is_absent:
            return Text()
        if not isinstance(node.value, dict):
            node.find(
                "it does not say which language this is",
                f"Write the language before the text, as in {name}: {{en: …}}.",
            )
            return Text()
        written = [tag for tag, words in node.value.items() if words is not None]
        return Text.of({tag: node.member(tag).as_string() for tag in written if node.has_tag(tag)})

    def has_tag(self, tag: str) -> bool:
        """Whether the member name ``tag`` is a language tag; keeps a finding when not."""
        if is_language_tag(tag):
            return True
        self.member(tag).find(
            f"{tag} is not a language tag (BCP 47)", "Use a tag such as en, de or pt-BR."
        )
        return False

    def decimal(self, name: str) -> Decimal | None:
        """A decimal, written as a number or as a string; None when absent."""
        node = self.member(name)
        if node.is_absent:
            return None
        written = node.value
        number = isinstance(written, int | float) and not isinstance(written, bool)
        if number or isinstance(written, str):
            try:
                # repr gives the shortest digits that read back as the same number.
                text = repr(written) if number else str(written).strip()
                if _DECIMAL.fullmatch(text):
                    return Decimal(text)
            except InvalidOperation:
                pass
        node.find("a number is expected here", _number_advice(node.value))
        return None

    def integer(self, name: str) -> int | None:
        """A whole number, written as a number or as digits; None when absent."""
        return self.member(name).as_integer()

    def as_integer(self) -> int | None:
        """This node as a whole number, None when absent."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        if isinstance(self.value, str) and _INTEGER.fullmatch(self.value.strip()):
            return int(self.value)
        if not self.is_absent:
            self.find("a whole number is expected here", "Write digits only, such as 6.")
        return None

    def boolean(self, name: str, default: bool) -> bool:
        """true or false, ``default`` when absent."""
        node = self.member(name)
        if isinstance(node.value, bool):
            return node.value
        if not node.is_absent:
            node.find("it is neither true nor false", "Write true or false.")
        return default

    def day(self, name: str) -> date | None:
        """A calendar day in ISO 8601, None when absent."""
        node = self.member(name)
        if node.is_absent:
            return None
        try:
            if isinstance(node.value, str) and len(node.value) == 10:
                return date.fromisoformat(node.value)
        except ValueError:
            pass
        node.find("it is not a day of the calendar", "Write year-month-day, as in 2026-03-31.")
        return None

    def instant(self, name: str) -> datetime | None:
        """An instant with its offset (RFC 3339), in UTC; None when absent."""
        node = self.member(name)
        if node.is_absent:
            return None
        try:
            if isinstance(node.value, str):
                moment = datetime.fromisoformat(node.value)
                if moment.tzinfo is not None:
                    return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        node.find("it is not an instant", "Write it in UTC, as in 2026-03-31T12:00:00Z.")
        return None

    def choice(self, name: str, options: type[Member]) -> Member | None:
        """One of the values of ``options``, None when absent."""
        return self.member(name).as_choice(options)

    def as_choice(self, options: type[Member]) -> Member | None:
        """This node as one of the values of ``options``, None when absent."""
        if self.is_absent:
            return None
        words = [str(option.value) for option in options]
        if isinstance(self.value, str):
            if self.value in words:
                return options(self.value)
            if near := get_close_matches(self.value.lower().replace(" ", "-"), words, 1):
                self.find(f"{shown(self.value)} is not in the list", f"Write {near[0]}?")
                return None
        self.find(
            f"{shown(self.value) or 'an empty value'} is not in the list",
            f"Write one of: {', '.join(words)}.",
        )
        return None

    def required(self, name: str, options: type[Member], stand_in: Member) -> Member:
        """One of the values of ``options``; without one, ``stand_in`` lets reading go on."""
        found = self.choice(name, options)
        node = self.member(name)
        if node.is_absent:
            words = ", ".join(str(option.value) for option in options)
            node.find(f"{name} is missing", f"Write one of: {words}.")
        return stand_in if found is None else found


def _advice(name: str, known: tuple[str, ...], synonyms: Mapping[str, str]) -> str:
    if name in synonyms:
        return f"Write {synonyms[name]} instead."
    near = get_close_matches(name, known, 1)
    return f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(known)}."


def _number_advice(value: Json) -> str:
    if isinstance(value, str) and (found := re.fullmatch(r"P(T?)([0-9]+)([HM])", value)):
        if found[1] and found[3] == "H":
            return f"Write the number alone: {found[2]}."
        return f"{value} would mean months or minutes; write the number of hours alone."
    return "Write digits with a point, such as 2.5."
