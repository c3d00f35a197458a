"""The answer about something whose bytes never reached the checks: said, and never an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from credstone.verifying.explain import GENUINE, VALID, explain
from credstone.verifying.report import (
    Outcome,
    ReasonCode,
    ReportClass,
    Verdict,
    VerificationReport,
)
from credstone.verifying.unread import not_asked, out_of_reach, unreadable
from tests.core.verifying.told import whole
from tests.core.verifying.world import NOW

Unread = Callable[[str, datetime], VerificationReport]
WHY = "It holds no badge."


@pytest.mark.parametrize("unread", [unreadable, out_of_reach, not_asked])
def test_it_is_an_answer_in_the_shape_of_every_other(unread: Unread) -> None:
    report = whole(unread(WHY, NOW))
    told = report.to_json()
    assert told["at"] == "2026-11-21T09:30:00Z"
    assert told["issuer"]["id"] == told["credential"]["id"] == ""  # type: ignore[index, call-overload]
    assert [check.reason for check in report.checks] == [WHY]


def test_what_was_there_and_cannot_be_read_is_invalid() -> None:
    report = unreadable(WHY, NOW)
    assert (report.verdict, report.class_) == (Verdict.INVALID, ReportClass.NOT_GENUINE)
    assert report.reasons == (ReasonCode.NOT_AUTHENTIC,)
    assert [(check.id, check.outcome) for check in report.checks] == [("readable", Outcome.FAILED)]


@pytest.mark.parametrize(("unread", "check"), [(out_of_reach, "readable"), (not_asked, "address")])
def test_what_was_never_there_is_left_open(unread: Unread, check: str) -> None:
    report = unread(WHY, NOW)
    assert (report.verdict, report.class_) == (Verdict.UNDETERMINED, ReportClass.NOT_CHECKED)
    assert report.reasons == (ReasonCode.NOT_FOUND_OUT,)
    assert [(one.id, one.outcome) for one in report.checks] == [(check, Outcome.UNDETERMINED)]


@pytest.mark.parametrize(
    ("unread", "headline"),
    [
        (unreadable, "This is not a credential we can read"),
        (out_of_reach, "Could not be checked: its address did not hand it over"),
        (not_asked, "Could not be checked: only public https addresses are asked"),
    ],
)
def test_it_is_told_with_its_reason_and_accuses_nobody(unread: Unread, headline: str) -> None:
    told = explain(unread(WHY, NOW), None)
    assert told.headline == headline
    sections = {one.question: one.lines for one in told.sections}
    assert WHY in sections[GENUINE]
    assert "Nobody can be held to what it says." not in sections[VALID]
