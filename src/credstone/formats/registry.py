"""Every format by its name: one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from credstone.errors import Refused
from credstone.formats import clr, openbadges, openbadges2, vcdm
from credstone.formats.finding import Finding
from credstone.formats.losses import Export
from credstone.formats.reading import Reading
from credstone.model.award import Award
from credstone.model.credential import StatusEntry
from credstone.ports import JsonObject


class Exporter(Protocol):
    """From an award to an unsigned document, the same each time."""

    def __call__(
        self,
        award: Award,
        *,
        credential_id: str,
        statuses: Sequence[StatusEntry] = (),
        endorsements: Sequence[JsonObject] = (),
    ) -> Export:
        """Answer the document and what a reader of the standard alone misses in it.

        Raises ``Refused`` when an awarding body has no id, or the format is only read here.
        """
        ...


@dataclass(frozen=True)
class Format:
    """A document format: how to tell it, read it and write it."""

    name: str
    detect: Callable[[JsonObject], bool]
    read: Callable[[JsonObject], Reading]
    export: Exporter


# In the order of trying: the plain format last, since any credential could pass for it.
FORMATS = (
    Format("openbadges", openbadges.detect, openbadges.read, openbadges.export),
    Format("clr", clr.detect, clr.read, clr.export),
    Format("openbadges2", openbadges2.detect, openbadges2.read, openbadges2.export),
    Format("vcdm", vcdm.detect, vcdm.read, vcdm.export),
)


def by_name(name: str) -> Format:
    """The format called ``name``; raises ``Refused`` when there is none."""
    for one in FORMATS:
        if one.name == name:
            return one
    raise Refused(
        f"no format is called {name}",
        fix=f"Use one of: {', '.join(one.name for one in FORMATS)}.",
    )


def detect(document: JsonObject) -> Format | None:
    """The format of ``document``, or None when it is none of ours."""
    return next((one for one in FORMATS if one.detect(document)), None)


def read(document: JsonObject) -> Reading:
    """What ``document`` says, in whichever format; never raises."""
    found = detect(document)
    if found is not None:
        return found.read(document)
    unknown = Finding(
        "/type", "", "it is no credential about an achievement", "Ask for an Open Badge."
    )
    return Reading(None, (unknown,))
