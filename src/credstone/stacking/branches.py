"""The tree of the answer: every requirement with its state, its reason and what lies in it."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.model.progress import Branch, Counted, NotCounted, State
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    NOf,
    Outcomes,
    Requirement,
    Take,
)
from credstone.stacking.asked import Part
from credstone.stacking.case import Item
from credstone.stacking.contests import contests
from credstone.stacking.displaced import why_not_used
from credstone.stacking.kinds import kind_of
from credstone.stacking.people import awaited, confirmations, vain_waivers, waived
from credstone.stacking.seen import Seen
from credstone.stacking.wording import called, credits_of, listed, number, unit_word

KINDS: dict[type[Requirement], str] = {
    All: "all",
    AnyOf: "any",
    NOf: "n_of",
    Take: "take",
    Outcomes: "outcomes",
    Attest: "attest",
    Cond: "cond",
}
"""The word of the rule language for each kind."""


def branch_of(requirement: Requirement, seen: Seen) -> Branch:
    """The branch of a requirement, asked or not, with all below it."""
    part = seen.case.by_id.get(requirement.id)
    parts = tuple(branch_of(one, seen) for one in parts_of(requirement))
    kind = KINDS[type(requirement)]
    if part is None:
        reason = seen.not_asked[requirement.id]
        return Branch(requirement.id, requirement.label, kind, State.NOT_ASKED, reason, (), parts)
    if part.waiver is not None:
        reason = waived(part.waiver)
        return Branch(requirement.id, requirement.label, kind, State.WAIVED, reason, (), parts)
    reason, notes = _told(part, seen)
    helps = part.is_leaf and seen.is_needed(part)
    return Branch(
        id=requirement.id,
        label=requirement.label,
        kind=kind,
        state=State.MET if seen.weight(part).met else State.OPEN,
        reason=reason,
        notes=notes,
        parts=parts,
        counted=_all_counted(part, seen),
        not_counted=tuple(not_counted(part, seen)) if helps else (),
        contests=contests(part, seen) if helps else (),
    )


def parts_of(requirement: Requirement) -> tuple[Requirement, ...]:
    """The direct parts as they are written, asked or not."""
    match requirement:
        case All() | AnyOf() | NOf():
            return requirement.of
        case Cond():
            branches = (requirement.then, requirement.otherwise)
            return tuple(one for one in branches if one is not None)
        case Take() | Outcomes() | Attest():
            return ()


def not_counted(leaf: Part, seen: Seen, *, everything: bool = False) -> Iterator[NotCounted]:
    """What does not count in a leaf, the nearest first; ``everything`` also what is far off."""
    wish = leaf.requirement
    used = {item.holding.id for item in seen.laid.uses.get(leaf.index, ())}
    left = [one for one in seen.holdings if one.id not in used]
    # What counts elsewhere is seldom the question.
    nearest = sorted(left, key=lambda one: (seen.distance(wish, one), one.id in seen.counts_in))
    for holding in nearest:
        if not everything and not seen.is_near(wish, holding):
            continue
        aside = seen.aside.get(holding.id)
        reasons = [*([aside.why] if aside else []), *(m.why for m in seen.misses(wish, holding))]
        if not reasons:
            reasons = [*_why_not_used(seen.items.get(holding.id), leaf, seen)]
        yield NotCounted(holding.id, tuple(reasons))


def _why_not_used(item: Item | None, leaf: Part, seen: Seen) -> tuple[str, ...]:
    if item is None or leaf.index not in item.leaves:
        return ("its grade cannot be averaged with the one that is asked",)
    return why_not_used(item, leaf, seen)


def _told(part: Part, seen: Seen) -> tuple[str, tuple[str, ...]]:
    """The reason of its kind, what is asked of people besides, and what has to come before."""
    told = kind_of(part.requirement).tell(part, seen.laid)
    weight = seen.weight(part)
    reasons = [told.reason]
    if not isinstance(part.requirement, Attest):
        reasons += awaited(part.requirement, seen.question)
    if weight.blocked:
        before = _before(part, seen)
        verb = "has" if len(before) == 1 else "have"
        reasons.append(f"{listed(before)} {verb} to be met first")
    notes = [*told.notes, *vain_waivers(part.requirement, seen.question)]
    if not isinstance(part.requirement, Attest):
        notes += confirmations(part.requirement, seen.question)
    met_above = next((up for up in part.path[:-1] if seen.weighing.parts[up].met), None)
    if not weight.met and met_above is not None:
        above = seen.case.asked.parts[met_above].requirement
        notes.append(f"not needed: {called(above)} is met without it")
    return "; ".join(reasons), tuple(notes)


def _before(part: Part, seen: Seen) -> list[str]:
    """The requirements that have to be met before this one and are not."""
    order = seen.question.stack.constraints.order
    parts = seen.case.by_id
    first = [parts[one] for one, then in order if then == part.id and one in parts]
    return [called(one.requirement) for one in first if not seen.weight(one).met]


def _all_counted(part: Part, seen: Seen) -> tuple[Counted, ...]:
    """By day of award and id, like everywhere."""
    items = sorted(seen.laid.uses.get(part.index, ()), key=lambda item: item.rank)
    return tuple(_counted(item, part, seen) for item in items)


def _counted(item: Item, leaf: Part, seen: Seen) -> Counted:
    worth = seen.case.worth(leaf.index, item)
    cut = ""
    if worth < item.credits:
        unit = unit_word(seen.case.setting.unit)
        most = f"one credential brings at most {number(worth)} {unit} here"
        cut = f"of its {number(item.credits)}, since {most}"
    granted = next(
        (
            use.decided_on
            for use in seen.question.enrolment.granted
            if (use.award, use.requirement) == (item.holding.id, leaf.id)
            and use.stack == seen.question.stack.id
        ),
        None,
    )
    return Counted(item.holding.id, credits_of(worth), cut, granted)
