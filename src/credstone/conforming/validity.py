"""From when and until when: times with their offset, in order (VC Data Model 2.0, 4.9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from credstone.conforming.problem import DATA_MODEL, Problem
from credstone.errors import MalformedInput
from credstone.ports import JsonObject
from credstone.securing.timestamps import parse_timestamp

_CLAUSE = f"{DATA_MODEL}, 4.9"


def validity(document: JsonObject) -> Iterator[Problem]:
    """Each time is an ``xsd:dateTimeStamp``, and the first is not after the last."""
    times: list[datetime] = []
    for name in ("validFrom", "validUntil"):
        if name in document:
            try:
                times.append(parse_timestamp(document[name], where=f"/{name}"))
            except MalformedInput as error:
                yield Problem(f"/{name}", error.what.rstrip("."), _CLAUSE)
    if len(times) == 2 and times[0] > times[1]:
        yield Problem("/validUntil", "it ends before it begins", _CLAUSE)
