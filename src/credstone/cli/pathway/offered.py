"""What commands about the way on are given besides: catalogues, and what there should be least of.

Several catalogues count as one, so that a pathway may run across institutions.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.findings_shown import findings_answer, tell_warnings
from credstone.cli.outcome import Answer
from credstone.cli.reading import read_source
from credstone.model.plan import Criterion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credstone.cli.terminal import Terminal
    from credstone.model.learning import Catalogue

CatalogueFiles = Annotated[
    list[Path],
    typer.Option(
        "--catalogue", metavar="FILE", help="What is on offer; may be given several times."
    ),
]
By = Annotated[
    Criterion, typer.Option("--by", help="What there should be least of.", show_choices=True)
]
Promised = Annotated[
    bool,
    typer.Option("--promised", help="Only offers that somebody has promised to recognise."),
]


def read_catalogues(files: Sequence[Path], terminal: Terminal) -> Catalogue | Answer:
    """All offers as one catalogue, or the findings of the first file that has errors.

    Prices are of the oldest day that one of the catalogues states.
    """
    from credstone.documents.catalogue_file import MAX_BYTES, read_catalogue_file
    from credstone.model.learning import Catalogue

    found: list[Catalogue] = []
    for file in files:
        reading = read_catalogue_file(read_source(str(file), MAX_BYTES))
        if reading.value is None:
            return findings_answer(str(file), reading.findings, valid=False)
        tell_warnings(str(file), reading.findings, terminal)
        found.append(reading.value)
    if len(found) == 1:
        return found[0]
    days = [one.prices_of for one in found]
    stated = [day for day in days if day is not None]
    return Catalogue(
        id=" + ".join(one.id for one in found),
        version=" + ".join(one.version for one in found),
        offers=tuple(offer for one in found for offer in one.offers),
        prices_of=min(stated) if stated and len(stated) == len(days) else None,
    )
