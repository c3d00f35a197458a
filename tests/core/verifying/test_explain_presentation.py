"""What a person reads about a presentation, for every way it can come out."""

from __future__ import annotations

import pytest

from credstone.verifying.explain_presentation import (
    ANSWER,
    WHO,
    accuses_nobody,
    explain_presentation,
    headline,
)
from credstone.verifying.presentation_report import PresentationReason
from credstone.verifying.report import Verdict
from tests.core.verifying.test_presentation_report import REPORTS

HEADLINES = {
    "good": "The presentation holds, and so does every credential in it",
    "nothing asked": "The presentation holds, and so does every credential in it",
    "replayed": "Made for another request or verifier: perhaps a copy",
    "somebody else's": "The presentation holds; it may show somebody else's credentials",
    "unsigned": "Not signed: it does not show who presents these credentials",
    "unreadable": "This is not a presentation we can read",
    "odd members": "This is not a presentation we can read",
    "no list": "Could not be checked: not every credential in it was",
    "forgeries": "The presentation holds, but a credential in it does not",
    "signed by two": "The presentation holds, and so does every credential in it",
    "run out": "The presentation has run out: ask for a new one",
    "not yet": "The presentation was not yet signed at that time",
    "empty": "Not genuine: two readers would not read the same in it",
    "unknown terms": "It uses terms that nobody here can look up",
    "a credential": "This is a credential, and a presentation was asked for",
    "by another key": "The presentation holds; not every issuer was shown to have signed",
}


@pytest.mark.parametrize("what", REPORTS)
def test_the_headline_says_it_in_at_most_twelve_words(what: str) -> None:
    assert headline(REPORTS[what]) == HEADLINES[what]
    assert len(HEADLINES[what].split()) <= 12


@pytest.mark.parametrize("what", REPORTS)
def test_only_a_valid_one_is_said_to_hold(what: str) -> None:
    holds = headline(REPORTS[what]).startswith("The presentation holds")
    caution = PresentationReason.CREDENTIAL_NOT_VALID in REPORTS[what].reasons
    assert holds == (REPORTS[what].verdict is Verdict.VALID or caution)


@pytest.mark.parametrize("what", REPORTS)
def test_both_questions_are_answered(what: str) -> None:
    sections = {one.question: one.lines for one in explain_presentation(REPORTS[what]).sections}
    assert list(sections) == [WHO, ANSWER]
    assert all(sections.values())


def lines(what: str, question: str) -> str:
    sections = explain_presentation(REPORTS[what]).sections
    return " ".join(next(one.lines for one in sections if one.question == question))


def test_who_presents_is_told_only_when_it_was_shown() -> None:
    assert "signed by" in lines("good", WHO)
    for what in ("unsigned", "unreadable", "odd members"):
        assert "signed by" not in lines(what, WHO)


def test_only_what_nobody_signed_is_said_to_be_unsigned() -> None:
    unsigned = {what for what in REPORTS if "nobody signed" in lines(what, ANSWER)}
    assert unsigned <= {"unsigned"}
    assert lines("empty", ANSWER) == "That is not shown."


def test_no_signature_is_said_to_cover_what_nobody_signed() -> None:
    for what, word in (("unsigned", "would cover"), ("good", "covers")):
        covered = REPORTS[what].check("covered")
        assert covered is not None
        assert covered.reason == f"A signature {word} all of it."


def test_whoever_got_a_credential_is_told_what_to_ask_for() -> None:
    assert "Ask the holder for a presentation" in lines("a credential", ANSWER)


@pytest.mark.parametrize("what", REPORTS)
def test_only_what_was_not_looked_at_accuses_nobody(what: str) -> None:
    spared = {"unreadable", "odd members", "unknown terms", "a credential"}
    assert accuses_nobody(REPORTS[what]) == (what in spared)


def test_whose_credential_it_is_is_told_beside_who_presents_it() -> None:
    assert "Credential 1" in lines("somebody else's", WHO)
    assert "Credential 1" not in lines("good", WHO)


def test_an_answer_to_nobodys_request_is_told_as_such() -> None:
    assert "nobody said which one" in lines("nothing asked", ANSWER)
    assert "another request" in lines("replayed", ANSWER)
