"""The reference of result lists tells the headers, states and columns that there really are."""

from __future__ import annotations

from credstone.documents.headers import table
from credstone.documents.result_sheet import ADDED_COLUMNS
from credstone.documents.row import RowState
from tests.require import ROOT

REFERENCE = (ROOT / "docs" / "reference" / "result-lists.md").read_text(encoding="utf-8")


def test_the_reference_lists_the_headers_that_are_read() -> None:
    _, _, after = REFERENCE.partition("<!-- words: python -m credstone.documents.headers -->\n")
    told, _, _ = after.partition("<!-- end of words -->")
    assert told.splitlines() == list(table())


def test_every_state_and_added_column_is_explained() -> None:
    for word in RowState:
        assert f"\n| {word.value} |" in REFERENCE
    for column in ADDED_COLUMNS:
        assert f"\n| `{column}` |" in REFERENCE


def test_the_readme_leads_there() -> None:
    assert "docs/reference/result-lists.md" in (ROOT / "README.md").read_text(encoding="utf-8")
