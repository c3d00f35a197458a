"""The three answers and the headline to one report, made up of the checks that bring them about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credstone.verifying.explain import GENUINE, VALID, WORTH, explain
from credstone.verifying.headline import headline
from credstone.verifying.report import (
    Bearing,
    Check,
    CoSigner,
    CredentialSummary,
    IssuerView,
    Outcome,
    ReasonCode,
    ReportClass,
    TrustLevel,
    Verdict,
    VerificationReport,
)
from tests.core.verifying.awards import an_award
from tests.core.verifying.world import NOW

P, F, U = Outcome.PASSED, Outcome.FAILED, Outcome.UNDETERMINED
KEY = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
BUT, OPEN, FORGED = ReportClass.GENUINE_BUT, ReportClass.NOT_CHECKED, ReportClass.NOT_GENUINE
SIGNATURE = Check("signature", "clause", P, "The signature holds.")
AWARD = an_award()


def day(check_id: str, outcome: Outcome, reason: str = "That is why.") -> Check:
    return Check(check_id, "clause", outcome, reason, Bearing.CURRENT)


def report(
    class_: ReportClass,
    reason: ReasonCode,
    *checks: Check,
    issuer: IssuerView | None = None,
    **summary: object,
) -> VerificationReport:
    return VerificationReport(
        Verdict.INVALID,
        class_,
        (reason,),
        issuer or IssuerView("did:web:uni.example", "uni.example", TrustLevel.DOMAIN_VERIFIED),
        checks or (SIGNATURE,),
        CredentialSummary(**summary),  # type: ignore[arg-type]
        NOW,
    )


def answers(told: VerificationReport, question: str, award: object = None) -> tuple[str, ...]:
    sections = explain(told, award).sections  # type: ignore[arg-type]
    return next(one.lines for one in sections if one.question == question)


EXPIRED, EARLY = ReasonCode.EXPIRED, ReasonCode.NOT_YET_VALID


@pytest.mark.parametrize(
    ("reason", "checks", "words"),
    [
        (EXPIRED, [("valid_until", F)], "Genuine, but it expired on 1 November 2026"),
        (EXPIRED, [("valid_until", P), ("proof_expires", F)], "Genuine, but a signature on it"),
        (EXPIRED, [("proof_expires", F)], "Genuine, but it expired on 1 November 2026"),
        (EARLY, [("proof_created", P), ("valid_from", F)], "Genuine, but it only begins on 1 "),
        (EARLY, [("proof_created", F), ("valid_from", P)], "Genuine, but not yet issued at"),
        (EARLY, [("proof_created:2", F), ("valid_from", F)], "Genuine, but not yet issued at"),
    ],
)
def test_which_of_two_times_has_passed_or_is_to_come_is_told(
    reason: ReasonCode, checks: list[tuple[str, Outcome]], words: str
) -> None:
    both = {"valid_from": "2026-11-01T00:00:00Z", "valid_until": "2026-11-01T00:00:00Z"}
    made = (SIGNATURE, *(day(name, outcome) for name, outcome in checks))
    assert headline(report(BUT, reason, *made, **both)).startswith(words)


def test_a_day_that_is_not_named_is_told_as_such() -> None:
    told = headline(report(BUT, EXPIRED, SIGNATURE, day("valid_until", F)))
    assert told == "Genuine, but it expired on a day it does not name"


def test_a_forgery_is_told_as_one_and_what_cannot_be_read_is_not() -> None:
    not_authentic = ReasonCode.NOT_AUTHENTIC
    forged = report(FORGED, not_authentic, replace(SIGNATURE, outcome=F))
    assert headline(forged) == "Not genuine: the signature does not fit what it says"
    assert answers(forged, GENUINE) == ("No. Do not rely on anything it says.",)
    assert answers(forged, VALID) == ("Nobody can be held to what it says.",)
    assert answers(forged, WORTH) == ("Nothing.",)
    unread = report(FORGED, not_authentic, Check("readable", "clause", F, "The file is empty."))
    assert headline(unread) == "This is not a credential we can read"
    assert answers(unread, GENUINE) == ("The file is empty.", "As it is, it proves nothing.")
    assert answers(unread, VALID) == ("There is nothing in it to check.",)


def test_an_obstacle_without_words_of_its_own_is_not_explained() -> None:
    wrong_type = Check("key_type", "clause", F, "It is no key for that.")
    assert headline(report(FORGED, ReasonCode.NOT_AUTHENTIC, wrong_type)) == "Not genuine"
    other_kind = Check("status:probation", "clause", U, "It is set.", Bearing.CURRENT)
    told = report(OPEN, ReasonCode.NOT_FOUND_OUT, SIGNATURE, other_kind)
    assert headline(told) == "Could not be checked"
    assert "Not found out: whether it still holds. It is set." in answers(told, VALID)


@pytest.mark.parametrize(
    ("reason", "check", "genuine"),
    [
        (
            ReasonCode.LEGACY,
            Check("legacy", "clause", U, "It is an older badge."),
            ("It is an older badge.", "That does not make it a forgery."),
        ),
        (
            ReasonCode.NOT_FOUND_OUT,
            Check("key", "clause", U, "The key was out of reach."),
            (
                "We could not find out. That does not make it a forgery.",
                "Try again later, or ask the issuer.",
            ),
        ),
        (
            ReasonCode.NOT_FOUND_OUT,
            Check("address", "clause", U, "It is no https address."),
            (
                "We could not find out. That does not make it a forgery.",
                "It is no https address.",
                "Save the credential as a file, and give the file instead.",
            ),
        ),
    ],
)
def test_what_was_not_found_out_is_told_with_what_to_do(
    reason: ReasonCode, check: Check, genuine: tuple[str, ...]
) -> None:
    told = report(OPEN, reason, check)
    assert answers(told, GENUINE) == genuine
    assert answers(told, VALID) == ("That cannot be said before its signature is checked.",)
    assert answers(told, WORTH, AWARD)[0] == "As far as it says, and nobody has confirmed:"


@pytest.mark.parametrize(("outcome", "told"), [(P, False), (F, True)])
def test_a_contradiction_is_told_and_agreement_goes_without_saying(
    outcome: Outcome, told: bool
) -> None:
    agreement = Check("agreement", "clause", outcome, "That is why.", Bearing.REMARK)
    lines = answers(report(BUT, ReasonCode.ISSUER_UNKNOWN, SIGNATURE, agreement), VALID)
    remark = "It says two things about itself. Ask the issuer which of them holds."
    assert (remark in lines) is told


def test_times_that_are_as_they_should_be_take_no_line() -> None:
    fine = (day("proof_created", P, "Signed."), day("valid_from", P, "Valid from then."))
    lost = day("status:revocation", U, "No list.")
    lines = answers(report(OPEN, ReasonCode.NOT_FOUND_OUT, SIGNATURE, *fine, lost), VALID)
    assert lines[-2:] == ("Valid from then.", "Not found out: whether it was revoked. No list.")
    assert "Signed." not in lines


@pytest.mark.parametrize(
    ("issuer", "signer"),
    [
        (IssuerView(KEY), "the key ending in ta2doK"),
        (
            IssuerView(KEY, "Example University"),
            "Example University, with the key ending in ta2doK",
        ),
        (IssuerView("did:web:uni.example", "uni.example"), "uni.example"),
        (IssuerView("did:web:uni.example", "University"), "uni.example (University)"),
    ],
)
def test_who_signed_is_named_by_domain_or_key(issuer: IssuerView, signer: str) -> None:
    told = report(BUT, ReasonCode.ISSUER_UNKNOWN, issuer=issuer)
    assert f"Signed by {signer}." in answers(told, VALID)


@pytest.mark.parametrize(
    ("issuer_id", "who"), [("did:web:uni.example", "who runs uni.example"), (KEY, "who made it")]
)
def test_of_an_unknown_issuer_nothing_is_known(issuer_id: str, who: str) -> None:
    told = headline(report(BUT, ReasonCode.ISSUER_UNKNOWN, issuer=IssuerView(issuer_id)))
    assert told == f"Genuine signature; we have no information on {who}"


def test_a_co_signer_without_a_domain_is_named_by_its_key() -> None:
    told = report(BUT, ReasonCode.ISSUER_UNKNOWN)
    beside = CoSigner(KEY, f"{KEY}#key", "eddsa-jcs-2022", NOW)
    lines = answers(replace(told, co_signers=(beside,)), VALID)
    assert "Also signed by the key ending in ta2doK." in lines


def test_a_status_list_is_worth_nothing_by_itself() -> None:
    types = ("VerifiableCredential", "BitstringStatusListCredential")
    told = report(BUT, ReasonCode.NOT_AN_AWARD, types=types)
    (line,) = answers(told, WORTH, AWARD)
    assert line.startswith("Nothing by itself: this is no award.")


@pytest.mark.parametrize(
    ("title", "opening"), [("", "It does not say"), ("A", "It is called “A”.")]
)
def test_what_cannot_be_read_as_an_award_is_called_by_its_title(title: str, opening: str) -> None:
    (line,) = answers(report(BUT, ReasonCode.ISSUER_UNKNOWN, title=title), WORTH)
    assert line.startswith(opening)


def test_a_genuine_award_is_told_without_reservation() -> None:
    told = report(BUT, ReasonCode.ISSUER_UNKNOWN)
    assert answers(told, WORTH, AWARD)[0].startswith("Ethics of data, awarded on 1 November 2026")
