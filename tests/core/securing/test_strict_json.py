"""Strict JSON: what two readers could understand differently is refused, quickly."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credstone.errors import MalformedJson, NotCovered
from credstone.ports import Json
from credstone.securing.strict_json import (
    LARGEST_INTEGER,
    Limits,
    dumps,
    loads,
    refuse_forbidden_characters,
)

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


@given(values)
def test_what_we_write_we_read(value: Json) -> None:
    assert loads(dumps(value)) == value


def test_members_keep_their_order_and_text_its_script() -> None:
    text = '{"b":1,"a":["é","日本",true,null,-0.5]}'
    assert dumps(loads(text)) == text.encode()


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        (b"\xef\xbb\xbf{}", "byte 0", "byte order mark"),
        (b'"\xff"', "byte 1", "not UTF-8"),
        (b'"\xed\xa0\x80"', "byte 1", "not UTF-8"),
        ('{"a":1}'.encode("utf-16"), "byte 0", "not UTF-8"),
        (b"", "line 1 column 1", "Not JSON"),
        (b'{"a":1} x', "line 1 column 9", "Not JSON"),
        (b"{'a':1}", "line 1 column 2", "Not JSON"),
        (b"[1,]", "", "Not JSON"),
        (b'["\t"]', "line 1 column 3", "Not JSON"),
        (b"01", "line 1 column 2", "Not JSON"),
        (b'{"a":{"b":1,"b":1}}', "/a/b", "twice"),
        (b'{"a":{"x":1,"x":2,"y":{}}}', "/a/x", "twice"),
        (b'{"a~/b":1,"a~/b":1}', "/a~0~1b", "twice"),
        (b'{"a":[1,NaN]}', "/a/1", "NaN"),
        (b"-Infinity", "", "-Infinity"),
        (b'{"n":9007199254740992}', "/n", "2\\^53"),
        (b'{"n":-9007199254740992}', "/n", "2\\^53"),
        (b'{"n":1e400}', "/n", "double"),
        (b'{"n":1e-400}', "/n", "double"),
        (b'{"a":"\\ud800"}', "/a", "surrogate"),
        (b'{"a":["x","\\udc00\\ud800"]}', "/a/1", "surrogate"),
        (b'{"\\uDFFF":1}', "/\N{REPLACEMENT CHARACTER}", "surrogate"),
        ('"\ud800"', "offset 1", "surrogate"),
    ],
)
def test_refused_with_place_and_reason(text: bytes | str, where: str, why: str) -> None:
    with pytest.raises(MalformedJson, match=why) as refusal:
        loads(text)
    assert refusal.value.where.startswith(where)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"9007199254740991", 2**53 - 1),
        (b"-9007199254740991", 1 - 2**53),
        (b"1e308", 1e308),
        (b"0e999", 0.0),
        (b"0.0e-999", 0.0),
        (b'"\\ud83c\\udf93 \\u0000"', "🎓 \x00"),
        (b'"\\\\ud800"', "\\ud800"),
        (b' \t\r\n{"":""} ', {"": ""}),
    ],
)
def test_read(text: bytes, value: Json) -> None:
    assert loads(text) == value


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def test_depth_is_limited_and_the_pointer_tells_where() -> None:
    assert loads(nested(32)) is not None
    with pytest.raises(MalformedJson, match="deeper than 32") as refusal:
        loads(b'{"a":' + nested(32) + b"}")
    assert refusal.value.where == "/a" + "/0" * 31
    assert loads(nested(40), limits=Limits(depth=40)) is not None


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'])
def test_a_hundred_thousand_levels_are_refused_quickly(opening: bytes) -> None:
    with within(0.5), pytest.raises(MalformedJson):
        loads(opening * 100_000)
    with within(0.5), pytest.raises(MalformedJson, match="deeper"):
        loads(nested(100_000))


def test_size_is_limited_unless_the_caller_says_more() -> None:
    text = json.dumps("x" * 1024 * 1024).encode()
    with pytest.raises(MalformedJson, match="1048576"):
        loads(text)
    assert loads(text, limits=Limits(size=2_000_000)) == "x" * 1024 * 1024


@pytest.mark.parametrize("text", [b"9" * 4_000_000, b"0." + b"9" * 4_000_000, b"1e" + b"9" * 4000])
def test_a_number_of_four_million_digits_is_refused_quickly(text: bytes) -> None:
    with within(0.5), pytest.raises(MalformedJson):
        loads(text, limits=Limits(size=5_000_000))


def test_a_megabyte_of_repeated_names_is_refused_quickly() -> None:
    text = b"{" + b",".join(b'"%d":1' % n for n in range(90_000)) + b',"89999":1}'
    with within(1), pytest.raises(MalformedJson, match="twice") as refusal:
        loads(text)
    assert refusal.value.where == "/89999"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {"\udfff": 1}])
def test_what_strict_json_cannot_hold_is_not_written(value: Json) -> None:
    with pytest.raises(MalformedJson):
        dumps({"a": value})


FORBIDDEN = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F]


def test_the_thirty_control_characters_that_verifiers_disagree_on() -> None:
    assert len(FORBIDDEN) == 30


@pytest.mark.parametrize("code", [*FORBIDDEN, 0xFFFE, 0xFFFF, 0xD800, 0xDFFF])
def test_text_with_them_is_not_signed(code: int) -> None:
    for document in ({"a": [{"b": f"x{chr(code)}"}]}, {"a": [{"b": {f"x{chr(code)}": 1}}]}):
        with pytest.raises(NotCovered, match=f"U\\+{code:04X}") as refusal:
            refuse_forbidden_characters(document)
        assert refusal.value.where.startswith("/a/0/b")


@pytest.mark.parametrize("text", ["a\tb\nc\rd", "\x80\x85\x9f", "\u2028\ufeff\ufffd", "\U0001ffff"])
def test_other_text_may_be_signed(text: str) -> None:
    refuse_forbidden_characters({text: [text, 1, None]})


@pytest.mark.parametrize("written", ["0.%s1" % ("0" * 350), "-0.%s1" % ("0" * 350), "1e-400"])
def test_a_number_too_small_for_a_double_is_not_read_as_nothing(written: str) -> None:
    with pytest.raises(MalformedJson, match="does not fit a double"):
        loads(written)
    assert loads("0." + "0" * 350) == 0
