"""A folder of policies: a stack in one or several versions, its catalogue, and its cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from credstone.documents.catalogue_file import read_catalogue_file
from credstone.documents.file_reading import FileReading, read_with
from credstone.documents.located import LocatedFinding
from credstone.documents.stack_file import read_stack_file
from credstone.formats.stack_cases import CasesHead, read_cases, read_cases_head
from credstone.model.learning import Catalogue
from credstone.model.stack import Stack
from credstone.model.stack_case import StackCase


@dataclass(frozen=True)
class CasesReading:
    """One file of cases with what it is about.

    ``cases`` is None when an error stands in the way, in whichever of the files. ``findings``
    come with the file each is in; ``lines`` are the lines of the cases.
    """

    file: Path
    stacks: tuple[Stack, ...] = ()
    catalogue: Catalogue | None = None
    cases: tuple[StackCase, ...] | None = None
    lines: tuple[int, ...] = ()
    findings: tuple[tuple[Path, LocatedFinding], ...] = ()


def case_files(folder: Path) -> tuple[Path, ...]:
    """The files of cases in ``folder`` and in the folders right below it, in order of name."""
    return tuple(sorted((*folder.glob("cases*.yaml"), *folder.glob("*/cases*.yaml"))))


def read_cases_file(path: Path) -> CasesReading:
    """The cases in the file at ``path``, with the stack and the catalogue beside it.

    Raises ``Unavailable`` when one of the files is not there; what is wrong inside is answered
    as findings.
    """
    head = read_with(path, lambda value: (read_cases_head(value), ()))
    if head.value is None:
        return CasesReading(path, findings=tuple((path, one) for one in head.findings))
    stacks, catalogue, findings = _beside(path, head.value)
    if catalogue is None or len(stacks) < len(head.value.stacks):
        return CasesReading(path, stacks, catalogue, findings=findings)
    reading = read_with(path, lambda value: read_cases(value, stacks, catalogue))
    cases = reading.value
    return CasesReading(
        path,
        stacks,
        catalogue,
        cases,
        tuple(reading.line(f"/cases/{index}") for index in range(len(cases or ()))),
        (*findings, *((path, one) for one in reading.findings)),
    )


def _beside(
    path: Path, head: CasesHead
) -> tuple[tuple[Stack, ...], Catalogue | None, tuple[tuple[Path, LocatedFinding], ...]]:
    stacks = {name: read_stack_file(path.parent / name) for name in head.stacks}
    catalogue = read_catalogue_file(path.parent / head.catalogue)
    readings: dict[str, FileReading[object]] = {**stacks, head.catalogue: catalogue}
    return (
        tuple(one.value for one in stacks.values() if one.value is not None),
        catalogue.value,
        tuple(_told(path.parent, readings)),
    )


def _told(
    folder: Path, readings: dict[str, FileReading[object]]
) -> Iterator[tuple[Path, LocatedFinding]]:
    for name, reading in readings.items():
        for one in reading.findings:
            yield folder / name, one
