"""The page on definition files names every field and every word that the readers know."""

from __future__ import annotations

from enum import StrEnum

import pytest

from credstone.formats import definition, organisation
from credstone.model import vocabulary
from credstone.model.identifier import IdentifierType
from tests.house.definitions_page import PROJECT, page

PAGE = PROJECT / "docs" / "reference" / "definitions.md"
LISTS = [
    IdentifierType,
    *(
        one
        for one in vars(vocabulary).values()
        if isinstance(one, type) and one is not StrEnum and issubclass(one, StrEnum)
    ),
]


def test_the_page_is_what_schemas_and_examples_say() -> None:
    assert PAGE.read_text() == page(), (
        "run: python -m tests.house.definitions_page > docs/reference/definitions.md"
    )


@pytest.mark.parametrize("closed", LISTS, ids=lambda one: one.__name__)
def test_every_closed_list_stands_there_whole(closed: type[StrEnum]) -> None:
    assert ", ".join(f"`{one}`" for one in closed) in PAGE.read_text()


def test_every_field_is_explained() -> None:
    rows = [line.split(" | ") for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    named = {row[0].strip("| `") for row in rows}
    assert {*definition.FIELDS, *organisation.FIELDS} <= named
    assert [row[0] for row in rows if not row[2].strip()] == []


def test_the_way_there_is_shown() -> None:
    for path in ("README.md", "examples/organisations/ub.yaml"):
        assert "docs/reference/definitions.md" in (PROJECT / path).read_text()
