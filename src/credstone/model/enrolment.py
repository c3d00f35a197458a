"""One learner's standing in one stack, beside their credentials.

When they began and under which version, what they declared, what people confirmed or waived, how
they would like their credentials used, and which uses are granted and never move again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Attestation:
    """``by`` (a name), in ``role``, confirmed the requirement or refused to."""

    requirement: str
    role: str
    by: str
    on: date
    confirmed: bool = True
    note: str = ""


@dataclass(frozen=True)
class Waiver:
    """``by``, in ``role``, let the learner off a requirement, for a reason."""

    requirement: str
    role: str
    by: str
    on: date
    reason: str = ""


@dataclass(frozen=True)
class Pin:
    """The learner would like this credential (its award id) to count there."""

    award: str
    requirement: str


@dataclass(frozen=True)
class AwardUse:
    """A granted use: this credential counts there, decided then, and is never reshuffled.

    ``credits`` are those it contributes there.
    """

    award: str
    stack: str
    requirement: str
    credits: Decimal
    decided_on: date
    version: str = ""


@dataclass(frozen=True)
class Enrolment:
    """``stack`` and ``version`` may be "" for a learner who only asks.

    ``excluded`` are awards the learner keeps out of this stack. ``granted`` holds the uses in this
    stack and in others.
    """

    stack: str = ""
    version: str = ""
    enrolled_on: date | None = None
    declared: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    attestations: tuple[Attestation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    pins: tuple[Pin, ...] = ()
    excluded: tuple[str, ...] = ()
    granted: tuple[AwardUse, ...] = ()
