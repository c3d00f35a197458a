"""What an award becomes when it travels: ids, status entries and states.

The document itself is bytes and belongs to ``formats`` and ``securing``; here are only the
nouns that tables, status lists and verification share.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StatusPurpose(StrEnum):
    """What a status list says (Bitstring Status List 1.0, 2.1)."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"


@dataclass(frozen=True)
class StatusEntry:
    """Where a credential's status stands: bit ``index`` of the list at ``list_url``."""

    purpose: StatusPurpose
    list_url: str
    index: int


class CredentialState(StrEnum):
    """What the register says of a credential.

    ``reserved`` was decided and not yet signed; it becomes ``issued`` or is finished later.
    """

    RESERVED = "reserved"
    ISSUED = "issued"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
