"""A verification report for people: an icon and words always, colour only beside them.

Nothing is red for a stranger. What is said is decided in ``verifying``; finding out is left to
the commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from credstone.cli.outcome import ExitStatus

if TYPE_CHECKING:
    from credstone.cli.paper import Paper
    from credstone.verifying.explain import Explanation
    from credstone.verifying.report import Check, VerificationReport

STATUSES = {
    "valid": ExitStatus.DONE,
    "invalid": ExitStatus.NOT_VALID,
    "undetermined": ExitStatus.UNCHECKED,
}
"""From a verdict to the exit status."""
_LOOKS = {
    "genuine_valid": ("✔", "bold green"),
    "genuine_but": ("!", "bold yellow"),
    "not_checked": ("?", "bold yellow"),
    "not_genuine": ("✘", "bold red"),
}
UNREADABLE = ("✘", "bold yellow")
"""How an answer looks that accuses nobody of anything."""
_OUTCOMES = {"passed": ("✔", "green"), "failed": ("✘", "red"), "undetermined": ("?", "yellow")}
_BESIDE_THE_DOCUMENT = ("!", "yellow")


def show_report(report: VerificationReport, explain: bool, paper: Paper) -> None:
    """The whole report; with ``explain`` every check."""
    from credstone.verifying.award import award_in
    from credstone.verifying.explain import explain as explanation_of
    from credstone.verifying.headline import unreadable

    look = _LOOKS[report.class_.value]
    if report.class_.value == "not_genuine" and unreadable(report) is not None:
        look = UNREADABLE
    show_explanation(explanation_of(report, award_in(report)), look, paper)
    _show_trust_list(report, paper)
    show_checks(report.checks, explain, paper)


def show_explanation(explanation: Explanation, look: tuple[str, str], paper: Paper) -> None:
    """The headline with its icon in its style, and the questions with their answers."""
    icon, style = look
    paper.line(f"{icon} {explanation.headline}", style)
    for section in explanation.sections:
        paper.line()
        paper.line(section.question, "bold")
        for line in section.lines:
            paper.line(line, indent=2)


def show_checks(checks: Sequence[Check], explain: bool, paper: Paper) -> None:
    """Every check, or only those that did not pass."""
    from credstone.verifying.report import Outcome

    shown = [one for one in checks if explain or one.outcome is not Outcome.PASSED]
    if shown:
        paper.line()
        paper.line("Every check" if explain else "Checks that did not pass", "bold")
    for one in shown:
        _show_check(one, paper)


def _show_trust_list(report: VerificationReport, paper: Paper) -> None:
    """Whose word the answer rests on; in full, since it is what --trust-signer takes."""
    used = report.trust_list
    if used is None or report.class_.value not in ("genuine_valid", "genuine_but"):
        return
    yours = "; whether to believe it is yours to decide"
    caution = ", whom you named" if used.signer_named else yours
    paper.line()
    paper.line(f"Trust list {used.id}, version {used.version}, signed by {used.signer}{caution}.")


def _show_check(check: Check, paper: Paper) -> None:
    from credstone.verifying.report import Bearing, Outcome

    icon, style = _OUTCOMES[check.outcome.value]
    # What a stranger's standing lacks is no alarm: the document itself is genuine.
    if check.outcome is Outcome.FAILED and check.bearing in (Bearing.TRUSTED, Bearing.REMARK):
        icon, style = _BESIDE_THE_DOCUMENT
    paper.line(f"{icon} {check.id}: {check.reason}", style, indent=2)
    paper.line(f"{check.outcome.value}; {check.clause}", "dim", indent=4)
