"""JSON Canonicalization Scheme (RFC 8785): one spelling for each JSON value.

Used for the jcs cryptosuites, for JSON literals inside RDF, and wherever a value is hashed.
Reading JSON strictly is left to ``strict_json``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from json.encoder import encode_basestring

from credstone.errors import MalformedJson, TooComplex
from credstone.ports import Json
from credstone.securing.strict_json import LARGEST_INTEGER, pointer, walk

_DEEPEST = 100


def canonicalize(value: Json) -> bytes:
    """Answer the canonical UTF-8 bytes of ``value`` (RFC 8785, 3.2).

    Raises ``MalformedJson`` with a JSON pointer for what RFC 8785 has no spelling for: NaN,
    infinities, integers beyond ±(2^53-1), lone surrogates; ``TooComplex`` beyond 100 levels.
    """
    text = canonical_text(value)
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise MalformedJson("The text holds a lone surrogate.") from None


def canonical_text(value: Json) -> str:
    """Answer the same as ``canonicalize``, as text."""
    try:
        return _written(value, 1)
    except MalformedJson as problem:
        problem.where = pointer(_first_without_form(value))
        raise


def _written(value: Json, level: int) -> str:
    # Most of every document are strings inside objects: those are written without a further call.
    if isinstance(value, dict):
        _refuse_deeper(level)
        members = [
            f"{encode_basestring(name)}:"
            f"{encode_basestring(item) if type(item) is str else _written(item, level + 1)}"
            for name, item in _ordered(value)
        ]
        return f"{{{','.join(members)}}}"
    if isinstance(value, list):
        _refuse_deeper(level)
        return f"[{','.join([_written(item, level + 1) for item in value])}]"
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return number(value)


def _refuse_deeper(level: int) -> None:
    if level > _DEEPEST:
        raise TooComplex(f"The value is nested deeper than {_DEEPEST}.", fix="Flatten it.")


def _ordered(value: dict[str, Json]) -> list[tuple[str, Json]]:
    """The members in the order of their names' UTF-16 code units (RFC 8785, 3.2.3)."""
    if "".join(value).isascii():  # where one character is one unit
        return sorted(value.items())
    return sorted(value.items(), key=_utf16)


def _utf16(member: tuple[str, Json]) -> bytes:
    return member[0].encode("utf-16-be", "surrogatepass")


def _first_without_form(value: Json) -> Sequence[str | int]:
    """The path of the number that stopped the writing."""
    for path, item in walk(value):
        if isinstance(item, int | float) and not isinstance(item, bool):
            try:
                number(item)
            except MalformedJson:
                return path
    return ()


def number(value: int | float) -> str:
    """Answer ``value`` as ECMAScript prints it (RFC 8785, 3.2.2.3; ECMA-262, Number::toString).

    Raises ``MalformedJson`` for NaN, infinities and integers that a double does not hold.
    """
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise MalformedJson("The integer is beyond ±(2^53-1).", fix="Write it as a string.")
        return str(value)
    if not math.isfinite(value):
        raise MalformedJson("NaN and infinities have no JSON form.")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, point = shortest(abs(value))
    return sign + _place(digits, point)


def shortest(value: float) -> tuple[str, int]:
    """Answer the shortest digits that read back as ``value``, and where the point stands.

    The value is 0.``digits`` times ten to the power of ``point``.
    """
    mantissa, _, exponent = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    leading = len(whole + fraction) - len(digits)
    return digits.rstrip("0"), len(whole) - leading + int(exponent or 0)


def _place(digits: str, point: int) -> str:
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    exponent = f"e{point - 1:+d}"
    return (f"{digits[0]}.{digits[1:]}" if count > 1 else digits) + exponent
