"""Answers for people stay within eighty columns, whatever script they are in."""

from __future__ import annotations

import io

import pytest

from credstone.cli.paper import Paper
from credstone.cli.pathway.wrapping import WIDTH, columns, wrapped, write


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("データ", 6), ("é", 1), ("e\u0301", 1), ("א\u05b8", 1)],
)
def test_columns_are_counted_as_terminals_do(text: str, width: int) -> None:
    assert columns(text) == width


def test_lines_end_between_words() -> None:
    assert wrapped("word " * 30, indent=60) == ["word word word word"] * 7 + ["word word"]


def test_chinese_and_japanese_may_end_a_line_anywhere() -> None:
    lines = wrapped("題" * 100)
    assert [columns(line) for line in lines] == [80, 80, 40]


def test_an_address_longer_than_a_line_stays_whole() -> None:
    address = "https://ub.example/" + "x" * 100
    assert wrapped(f"see {address} there") == ["see", address, "there"]


def test_later_lines_hang_below_the_first() -> None:
    stream = io.StringIO()
    write(Paper(stream), "word " * 30, indent=4, hang=2)
    first, second = stream.getvalue().splitlines()
    assert first.startswith("    word")
    assert second.startswith("      word")
    assert max(map(columns, (first, second))) <= WIDTH


def test_nothing_is_one_empty_line() -> None:
    assert wrapped("") == [""]
