"""What verifying a presentation answers: its own checks, and a report for each credential in it.

The same three values as for a credential. Who presents is told apart from whom the credentials
are about; whether that is one person is a remark, for a parent or an employer may present too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from credstone.ports import JsonObject
from credstone.verifying.report import (
    Bearing,
    Check,
    CoSigner,
    Outcome,
    ReasonCode,
    Verdict,
    VerificationReport,
    checks_json,
    co_signers_json,
    moment,
)


class PresentationReason(StrEnum):
    """Why a presentation is not valid, or what to know about one that is."""

    NOT_AUTHENTIC = "not_authentic"
    UNSIGNED = "unsigned"
    MEANT_FOR_ANOTHER = "meant_for_another"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    CREDENTIAL_NOT_VALID = "credential_not_valid"
    NOT_FOUND_OUT = "not_found_out"
    ISSUER_NOT_SHOWN = "issuer_not_shown"
    HOLDER_NOT_SUBJECT = "holder_not_subject"


@dataclass(frozen=True)
class PresentationReport:
    """The whole answer at one moment; ``at`` is aware and in UTC.

    ``holder`` is the id that the presentation gives its holder, or that of the key that signed it
    when it gives none; ``named`` says which. ``credentials`` are in the order of the presentation:
    none when it did not hold itself, for then nobody showed them, and only the first ones after
    too many forgeries.
    """

    verdict: Verdict
    reasons: tuple[PresentationReason, ...]
    holder: str
    checks: tuple[Check, ...]
    credentials: tuple[VerificationReport, ...]
    at: datetime
    named: bool = False
    id: str = ""
    types: tuple[str, ...] = ()
    mechanism: str = ""
    co_signers: tuple[CoSigner, ...] = ()

    def check(self, check_id: str) -> Check | None:
        """The first check of that id, or None when it was not reached."""
        return next((check for check in self.checks if check.id == check_id), None)

    def to_json(self) -> JsonObject:
        """The answer to a presentation (presentation-report.schema.json)."""
        return {
            "verdict": self.verdict.value,
            "reasons": [reason.value for reason in self.reasons],
            "holder": {"id": self.holder, "named": self.named},
            "presentation": {
                "id": self.id,
                "types": list(self.types),
                "mechanism": self.mechanism,
            },
            "co_signers": co_signers_json(self.co_signers),
            "checks": checks_json(self.checks),
            "credentials": [report.to_json() for report in self.credentials],
            "at": moment(self.at),
        }


def verdict_of(checks: Iterable[Check]) -> Verdict:
    """The verdict that follows from checks; what nobody checked is never valid (P13)."""
    weighty = [check for check in checks if check.bearing is not Bearing.REMARK]
    outcomes = {check.outcome for check in weighty}
    if Outcome.FAILED in outcomes:
        return Verdict.INVALID
    signed = any(check.id == "signature" for check in weighty)
    return Verdict.UNDETERMINED if Outcome.UNDETERMINED in outcomes or not signed else Verdict.VALID


def reasons_of(
    checks: Iterable[Check], credentials: Iterable[VerificationReport] = ()
) -> tuple[PresentationReason, ...]:
    """Why, each reason once, the weightiest first."""
    found = set(_reasons(checks))
    if any(ReasonCode.ISSUER_NOT_SHOWN in report.reasons for report in credentials):
        found.add(PresentationReason.ISSUER_NOT_SHOWN)
    return tuple(reason for reason in PresentationReason if reason in found)


def _reasons(checks: Iterable[Check]) -> Iterator[PresentationReason]:
    for check in checks:
        if check.bearing is Bearing.REMARK:
            if check.outcome is Outcome.FAILED:
                yield PresentationReason.HOLDER_NOT_SUBJECT
        elif check.outcome is Outcome.UNDETERMINED:
            yield PresentationReason.NOT_FOUND_OUT
        elif check.outcome is Outcome.FAILED:
            yield _FAILED.get(check.question.partition(":")[0], PresentationReason.NOT_AUTHENTIC)


_FAILED = {
    "signed": PresentationReason.UNSIGNED,
    "domain": PresentationReason.MEANT_FOR_ANOTHER,
    "challenge": PresentationReason.MEANT_FOR_ANOTHER,
    "proof_created": PresentationReason.NOT_YET_VALID,
    "proof_expires": PresentationReason.EXPIRED,
    "credential": PresentationReason.CREDENTIAL_NOT_VALID,
}
