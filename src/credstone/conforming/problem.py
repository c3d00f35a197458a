"""What breaks a clause: where it stands, what is wrong with it, and the clause."""

from __future__ import annotations

from dataclasses import dataclass

DATA_MODEL = "VC Data Model 2.0"
STATUS_LIST = "Bitstring Status List 1.0"


@dataclass(frozen=True)
class Problem:
    """``where`` is a JSON pointer (RFC 6901), ``what`` a clause of a sentence without its stop."""

    where: str
    what: str
    clause: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
