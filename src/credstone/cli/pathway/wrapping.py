"""Lines of at most 80 columns, in any script, for answers that are read by people.

Counts columns as terminals do: wide characters take two, combining marks none. Only between
words, or between wide characters, a line may end; an address longer than a line stays whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credstone.cli.paper import Paper

WIDTH = 80
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})
_WORD = re.compile(r"\S+")


def columns(text: str) -> int:
    """How many columns ``text`` takes on a terminal."""
    return sum(map(_width, text))


def write(paper: Paper, text: str, style: str = "", indent: int = 0, hang: int = 0) -> None:
    """Write ``text`` below ``indent``; the lines after its first stand ``hang`` further in."""
    for number, line in enumerate(wrapped(text, indent, hang)):
        paper.line(line, style, indent=indent + (hang if number else 0))


def wrapped(text: str, indent: int = 0, hang: int = 0) -> list[str]:
    """``text`` in lines that fit beside their indent; at least one."""
    lines = [""]
    for piece, gap in _pieces(text):
        room = WIDTH - indent - (hang if len(lines) > 1 else 0)
        joined = f"{lines[-1]}{gap}{piece}" if lines[-1] else piece
        if lines[-1] and columns(joined) > room:
            lines.append(piece)
        else:
            lines[-1] = joined
    return lines


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What a line may not break, each with what stands between it and the one before."""
    for word in _WORD.findall(text):
        gap = " "
        for piece in _between_wide(word):
            yield piece, gap
            gap = ""


def _between_wide(word: str) -> Iterator[str]:
    """``word``, cut after each wide character: Chinese and Japanese have no spaces."""
    begun = ""
    for one in word:
        if begun and _width(begun[-1]) == 2 and _width(one):
            yield begun
            begun = ""
        begun += one
    yield begun


def _width(one: str) -> int:
    if unicodedata.category(one) in _INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(one) in "WF" else 1
