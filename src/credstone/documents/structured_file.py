"""YAML and JSON files written by hand: their values, and the line where each one stands.

Only what JSON also has is read from YAML, and text stays text: ``no`` is Norway, 1.10 a version,
2026-03-31 eleven characters less one. Tags, anchors and repeated names are refused, because two
readers would understand them differently. What the values mean is left to ``formats``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from credstone.errors import MalformedInput, MalformedJson
from credstone.formats.finding import pointer_of
from credstone.ports import Json
from credstone.securing import strict_json

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset(("", "~", "null"))
_TRUTH = {"true": True, "false": False}
_DIGITS = re.compile(r"-?[0-9]{1,15}")
_JSON_LEXEME = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+|\n')

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class StructuredFile:
    """``value`` and the lines, counted from 1, by JSON pointer."""

    value: Json
    lines: dict[str, int]

    def line(self, pointer: str) -> int:
        """The line of ``pointer``, or of the nearest thing around it that was written."""
        while pointer and pointer not in self.lines:
            pointer = pointer.rpartition("/")[0]
        return self.lines.get(pointer, 1)


def read_structured(content: bytes, *, max_bytes: int = MAX_BYTES) -> StructuredFile:
    """The YAML or JSON in ``content``; a file that begins with a brace is JSON.

    Raises ``MalformedInput`` with the line in ``where``: more than ``max_bytes``, not UTF-8, bad
    syntax, deeper than 32, repeated names, tags, anchors, several documents.
    """
    if len(content) > max_bytes:
        raise MalformedInput(
            f"the file has {len(content)} bytes, more than the {max_bytes} that are read",
            fix="Split it, or leave out what is no definition.",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise MalformedInput(
            "the file is not UTF-8", where=_at(line), fix="Save it as UTF-8."
        ) from None
    if text.lstrip().startswith("{"):
        return _read_json(text, max_bytes)
    return _read_yaml(text)


def _at(line: int) -> str:
    return f"line {line}"


def _read_json(text: str, max_bytes: int) -> StructuredFile:
    try:
        value = strict_json.loads(text, limits=strict_json.Limits(size=max_bytes))
    except MalformedJson as problem:
        raise MalformedInput(problem.what, where=problem.where, fix=problem.fix) from None
    return StructuredFile(value, dict(_json_lines(text)))


def _json_lines(text: str) -> Iterator[tuple[str, int]]:
    """Pointer and line of each value in ``text``, which is known to be strict JSON."""
    line, expects_name = 1, False
    path: list[str | int] = []
    yield "", 1
    for lexeme in _JSON_LEXEME.findall(text):
        match lexeme:
            case "\n":
                line += 1
            case "{" | "[":
                if path:
                    yield pointer_of(path), line
                path.append("" if lexeme == "{" else 0)
                expects_name = lexeme == "{"
            case "}" | "]":
                path.pop()
                expects_name = False
            case ",":
                last = path[-1]
                expects_name = isinstance(last, str)
                path[-1] = last if isinstance(last, str) else last + 1
            case _ if expects_name:
                path[-1] = str(strict_json.loads(lexeme))
                expects_name = False
            case ":":
                pass
            case _:
                yield pointer_of(path), line


def _read_yaml(text: str) -> StructuredFile:
    reading = _YamlReading()
    try:
        value = reading.document(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        what = getattr(problem, "problem", None) or "a character that YAML does not allow"
        raise MalformedInput(
            f"it cannot be read as YAML: {what}",
            where=_at(mark.line + 1) if mark else "",
            fix="Check indentation, colons and quotes there.",
        ) from None
    return StructuredFile(value, reading.lines)


@dataclass
class _YamlReading:
    """Builds the value from parser events, which expand nothing and carry their line."""

    lines: dict[str, int] = field(default_factory=dict)

    def document(self, events: Iterator[yaml.Event]) -> Json:
        value: Json = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    _refuse(event, "a second document begins here", "Use one file for each.")
            elif isinstance(event, yaml.NodeEvent):
                value = self._node(event, events, ())
        return value

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Json:
        self.lines.setdefault(pointer_of(path), _line(event))
        if len(path) > MAX_DEPTH:
            _refuse(event, f"it is nested deeper than {MAX_DEPTH}", "Flatten it.")
        _refuse_what_json_has_not(event)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _sequence(self, events: Iterator[yaml.Event], path: Path) -> Json:
        items: list[Json] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> Json:
        members: dict[str, Json] = {}
        last = ""
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = _name(event)
            if name in members:
                _refuse(event, f"the field {name} stands here twice", "Remove one of them.")
            below = (*path, name)
            # A finding about a field is about the line of its name.
            self.lines[pointer_of(below)] = _line(event)
            members[name] = self._node(next(events), events, below)
            if members[name] is None:
                _refuse_torn_number(event, members.get(last), name)
            last = name
        return members


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _name(event: yaml.Event) -> str:
    _refuse_what_json_has_not(event)
    if not isinstance(event, yaml.ScalarEvent) or not event.value:
        _refuse(event, "a field has no name", "Write a word before the colon.")
    return event.value


def _refuse_torn_number(event: yaml.Event, before: Json, name: str) -> None:
    """Between braces a comma ends the value: ``{value: 3,0}`` says 3 and a field 0 without one."""
    if isinstance(before, str) and _DIGITS.fullmatch(before) and _DIGITS.fullmatch(name):
        why = f"{before},{name} is not one number here: between braces a comma ends the value"
        _refuse(event, why, f'Write {before}.{name} with a point, or "{before},{name}" in quotes.')


def _refuse_what_json_has_not(event: yaml.Event) -> None:
    if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
        _refuse(event, "anchors and aliases are not read", "Write the value out.")
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
        _refuse(event, f"the tag {event.tag} is not read", "Remove it.")


def _refuse(event: yaml.Event, why: str, fix: str) -> NoReturn:
    raise MalformedInput(why, where=_at(_line(event)), fix=fix)


def _scalar(event: yaml.ScalarEvent) -> Json:
    """Text as written; unquoted, true, false and nothing are what JSON means by them."""
    text = event.value
    if event.style:
        return text
    if text in _NOTHING:
        return None
    return _TRUTH.get(text, text)
