"""Everything about one requirement or one credential, also what ``progress`` leaves out as far off.

For a requirement every credential that does not count in it, near or not; for a credential every
requirement that takes some, with what keeps it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from credstone.model.progress import Branch, Hint, HoldingAnswer, Progress
from credstone.stacking.allocation import Allocation
from credstone.stacking.asked import Part
from credstone.stacking.branches import not_counted
from credstone.stacking.question import Question
from credstone.stacking.seen import Seen, see


@dataclass(frozen=True)
class InLeaf:
    """Whether a credential counts in a requirement (its id); if not, every reason."""

    requirement: str
    counts: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class AboutRequirement:
    """``branch`` with everything that does not count in it or below."""

    branch: Branch
    hints: tuple[Hint, ...]


@dataclass(frozen=True)
class AboutHolding:
    """``places`` are the leaves that are asked, the nearest first."""

    holding: HoldingAnswer
    places: tuple[InLeaf, ...]
    hints: tuple[Hint, ...]


def about_requirement(
    requirement: str, question: Question, allocation: Allocation, progress: Progress
) -> AboutRequirement:
    """All about a requirement; raises ``KeyError`` when the stack has none of that id."""
    branch = progress.branch(requirement)
    seen = see(question, allocation)
    inside = {one.id for one in branch}
    concerned = [
        one for one in progress.hints if one.requirement in inside or inside.intersection(one.meets)
    ]
    return AboutRequirement(_with_everything(branch, seen), tuple(concerned))


def about_holding(
    holding: str, question: Question, allocation: Allocation, progress: Progress
) -> AboutHolding:
    """All about a credential; raises ``KeyError`` when it was not asked about."""
    answer = progress.holding(holding)
    seen = see(question, allocation)
    concerned = [one for one in progress.hints if one.holding == holding]
    return AboutHolding(answer, tuple(_in_leaves(holding, seen)), tuple(concerned))


def _with_everything(branch: Branch, seen: Seen) -> Branch:
    part = seen.case.by_id.get(branch.id)
    if part is not None and part.leaves == (part.index,):
        return replace(branch, not_counted=tuple(not_counted(part, seen, everything=True)))
    return replace(branch, parts=tuple(_with_everything(one, seen) for one in branch.parts))


def _in_leaves(id_: str, seen: Seen) -> Iterator[InLeaf]:
    holding = next(one for one in seen.holdings if one.id == id_)
    counts = seen.counts_in.get(id_, ())

    def order(leaf: Part) -> tuple[bool, int]:
        return leaf not in counts, seen.distance(leaf.requirement, holding)

    for leaf in sorted(seen.case.asked.leaves, key=order):
        if leaf in counts:
            yield InLeaf(leaf.id, True, ())
        else:
            found = not_counted(leaf, seen, everything=True)
            reasons = next(one.reasons for one in found if one.holding == id_)
            yield InLeaf(leaf.id, False, reasons)
