"""Progress for people: signs and words for every state, colour only beside them.

A nested list that a screen reader can follow: each line begins with its state in words. What is
said is decided in ``stacking``; the commands only choose how much of it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
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
    from credstone.stacking.explained import AboutHolding, AboutRequirement

LOOKS = {
    State.MET: ("✓", "green"),
    State.OPEN: ("○", "yellow"),
    State.WAIVED: ("✓", "green"),
    State.NOT_ASKED: ("–", "dim"),
}
"""From a state to its sign and colour; its word always stands beside them."""
_STEP = 2
_MOST_NOT_COUNTED = 5


@dataclass(frozen=True)
class Words:
    """What credentials are called, by id, and what credits are counted in."""

    names: Mapping[str, str]
    unit: str

    def name(self, holding: str) -> str:
        """The title and code of a credential."""
        return self.names.get(holding, holding)

    def credits(self, credits: Decimal) -> str:
        """So many credits, in the stack's unit."""
        return f"{compact.decimal(credits)} {unit_word(self.unit, int(credits * 100))}"


def show_progress(progress: Progress, paper: Paper, binding: str = "") -> None:
    """The headline, the tree, the conditions, every credential, and what would help.

    ``binding`` is why this version binds the learner.
    """
    show_headline(progress, paper)
    if binding:
        write(paper, binding, indent=_STEP)
    for title, branch in (("Requirements", progress.rules), ("Capstone", progress.capstone)):
        if branch is not None:
            _heading(title, paper)
            show_branch(branch, words_of(progress), paper)
    if progress.conditions:
        _heading("Conditions on everything that counts", paper)
        for condition in progress.conditions:
            show_condition(condition, paper)
    _heading("Credentials", paper)
    for one in progress.holdings:
        show_holding(one, progress, paper)
    if not progress.holdings:
        write(paper, "None yet.", indent=_STEP)
    _show_hints(progress.hints, paper)


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


def show_branch(
    branch: Branch, words: Words, paper: Paper, depth: int = 1, *, everything: bool = False
) -> None:
    """One requirement and all below it, each a step further in.

    Of what does not count only the nearest few are shown, unless ``everything`` is.
    """
    sign, style = LOOKS[branch.state]
    text = f"{sign} {branch.state.value}: {_called(branch)}: {branch.reason}"
    write(paper, text, style, indent=depth * _STEP, hang=2)
    inside = (depth + 1) * _STEP
    for note in branch.notes:
        write(paper, note, indent=inside, hang=2)
    for counted in branch.counted:
        write(paper, _counts(counted, words), indent=inside, hang=2)
    most = len(branch.not_counted) if everything else _MOST_NOT_COUNTED
    for line in _missing(branch.not_counted, words, most):
        write(paper, line, "dim", indent=inside, hang=2)
    for contest in branch.contests:
        write(paper, contest.reason, indent=inside, hang=2)
    if branch.state in (State.MET, State.OPEN):
        for part in branch.parts:
            show_branch(part, words, paper, depth + 1, everything=everything)


def show_condition(condition: Condition, paper: Paper) -> None:
    """One constraint: kept, holds or does not hold."""
    sign, style = LOOKS[State.MET if condition.holds else State.OPEN]
    text = f"{sign} {condition.state}: {condition.name.replace('_', ' ')}: {condition.reason}"
    write(paper, text, style, indent=_STEP, hang=2)


def show_holding(one: HoldingAnswer, progress: Progress, paper: Paper) -> None:
    """One credential: where it counts, or why nowhere."""
    sign, style = LOOKS[State.MET if one.counts else State.OPEN]
    word = "counts" if one.counts else "does not count"
    facts = f"{_titled(one)}, {one.awarded_on.isoformat()}"
    write(paper, f"{sign} {word}: {facts}", style, indent=_STEP, hang=2)
    for place in one.counts:
        where = _called(progress.branch(place.requirement))
        credits = words_of(progress).credits(place.credits)
        write(paper, f"in {where}, with {credits}", indent=2 * _STEP, hang=2)
    if one.why_not:
        write(paper, one.why_not, indent=2 * _STEP, hang=2)
    write(paper, one.id, "dim", indent=2 * _STEP)


def show_about_requirement(about: AboutRequirement, progress: Progress, paper: Paper) -> None:
    """One requirement with every credential that does not count in it, and what would help."""
    show_headline(progress, paper)
    _heading("The requirement", paper)
    show_branch(about.branch, words_of(progress), paper, everything=True)
    _show_hints(about.hints, paper)


def show_about_holding(about: AboutHolding, progress: Progress, paper: Paper) -> None:
    """One credential, what keeps it out of each requirement, and what would help."""
    show_headline(progress, paper)
    _heading("The credential", paper)
    show_holding(about.holding, progress, paper)
    if about.places:
        _heading("In each requirement that takes credentials", paper)
    for place in about.places:
        sign, style = LOOKS[State.MET if place.counts else State.OPEN]
        reasons = "" if place.counts else f": {'; '.join(place.reasons)}"
        word = "counts" if place.counts else "does not count"
        name = _called(progress.branch(place.requirement))
        write(paper, f"{sign} {word} in {name}{reasons}", style, indent=_STEP, hang=2)
    _show_hints(about.hints, paper)


def words_of(progress: Progress) -> Words:
    """The words of an answer."""
    return Words({one.id: _titled(one) for one in progress.holdings}, progress.unit)


def _titled(one: HoldingAnswer) -> str:
    title = one.title.best()
    return f"{title} ({one.code})" if title and one.code else title or one.code or one.id


def _called(branch: Branch) -> str:
    label = branch.label.best()
    return f"{label} ({branch.id})" if label else branch.id


def _counts(counted: Counted, words: Words) -> str:
    granted = f", granted on {counted.granted_on.isoformat()}" if counted.granted_on else ""
    cut = f" ({counted.cut})" if counted.cut else ""
    credits = words.credits(counted.credits)
    return f"counts: {words.name(counted.holding)}: {credits}{cut}{granted}"


def _missing(not_counted: tuple[NotCounted, ...], words: Words, most: int) -> list[str]:
    """What did not count: the nearest first, and how many more there are."""
    lines = [
        f"does not count: {words.name(one.holding)}: {'; '.join(one.reasons)}"
        for one in not_counted[:most]
    ]
    more = len(not_counted) - most
    return [*lines, f"… and {more} more: pathway explain tells them"] if more > 0 else lines


def _show_hints(hints: tuple[Hint, ...], paper: Paper) -> None:
    if hints:
        _heading("What one change would do", paper)
    for hint in hints:
        write(paper, f"- {hint.reason}", indent=_STEP, hang=2)


def _heading(text: str, paper: Paper) -> None:
    paper.line()
    paper.line(text, "bold")
