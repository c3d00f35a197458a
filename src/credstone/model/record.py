"""The learning record: what verification found of one learner, and the only thing stacking reads.

What counts and what does not stand apart, so that nobody takes a forgery for an award by
forgetting to ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from credstone.model.award import Award
from credstone.model.learning import Recognition, Standing


@dataclass(frozen=True)
class RecordedAward:
    """One award as a verified credential states it.

    ``credential_id`` is the credential's id, ``issuer_id`` who signed, ``trusted`` whether a
    trust list knows them, ``verified_at`` when this was found out (UTC). ``recognised`` is by
    whom it was recognised since.
    """

    award: Award
    credential_id: str
    issuer_id: str
    trusted: bool
    verified_at: datetime
    recognised: tuple[Recognition, ...] = ()


@dataclass(frozen=True)
class SetAside:
    """One document that does not count, and why: ``reason`` is in plain words.

    ``source`` is what it came as, such as a file's name. ``title``, ``credential_id``,
    ``issuer_id`` and ``award`` are what the document says of itself, which nobody vouches for
    unless the standing says that it is genuine; empty and None where it says nothing readable.
    """

    source: str
    standing: Standing
    reason: str
    verified_at: datetime
    credential_id: str = ""
    issuer_id: str = ""
    title: str = ""
    trusted: bool = False
    award: Award | None = None


@dataclass(frozen=True)
class LearningRecord:
    """Everything verified of one learner, and what was set aside on the way.

    ``other_ids`` are further ids by which credentials name the same person.
    """

    learner_id: str
    awards: tuple[RecordedAward, ...]
    set_aside: tuple[SetAside, ...] = ()
    other_ids: tuple[str, ...] = ()


def withdrawals(set_aside: Iterable[SetAside]) -> dict[tuple[str, str], SetAside]:
    """The revoked and suspended credentials by their own and their issuer's id.

    An expired or superseded document may be an older copy of one that counts, and what was not
    shown to be genuine may bear anybody's id.
    """
    withdrawn = (Standing.REVOKED, Standing.SUSPENDED)
    return {
        (one.credential_id, one.issuer_id): one
        for one in set_aside
        if one.standing in withdrawn and one.credential_id
    }
