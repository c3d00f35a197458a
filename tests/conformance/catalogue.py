"""The requirements of the standards, as read from ``tests/conformance/requirements``.

One YAML file for each specification: what it demands of an issuer, a verifier, a holder or of the
documents they make and accept, clause by clause and in our own words. A requirement is shown by
tests that carry ``@pytest.mark.conforms("its id")``, or says why there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "requirements"
WHO = ("issuer", "verifier", "holder", "document")


@dataclass(frozen=True)
class Requirement:
    """One demand of a specification.

    ``clause`` is its section, as numbered there; ``who`` is one of ``WHO``; ``code`` is the file
    below ``src/credstone`` that meets it, where one can be named; ``reason`` says why no test
    shows it.
    """

    id: str
    clause: str
    who: str
    says: str
    code: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Catalogue:
    """The requirements of one version of a specification, in the order of its clauses."""

    specification: str
    version: str
    url: str
    requirements: tuple[Requirement, ...]


def catalogues() -> tuple[Catalogue, ...]:
    """Answer every catalogue, by the name of its file."""
    return tuple(_catalogue(path) for path in sorted(FOLDER.glob("*.yaml")))


def _catalogue(path: Path) -> Catalogue:
    """Read one file; raises ``ValueError`` naming the file for a field that is not known."""
    written = yaml.safe_load(path.read_text())
    try:
        listed = [_requirement(one) for one in written.pop("requirements")]
        return Catalogue(requirements=tuple(listed), **written)
    except (TypeError, KeyError) as wrong:
        raise ValueError(f"{path.name}: {wrong}") from wrong


def _requirement(written: dict[str, object]) -> Requirement:
    known = {field.name for field in fields(Requirement)}
    if unknown := written.keys() - known:
        raise TypeError(f"{written.get('id')} has {', '.join(sorted(unknown))}")
    texts = {name: " ".join(str(value).split()) for name, value in written.items()}
    return Requirement(**texts)
