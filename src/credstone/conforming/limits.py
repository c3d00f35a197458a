"""What the members are called that say from when and until when, in each data model."""

from __future__ import annotations

from dataclasses import dataclass

from credstone.conforming.credential_1_1 import follows_1_1
from credstone.ports import JsonObject


@dataclass(frozen=True)
class Limits:
    """The names of the members; both hold a time (VCDM 2.0, 4.9; VCDM 1.1, 4.6 and 4.8)."""

    first: str
    last: str


_LIMITS = Limits("validFrom", "validUntil")
_LIMITS_1_1 = Limits("issuanceDate", "expirationDate")


def limits(document: JsonObject) -> Limits:
    """Where ``document`` says how long it is valid, by the data model that it follows."""
    return _LIMITS_1_1 if follows_1_1(document) else _LIMITS
