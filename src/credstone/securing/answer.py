"""What a cryptographic check answers; apart from all else, so that it stays light to import."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SignatureAnswer:
    """Whether a signature holds under a key, and why (one sentence for people)."""

    holds: bool
    reason: str
