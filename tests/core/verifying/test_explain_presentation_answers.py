"""Both answers and the headline to one presentation, from the checks that bring them about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credstone.verifying.explain_presentation import ANSWER, WHO, explain_presentation, headline
from credstone.verifying.presentation_report import PresentationReport, reasons_of, verdict_of
from credstone.verifying.report import Bearing, Check, Outcome, Verdict
from tests.core.verifying.world import NOW

P, F, U = Outcome.PASSED, Outcome.FAILED, Outcome.UNDETERMINED
KEY = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
STRUCTURE = Check("structure", "clause", P, "It is built as a presentation must be.")
SIGNATURE = Check("signature", "clause", P, "The signature holds.")
CREATED = Check("proof_created", "clause", P, "Signed today.", Bearing.CURRENT)
EXPIRES = Check("proof_expires", "clause", P, "It has not run out.", Bearing.CURRENT)
DOMAIN = Check("domain", "clause", P, "It was signed for you.")
NOBODY = "It does not say whom it is for, so anybody could be shown a copy of it."


def report(*checks: Check, holder: str = KEY, named: bool = True) -> PresentationReport:
    verdict, reasons = verdict_of(checks), reasons_of(checks)
    return PresentationReport(
        verdict, reasons, holder, checks, (), NOW, named, types=("VerifiablePresentation",)
    )


def answers(told: PresentationReport, question: str) -> tuple[str, ...]:
    sections = explain_presentation(told).sections
    return next(one.lines for one in sections if one.question == question)


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (replace(SIGNATURE, outcome=F), "Not genuine: the signature does not fit what it says"),
        (
            replace(SIGNATURE, id="controller", outcome=F),
            "Not genuine: it is not shown that its holder",
        ),
        (replace(SIGNATURE, id="signature:2", outcome=F), "Not genuine: the signature does not"),
        (replace(SIGNATURE, id="key_type", outcome=F), "Not genuine"),
        (replace(SIGNATURE, id="key", outcome=U), "Could not be checked: the holder's key was"),
        (replace(SIGNATURE, id="credential:3", outcome=U), "Could not be checked: not every"),
        (replace(STRUCTURE, id="readable", outcome=F), "This is not a presentation we can read"),
    ],
)
def test_the_headline_names_the_first_obstacle(check: Check, words: str) -> None:
    told = headline(report(STRUCTURE, check))
    assert told.startswith(words)
    assert words != "Not genuine" or told == words


@pytest.mark.parametrize(
    ("holder", "shown"),
    [
        (KEY, "whoever holds the key ending in ta2doK"),
        ("did:web:company.example", "company.example"),
    ],
)
def test_who_presents_is_told_by_domain_or_key(holder: str, shown: str) -> None:
    assert answers(report(SIGNATURE, holder=holder), WHO) == (f"It was signed by {shown}.",)


def test_that_no_holder_is_named_is_told() -> None:
    nameless = answers(report(SIGNATURE, named=False), WHO)
    assert nameless[1:] == ("It names no holder, so that is all there is to know.",)


def test_an_answer_to_another_or_a_credential_that_is_none_does_not_unsay_who_signed() -> None:
    others = (replace(DOMAIN, outcome=F), replace(DOMAIN, id="challenge", outcome=F))
    credential = replace(SIGNATURE, id="credential:1", outcome=F)
    told = report(SIGNATURE, *others, credential)
    assert answers(told, WHO)[0].startswith("It was signed by")
    forged = report(SIGNATURE, replace(SIGNATURE, id="covered", outcome=F))
    assert answers(forged, WHO) == ("That is not shown.",)


def test_a_presentation_is_told_to_be_for_its_reader_from_its_day() -> None:
    told = answers(report(SIGNATURE, DOMAIN, CREATED, EXPIRES), ANSWER)
    assert told == ("It was signed for you.", "Signed today.")
    assert answers(report(SIGNATURE, CREATED, EXPIRES), ANSWER) == (NOBODY, "Signed today.")


def test_what_nobody_signed_answers_nobody_and_a_forgery_shows_nothing() -> None:
    unsigned = Check("signed", "clause", F, "Nobody signed it.")
    assert answers(report(STRUCTURE, unsigned), ANSWER) == (
        "That cannot be said of what nobody signed.",
    )
    forged = report(STRUCTURE, replace(SIGNATURE, outcome=F))
    assert answers(forged, ANSWER) == ("That is not shown.",)


def test_that_it_has_run_out_is_told() -> None:
    over = replace(EXPIRES, outcome=F, reason="It has run out.")
    assert answers(report(SIGNATURE, CREATED, over), ANSWER)[-1] == "It has run out."


def test_what_nobody_signed_is_never_valid() -> None:
    assert verdict_of([STRUCTURE]) is Verdict.UNDETERMINED
    assert verdict_of([STRUCTURE, SIGNATURE]) is Verdict.VALID
    assert verdict_of([replace(SIGNATURE, bearing=Bearing.REMARK)]) is Verdict.UNDETERMINED
