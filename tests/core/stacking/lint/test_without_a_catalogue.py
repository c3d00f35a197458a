"""Without a catalogue nothing is said about what is on offer; the rest still is."""

from __future__ import annotations

from pathlib import Path

from credstone.documents.stack_file import read_stack_file
from credstone.stacking.lint import lint
from tests.core.stacking.credentials import TODAY

FAULTS = Path(__file__).parent / "faults"


def whys(name: str) -> list[str]:
    reading = read_stack_file(FAULTS / name)
    assert reading.value is not None
    assert reading.written is not None
    return [one.why for one in lint(reading.value, at=TODAY, written=reading.written.value)]


def test_nobody_complains_that_nothing_is_offered() -> None:
    for name in ("nothing-fits.yaml", "not-together.yaml", "retired.yaml", "units.yaml"):
        assert whys(name) == []


def test_ranges_that_cannot_be_read_are_told() -> None:
    assert whys("references.yaml") == [">= needs a dotted number, not 'spring'"]


def test_a_scheme_nobody_describes_is_only_a_warning() -> None:
    assert "the stack does not describe this grading scheme" in whys("grade-schemes.yaml")


def test_numbers_contradict_each_other_with_or_without_offers() -> None:
    assert "the rules ask for at least 17 credits" in whys("credit-sums.yaml")
    assert "2 credentials bring 4 credits at most" in whys("bounds.yaml")
