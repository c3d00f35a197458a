"""Does it hold on the day it is looked at?"""

from __future__ import annotations

from datetime import datetime, timedelta

from credstone.conforming.limits import limits
from credstone.ports import JsonObject
from credstone.securing.secured import Proof
from credstone.securing.timestamps import parse_timestamp
from credstone.verifying.report import Bearing, Check, Outcome

_CREATED = "VC Data Integrity 1.0, 2.1"
_EXPIRES = "VC Data Integrity 1.0, 2.1 (expires); RFC 7519, 4.1.4"
_VALIDITY = "VC Data Model 2.0, 4.9; VC Data Model 1.1, 4.6 and 4.8"


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
    """Whether its first day has come, give or take the clocks; ``structure`` has passed."""
    valid_from = first_moment(document)
    if valid_from is not None and valid_from > at + skew:
        reason = f"It is not valid before {_day(valid_from)}."
        return Check("valid_from", _VALIDITY, Outcome.FAILED, reason, Bearing.CURRENT)
    reason = f"Valid from {_day(valid_from)}." if valid_from else "No first day is given."
    return Check("valid_from", _VALIDITY, Outcome.PASSED, reason, Bearing.CURRENT)


def unexpired(document: JsonObject, at: datetime) -> Check:
    """Whether its last day is still to come; ``structure`` has passed."""
    valid_until = last_moment(document)
    if valid_until is not None and valid_until < at:
        reason = f"It expired on {_day(valid_until)}."
        return Check("valid_until", _VALIDITY, Outcome.FAILED, reason, Bearing.CURRENT)
    reason = f"Valid until {_day(valid_until)}." if valid_until else "It does not expire."
    return Check("valid_until", _VALIDITY, Outcome.PASSED, reason, Bearing.CURRENT)


def first_moment(document: JsonObject) -> datetime | None:
    """When it begins to be valid, or None when it does not say; ``structure`` has passed."""
    return _moment(document, limits(document).first)


def last_moment(document: JsonObject) -> datetime | None:
    """When it ends to be valid, or None when it does not say; ``structure`` has passed."""
    return _moment(document, limits(document).last)


def _moment(document: JsonObject, name: str) -> datetime | None:
    return parse_timestamp(document[name], where=f"/{name}") if name in document else None


def _day(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M UTC")
