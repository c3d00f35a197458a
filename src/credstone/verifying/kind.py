"""Signed documents that are no awards, though they verify as awards do.

Status lists and consents lie beside credentials in the same folders and carry the same
signatures. Whoever takes one for an award is told what it is; what it says is read elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from credstone.formats.endorsement import CREDENTIAL as ENDORSEMENT
from credstone.status.list_document import LIST_TYPE
from credstone.status.supersession import SUPERSESSION_TYPE


@dataclass(frozen=True)
class Kind:
    """What people call it, and what it is good for in one sentence."""

    name: str
    use: str


_KINDS = {
    LIST_TYPE: Kind(
        "status list", "It says which credentials of its issuer were revoked or suspended."
    ),
    SUPERSESSION_TYPE: Kind(
        "list of replacements", "It says which newer credentials replaced older ones."
    ),
    ENDORSEMENT: Kind(
        "endorsement", "It vouches for something that another document states or awards."
    ),
}


def other_kind(types: Iterable[str]) -> Kind | None:
    """What a document of these types is, or None when it may be an award.

    One type of these is enough: whatever else the document calls itself, it is ambiguous.
    """
    return next((_KINDS[one] for one in types if one in _KINDS), None)
