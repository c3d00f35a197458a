"""What ``credstone verify`` answers to a presentation: who shows it, then each credential.

Gathering bytes, keys, lists and policy is left to ``verify``; nothing here is decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.outcome import Answer
from credstone.cli.report_shown import (
    STATUSES,
    UNREADABLE,
    show_checks,
    show_explanation,
    show_report,
)

if TYPE_CHECKING:
    from credstone.cli.paper import Paper
    from credstone.verifying.presentation_report import PresentationReport

Challenge = Annotated[
    str | None,
    typer.Option(
        "--challenge",
        metavar="TEXT",
        help="What you asked a presentation to answer; any other one is invalid.",
    ),
]
Domain = Annotated[
    str | None,
    typer.Option(
        "--domain",
        metavar="TEXT",
        help="Whom a presentation must be made for, as you named yourself when you asked.",
    ),
]
_LOOKS = {
    "valid": ("✔", "bold green"),
    "invalid": ("✘", "bold red"),
    "undetermined": ("?", "bold yellow"),
}
_CAUTION = ("!", "bold yellow")


def presentation_answer(report: PresentationReport, explain: bool) -> Answer:
    """The report as this command's answer."""
    status = STATUSES[report.verdict.value]
    return Answer(report.to_json(), lambda paper: _show(report, explain, paper), status)


def _show(report: PresentationReport, explain: bool, paper: Paper) -> None:
    from credstone.verifying.explain_presentation import accuses_nobody, explain_presentation

    look = _LOOKS[report.verdict.value]
    # Green would say more than the headline where a credential stands under a but.
    if report.verdict.value == "valid" and not _all_plain(report):
        look = _CAUTION
    if accuses_nobody(report):
        look = UNREADABLE
    show_explanation(explain_presentation(report), look, paper)
    show_checks(report.checks, explain, paper)
    for number, credential in enumerate(report.credentials, 1):
        paper.line()
        paper.line(f"Credential {number} of {len(report.credentials)}", "bold")
        show_report(credential, explain, paper)


def _all_plain(report: PresentationReport) -> bool:
    classes = {credential.class_.value for credential in report.credentials}
    return not report.reasons and classes <= {"genuine_valid"}
