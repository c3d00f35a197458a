"""The answer about something whose bytes never reached the checks.

It could not be fetched, or held nothing to check. That is an answer like every other, in the same
shape; getting hold of bytes belongs to whoever asks.
"""

from __future__ import annotations

from datetime import datetime

from credstone.verifying.report import (
    Check,
    CredentialSummary,
    IssuerView,
    Outcome,
    ReasonCode,
    ReportClass,
    Verdict,
    VerificationReport,
)

_READABLE = "RFC 8259; Open Badges 3.0, Baked Badge"
_ADDRESS = "policy: public https addresses only"


def unreadable(reason: str, at: datetime) -> VerificationReport:
    """It was there and is no credential that we can read: invalid."""
    check = Check("readable", _READABLE, Outcome.FAILED, reason)
    return _report(check, Verdict.INVALID, ReportClass.NOT_GENUINE, ReasonCode.NOT_AUTHENTIC, at)


def out_of_reach(reason: str, at: datetime) -> VerificationReport:
    """Its address was asked and did not answer with it: undetermined."""
    return _undetermined(Check("readable", _READABLE, Outcome.UNDETERMINED, reason), at)


def not_asked(reason: str, at: datetime) -> VerificationReport:
    """Its address is none that is ever asked: undetermined."""
    return _undetermined(Check("address", _ADDRESS, Outcome.UNDETERMINED, reason), at)


def _undetermined(check: Check, at: datetime) -> VerificationReport:
    return _report(
        check, Verdict.UNDETERMINED, ReportClass.NOT_CHECKED, ReasonCode.NOT_FOUND_OUT, at
    )


def _report(
    check: Check, verdict: Verdict, class_: ReportClass, reason: ReasonCode, at: datetime
) -> VerificationReport:
    return VerificationReport(
        verdict, class_, (reason,), IssuerView(), (check,), CredentialSummary(), at
    )
