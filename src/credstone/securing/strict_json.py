"""Strict JSON: the one way from bytes to a value, and back to bytes.

What two readers could understand differently (RFC 8259, 4 and 6; RFC 7493, 2) is refused before
anyone looks at it: repeated names, numbers a double cannot hold, lone surrogates, NaN; and what
would cost too much: size and depth. What a document means is left to others.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, cast

from credstone.errors import MalformedJson, NotCovered
from credstone.ports import Json

LARGEST_INTEGER = 2**53 - 1
"""The largest integer that every reader of JSON takes exactly (RFC 7493, 2.2)."""

_LONGEST_NUMBER = 400
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_PERHAPS_FORBIDDEN = re.compile(r"\\[ubf]|[\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Limits:
    """How much input is read: ``size`` in bytes, ``depth`` in nested arrays and objects."""

    size: int = 1024 * 1024
    depth: int = 32


DEFAULT = Limits()


class _Unreadable:
    """Stands in the parsed value where a part cannot be kept; the walk tells its pointer."""

    def __init__(self, why: str, fix: str, name: str = "") -> None:
        self.why = why
        self.fix = fix
        self.name = name


def pointer(path: Iterable[str | int]) -> str:
    """Answer the JSON pointer (RFC 6901) made of ``path``; empty for the whole document."""
    return "".join("/" + token(step) for step in path)


def token(step: str | int) -> str:
    """Answer one reference token of a JSON pointer (RFC 6901, 3), safe to print."""
    text = str(step).replace("~", "~0").replace("/", "~1")
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def shown(text: str) -> str:
    """Answer ``text`` as it may stand in a message: short, and only what can be printed."""
    short = text if len(text) <= 100 else f"{text[:100]}…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short)


def loads(data: bytes | str, *, limits: Limits = DEFAULT) -> Json:
    """Answer the value of one JSON text (RFC 8259) that only one reading is possible of.

    Raises ``MalformedJson`` with ``where`` as a JSON pointer, or as line and column where the
    text is no JSON at all: bad UTF-8, a byte order mark, more than ``limits`` allow, names
    repeated in an object, NaN and infinities, integers beyond ±(2^53-1), numbers that a double
    does not hold, and lone surrogates, also escaped ones.
    """
    text = _text(data, limits.size)
    reading = _Reading()
    try:
        value = reading.decoder.decode(text)
    except json.JSONDecodeError as problem:
        raise MalformedJson(
            f"Not JSON: {problem.msg[:1].lower()}{problem.msg[1:]}.",
            where=f"line {problem.lineno} column {problem.colno}",
        ) from None
    except RecursionError:
        _too_deep("", limits.depth)
    _check_depth(value, limits.depth)
    if reading.unreadable:
        _tell_unreadable(value)
    if _ESCAPED_SURROGATE.search(text):
        _refuse_surrogates(value)
    return cast(Json, value)


def dumps(value: Json) -> bytes:
    """Answer ``value`` as compact UTF-8 JSON, members in the order given.

    Raises ``MalformedJson`` for what strict JSON cannot hold: NaN, infinities, lone surrogates.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode()
    except UnicodeEncodeError:
        _refuse_surrogates(value)
        raise
    except ValueError as problem:
        raise MalformedJson(f"Cannot be written as JSON: {problem}.") from None


def refuse_forbidden_characters(value: Json) -> None:
    """Refuse text that verifiers canonicalize differently, before anything is signed.

    Those are the control characters except tab, line feed and carriage return, U+FFFE, U+FFFF
    and lone surrogates: RDFC-1.0, 5 asks for them to be escaped and common implementations do
    not, so a good signature would fail elsewhere. Raises ``NotCovered`` with the pointer of the
    string, or of the member whose name holds such a character.
    """
    # Written as JSON such a character shows at once, raw or as an escape that little else needs.
    written = json.dumps(value, ensure_ascii=False)
    if not _PERHAPS_FORBIDDEN.search(written):
        return
    for path, text in _strings(value):
        if found := _FORBIDDEN.search(text):
            raise NotCovered(
                f"The text holds the character U+{ord(found[0]):04X}, which verifiers disagree on.",
                where=pointer(path),
                fix="Remove the character.",
            )


