"""RFC 8785: its own examples, and what follows from them for any value."""

from __future__ import annotations

import json
import math
import struct
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credstone.errors import MalformedJson, TooComplex
from credstone.ports import Json, KeyType
from credstone.securing.canonical.jcs import canonicalize, number
from credstone.securing.strict_json import loads
from tests.core.securing.test_strict_json import values

NUMBERS_OF_APPENDIX_B = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize(("bits", "text"), NUMBERS_OF_APPENDIX_B.items())
def test_numbers_of_appendix_b(bits: str, text: str) -> None:
    (value,) = struct.unpack(">d", bytes.fromhex(bits))
    assert number(value) == text


def test_the_example_of_section_3_2_2() -> None:
    value = loads(
        r"""{
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    }"""
    )
    assert canonicalize(value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_names_stand_in_the_order_of_their_utf_16_code_units() -> None:
    """The example of section 3.2.3: an emoji comes before a Hebrew presentation form."""
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    ordered = json.loads(canonicalize(dict.fromkeys(names))).keys()
    assert list(ordered) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@given(values)
def test_reading_it_gives_the_value_back_and_writing_again_changes_nothing(value: Json) -> None:
    once = canonicalize(value)
    again = json.loads(once, parse_int=float)  # as ECMAScript reads it
    assert again == value
    assert canonicalize(again) == once


@given(st.dictionaries(st.text(), st.integers(0, 9)))
def test_the_order_of_members_does_not_matter(value: dict[str, Json]) -> None:
    assert canonicalize(dict(reversed(value.items()))) == canonicalize(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back(value: float) -> None:
    assert float(number(value)) == value


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 2**53, -(2**53), 10**400])
def test_numbers_that_have_no_form(value: float) -> None:
    with pytest.raises(MalformedJson) as refusal:
        canonicalize({"a": [0, value]})
    assert refusal.value.where == "/a/1"


def test_a_lone_surrogate_has_no_form() -> None:
    with pytest.raises(MalformedJson):
        canonicalize({"a": "\ud800"})


@pytest.mark.parametrize("kind", [list, dict])
def test_a_hundred_levels_are_written_and_one_more_is_refused(kind: type) -> None:
    value: Json = kind()
    for _ in range(99):
        value = [value] if kind is list else {"a": value}
    assert json.loads(canonicalize(value)) == value
    with pytest.raises(TooComplex):
        canonicalize([value])


def test_text_and_numbers_of_other_types_are_written_as_what_they_are() -> None:
    """What the core hands over may hold the members of an enumeration."""
    assert canonicalize({"type": KeyType.P384, "size": IntEnum("Size", "ONE")["ONE"]}) == (
        b'{"size":1,"type":"P-384"}'
    )


def test_a_deep_value_is_refused_and_no_stack_overflows() -> None:
    value: Json = "x"
    for _ in range(5_000):
        value = [value]
    with pytest.raises(TooComplex):
        canonicalize(value)


@pytest.mark.parametrize("text", ["0.5", "-0.1", "0.25", "0.999", "0.01", "1.5", "10", "0.000001"])
def test_everyday_numbers_are_written_as_people_write_them(text: str) -> None:
    assert number(float(text)) == text
