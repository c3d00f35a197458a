"""docs/conformance.md says what the catalogues and the tests say, and nothing stays open."""

from __future__ import annotations

import re
from collections import Counter

from tests.conformance.catalogue import WHO, catalogues
from tests.conformance.marks import shown
from tests.conformance.page import PAGE, PROJECT, REMEDY, page

BOOKS = catalogues()
REQUIREMENTS = [one for book in BOOKS for one in book.requirements]
SHOWN = {mark.requirement for mark in shown()}
WELL_FORMED = re.compile(r"[a-z0-9]+(-[a-z0-9.]+)+")


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text() == page(), REMEDY


def test_every_mark_names_a_requirement_that_is_known() -> None:
    assert SHOWN - {one.id for one in REQUIREMENTS} == set()


def test_every_requirement_has_a_test_or_a_reason() -> None:
    assert [one.id for one in REQUIREMENTS if one.id not in SHOWN and not one.reason] == []


def test_no_requirement_has_both_a_test_and_a_reason_why_not() -> None:
    assert [one.id for one in REQUIREMENTS if one.id in SHOWN and one.reason] == []


def test_every_id_is_well_formed_and_stands_once() -> None:
    counted = Counter(one.id for one in REQUIREMENTS)
    assert [name for name, times in counted.items() if times > 1] == []
    assert [name for name in counted if not WELL_FORMED.fullmatch(name)] == []


def test_the_first_word_of_an_id_tells_its_specification() -> None:
    first_words = [{one.id.partition("-")[0] for one in book.requirements} for book in BOOKS]
    assert [words for words in first_words if len(words) != 1] == []
    assert len({word for words in first_words for word in words}) == len(BOOKS)


def test_every_requirement_says_what_where_and_of_whom() -> None:
    assert [one.id for one in REQUIREMENTS if not (one.clause and one.says)] == []
    assert [one.id for one in REQUIREMENTS if one.who not in WHO] == []


def test_every_file_that_a_requirement_names_is_there() -> None:
    source = PROJECT / "src" / "credstone"
    named = {one.code for one in REQUIREMENTS if one.code}
    assert [path for path in sorted(named) if not (source / path).is_file()] == []
