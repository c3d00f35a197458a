"""What people hand to a command: files, standard input, https addresses, dates.

Everything is read up to a limit, and what is not there is wrong usage (exit status 2), so that
a mistyped name never looks like a bad credential.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO

from credstone.cli.outcome import WrongUsage
from credstone.errors import MalformedInput

MAX_CREDENTIAL = 1 << 20
"""Bytes of a credential outside an image, as ``securing.strict_json`` limits them."""
MAX_IMAGE = 16 << 20
MAX_DEFINITION = 1 << 20


def read_source(name: str, limit: int) -> bytes:
    """The bytes of a file, or of standard input for ``-``; see ``read_file``."""
    if name == "-":
        return _read(sys.stdin.buffer, limit, "standard input")
    return read_file(Path(name), limit)


def read_file(path: Path, limit: int) -> bytes:
    """At most ``limit`` bytes of a file.

    Raises ``WrongUsage`` when there is no such file, ``MalformedInput`` when it is larger.
    """
    try:
        with path.open("rb") as file:
            return _read(file, limit, str(path))
    except FileNotFoundError:
        raise WrongUsage("There is no such file.", where=str(path), fix="Check the path.") from None
    except IsADirectoryError:
        raise WrongUsage("This is a folder.", where=str(path), fix="Name a file in it.") from None


def _read(file: IO[bytes], limit: int, name: str) -> bytes:
    data = file.read(limit + 1)
    if len(data) > limit:
        raise MalformedInput(f"It is larger than {limit // 1024} KiB.", where=name)
    return data


def instant(text: str) -> datetime:
    """A day (its last second, but now if it is today) or a time, as ISO 8601.

    Without an offset it is UTC. Of today the rest is still to come, and nobody can look at what
    was not issued yet. Raises ``WrongUsage``.
    """
    try:
        if len(text) == len("2027-01-01"):
            day = date.fromisoformat(text)
            now = datetime.now(UTC)
            ended = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)
            return now if day == now.date() else ended
        time = datetime.fromisoformat(text)
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise WrongUsage(
            f"{text!r} is no date.", where="--at", fix="Write 2027-01-31 or 2027-01-31T12:00:00Z."
        ) from None
