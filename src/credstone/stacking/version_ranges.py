"""Ranges over version labels: "1.x", "1.0", ">=2.0 <3", "1.0|1.1", or an exact label.

Versions are labels their issuers choose freely. Dotted numbers compare as numbers, piece by piece
("1.10" after "1.9", "1.0" the same as "1"); every other label only equals itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import zip_longest

Numbers = tuple[int, ...]
Test = Callable[[str], bool]

_DOTTED = re.compile(r"\d{1,9}(\.\d{1,9}){0,7}")
_ANY_BELOW = re.compile(r"(\d{1,9}(?:\.\d{1,9}){0,7})\.[x*]")
_COMPARED = re.compile(r"(>=|<=|>|<|=)\s*")

_HOLDS: dict[str, Callable[[Numbers, Numbers], bool]] = {
    ">=": lambda version, bound: version >= bound,
    "<=": lambda version, bound: version <= bound,
    ">": lambda version, bound: version > bound,
    "<": lambda version, bound: version < bound,
    "=": lambda version, bound: version == bound,
}


def covers(versions: str, version: str) -> bool:
    """Whether the range ``versions`` ("" for any) covers the label ``version``."""
    return any(test(version.strip()) for test in _tests(versions.strip()))


def misread(versions: str) -> str:
    """Why no version can be meant by ``versions``, in plain words; "" when it is a range."""
    for part in versions.split("|"):
        if not part.strip() and "|" in versions:
            return "an alternative is empty"
        for comparator, bound in _comparisons(part):
            if _numbers(bound) is None:
                return f"{comparator} needs a dotted number, not {bound!r}"
    return ""


def is_number(version: str) -> bool:
    """Whether the label is a dotted number, which ranges can compare."""
    return _numbers(version.strip()) is not None


@lru_cache(maxsize=4096)
def _tests(versions: str) -> tuple[Test, ...]:
    """One test for each alternative; the whole text may also be a label with a "|" in it."""
    if not versions:
        return (lambda version: True,)
    parts = tuple(_test(part.strip()) for part in versions.split("|") if part.strip())
    return (lambda version: version == versions, *parts)


def _test(part: str) -> Test:
    comparisons = _comparisons(part)
    if comparisons:
        return lambda version: _all_hold(comparisons, version)
    if part in ("x", "*"):
        return lambda version: _numbers(version) is not None
    below = _ANY_BELOW.fullmatch(part)
    if below:
        return lambda version: _begins(version, below[1])
    return lambda version: version == part or _same(version, part)


def _comparisons(part: str) -> list[tuple[str, str]]:
    """ ">=2.0 <3" as [(">=", "2.0"), ("<", "3")]; empty for what does not begin like that."""
    pieces = _COMPARED.split(part.strip())
    if pieces[0]:
        return []
    return [(sign, bound.strip()) for sign, bound in zip(pieces[1::2], pieces[2::2], strict=True)]


def _all_hold(comparisons: list[tuple[str, str]], version: str) -> bool:
    number = _numbers(version)
    if number is None:
        return False
    bounds = [(sign, _numbers(bound)) for sign, bound in comparisons]
    return all(bound is not None and _HOLDS[sign](number, bound) for sign, bound in bounds)


def _begins(version: str, prefix: str) -> bool:
    if not _DOTTED.fullmatch(version):
        return False
    pairs = zip_longest(prefix.split("."), version.split("."), fillvalue="0")
    wanted = len(prefix.split("."))
    return all(int(one) == int(other) for one, other in list(pairs)[:wanted])


def _same(version: str, label: str) -> bool:
    number = _numbers(version)
    return number is not None and number == _numbers(label)


def _numbers(label: str) -> Numbers | None:
    """The pieces without trailing zeros, so that "1" and "1.0" are one version."""
    if not _DOTTED.fullmatch(label):
        return None
    pieces = [int(piece) for piece in label.split(".")]
    while len(pieces) > 1 and pieces[-1] == 0:
        pieces.pop()
    return tuple(pieces)
