"""Small files about a result list (column maps, corrections), read as texts, lists and objects.

A person's text reaches the same cleaning as a cell of the list, so nothing is interpreted here:
``2026-07-03`` and ``007`` stay as written. Reading the file itself is left to ``structured_file``.
"""

from __future__ import annotations

from typing import TypeAlias

from credstone.documents.structured_file import read_structured
from credstone.errors import MalformedInput
from credstone.ports import Json

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"

_MAX_BYTES = 4 * 1024 * 1024  # a decision about every row of the largest list


def read_plain(data: bytes, name: str) -> Plain:
    """The content of a YAML or JSON file; ``name`` is used in messages.

    Raises ``MalformedInput`` with the line when it cannot be read.
    """
    try:
        return _as_texts(read_structured(data, max_bytes=_MAX_BYTES).value)
    except MalformedInput as problem:
        place = f"{name}, {problem.where}" if problem.where else name
        raise MalformedInput(problem.what, where=place, fix=problem.fix) from None


def _as_texts(content: Json) -> Plain:
    match content:
        case dict():
            return {key: _as_texts(value) for key, value in content.items()}
        case list():
            return [_as_texts(value) for value in content]
        case bool():
            return str(content).lower()
        case int() | float():
            return str(content)
        case _:
            return content
