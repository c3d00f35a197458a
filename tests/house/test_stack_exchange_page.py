"""The page on exchange names every construct that an export may leave out."""

from __future__ import annotations

from credstone.formats import ctdl_constraints, ctdl_pathway, ctdl_writing
from tests.require import ROOT

PAGE = ROOT / "docs" / "reference" / "stack-exchange.md"
# Where the rule language writes another word than the model.
WRITTEN = {
    "distinct": "distinct_by",
    "none_of": "not",
    "min_credits_at": "level",
}


def test_every_construct_that_ctdl_lacks_is_on_the_page() -> None:
    reasons = (
        ctdl_constraints._WHY,
        ctdl_writing._COMMON,
        ctdl_writing._TOTALS,
        ctdl_writing._TAKE,
        ctdl_writing._OUTCOME,
        ctdl_pathway._CONSTRAINTS,
        ctdl_pathway._STACK,
    )
    unsaid = PAGE.read_text("utf-8").partition("## What is not said")[2]
    for name in sorted({name for each in reasons for name in each}):
        assert f"`{WRITTEN.get(name, name)}`" in unsaid, name
