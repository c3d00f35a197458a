"""JSON Canonicalization Scheme (RFC 8785): one spelling for each JSON value.

Used for the jcs cryptosuites, for JSON literals inside RDF, and wherever a value is hashed.
Reading JSON strictly is left to ``strict_json``.
"""

from __future__ import annotations

import math
from json.encoder import encode_basestring

from credstone.errors import MalformedJson, TooComplex
from credstone.ports import Json
from credstone.securing.strict_json import LARGEST_INTEGER, token

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
    parts: list[str] = []
    _write(value, parts, 0)
    return "".join(parts)


def _write(value: Json, parts: list[str], depth: int) -> None:
    if depth > _DEEPEST:
        raise TooComplex(f"The value is nested deeper than {_DEEPEST}.", fix="Flatten it.")
    if isinstance(value, str):
        parts.append(encode_basestring(value))
    elif isinstance(value, dict):
        _write_object(value, parts, depth)
    elif isinstance(value, list):
        _write_array(value, parts, depth)
    elif value is None:
        parts.append("null")
    elif isinstance(value, bool):
        parts.append("true" if value else "false")
    else:
        parts.append(number(value))


def _write_object(value: dict[str, Json], parts: list[str], depth: int) -> None:
    separator = "{"
    for name in sorted(value, key=_utf16):
        parts += (separator, encode_basestring(name), ":")
        separator = ","
        try:
            _write(value[name], parts, depth + 1)
        except MalformedJson as problem:
            problem.where = f"/{token(name)}{problem.where}"
            raise
    parts.append("}" if value else "{}")


def _write_array(value: list[Json], parts: list[str], depth: int) -> None:
    parts.append("[")
    for index, item in enumerate(value):
        if index:
            parts.append(",")
        try:
            _write(item, parts, depth + 1)
        except MalformedJson as problem:
            problem.where = f"/{index}{problem.where}"
            raise
    parts.append("]")


def _utf16(name: str) -> bytes:
    """The order of names is that of their UTF-16 code units (RFC 8785, 3.2.3)."""
    return name.encode("utf-16-be", "surrogatepass")


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
