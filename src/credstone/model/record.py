"""The learning record: what verification let through, and the only thing stacking reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from credstone.model.award import Award


@dataclass(frozen=True)
class RecordedAward:
    """One award as a verified credential states it.

    ``credential_id`` is the credential's id, ``issuer_id`` who signed, ``trusted`` whether a
    trust list knows them, ``verified_at`` when this was found out (UTC).
    """

    award: Award
    credential_id: str
    issuer_id: str
    trusted: bool
    verified_at: datetime


@dataclass(frozen=True)
class LearningRecord:
    """Everything verified of one learner."""

    learner_id: str
    awards: tuple[RecordedAward, ...]
