"""Times as proofs and controller documents write them: ``xsd:dateTimeStamp`` ↔ aware UTC.

The time zone is never guessed (Controlled Identifiers 1.0, 2.2; VC Data Integrity 1.0, 2.1).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from credstone.errors import MalformedInput
from credstone.ports import Json

# XML Schema 1.1, part 2, 3.4.28. Years before 1 and after 9999 are nobody's validity.
_FORM = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"T(?:((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,32})?)|24:00:00(?:\.0{1,32})?)"
    r"(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)",
    re.ASCII,
)
_MICROSECONDS = len("09:30:00.123456")


def parse_timestamp(value: Json, *, where: str) -> datetime:
    """Answer the moment in UTC; digits beyond the microsecond are cut.

    Raises ``MalformedInput`` for another form, a missing offset, or a day that does not exist.
    """
    if isinstance(value, str) and (form := _FORM.fullmatch(value)):
        day, time, offset = form.groups()
        try:
            # The end of a day is the beginning of the next: 24:00:00.
            moment = datetime.fromisoformat(f"{day}T{(time or '00:00:00')[:_MICROSECONDS]}{offset}")
            return (moment if time else moment + timedelta(days=1)).astimezone(UTC)
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
