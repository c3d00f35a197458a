"""Does a document that says one thing twice say it twice the same? (step 19)"""

from __future__ import annotations

from credstone.formats.finding import Finding, Severity
from credstone.formats.reading import Reading
from credstone.verifying.checks.agreement import agreement
from credstone.verifying.report import Bearing, Outcome


def found(why: str) -> Finding:
    return Finding("", "", why, "Ask the issuer.", Severity.WARNING)


def test_a_document_with_one_account_cannot_contradict_itself() -> None:
    assert agreement(Reading(None)) is None


def test_two_accounts_that_agree_are_told_as_such() -> None:
    check = agreement(Reading(None, complete=True))
    assert check is not None
    assert (check.id, check.outcome, check.bearing) == (
        "agreement",
        Outcome.PASSED,
        Bearing.REMARK,
    )
    assert check.reason == "Its two accounts of the award agree."


def test_each_thing_they_differ_about_is_told_once_and_has_no_weight() -> None:
    findings = (found("they differ about title"), found("about level"), found("about level"))
    check = agreement(Reading(None, findings, complete=True))
    assert check is not None
    assert (check.id, check.outcome, check.bearing) == (
        "agreement",
        Outcome.FAILED,
        Bearing.REMARK,
    )
    assert check.reason == "they differ about title; about level."
