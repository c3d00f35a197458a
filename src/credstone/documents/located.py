"""Findings with the line they are about: what ``validate`` commands print."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from credstone.documents.structured_file import MAX_BYTES, read_structured
from credstone.errors import MalformedInput, Unavailable
from credstone.formats.finding import Finding
from credstone.ports import Json

Value = TypeVar("Value")


@dataclass(frozen=True)
class LocatedFinding:
    """``line`` counts from 1; ``field`` is the place in words a person writes: level.eqf."""

    line: int
    field: str
    finding: Finding

    def __str__(self) -> str:
        one = self.finding
        value = f" ({one.value})" if one.value else ""
        field = f"{self.field}: " if self.field else ""
        return f"line {self.line}: {one.severity}: {field}{one.why}{value}. {one.fix}"


def read_file(source: Path | bytes, max_bytes: int = MAX_BYTES) -> tuple[str, bytes]:
    """A name to show and the bytes, one more than is read at most; raises ``Unavailable``."""
    if isinstance(source, bytes):
        return "", source
    try:
        with source.open("rb") as file:
            return source.name, file.read(max_bytes + 1)
    except OSError as problem:
        raise Unavailable(
            f"the file cannot be read: {problem.strerror}",
            where=str(source),
            fix="Check the name and who may read it.",
        ) from None


def located(
    content: bytes, read: Callable[[Json], tuple[Value | None, tuple[Finding, ...]]]
) -> tuple[Value | None, tuple[LocatedFinding, ...]]:
    """What ``read`` makes of the file, its findings in the order of lines.

    Raises ``MalformedInput`` when it is no YAML or JSON that we read.
    """
    file = read_structured(content)
    value, findings = read(file.value)
    places = [
        LocatedFinding(file.line(one.pointer), field_of(one.pointer), one) for one in findings
    ]
    return value, tuple(sorted(places, key=lambda place: place.line))


def unreadable(problem: MalformedInput) -> LocatedFinding:
    """The one finding about a file that could not be read at all."""
    found = re.match(r"line (\d+)", problem.where)
    line = int(found[1]) if found else 1
    where = "" if found else problem.where
    return LocatedFinding(line, "", Finding(where, "", problem.what, problem.fix))


def field_of(pointer: str) -> str:
    """A JSON pointer as people write it: ``/level/nqf/0/uri`` is ``level.nqf[0].uri``."""
    field = ""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        field += f"[{name}]" if name.isdigit() else f".{name}"
    return field.removeprefix(".")
