"""Princeton's course codes: exact ones, wildcards such as ``COS 3**``, and a universe of courses.

A wildcard becomes a tag that every course of the universe carries which it means, so that a
selector needs no patterns. ``LANG`` stands for the language departments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from credstone.model.learning import Learning
from credstone.model.text import Text

PRINCETON = "https://www.princeton.edu/"
LANGUAGES = (
    *("ARA", "BCS", "CHI", "CLG", "CZE", "FRE", "GER", "HEB", "HIN", "ITA", "JPN", "KOR"),
    *("LAT", "PER", "PLS", "POR", "RUS", "SPA", "SWA", "TUR", "TWI", "UKR", "URD"),
)
# Numbers put in place of the stars, so that a wildcard is never empty.
_INVENTED = ("01", "02", "03")
_CODE = re.compile(r"([A-Z]{3,4}) +([0-9]*)(\**)[A-Z]?$")


def codes_in(entry: str) -> tuple[str, ...]:
    """The codes of one line of a list: cross-listed ones are written with a slash between."""
    return tuple(" ".join(code.split()) for code in entry.split(":")[0].split("/"))


def is_wildcard(code: str) -> bool:
    """Whether the code means more than one course."""
    return "*" in code or code.startswith("LANG ")


def means(pattern: str, code: str) -> bool:
    """Whether the wildcard ``pattern`` means the exact ``code``."""
    department, _, number = pattern.partition(" ")
    its_department, _, its_number = code.partition(" ")
    if its_department not in (LANGUAGES if department == "LANG" else (department,)):
        return False
    stem, star, _ = number.partition("*")
    return its_number.startswith(stem) if star else its_number == number


def universe(codes: Iterable[str]) -> tuple[str, ...]:
    """Every exact code, and three invented ones for each wildcard; sorted."""
    named: set[str] = set()
    for code in codes:
        if not is_wildcard(code):
            named.add(code)
        elif (read := _CODE.match(code)) is not None:
            department, stem, stars = read.groups()
            departments = LANGUAGES[::6] if department == "LANG" else (department,)
            endings = _INVENTED if stars else ("",)
            for ending in endings:
                number = stem + ending if stem or not stars else f"1{ending}"
                named.update(f"{each} {number}" for each in departments)
    return tuple(sorted(named))


@cache
def course(code: str, patterns: tuple[str, ...]) -> Learning:
    """The course as learning; its tags are those of ``patterns`` that mean it."""
    return Learning(
        id=f"{PRINCETON}courses/{code.replace(' ', '')}",
        code=code,
        version="1",
        title=Text.of({"en": code}),
        issuers=(PRINCETON,),
        type="course",
        tags=tuple(pattern for pattern in patterns if means(pattern, code)),
    )
