"""Files whose value, findings and lines belong together, whatever is read from them.

What is right and wrong is decided in ``formats``; here it gets its place in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from credstone.documents.located import LocatedFinding, field_of, read_file, unreadable
from credstone.documents.structured_file import MAX_BYTES, StructuredFile, read_structured
from credstone.errors import MalformedInput
from credstone.formats.finding import Finding, has_errors
from credstone.ports import Json

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True)
class FileReading(Generic[Value]):
    """``value`` is None when an error stands in the way; ``file`` is the name to show.

    ``written`` is what stands in the file, None when it could not be read at all.
    """

    file: str
    value: Value | None
    findings: tuple[LocatedFinding, ...]
    written: StructuredFile | None = None

    @property
    def is_valid(self) -> bool:
        return not has_errors(one.finding for one in self.findings)

    def line(self, pointer: str) -> int:
        """The line of the value at ``pointer``, or of the nearest thing around it."""
        return self.written.line(pointer) if self.written is not None else 1

    def locate(self, findings: Iterable[Finding]) -> tuple[LocatedFinding, ...]:
        """``findings`` with their lines, in the order of lines: for what is found out later."""
        places = [
            LocatedFinding(self.line(one.pointer), field_of(one.pointer), one) for one in findings
        ]
        return tuple(sorted(places, key=lambda place: place.line))


def read_with(
    source: Path | bytes,
    read: Callable[[Json], tuple[Value | None, tuple[Finding, ...]]],
    *,
    max_bytes: int = MAX_BYTES,
) -> FileReading[Value]:
    """What ``read`` makes of the YAML or JSON in the file at ``source``, or in the bytes of one.

    Raises ``Unavailable`` when there is no such file; what is wrong inside is answered as
    findings.
    """
    name, content = read_file(source, max_bytes)
    try:
        written = read_structured(content, max_bytes=max_bytes)
    except MalformedInput as problem:
        return FileReading(name, None, (unreadable(problem),))
    value, findings = read(written.value)
    bare = FileReading(name, value, (), written)
    return FileReading(name, value, bare.locate(findings), written)
