"""Definition files: an achievement in YAML or JSON, with the line of everything that is wrong.

What is right and wrong is decided in ``formats.definition``; here it gets its place in a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from credstone.documents.located import LocatedFinding, located, read_file, unreadable
from credstone.errors import MalformedInput
from credstone.formats.definition import read_achievement
from credstone.formats.finding import has_errors
from credstone.model.achievement import Achievement
from credstone.model.party import Organisation


@dataclass(frozen=True)
class DefinitionReading:
    """``achievement`` is None when an error stands in the way; ``file`` is the name to show."""

    file: str
    achievement: Achievement | None
    findings: tuple[LocatedFinding, ...]

    @property
    def is_valid(self) -> bool:
        return not has_errors(one.finding for one in self.findings)


def read_definition(
    source: Path | bytes, organisations: Mapping[str, Organisation]
) -> DefinitionReading:
    """The achievement in the file at ``source``, or in the bytes of one.

    ``organisations`` by code are those the file may name as awarding bodies. Raises
    ``Unavailable`` when there is no such file; what is wrong inside is answered as findings.
    """
    name, content = read_file(source)
    try:
        file, findings = located(content, lambda value: read_achievement(value, organisations))
    except MalformedInput as problem:
        return DefinitionReading(name, None, (unreadable(problem),))
    return DefinitionReading(name, file, findings)
