"""The report in at most twelve words, calm where nobody is to blame.

What a signature proves stands before what it does not. The three answers below it are left to
``explain``.
"""

from __future__ import annotations

from datetime import date

from credstone.verifying.kind import other_kind
from credstone.verifying.report import (
    Bearing,
    Check,
    ReasonCode,
    ReportClass,
    VerificationReport,
    first_obstacle,
)
from credstone.verifying.trust import web_address
from credstone.verifying.worth import day

_FORGED = {
    "covered": "two readers would not read the same in it",
    "structure": "it is not built as a credential",
    "related_resources": "it vouches for another context than ours",
    "key": "its signer has no such key",
    "controller": "somebody else signed it in the issuer's name",
    "purpose": "its key was not meant to sign credentials",
    "domain": "it was signed for somebody else",
    "challenge": "it does not answer what was asked",
    "key_validity": "its key was no longer in use",
    "signature": "the signature does not fit what it says",
}
UNCHECKED = {
    "address": "only public https addresses are asked",
    "readable": "its address did not hand it over",
    "mechanism": "we cannot read this kind of signature",
    "key": "the signer's key was out of reach",
    "key_validity": "its key has ended or was withdrawn",
    "status": "its status is of a kind that we cannot read",
    "status:revocation": "whether it was revoked",
    "status:suspension": "whether it was suspended",
    "legacy": "an older badge, without a signature",
}


def headline(report: VerificationReport) -> str:
    """The answer in at most twelve words."""
    match report.class_:
        case ReportClass.GENUINE_VALID:
            return "Genuine and valid"
        case ReportClass.GENUINE_BUT:
            return _genuine_but(report)
        case ReportClass.NOT_CHECKED:
            return _with_why("Could not be checked", UNCHECKED, report)
        case ReportClass.NOT_GENUINE if unknown_terms(report) is not None:
            return "It uses terms that nobody here can look up"
        case ReportClass.NOT_GENUINE if unreadable(report) is not None:
            return "This is not a credential we can read"
        case ReportClass.NOT_GENUINE:
            return _with_why("Not genuine", _FORGED, report)


def unreadable(report: VerificationReport) -> Check | None:
    """Why nothing was there to be checked, which accuses nobody; None when something was."""
    readable = report.check("readable") or report.check("address")
    if readable is not None and not readable.passed:
        return readable
    return unknown_terms(report)


def unknown_terms(report: VerificationReport) -> Check | None:
    """Why its words have no meaning here, so that its signature was not looked at; or None."""
    contexts = report.check("contexts")
    return contexts if contexts is not None and not contexts.passed else None


def _with_why(beginning: str, words: dict[str, str], report: VerificationReport) -> str:
    obstacle = first_obstacle(c for c in report.checks if c.bearing is not Bearing.REMARK)
    why = words.get(obstacle.question, "") if obstacle is not None else ""
    return f"{beginning}: {why}" if why else beginning


def _genuine_but(report: VerificationReport) -> str:
    credential = report.credential
    if _nobody_to_trust(report):
        return "Genuine signature; no trust list was given, so nobody is trusted"
    kind = other_kind(credential.types)
    match report.reasons[0]:
        case ReasonCode.ISSUER_NOT_SHOWN:
            return "A signature holds; that its issuer made it was not shown"
        case ReasonCode.NOT_AN_AWARD if kind is not None:
            return f"This is a signed {kind.name}, not an award"
        case ReasonCode.SUPERSEDED:
            return "Genuine, but a newer credential has replaced it"
        case ReasonCode.REVOKED:
            return "Genuine, but its issuer has revoked it"
        case ReasonCode.SUSPENDED:
            return "Genuine, but its issuer has suspended it for now"
        case ReasonCode.EXPIRED if _only_the_signature_ended(report):
            return "Genuine, but a signature on it has run out"
        case ReasonCode.EXPIRED:
            return f"Genuine, but it expired on {_date(credential.valid_until)}"
        case ReasonCode.NOT_YET_VALID if _premature(report):
            return "Genuine, but not yet issued at that time"
        case ReasonCode.NOT_YET_VALID:
            return f"Genuine, but it only begins on {_date(credential.valid_from)}"
        case ReasonCode.INCOMPLETE:
            return "Genuine, but it does not say all that it must"
        case ReasonCode.RIGHT_NOT_SHOWN:
            return "Genuine, but the right to award it was not shown"
        case _:
            domain = web_address(report.issuer.id)
            who = f"who runs {domain}" if domain else "who made it"
            return f"Genuine signature; we have no information on {who}"


def _nobody_to_trust(report: VerificationReport) -> bool:
    """Whether a trusted issuer was demanded, and no list given that could name one."""
    trusted = report.check("trusted")
    missing = trusted is not None and not trusted.passed and report.trust_list is None
    return missing and report.reasons == (ReasonCode.ISSUER_UNKNOWN,)


def _premature(report: VerificationReport) -> bool:
    return any(c.question == "proof_created" and not c.passed for c in report.checks)


def _only_the_signature_ended(report: VerificationReport) -> bool:
    ended = report.check("valid_until")
    return ended is not None and ended.passed


def _date(written: str) -> str:
    return day(date.fromisoformat(written[:10])) if written else "a day it does not name"
