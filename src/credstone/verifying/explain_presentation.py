"""A presentation's report in plain words: who shows it, to whom, and what is in it.

A value, not a page. The credentials in it are explained one by one by ``explain``; here stands
only what the presentation adds to them.
"""

from __future__ import annotations

from collections.abc import Iterator

from credstone.verifying.checks.presented import PRESENTATION
from credstone.verifying.explain import Explanation, Section
from credstone.verifying.presentation_report import PresentationReason, PresentationReport
from credstone.verifying.report import Bearing, Check, Verdict, first_obstacle
from credstone.verifying.trust import web_address

WHO = "Who presents it?"
ANSWER = "Is it meant for you, and now?"

_FORGED = {
    "covered": "two readers would not read the same in it",
    "structure": "it is not built as a presentation",
    "key": "its signer has no such key",
    "controller": "it is not shown that its holder signed it",
    "purpose": "its key was not meant to present credentials",
    "key_validity": "its key was no longer in use",
    "signature": "the signature does not fit what it says",
    "credentials": "it presents more than this verifier goes through",
}
_UNCHECKED = {
    "mechanism": "we cannot read this kind of signature",
    "key": "the holder's key was out of reach",
    "key_validity": "its key has ended or was withdrawn",
    "credential": "not every credential in it was",
}


def explain_presentation(report: PresentationReport) -> Explanation:
    """Say what the report means, apart from the credentials."""
    return Explanation(
        headline(report),
        (Section(WHO, tuple(_who(report))), Section(ANSWER, tuple(_answer(report)))),
    )


def headline(report: PresentationReport) -> str:
    """The answer in at most twelve words."""
    if report.verdict is Verdict.VALID:
        if not report.credentials:
            return "The presentation holds, and presents no credential"
        if PresentationReason.ISSUER_NOT_SHOWN in report.reasons:
            return "The presentation holds; not every issuer was shown to have signed"
        if PresentationReason.HOLDER_NOT_SUBJECT in report.reasons:
            return "The presentation holds; it may show somebody else's credentials"
        return "The presentation holds, and so does every credential in it"
    match report.reasons[0]:
        case PresentationReason.UNSIGNED:
            return "Not signed: it does not show who presents these credentials"
        case PresentationReason.MEANT_FOR_ANOTHER:
            return "Made for another request or verifier: perhaps a copy"
        case PresentationReason.NOT_YET_VALID:
            return "The presentation was not yet signed at that time"
        case PresentationReason.EXPIRED:
            return "The presentation has run out: ask for a new one"
        case PresentationReason.CREDENTIAL_NOT_VALID:
            return "The presentation holds, but a credential in it does not"
        case PresentationReason.NOT_FOUND_OUT:
            return _with_why("Could not be checked", _UNCHECKED, report)
        case _ if is_credential(report):
            return "This is a credential, and a presentation was asked for"
        case _ if not _holds(report, "readable"):
            return "This is not a presentation we can read"
        case _ if not _holds(report, "contexts"):
            return "It uses terms that nobody here can look up"
        case _:
            return _with_why("Not genuine", _FORGED, report)


def is_credential(report: PresentationReport) -> bool:
    """Whether it is no presentation but a credential, which shows nobody who hands it over."""
    return "VerifiableCredential" in report.types and PRESENTATION not in report.types


def accuses_nobody(report: PresentationReport) -> bool:
    """Whether it was not looked at any further, so that nothing is said against it."""
    looked_at = _holds(report, "readable") and _holds(report, "contexts")
    return report.verdict is Verdict.INVALID and (is_credential(report) or not looked_at)


def _who(report: PresentationReport) -> Iterator[str]:
    signature = report.check("signature")
    if signature is None or not _signed(report):
        yield "That is not shown."
        return
    shown = web_address(report.holder) or f"whoever holds the key ending in {report.holder[-6:]}"
    yield f"It was signed by {shown}."
    if not report.named:
        yield "It names no holder, so that is all there is to know."
    for check in _weightless(report):
        if check.id.startswith("holder_binding:") and not check.passed:
            yield f"Credential {check.id.rpartition(':')[2]}: {check.reason}"


def _answer(report: PresentationReport) -> Iterator[str]:
    asked = [check for check in report.checks if check.question in ("domain", "challenge")]
    if is_credential(report):
        yield "No: a credential answers nobody, and anybody may hold a copy of it."
        yield "Ask the holder for a presentation, or verify it without --challenge and --domain."
        return
    if not _signed(report) and not asked:
        unsigned = PresentationReason.UNSIGNED in report.reasons
        yield "That cannot be said of what nobody signed." if unsigned else "That is not shown."
        return
    yield from (check.reason for check in asked)
    if not asked:
        yield "It does not say whom it is for, so anybody could be shown a copy of it."
    for check_id in ("proof_created", "proof_expires"):
        check = report.check(check_id)
        if check is not None and (not check.passed or check_id == "proof_created"):
            yield check.reason


def _signed(report: PresentationReport) -> bool:
    """Whether everything about its own authenticity passed, apart from what was asked for."""
    own = (
        check
        for check in report.checks
        if check.bearing is Bearing.AUTHENTIC
        and check.question not in ("domain", "challenge")
        and not check.id.startswith("credential")
    )
    return all(check.passed for check in own) and report.check("signature") is not None


def _holds(report: PresentationReport, check_id: str) -> bool:
    check = report.check(check_id)
    return check is None or check.passed


def _weightless(report: PresentationReport) -> Iterator[Check]:
    return (check for check in report.checks if check.bearing is Bearing.REMARK)


def _with_why(beginning: str, words: dict[str, str], report: PresentationReport) -> str:
    weighty = [check for check in report.checks if check.bearing is not Bearing.REMARK]
    obstacle = first_obstacle(weighty)
    question = obstacle.question.partition(":")[0] if obstacle is not None else ""
    why = words.get(question, "")
    return f"{beginning}: {why}" if why else beginning
