"""Scalars as N-Quads literals (JSON-LD 1.1 API, 5.3.2 and 8.2.2; RDFC-1.0, 5).

Refuses what would leave no trace in the literal, and what has two JSON spellings for one literal:
a signature would not tell them apart. Which term a scalar stands under is the caller's matter.
"""

from __future__ import annotations

import math
import re

from credstone.errors import NotCovered
from credstone.ports import Json
from credstone.securing.canonical.iris import RDF_NAMESPACE, is_absolute
from credstone.securing.canonical.jcs import canonical_text, shortest
from credstone.securing.strict_json import LARGEST_INTEGER, shown

_XSD = "http://www.w3.org/2001/XMLSchema#"
_XSD_STRING = _XSD + "string"
_XSD_DOUBLE = _XSD + "double"

_NUMERIC_NAMES = (
    "byte",
    "decimal",
    "double",
    "float",
    "int",
    "integer",
    "long",
    "negativeInteger",
    "nonNegativeInteger",
    "nonPositiveInteger",
    "positiveInteger",
    "short",
    "unsignedByte",
    "unsignedInt",
    "unsignedLong",
    "unsignedShort",
)
# Contexts in use write the namespace in three ways; 1EdTech's leave the prefix xsd undefined.
_XSD_SPELLINGS = (_XSD, "https://www.w3.org/2001/XMLSchema#", "xsd:")
_NUMERIC = frozenset(space + name for space in _XSD_SPELLINGS for name in _NUMERIC_NAMES)
_BOOLEAN = frozenset(space + "boolean" for space in _XSD_SPELLINGS)
# The datatypes whose literals have a notation of their own.
_RESERVED = frozenset(RDF_NAMESPACE + name for name in ("langString", "dirLangString", "JSON"))

_NATIVE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)|-?[1-9]\.(?:0|[0-9]*[1-9])E-?[0-9]+|0\.0E0")
_BEYOND_DOUBLE_FORM = 1e21

