"""How every command ends: an answer or a problem, each with its exit status.

The one place that turns the error tree into exit statuses and words. Showing them is left to
``terminal``, doing the work to the file of each noun.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from credstone import errors
from credstone.ports import JsonObject

if TYPE_CHECKING:
    from credstone.cli.paper import Paper


class ExitStatus(IntEnum):
    """What a script can tell apart without reading a word."""

    DONE = 0
    FAILED = 1
    WRONG_USAGE = 2
    NOT_VALID = 3
    NOT_ALLOWED = 4
    UNCHECKED = 5
    INTERRUPTED = 130


MEANINGS: dict[ExitStatus, str] = {
    ExitStatus.DONE: "done",
    ExitStatus.FAILED: "failed",
    ExitStatus.WRONG_USAGE: "wrong usage: an option, argument or setting, or a file not there",
    ExitStatus.NOT_VALID: "checked and not valid",
    ExitStatus.NOT_ALLOWED: "not allowed",
    ExitStatus.UNCHECKED: "could not be checked: something was out of reach",
    ExitStatus.INTERRUPTED: "interrupted with Ctrl-C",
}


class WrongUsage(errors.CredstoneError):
    """The command was called in a way that cannot be meant; the command line's own leaf."""


@dataclass(frozen=True)
class Answer:
    """What a command found out: ``data`` for programs, ``show`` writes the same for people."""

    data: JsonObject
    show: Callable[[Paper], None]
    status: ExitStatus = ExitStatus.DONE


@dataclass(frozen=True)
class Problem:
    """Why there is no answer, shaped after RFC 9457.

    ``kind`` names the error as the tree in ``credstone.errors`` does, in kebab case. ``where`` is
    a file, cell, pointer, address or name; ``fix`` says what to do next. Both may be empty.
    """

    kind: str
    title: str
    detail: str
    where: str
    fix: str
    status: ExitStatus

    def data(self) -> JsonObject:
        """The problem object; its ``status`` is the exit status, since there is no HTTP here."""
        return {
            "type": f"problems/{self.kind}",
            "title": self.title,
            "detail": self.detail,
            "where": self.where,
            "fix": self.fix,
            "status": int(self.status),
        }


# The first class that fits says how it ends, so leaves stand before their parents.
_KINDS: tuple[tuple[type[errors.CredstoneError], str, str, ExitStatus], ...] = (
    (WrongUsage, "wrong-usage", "Wrong usage", ExitStatus.WRONG_USAGE),
    (errors.WrongSetting, "wrong-setting", "Wrong setting", ExitStatus.WRONG_USAGE),
    (errors.MalformedJson, "malformed-json", "Not readable as JSON", ExitStatus.NOT_VALID),
    (errors.MalformedToken, "malformed-token", "Not readable as a token", ExitStatus.NOT_VALID),
    (errors.MalformedImage, "malformed-image", "Not a usable image", ExitStatus.NOT_VALID),
    (errors.MalformedSheet, "malformed-sheet", "Not a usable table", ExitStatus.NOT_VALID),
    (errors.MalformedInput, "malformed-input", "Not readable", ExitStatus.NOT_VALID),
    (errors.NotCovered, "not-covered", "Not covered by a signature", ExitStatus.NOT_VALID),
    (errors.TooComplex, "too-complex", "Too much work", ExitStatus.NOT_VALID),
    (errors.UnknownContext, "unknown-context", "Unknown context", ExitStatus.NOT_VALID),
    (
        errors.UnsupportedMechanism,
        "unsupported-mechanism",
        "Unknown kind of signature",
        ExitStatus.NOT_VALID,
    ),
    (errors.NotAllowed, "not-allowed", "Not allowed", ExitStatus.NOT_ALLOWED),
    (errors.Conflict, "conflict", "Contradicts what is recorded", ExitStatus.FAILED),
    (errors.Refused, "refused", "Not done", ExitStatus.FAILED),
    (errors.KeyUnavailable, "key-unavailable", "No usable key", ExitStatus.FAILED),
    (errors.Unavailable, "unavailable", "Out of reach", ExitStatus.UNCHECKED),
    (errors.CredstoneError, "failed", "Failed", ExitStatus.FAILED),
)

PROBLEMS: dict[str, tuple[str, ExitStatus]] = {
    **{kind: (title, status) for _, kind, title, status in _KINDS},
    "interrupted": ("Interrupted", ExitStatus.INTERRUPTED),
    "unexpected": ("Something unexpected happened", ExitStatus.FAILED),
}
"""Every kind of problem with its title and exit status, for the reference."""


_CLOSED = "Choose a place that you may write to, or let its owner give you access."
_FULL = "Make room or choose another place, then run the same command again: nothing is done twice."
_REMEDIES: dict[int, str] = {
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: "Choose a place that can be written to.",
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.ENOENT: "Make the folder first, or check how the path is spelt.",
    errno.EISDIR: "Name a file inside that folder.",
    errno.ENOTDIR: "A part of the path is a file: name a folder there.",
    errno.EEXIST: "Choose another name.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
    errno.EMFILE: "Let the process open more files (ulimit -n), then run it again.",
    errno.EIO: "Look at the disk, then run the same command again: nothing is done twice.",
}


def problem_of(error: BaseException) -> Problem:
    """Put any exception into words; what nobody expected becomes an apology, never a traceback."""
    match error:
        case errors.CredstoneError():
            _, kind, title, status = next(row for row in _KINDS if isinstance(error, row[0]))
            return Problem(kind, title, error.what, error.where, error.fix, status)
        case KeyboardInterrupt():
            return _named("interrupted", "Stopped before the end.")
        case OSError() if error.strerror:
            where = str(error.filename or "")
            fix = _REMEDIES.get(error.errno or 0, "See to it, then run the same command again.")
            return _named("failed", f"{error.strerror}.", where=where, fix=fix)
        case _ if _is_lost_database(error):
            return _named(
                "unavailable",
                "The database went away or is busy.",
                fix="Run the same command again: nothing is lost, and nothing is done twice.",
            )
        case _:
            return _named(
                "unexpected",
                f"Sorry, this is a fault of ours ({type(error).__name__}).",
                fix="Run it again with --debug (or CREDSTONE_DEBUG=1) and report what it prints.",
            )


def _is_lost_database(error: BaseException) -> bool:
    """Whether Django says that the database is gone; told by name, so as not to load Django."""
    kind = type(error)
    lost = ("OperationalError", "InterfaceError")
    return kind.__module__ == "django.db.utils" and kind.__name__ in lost


def _named(kind: str, detail: str, *, where: str = "", fix: str = "") -> Problem:
    title, status = PROBLEMS[kind]
    return Problem(kind, title, detail, where, fix, status)
