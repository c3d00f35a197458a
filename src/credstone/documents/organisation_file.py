"""Organisation files: who awards, with legal identifiers and accreditations, in YAML or JSON.

What is right and wrong is decided in ``formats.organisation``; here it gets its place in a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from credstone.documents.located import LocatedFinding, located, read_file, unreadable
from credstone.errors import MalformedInput
from credstone.formats.finding import has_errors
from credstone.formats.organisation import read_organisation
from credstone.model.party import Organisation


@dataclass(frozen=True)
class OrganisationReading:
    """``organisation`` is None when an error stands in the way; ``file`` is the name to show."""

    file: str
    organisation: Organisation | None
    findings: tuple[LocatedFinding, ...]

    @property
    def is_valid(self) -> bool:
        return not has_errors(one.finding for one in self.findings)


def read_organisation_file(source: Path | bytes) -> OrganisationReading:
    """The organisation in the file at ``source``, or in the bytes of one.

    Raises ``Unavailable`` when there is no such file; what is wrong inside is answered as
    findings.
    """
    name, content = read_file(source)
    try:
        organisation, findings = located(content, read_organisation)
    except MalformedInput as problem:
        return OrganisationReading(name, None, (unreadable(problem),))
    return OrganisationReading(name, organisation, findings)
