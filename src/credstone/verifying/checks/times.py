"""Does it hold on the day it is looked at?"""

from __future__ import annotations

from datetime import datetime, timedelta

from credstone.ports import JsonObject
from credstone.securing.secured import Proof
from credstone.securing.timestamps import parse_timestamp
from credstone.verifying.report import Bearing, Check, Outcome

_CREATED = "VC Data Integrity 1.0, 2.1"
_EXPIRES = "VC Data Integrity 1.0, 2.1 (expires); RFC 7519, 4.1.4"
_VALIDITY = "VC Data Model 2.0, 4.9"


def created(proof: Proof, at: datetime, skew: timedelta) -> Check:
    """Whether it was signed by then, give or take the clocks.

    A good signature with a later date is no forgery: either ``at`` lies before the issue, or the
    signer's clock does not. It did not exist yet, so it does not hold.
    """
    if proof.created is not None and proof.created > at + skew:
        reason = f"It says it was signed on {_day(proof.created)}, which is after {_day(at)}."
        return Check("proof_created", _CREATED, Outcome.FAILED, reason, Bearing.CURRENT)
    reason = f"Signed on {_day(proof.created)}." if proof.created else "No day of signing is given."
    return Check("proof_created", _CREATED, Outcome.PASSED, reason, Bearing.CURRENT)


def signature_unexpired(proof: Proof, at: datetime) -> Check:
    """Whether the signature itself, apart from what it states, has run out.

    It no longer holds from the very moment on that it names (RFC 7519, 4.1.4).
    """
    if proof.expires is not None and proof.expires <= at:
        reason = f"The signature was meant to hold until {_day(proof.expires)}."
        return Check("proof_expires", _EXPIRES, Outcome.FAILED, reason, Bearing.CURRENT)
    reason = "The signature has not run out."
    return Check("proof_expires", _EXPIRES, Outcome.PASSED, reason, Bearing.CURRENT)


def begun(document: JsonObject, at: datetime, skew: timedelta) -> Check:
    """Whether ``validFrom`` has come, give or take the clocks; ``structure`` has passed."""
    valid_from = moment(document, "validFrom")
    if valid_from is not None and valid_from > at + skew:
        reason = f"It is not valid before {_day(valid_from)}."
        return Check("valid_from", _VALIDITY, Outcome.FAILED, reason, Bearing.CURRENT)
    reason = f"Valid from {_day(valid_from)}." if valid_from else "No first day is given."
    return Check("valid_from", _VALIDITY, Outcome.PASSED, reason, Bearing.CURRENT)


def unexpired(document: JsonObject, at: datetime) -> Check:
    """Whether ``validUntil`` is still to come; ``structure`` has passed."""
    valid_until = moment(document, "validUntil")
    if valid_until is not None and valid_until < at:
        reason = f"It expired on {_day(valid_until)}."
        return Check("valid_until", _VALIDITY, Outcome.FAILED, reason, Bearing.CURRENT)
    reason = f"Valid until {_day(valid_until)}." if valid_until else "It does not expire."
    return Check("valid_until", _VALIDITY, Outcome.PASSED, reason, Bearing.CURRENT)


def moment(document: JsonObject, name: str) -> datetime | None:
    """The time in that member, or None when it is not there; ``structure`` has passed."""
    return parse_timestamp(document[name], where=f"/{name}") if name in document else None


def _day(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M UTC")
