"""Small files that people write by hand (YAML or JSON), read as texts, lists and objects.

No value is interpreted: ``2026-07-03`` and ``007`` stay as written, so that a person's text reaches
the same cleaning as a cell of the list. Names given twice, aliases and deep nesting are refused.
"""

from __future__ import annotations

import json
from typing import TypeAlias

import yaml

from credstone.errors import MalformedInput

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"

_MAX_BYTES = 4 * 1024 * 1024
_MAX_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL_TAG = "tag:yaml.org,2002:null"


def read_plain(data: bytes, name: str) -> Plain:
    """The content of a YAML or JSON file; ``name`` is used in messages.

    Raises ``MalformedInput`` with the line when it cannot be read.
    """
    if len(data) > _MAX_BYTES:
        raise MalformedInput(f"The file has more than {_MAX_BYTES // 2**20} MiB.", where=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedInput("The file is not UTF-8.", where=name) from error
    try:
        return _read_json(text, name) if text.lstrip()[:1] in {"{", "["} else _read_yaml(text, name)
    except RecursionError as error:
        raise _too_deep(name) from error


def _read_json(text: str, name: str) -> Plain:
    def members(pairs: list[tuple[str, Plain]]) -> Plain:
        content: dict[str, Plain] = {}
        for key, value in pairs:
            if key in content:
                raise _twice(key, name)
            content[key] = value
        return content

    try:
        content: Plain = json.loads(
            text, object_pairs_hook=members, parse_int=str, parse_float=str, parse_constant=str
        )
    except json.JSONDecodeError:
        # A YAML file may begin with a brace as well.
        return _read_yaml(text, name)
    return _as_texts(content)


def _as_texts(content: Plain) -> Plain:
    match content:
        case dict():
            return {key: _as_texts(value) for key, value in content.items()}
        case list():
            return [_as_texts(value) for value in content]
        case True | False:
            return str(content).lower()
        case _:
            return content


def _read_yaml(text: str, name: str) -> Plain:
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, _LOADER)):
            raise MalformedInput("Aliases (*name) are not read.", where=name, fix="Write it out.")
        node = yaml.compose(text, _LOADER)
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())[:300]
        raise MalformedInput(f"It is neither YAML nor JSON: {reason}.", where=name) from error
    return None if node is None else _content(node, name, 0)


def _content(node: yaml.Node, name: str, depth: int) -> Plain:
    if depth > _MAX_DEPTH:
        raise _too_deep(name)
    match node:
        case yaml.ScalarNode():
            return None if node.tag == _NULL_TAG else str(node.value)
        case yaml.SequenceNode():
            return [_content(item, name, depth + 1) for item in node.value]
        case yaml.MappingNode():
            return _members(node, name, depth)
        case _:
            raise MalformedInput("It holds something unknown.", where=name)


def _members(node: yaml.MappingNode, name: str, depth: int) -> dict[str, Plain]:
    content: dict[str, Plain] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            line = key.start_mark.line + 1
            raise MalformedInput("A name must be a plain text.", where=f"{name}, line {line}")
        if key.value in content:
            raise _twice(key.value, f"{name}, line {key.start_mark.line + 1}")
        content[key.value] = _content(value, name, depth + 1)
    return content


def _twice(key: str, where: str) -> MalformedInput:
    return MalformedInput(f"{key!r} stands there twice.", where=where, fix="Remove one of them.")


def _too_deep(name: str) -> MalformedInput:
    return MalformedInput("It is nested too deeply.", where=name)
