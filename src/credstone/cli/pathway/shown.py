"""Progress for people: signs and words for every state, colour only beside them.

A nested list that a screen reader can follow: each line begins with its state in words. What is
said is decided in ``stacking``; the commands only choose how much of it is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from credstone.cli.pathway.wrapping import write
from credstone.formats import compact
from credstone.model.progress import State
from credstone.stacking.wording import unit_word

if TYPE_CHECKING:
    from credstone.cli.paper import Paper
    from credstone.model.progress import (
        Branch,
        Condition,
        Counted,
        Hint,
        HoldingAnswer,
        NotCounted,
        Progress,
    )

LOOKS = {
    State.MET: ("✓", "green"),
    State.OPEN: ("○", "yellow"),
    State.WAIVED: ("✓", "green"),
    State.NOT_ASKED: ("–", "dim"),
}
"""From a state to its sign and colour; its word always stands beside them."""
_STEP = 2
_MOST_NOT_COUNTED = 5

Namer = Callable[[str], str]


def show_progress(progress: Progress, paper: Paper) -> None:
    """The headline, the tree, the conditions, every credential, and what would help."""
    show_headline(progress, paper)
    for title, branch in (("Requirements", progress.rules), ("Capstone", progress.capstone)):
        if branch is not None:
            _heading(title, paper)
            show_branch(branch, holding_names(progress), paper)
    if progress.conditions:
        _heading("Conditions on everything that counts", paper)
        for condition in progress.conditions:
            show_condition(condition, paper)
    _heading("Credentials", paper)
    for one in progress.holdings:
        show_holding(one, progress, paper)
    if not progress.holdings:
        write(paper, "None yet.", indent=_STEP)
    if progress.hints:
        _heading("What one change would do", paper)
        for hint in progress.hints:
            write(paper, f"- {hint.reason}", indent=_STEP, hang=2)


def show_headline(progress: Progress, paper: Paper) -> None:
    """One sentence, and beside it that the answer is unproven when it is."""
    sign, style = LOOKS[State.MET if progress.met else State.OPEN]
    write(paper, f"{sign} {progress.headline}", f"bold {style}", hang=2)
    if not progress.proven:
        write(
            paper,
            "Best found, not proven: the search ended at its limit, and there may be a better "
            "way to count.",
            "yellow",
            hang=2,
        )


def show_branch(branch: Branch, names: Namer, paper: Paper, depth: int = 1) -> None:
    """One requirement and all below it, each a step further in."""
    sign, style = LOOKS[branch.state]
    text = f"{sign} {branch.state.value}: {_called(branch)}: {branch.reason}"
    write(paper, text, style, indent=depth * _STEP, hang=2)
    inside = (depth + 1) * _STEP
    for note in branch.notes:
        write(paper, note, indent=inside, hang=2)
    for counted in branch.counted:
        write(paper, _counts(counted, names), indent=inside, hang=2)
    for line in _missing(branch.not_counted, names):
        write(paper, line, "dim", indent=inside, hang=2)
    for contest in branch.contests:
        write(paper, contest.reason, indent=inside, hang=2)
    for part in branch.parts:
        show_branch(part, names, paper, depth + 1)


def show_condition(condition: Condition, paper: Paper) -> None:
    """One constraint: kept, holds or does not hold."""
    sign, style = LOOKS[State.MET if condition.holds else State.OPEN]
    text = f"{sign} {condition.state}: {condition.name.replace("_", " ")}: {condition.reason}"
    write(paper, text, style, indent=_STEP, hang=2)


def show_holding(one: HoldingAnswer, progress: Progress, paper: Paper) -> None:
    """One credential: where it counts, or why nowhere."""
    sign, style = LOOKS[State.MET if one.counts else State.OPEN]
    word = "counts" if one.counts else "does not count"
    facts = f"{one.title.best() or one.code} ({one.code}), {one.awarded_on.isoformat()}"
    write(paper, f"{sign} {word}: {facts}", style, indent=_STEP, hang=2)
    for place in one.counts:
        where = _called(progress.branch(place.requirement))
        unit = unit_word(progress.unit, int(place.credits * 100))
        credits = f"{compact.decimal(place.credits)} {unit}"
        write(paper, f"in {where}, with {credits}", indent=2 * _STEP, hang=2)
    if one.why_not:
        write(paper, one.why_not, indent=2 * _STEP, hang=2)
    write(paper, one.id, "dim", indent=2 * _STEP)


def show_hints(hints: tuple[Hint, ...], paper: Paper, indent: int) -> None:
    """What one change would do, a line each."""
    for hint in hints:
        write(paper, f"would help: {hint.reason}", indent=indent, hang=2)


def holding_names(progress: Progress) -> Namer:
    """From a credential's id to its title and code."""
    named = {one.id: f"{one.title.best() or one.code} ({one.code})" for one in progress.holdings}
    return lambda holding: named.get(holding, holding)


def _called(branch: Branch) -> str:
    label = branch.label.best()
    return f"{label} ({branch.id})" if label else branch.id


def _counts(counted: Counted, names: Namer) -> str:
    granted = f", granted on {counted.granted_on.isoformat()}" if counted.granted_on else ""
    cut = f" ({counted.cut})" if counted.cut else ""
    return f"counts: {names(counted.holding)}: {compact.decimal(counted.credits)}{cut}{granted}"


def _missing(not_counted: tuple[NotCounted, ...], names: Namer) -> list[str]:
    """What did not count: the nearest first, and how many more there are."""
    lines = [
        f"does not count: {names(one.holding)}: {'; '.join(one.reasons)}"
        for one in not_counted[:_MOST_NOT_COUNTED]
    ]
    more = len(not_counted) - _MOST_NOT_COUNTED
    return [*lines, f"… and {more} more: pathway explain tells them"] if more > 0 else lines


def _heading(text: str, paper: Paper) -> None:
    paper.line()
    paper.line(text, "bold")
