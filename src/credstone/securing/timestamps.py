"""Times as proofs and controller documents write them: ``xsd:dateTimeStamp`` ↔ aware UTC.

The time zone is never guessed (Controlled Identifiers 1.0, 2.2; VC Data Integrity 1.0, 2.1).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from credstone.errors import MalformedInput
from credstone.ports import Json

_FORM = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_BEYOND_MICROSECONDS = re.compile(r"(\.\d{6})\d+")


def parse_timestamp(value: Json, *, where: str) -> datetime:
    """Answer the moment in UTC; digits beyond the microsecond are cut.

    Raises ``MalformedInput`` for another form, a missing offset, or a day that does not exist.
    """
    if isinstance(value, str) and _FORM.fullmatch(value):
        try:
            moment = datetime.fromisoformat(_BEYOND_MICROSECONDS.sub(r"\1", value))
            return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise MalformedInput(
        "Not a date and time with its offset from UTC.",
        where=where,
        fix="Write it like 2026-11-21T09:30:00Z.",
    )


def render_timestamp(moment: datetime) -> str:
    """Answer whole seconds in UTC, such as ``2026-11-21T09:30:00Z``; ``moment`` is aware."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