def _text(data: bytes | str, size: int) -> str:
    length = len(data)
    if length > size:
        raise MalformedJson(f"The text has {length} bytes, more than the {size} we read.")
    if isinstance(data, str):
        if found := _SURROGATE.search(data):
            raise MalformedJson("The text holds a lone surrogate.", where=f"offset {found.start()}")
        text = data
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as problem:
            raise MalformedJson(
                "The text is not UTF-8.", where=f"byte {problem.start}", fix="Save it as UTF-8."
            ) from None
    if text.startswith("\ufeff"):
        raise MalformedJson(
            "The text begins with a byte order mark.", where="byte 0", fix="Save it without one."
        )
    return text


class _Reading:
    """The decoder with its hooks, and whether one of them met something unreadable."""

    def __init__(self) -> None:
        self.unreadable = False
        self.decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_int=self._integer,
            parse_float=self._real,
            parse_constant=self._constant,
        )

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Unreadable:
        members = dict(pairs)
        if len(members) == len(pairs):
            return members
        counts = Counter(name for name, _ in pairs)
        name = next(name for name, count in counts.items() if count > 1)
        return self._refuse("The name stands twice in one object.", "Keep one of the two.", name)

    def _integer(self, digits: str) -> int | _Unreadable:
        if len(digits) <= 17 and abs(number := int(digits)) <= LARGEST_INTEGER:
            return number
        return self._refuse(
            "The integer is beyond ±(2^53-1), where readers of JSON disagree.",
            "Write it as a string.",
        )

    def _real(self, digits: str) -> float | _Unreadable:
        number = float(digits) if len(digits) <= _LONGEST_NUMBER else math.inf
        vanished = number == 0 and any(digit in "123456789" for digit in _mantissa(digits))
        if math.isfinite(number) and not vanished:
            return number
        return self._refuse("The number does not fit a double.", "Write it as a string.")

    def _constant(self, name: str) -> _Unreadable:
        return self._refuse(f"{name} is not a JSON number.", "Leave it out, or write a string.")

    def _refuse(self, why: str, fix: str, name: str = "") -> _Unreadable:
        self.unreadable = True
        return _Unreadable(why, fix, name)


def _mantissa(digits: str) -> str:
    return digits.lower().partition("e")[0]


def _check_depth(value: object, depth: int) -> None:
    level: list[object] = [value]
    for _ in range(depth):
        level = [
            item
            for container in level
            if type(container) is dict or type(container) is list
            for item in (container.values() if type(container) is dict else container)
            if type(item) is dict or type(item) is list
        ]
        if not level:
            return
    _too_deep(_deepest(value, depth), depth)


def _deepest(value: object, depth: int) -> str:
    """Answer a pointer to an array or object that stands deeper than ``depth``."""
    pending: list[tuple[tuple[str | int, ...], object]] = [((), value)]
    while pending:
        path, item = pending.pop()
        if len(path) >= depth and isinstance(item, dict | list):
            return pointer(path)
        pending.extend(((*path, step), part) for step, part in _members(item))
    return ""


def _too_deep(where: str, depth: int) -> NoReturn:
    raise MalformedJson(
        f"Arrays and objects are nested deeper than {depth}.", where=where, fix="Flatten it."
    ) from None


def _members(value: object) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, list):
        return enumerate(value)
    return ()


def walk(value: object) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield every value in ``value`` with its path, in the order of the text; itself first, ()."""
    pending: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while pending:
        path, item = pending.pop()
        yield path, item
        pending.extend(((*path, step), part) for step, part in reversed([*_members(item)]))


def _strings(value: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every string with its path; a member's name comes with the path of the member."""
    for path, item in walk(value):
        if isinstance(item, str):
            yield path, item
        elif isinstance(item, dict):
            for name in item:
                yield (*path, name), name


def _tell_unreadable(value: object) -> NoReturn:
    path, found = next((path, x) for path, x in walk(value) if isinstance(x, _Unreadable))
    where = pointer((*path, found.name) if found.name else path)
    raise MalformedJson(found.why, where=where, fix=found.fix)


def _refuse_surrogates(value: object) -> None:
    for path, text in _strings(value):
        if _SURROGATE.search(text):
            raise MalformedJson("The text holds a lone surrogate.", where=pointer(path))
