"""Strict JSON against Python's own reader, and against itself.

Whatever is accepted, Python reads as the same value, and our two ways of writing it come back as
the same; whatever Python accepts and we refuse is refused for one of the reasons that make us
strict, found here by other means.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from credstone.errors import MalformedJson
from credstone.ports import Json
from credstone.securing.canonical import jcs
from credstone.securing.strict_json import DEFAULT, LARGEST_INTEGER, dumps, loads
from tests.fuzz.mutate import half, json_mutator

MOST = 4096

_BEYOND = re.compile(rb"[0-9]{16}")
mutate = half(json_mutator)


def one_input(data: bytes) -> None:
    try:
        value = loads(data)
    except MalformedJson:
        assert not _plain(data), "refused, though nothing is strange about it"
        return
    assert _same(value, json.loads(data.decode())), "read as another value than Python's"
    assert _same(loads(dumps(value)), value), "written and read again, another value"
    canonical = jcs.canonicalize(value)
    assert json.loads(canonical, parse_int=float) == value, "canonical form of another value"
    # RFC 8785 writes a real such as 1e16 in plain digits, which nobody can tell from an integer
    # that is too large for us.
    if not _BEYOND.search(canonical):
        assert jcs.canonicalize(loads(canonical)) == canonical, "canonical twice, other bytes"


def _same(one: Json, other: Json) -> bool:
    """Equal in value, type, order and sign."""
    return repr(one) == repr(other)


class _StrangeError(Exception):
    """What two readers of JSON may take differently."""


def _plain(data: bytes) -> bool:
    """Whether this is JSON that every reader takes, within our limits (RFC 7493)."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_real,
            parse_constant=_constant,
        )
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError, _StrangeError):
        return False
    return _depth(value) <= DEFAULT.depth and len(data) <= DEFAULT.size


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise _StrangeError
    return dict(pairs)


def _integer(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) > LARGEST_INTEGER:
        raise _StrangeError
    return int(digits)


def _real(digits: str) -> float:
    number = float(digits)
    vanished = number == 0 and any(d in "123456789" for d in digits.lower().split("e")[0])
    if math.isinf(number) or vanished or len(digits) > 400:
        raise _StrangeError
    return number


def _constant(_name: str) -> None:
    raise _StrangeError


def _depth(value: object) -> int:
    """How many arrays and objects stand in one another."""
    depth = 0
    level = [value]
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        level = [part for one in level for part in (one.values() if isinstance(one, dict) else one)]
    return depth
