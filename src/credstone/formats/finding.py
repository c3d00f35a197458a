"""What is wrong with something that a person or a stranger's program wrote, and how to mend it.

A finding is an answer, not an exception: reading goes on, so that all of them come at once.
Lines and columns are added by ``documents``, which saw the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from credstone.ports import Json

_LONGEST_SHOWN = 80

Path = tuple[str | int, ...]


class Severity(StrEnum):
    """An error stands in the way; a warning is advice."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """``pointer`` is a JSON pointer (RFC 6901), ``value`` what stands there, shortened.

    ``why`` is one clause in plain words, ``fix`` one sentence in the imperative.
    """

    pointer: str
    value: str
    why: str
    fix: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def pointer_of(path: Iterable[str | int]) -> str:
    """The JSON pointer for ``path``; "" is the whole document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def shown(value: Json) -> str:
    """``value`` as a person wrote it, short enough for one line."""
    match value:
        case None:
            text = ""
        case bool():
            text = "true" if value else "false"
        case dict():
            text = "{" + ", ".join(value) + "}"
        case list():
            text = f"[{len(value)} items]"
        case _:
            text = str(value)
    text = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of ``findings`` stands in the way."""
    return any(finding.is_error for finding in findings)
