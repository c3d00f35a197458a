"""The report in plain words, under the three questions a person has.

A value, not a page: command line and pages render it. The headline of an issuer whom no trust
list names never says valid, and a name that only the credential gives is told as what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from credstone.model.award import Award
from credstone.verifying.headline import UNCHECKED, headline, unknown_terms, unreadable
from credstone.verifying.kind import other_kind
from credstone.verifying.report import (
    Bearing,
    IssuerView,
    Outcome,
    ReasonCode,
    ReportClass,
    TrustLevel,
    VerificationReport,
)
from credstone.verifying.trust import web_address
from credstone.verifying.worth import worth

GENUINE = "Is it genuine?"
VALID = "Is it valid, and whose?"
WORTH = "What is it worth?"


@dataclass(frozen=True)
class Section:
    """One question and its answer, a sentence a line."""

    question: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """A headline of at most twelve words, and the three answers."""

    headline: str
    sections: tuple[Section, ...]


_NOT_WORTH_A_LINE = frozenset({"proof_created", "proof_expires", "open_badge", "learner_record"})


def explain(report: VerificationReport, award: Award | None) -> Explanation:
    """Say what the report means; ``award`` is what the document states, where it could be read."""
    return Explanation(
        headline(report),
        (
            Section(GENUINE, _genuine(report)),
            Section(VALID, _valid_and_whose(report, award)),
            Section(WORTH, _worth(report, award)),
        ),
    )


def _genuine(report: VerificationReport) -> tuple[str, ...]:
    obstacle = unreadable(report)
    match report.class_:
        case ReportClass.GENUINE_BUT if ReasonCode.ISSUER_NOT_SHOWN in report.reasons:
            return (
                "Not a letter was changed since somebody signed it.",
                "That its issuer signed it was not shown: anybody could have made it.",
            )
        case ReportClass.GENUINE_VALID | ReportClass.GENUINE_BUT:
            return ("Yes. Not a letter was changed since it was signed.",)
        case ReportClass.NOT_CHECKED if ReasonCode.LEGACY in report.reasons:
            return (*_reasons(report), "That does not make it a forgery.")
        case ReportClass.NOT_CHECKED if _signature_held(report):
            return ("The signature is good: not a letter was changed since.",)
        case ReportClass.NOT_CHECKED if obstacle is not None:
            return (
                "We could not find out. That does not make it a forgery.",
                obstacle.reason,
                "Save the credential as a file, and give the file instead.",
            )
        case ReportClass.NOT_CHECKED:
            return (
                "We could not find out. That does not make it a forgery.",
                "Try again later, or ask the issuer.",
            )
        case ReportClass.NOT_GENUINE if unknown_terms(report) is not None and obstacle is not None:
            return (
                "Nothing was found out about that, and it is not accepted.",
                obstacle.reason,
            )
        case ReportClass.NOT_GENUINE if obstacle is not None:
            return (obstacle.reason, "As it is, it proves nothing.")
        case ReportClass.NOT_GENUINE:
            return ("No. Do not rely on anything it says.",)


def _valid_and_whose(report: VerificationReport, award: Award | None) -> tuple[str, ...]:
    if report.class_ is ReportClass.NOT_GENUINE and unknown_terms(report) is not None:
        return ("That cannot be said before its terms are known.",)
    if report.class_ is ReportClass.NOT_GENUINE and unreadable(report) is not None:
        return ("There is nothing in it to check.",)
    if report.class_ is ReportClass.NOT_GENUINE:
        return ("Nobody can be held to what it says.",)
    if not _signature_held(report):
        return ("That cannot be said before its signature is checked.",)
    remarks = [check.reason for check in report.checks if check.id.startswith("joint:")]
    remarks += _parts(report)
    agreed = report.check("agreement")
    if agreed is not None and not agreed.passed:
        remarks.append("It says two things about itself. Ask the issuer which of them holds.")
    return (*_whose(report, award), *remarks, *_on_the_day(report))


def _parts(report: VerificationReport) -> Iterator[str]:
    """How many credentials in a learner record are good, and what is wrong with the others."""
    told = ("part:", "part_learner:")
    for check in report.checks:
        if check.id == "parts" or (check.id.startswith(told) and not check.passed):
            yield check.reason


def _on_the_day(report: VerificationReport) -> Iterator[str]:
    """Times and status, one line each; what is merely as it should be is not worth a line."""
    for check in report.checks:
        if check.bearing not in (Bearing.CURRENT, Bearing.COMPLETE):
            continue
        if check.outcome is Outcome.UNDETERMINED:
            what = UNCHECKED.get(check.question, "whether it still holds")
            yield f"Not found out: {what}. {check.reason}"
        elif check.question not in _NOT_WORTH_A_LINE or not check.passed:
            yield check.reason


def _whose(report: VerificationReport, award: Award | None) -> list[str]:
    issuer = report.issuer
    lines = [f"Awarded to {award.learner.full_name}."] if award and award.learner.full_name else []
    if ReasonCode.ISSUER_NOT_SHOWN in report.reasons:
        lines.append(f"Signed by another key than that of {_named(issuer.id)}, whom it names.")
    else:
        lines.append(f"Signed by {_signer(issuer)}.")
    lines += [f"Also signed by {_named(one.id)}." for one in report.co_signers]
    if other_kind(report.credential.types) is not None:
        return lines  # nobody needs a right to award for it
    if report.trust_list is None and report.check("trusted") is not None:
        lines.append("A trusted issuer was demanded: give a trust list that says who is one.")
    if issuer.trust is not TrustLevel.ACCREDITED:
        lines.append("We do not know whether they have the right to award it.")
    if issuer.trust_reason:
        lines.append(f"Trust: {issuer.trust_reason}.")
    if issuer.calls_itself and issuer.calls_itself != issuer.name:
        known = issuer.trust is TrustLevel.ACCREDITED
        caution = "" if known else "; anybody can write that"
        lines.append(f"In the credential it calls itself “{issuer.calls_itself}”{caution}.")
    return lines


def _worth(report: VerificationReport, award: Award | None) -> tuple[str, ...]:
    if report.class_ is ReportClass.NOT_GENUINE and unknown_terms(report) is not None:
        return ("That cannot be said either.",)
    if report.class_ is ReportClass.NOT_GENUINE:
        return ("Nothing.",)
    kind = other_kind(report.credential.types)
    if kind is not None:
        return (f"Nothing by itself: this is no award. {kind.use}",)
    if award is None:
        title = report.credential.title
        said = f"It is called “{title}”. " if title else ""
        return (f"{said}It does not say what was learned in a form that we can read.",)
    opening = (
        ("As far as it says, and nobody has confirmed:",) if not _signature_held(report) else ()
    )
    return (*opening, *worth(award))


def _reasons(report: VerificationReport) -> tuple[str, ...]:
    return tuple(c.reason for c in report.checks if c.outcome is not Outcome.PASSED)


def _signature_held(report: VerificationReport) -> bool:
    """Whether everything about authenticity passed, the signature included."""
    authentic = [check for check in report.checks if check.bearing is Bearing.AUTHENTIC]
    return all(c.passed for c in authentic) and any(c.id == "signature" for c in authentic)


def _signer(issuer: IssuerView) -> str:
    """Domain first, name second, and a name only when somebody vouches for it (threat 24)."""
    domain = web_address(issuer.id)
    if issuer.name and issuer.name != domain:
        key = _key(issuer.id)
        return f"{domain} ({issuer.name})" if domain else f"{issuer.name}, with {key}"
    return _named(issuer.id)


def _named(signer_id: str) -> str:
    """The domain or, for somebody who is a key and nothing else, the key."""
    return web_address(signer_id) or _key(signer_id)


def _key(signer_id: str) -> str:
    return f"the key ending in {signer_id[-6:]}"
