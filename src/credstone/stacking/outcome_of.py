"""What became of every credential: where it counts, or why nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from credstone.model.learning import Holding
from credstone.model.progress import HoldingAnswer, Place
from credstone.model.requirement import Outcomes, Requirement, Take
from credstone.stacking.asked import Part
from credstone.stacking.branches import parts_of
from credstone.stacking.displaced import why_not_used
from credstone.stacking.eligible import credits_of
from credstone.stacking.people import waived
from credstone.stacking.seen import Seen
from credstone.stacking.wording import called, listed
from credstone.stacking.wording import credits_of as in_credits

_NOTHING_NEAR = "matches no requirement of this stack"
_NOTHING_TAKEN = "no requirement that is asked takes credentials"


def holding_answers(seen: Seen) -> tuple[HoldingAnswer, ...]:
    """All holdings, by day of award and id."""
    return tuple(_answer(holding, seen) for holding in seen.holdings)


def nearest_leaf(holding: Holding, seen: Seen) -> Part | None:
    """The leaf that the holding misses by least, None when all name other definitions."""
    leaves = [one for one in seen.case.asked.leaves if seen.is_near(one.requirement, holding)]
    return min(leaves, key=lambda one: seen.distance(one.requirement, holding), default=None)


def _answer(holding: Holding, seen: Seen) -> HoldingAnswer:
    counts = seen.counts_in.get(holding.id, ())
    why_not, nearest = ("", "") if counts else _why_nowhere(holding, seen)
    learning = holding.learning
    return HoldingAnswer(
        id=holding.id,
        code=learning.code,
        title=learning.title,
        issuer=learning.issuer,
        awarded_on=holding.awarded_on,
        credits=in_credits(credits_of(holding, seen.case.setting)),
        counts=tuple(_place(holding, leaf, seen) for leaf in counts),
        why_not=why_not,
        nearest=nearest,
    )


def _place(holding: Holding, leaf: Part, seen: Seen) -> Place:
    worth = seen.case.worth(leaf.index, seen.items[holding.id])
    return Place(leaf.id, in_credits(worth))


def _why_nowhere(holding: Holding, seen: Seen) -> tuple[str, str]:
    """The reason, and the id of the leaf that it misses by least."""
    nearest = nearest_leaf(holding, seen)
    near = "" if nearest is None else nearest.id
    if holding.id in seen.aside:
        return seen.aside[holding.id].why, near
    if holding.id in seen.items:
        return _why_not_taken(holding, seen), near
    passed = next(_left_out(holding, seen), "")
    if passed:
        return passed, near
    if nearest is None:
        return (_NOTHING_NEAR if seen.case.asked.leaves else _NOTHING_TAKEN), near
    misses = seen.misses(nearest.requirement, holding)
    reasons = "; ".join(miss.why for miss in misses) or "its grade cannot be averaged there"
    return f"matches no requirement; nearest is {called(nearest.requirement)}: {reasons}", near


def _left_out(holding: Holding, seen: Seen) -> Iterator[str]:
    """For each leaf that it could serve if that were asked: why it is not."""
    stack = seen.question.stack
    tops = [top for top in (stack.rules, stack.constraints.capstone) if top is not None]
    for leaf in (one for top in tops for one in _leaves(top)):
        part = seen.case.by_id.get(leaf.id)
        if seen.misses(leaf, holding):
            continue
        if part is None:
            reason = seen.not_asked[leaf.id]
            yield f"could serve {called(leaf)}, which is not asked: {reason}"
        elif part.waiver is not None:
            yield f"could serve {called(leaf)}, which is {waived(part.waiver)}"


def _leaves(requirement: Requirement) -> Iterator[Take | Outcomes]:
    if isinstance(requirement, Take | Outcomes):
        yield requirement
    for part in parts_of(requirement):
        yield from _leaves(part)


def _why_not_taken(holding: Holding, seen: Seen) -> str:
    item = seen.items[holding.id]
    leaves = [seen.case.asked.parts[leaf] for leaf in item.leaves]
    wanting = [leaf for leaf in leaves if seen.is_needed(leaf)]
    if not wanting:
        return _not_needed(leaves, seen)
    first = wanting[0]
    reasons = "; ".join(why_not_used(item, first, seen))
    return f"could serve {called(first.requirement)}, but {reasons}"


def _not_needed(leaves: Sequence[Part], seen: Seen) -> str:
    """What it could serve is met, or something above that is met otherwise."""
    met = [called(leaf.requirement) for leaf in leaves if seen.weight(leaf).met]
    if len(met) == len(leaves):
        return f"not needed: everything it could serve is settled ({listed(met)})"
    reasons = [f"{listed(met)} {'is' if len(met) == 1 else 'are'} settled"] if met else []
    reasons += (_met_otherwise(leaf, seen) for leaf in leaves if not seen.weight(leaf).met)
    return f"not needed: {'; '.join(dict.fromkeys(reasons))}"


def _met_otherwise(leaf: Part, seen: Seen) -> str:
    """Which group around an open leaf is met, and by which of its parts."""
    parts = seen.case.asked.parts
    group = next(parts[up] for up in reversed(leaf.path) if seen.weighing.parts[up].met)
    by = [parts[below] for below in group.parts if seen.weighing.parts[below].met]
    names = listed([called(part.requirement) for part in by])
    return f"{called(group.requirement)} is met by {names}"
