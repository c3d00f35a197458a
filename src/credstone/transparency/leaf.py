"""The leaf of a future log: a salted commitment to an event, safe to publish.

A leaf says when something of which kind happened, and binds its exact bytes without showing
them: whoever holds salt and bytes can prove the match, and erasing the salt breaks the link.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from credstone.securing.canonical import jcs

LEAF_VERSION = 1
SALT_BYTES = 32


class LeafKind(StrEnum):
    """What happened."""

    ISSUE = "issue"
    REVOKE = "revoke"
    SUSPEND = "suspend"
    RESUME = "resume"
    SUPERSEDE = "supersede"


@dataclass(frozen=True)
class Leaf:
    """One event: ``commit`` is 32 bytes, ``time`` aware and in UTC, whole seconds."""

    kind: LeafKind
    commit: bytes
    time: datetime

    @property
    def hash(self) -> bytes:
        """SHA-256(0x00 ‖ JCS({v, kind, commit, time})), the leaf hash of RFC 6962, 2.1."""
        body = jcs.canonicalize(
            {
                "v": LEAF_VERSION,
                "kind": self.kind.value,
                "commit": self.commit.hex(),
                "time": utc_text(self.time),
            }
        )
        return sha256(b"\x00" + body).digest()


def commitment(salt: bytes, content: bytes) -> bytes:
    """SHA-256(salt ‖ SHA-256(content)); ``salt`` is ``SALT_BYTES`` of secret randomness."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return sha256(salt + sha256(content).digest()).digest()


def utc_text(time: datetime) -> str:
    """``2026-11-21T10:00:00Z``: the one way a time is written in a leaf."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
