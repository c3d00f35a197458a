"""The stacks that come with Credstone are sound, against their own catalogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from credstone.documents.catalogue_file import read_catalogue_file
from credstone.documents.stack_file import read_stack_file
from credstone.model.stack import Stack
from credstone.stacking.lint import lint
from tests.core.stacking.credentials import TODAY

PROJECT = Path(__file__).parents[4]
STACKS = sorted(
    path
    for folder in (PROJECT / "policies" / "stacks", PROJECT / "examples" / "stacks")
    for path in folder.glob("*/stack*.yaml")
)


def read(path: Path) -> Stack:
    reading = read_stack_file(path)
    assert reading.value is not None, reading.findings
    return reading.value


@pytest.mark.parametrize("path", STACKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_lint_finds_nothing(path: Path) -> None:
    reading = read_stack_file(path)
    catalogue = read_catalogue_file(path.parent / "catalogue.yaml")
    others = [read(one) for one in STACKS if one.parent == path.parent and one != path]
    assert reading.findings == ()
    assert catalogue.findings == ()
    assert reading.value is not None
    assert reading.written is not None
    found = lint(reading.value, catalogue.value, others, at=TODAY, written=reading.written.value)
    assert [str(one) for one in reading.locate(found)] == []


def test_there_are_stacks_to_lint() -> None:
    assert len(STACKS) >= 7