# The everyday ones one by one: translate takes thirty times as long over a long literal.
_COMMON_ESCAPES = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))
_RARE_ESCAPES = {
    code: f"\\u{code:04X}"
    for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)
    if chr(code) not in "\n\r\t"
} | {0x08: "\\b", 0x0C: "\\f"}
_TO_ESCAPE = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff]')
_RARE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_LANGUAGE = re.compile(
    r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})      # language, extended language
        (?:-[a-z]{4})?                                     # script
        (?:-(?:[a-z]{2}|[0-9]{3}))?                        # region
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*           # variants
        (?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*                # extensions
        (?:-x(?:-[a-z0-9]{1,8})+)?                         # private use
      | x(?:-[a-z0-9]{1,8})+
      | en-gb-oed | i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)
      | sgn-(?:be-fr|be-nl|ch-de)""",
    re.VERBOSE,
)


def escape(text: str) -> str:
    """Answer ``text`` as it stands between the quotes of a canonical literal (RDFC-1.0, 5)."""
    if _TO_ESCAPE.search(text):
        rare = _RARE.search(text)
        for character, written in _COMMON_ESCAPES:
            text = text.replace(character, written)
        if rare:
            text = text.translate(_RARE_ESCAPES)
    if not text.isascii() and _SURROGATE.search(text):
        raise NotCovered("The text holds a lone surrogate.", fix="Remove the character.")
    return text


def plain(text: str) -> str:
    """Answer a string literal."""
    return f'"{escape(text)}"'


def tagged(text: str, language: str) -> str:
    """Answer a literal in a language; the tag in lower case, since case means nothing in it.

    Raises ``NotCovered`` for a tag that is not well-formed (BCP 47, RFC 5646, 2.2.9).
    """
    return f'"{escape(text)}"@{language_tag(language)}'


def language_tag(language: str) -> str:
    """Answer the tag in lower case; raises ``NotCovered`` when it is not well-formed."""
    tag = language.lower()
    if not language.isascii() or not _LANGUAGE.fullmatch(tag):
        raise NotCovered(
            f"`{shown(language)}` is no well-formed language tag, so the text would be dropped.",
            fix="Write a BCP 47 tag such as `en` or `pt-BR`.",
        )
    return tag


def typed(value: str | bool | int | float, datatype: str) -> str:
    """Answer the literal of ``value`` coerced to the IRI ``datatype``.

    Raises ``NotCovered`` for spellings that another JSON value shares: a number under a datatype
    that is no number, or a text that is just how a number would be written.
    """
    if not is_absolute(datatype) or datatype in _RESERVED:
        raise NotCovered(f"`{shown(datatype)}` cannot be the datatype of a value.")
    if isinstance(value, str):
        _refuse_native_look(value, datatype)
        lexical = escape(value)
    elif isinstance(value, bool):
        lexical = _boolean(value, datatype)
    else:
        lexical = _number(value, datatype)
    return f'"{lexical}"' if datatype == _XSD_STRING else f'"{lexical}"^^<{datatype}>'


def native(value: bool | int | float) -> str:
    """Answer the literal of a number or truth value that nothing gives a datatype."""
    if isinstance(value, bool):
        return typed(value, _XSD + "boolean")
    return typed(value, _XSD + ("double" if _has_double_form(value) else "integer"))


def json_literal(value: Json) -> str:
    """Answer a JSON literal (JSON-LD 1.1, 4.2.2): its lexical form is RFC 8785."""
    return f'"{escape(canonical_text(value))}"^^<{RDF_NAMESPACE}JSON>'


def _refuse_native_look(text: str, datatype: str) -> None:
    if datatype in _NUMERIC and _NATIVE_NUMBER.fullmatch(text):
        raise NotCovered(
            "The signature would not tell this text from the number.",
            fix="Write it as a JSON number, without quotes.",
        )
    if datatype in _BOOLEAN and text in ("true", "false"):
        raise NotCovered(
            "The signature would not tell this text from the truth value.",
            fix="Write it as a JSON truth value, without quotes.",
        )


def _boolean(value: bool, datatype: str) -> str:
    if datatype not in _BOOLEAN:
        raise _not_told_from_text()
    return "true" if value else "false"


def _number(value: int | float, datatype: str) -> str:
    if datatype not in _NUMERIC:
        raise _not_told_from_text()
    if _has_double_form(value):
        return _double(float(value))
    if abs(value) > LARGEST_INTEGER:
        raise NotCovered(
            "The integer is beyond ±(2^53-1), where readers of JSON disagree.",
            fix="Write it as a string.",
        )
    return _double(float(value)) if datatype == _XSD_DOUBLE else str(int(value))


def _not_told_from_text() -> NotCovered:
    return NotCovered(
        "The signature would not tell this value from the same in quotes.",
        fix="Write it as a JSON string.",
    )


def _has_double_form(value: int | float) -> bool:
    """Whether JSON-LD writes the number as a double: a fraction, or 10^21 and more."""
    if isinstance(value, int):
        return False
    return not value.is_integer() or abs(value) >= _BEYOND_DOUBLE_FORM


def _double(value: float) -> str:
    """The canonical double of JSON-LD 1.1 API, 8.2.2: at most 15 digits after the point.

    Only where those are the shortest digits that read back as the number: what follows the 16th
    digit would be signed by nobody, and some write the shortest digits instead.
    """
    if not math.isfinite(value):
        raise NotCovered("NaN and infinities are no JSON numbers.", fix="Leave it out.")
    mantissa, _, exponent = f"{value:.15E}".partition("E")
    whole, _, fraction = mantissa.partition(".")
    lexical = f"{whole}.{fraction.rstrip('0') or '0'}E{int(exponent)}"
    if lexical == "-0.0E0" or (value and _digits(whole + fraction) != shortest(abs(value))[0]):
        raise NotCovered(
            "Implementations disagree on the 16th digit of this number.",
            fix="Write fewer digits, or a string.",
        )
    return lexical


def _digits(mantissa: str) -> str:
    return mantissa.lstrip("-").strip("0")
