"""Every file below ``faults`` says at the end of a line what lint has to find there.

``#!`` begins a finding: severity, field, reason, what stands there, remedy. The catalogue beside
them is what all are checked against.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from credstone.documents.catalogue_file import read_catalogue_file
from credstone.documents.stack_file import read_stack_file
from credstone.stacking import lint as room
from credstone.stacking.lint import lint
from credstone.stacking.lint.look import Look
from tests.core.stacking.credentials import TODAY

HERE = Path(__file__).parent
FAULTS = sorted((HERE / "faults").glob("*.yaml"))


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_each_line_has_the_findings_it_says_and_no_other(path: Path) -> None:
    wanted = [
        (number, text)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for text in line.split(" #! ")[1:]
    ]
    reading = read_stack_file(path)
    catalogue = read_catalogue_file(HERE / "catalogue.yaml").value
    assert reading.value is not None
    assert reading.written is not None

    found = lint(reading.value, catalogue, at=TODAY, written=reading.written.value)

    told = [
        (place.line, str(place).removeprefix(f"line {place.line}: "))
        for place in reading.locate(found)
    ]
    assert told == wanted


def test_every_finding_has_a_reason_and_one_sentence_in_the_imperative() -> None:
    remedies = [
        text.rpartition(". ")[2]
        for path in FAULTS
        for line in path.read_text(encoding="utf-8").splitlines()
        for text in line.split(" #! ")[1:]
    ]
    assert all(remedy[0].isupper() and remedy.endswith(".") for remedy in remedies)


@pytest.mark.parametrize(
    "check",
    [*room.CHECKS, room.satisfiable.check],
    ids=lambda check: check.__module__.rpartition(".")[2],
)
def test_every_check_has_a_file_in_which_it_finds_something(check: room.Check) -> None:
    catalogue = read_catalogue_file(HERE / "catalogue.yaml").value
    stacks = [read_stack_file(path).value for path in FAULTS]
    looks = (Look(one, catalogue, (), TODAY) for one in stacks if one is not None)
    assert any(next(check(look), None) for look in looks)
