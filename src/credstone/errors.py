"""Questions we could not ask: every exception Credstone raises, drawn once.

::

    CredstoneError                  says what, where, why and what to do next
    ├── MalformedInput              the bytes are not what they claim to be
    │   ├── MalformedJson           not strict JSON (RFC 8259 with our limits)
    │   ├── MalformedToken          not a compact JWS we read (RFC 7515)
    │   ├── MalformedImage          not a PNG or SVG that can carry a badge
    │   └── MalformedSheet          not a workbook or table we read
    ├── NotCovered                  a signature would not cover this part of the document
    ├── TooComplex                  refused within the work limit
    ├── UnknownContext              a JSON-LD context that is not frozen here
    ├── UnsupportedMechanism        a securing mechanism or algorithm we do not have
    ├── Refused                     well understood, and not done: the rules forbid it
    │   ├── NotAllowed              this person or key may not do it (exit status 4)
    │   └── Conflict                it contradicts what is already recorded
    ├── WrongSetting                a variable or option that cannot be meant (exit status 2)
    ├── KeyUnavailable              no such key, wrong passphrase, signer not running
    └── Unavailable                 could not be fetched or reached: never "valid", never "forged"

A bad credential is not in this tree: it is an answer (see ``verifying.report``).
"""

from __future__ import annotations


class CredstoneError(Exception):
    """What went wrong, where, and what the reader can do next.

    ``where`` is a JSON pointer, a file with line or cell, an address or a name; empty when the
    whole input is meant. ``fix`` is one sentence in the imperative; empty when nothing helps.
    """

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.fix}" if self.fix else ""
        return f"{place}{self.what}{advice}"


class MalformedInput(CredstoneError):
    """The bytes are not what they claim to be."""


class MalformedJson(MalformedInput):
    """Not strict JSON: syntax, duplicate names, depth, size, surrogates, NaN, huge numbers."""


class MalformedToken(MalformedInput):
    """Not a compact JWS that we read."""


class MalformedImage(MalformedInput):
    """Not a PNG or SVG that can carry a credential."""


class MalformedSheet(MalformedInput):
    """Not a workbook or table that we read."""


class NotCovered(CredstoneError):
    """A signature would not cover this part of the document, so nobody may rely on it."""


class TooComplex(CredstoneError):
    """The input asks for more work than a credential can need."""


class UnknownContext(CredstoneError):
    """A JSON-LD context that is not frozen here, or that stands inline."""


class UnsupportedMechanism(CredstoneError):
    """A securing mechanism, cryptosuite or algorithm that we do not have."""


class Refused(CredstoneError):
    """Well understood, and not done, because a rule forbids it."""


class NotAllowed(Refused):
    """This person or key may not do it."""


class Conflict(Refused):
    """It contradicts what is already recorded."""


class WrongSetting(CredstoneError):
    """An environment variable or an option holds something that cannot be meant here."""


class KeyUnavailable(CredstoneError):
    """No such key, a wrong passphrase, or no signer to ask."""


class Unavailable(CredstoneError):
    """Something outside could not be fetched or reached."""
