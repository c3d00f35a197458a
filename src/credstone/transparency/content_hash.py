"""One digest for one published definition: what a version is bound by."""

from __future__ import annotations

from hashlib import sha256

from credstone.formats.definition import achievement_to_json
from credstone.model.achievement import Achievement
from credstone.securing.canonical import jcs


def content_bytes(achievement: Achievement) -> bytes:
    """The canonical definition: RFC 8785 over its JSON form."""
    return jcs.canonicalize(achievement_to_json(achievement))


def content_hash(achievement: Achievement) -> str:
    """SHA-256 of the canonical definition, 64 hex digits."""
    return sha256(content_bytes(achievement)).hexdigest()
