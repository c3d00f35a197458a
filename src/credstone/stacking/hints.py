"""What one change would do: each is tried by asking the engine again, and told only if it helps.

A waiver, a confirmation, a renewal, a recognition, a credential that is kept out, an exception
from the rule against double counting. Which further credentials would help is the plan's affair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest

from credstone.model.enrolment import Attestation, Waiver
from credstone.model.learning import Holding, Recognition, Standing
from credstone.model.progress import Hint, HintKind
from credstone.model.requirement import Outcomes, Take
from credstone.model.stack import NoDoubleCount
from credstone.stacking.allocation import Allocation
from credstone.stacking.asked import Part, asked
from credstone.stacking.people import last_word, roles_of
from credstone.stacking.question import Question
from credstone.stacking.seen import Seen
from credstone.stacking.weigh import weigh
from credstone.stacking.wording import called, listed, titled

Ask = Callable[[Question], Allocation]


@dataclass(frozen=True)
class Change:
    """One thing that would be otherwise in ``question``; ``said`` puts it into words."""

    kind: HintKind
    said: str
    question: Question
    requirement: str = ""
    holding: str = ""
    role: str = ""


def hints(seen: Seen, ask: Ask, tries: int) -> tuple[Hint, ...]:
    """The changes that would meet something that is open, out of at most ``tries`` tried."""
    if seen.weighing.met:
        return ()
    before = _met(seen.question, seen.allocation)
    found = []
    for change in islice(_changes(seen), tries):
        after = ask(change.question)
        gained = [one for one in _met(change.question, after) if one not in before]
        if gained or after.met:
            found.append(_hint(change, tuple(gained), seen, after.met))
    return tuple(found)


def _met(question: Question, allocation: Allocation) -> tuple[str, ...]:
    """The ids of what is met or waived, in the order of the file."""
    weights = weigh(question, allocation.uses).parts
    return tuple(part.id for part in asked(question).parts if weights[part.index].met)


def _hint(change: Change, gained: tuple[str, ...], seen: Seen, stack_met: bool) -> Hint:
    names = [called(part.requirement) for part in seen.case.asked.parts if part.id in gained]
    settled = f" would settle {listed(names)}" if names else " would help"
    whole = "; the whole stack would be met then" if stack_met else ""
    return Hint(
        kind=change.kind,
        reason=f"{change.said}{settled}{whole}",
        requirement=change.requirement,
        holding=change.holding,
        role=change.role,
        meets=gained,
        stack_met=stack_met,
    )


def _changes(seen: Seen) -> Iterator[Change]:
    """One of each kind in turn, so that many of one kind do not use up all tries."""
    kinds = (
        _attestations(seen),
        _waivers(seen),
        _renewals(seen),
        _recognitions(seen),
        _inclusions(seen),
        _exceptions(seen),
    )
    return (one for one in chain.from_iterable(zip_longest(*kinds)) if one is not None)


def _open(seen: Seen) -> list[Part]:
    """What is open below nothing but open requirements."""
    return [part for part in seen.case.asked.parts if seen.is_needed(part)]


def _attestations(seen: Seen) -> Iterator[Change]:
    question = seen.question
    for part in _open(seen):
        missing = [
            role
            for role in roles_of(part.requirement)
            if not ((word := last_word(part.id, role, question)) and word.confirmed)
        ]
        said = f"a confirmation by the {listed(missing)}"
        words = tuple(Attestation(part.id, role, role, question.at) for role in missing)
        if words:
            # A refusal of the same day would go before it.
            kept = tuple(
                one
                for one in question.enrolment.attestations
                if (one.requirement, one.on) != (part.id, question.at)
            )
            enrolment = replace(question.enrolment, attestations=(*kept, *words))
            changed = replace(question, enrolment=enrolment)
            yield Change(HintKind.ATTESTATION, said, changed, requirement=part.id, role=missing[0])


def _waivers(seen: Seen) -> Iterator[Change]:
    question = seen.question
    for part in _open(seen):
        role = part.requirement.waivable_by
        if role:
            waiver = Waiver(part.id, role, role, question.at)
            waivers = (*question.enrolment.waivers, waiver)
            changed = replace(question, enrolment=replace(question.enrolment, waivers=waivers))
            said = f"a waiver by the {role}"
            yield Change(HintKind.WAIVER, said, changed, requirement=part.id, role=role)


def _renewals(seen: Seen) -> Iterator[Change]:
    """Expired ones, and ones too old where a renewal begins the age anew."""
    for holding in seen.holdings:
        aside = seen.aside.get(holding.id)
        expired = holding.standing is Standing.EXPIRED or _is_over(holding, seen.question)
        too_old = aside is not None and aside.field == "age"
        aged = aside is None and _misses_only(holding, ("max_age",), seen) is not None
        if expired or too_old or aged:
            renewed = replace(
                holding,
                standing=Standing.CURRENT if expired else holding.standing,
                standing_reason="" if expired else holding.standing_reason,
                valid_until=None,
                renewed_on=seen.question.at,
            )
            yield _with_holding(seen, HintKind.RENEWAL, "renewing", renewed)


def _recognitions(seen: Seen) -> Iterator[Change]:
    for holding in seen.holdings:
        aside = seen.aside.get(holding.id)
        if aside is not None and aside.field == "trust":
            trusted = replace(holding, trusted=True)
            yield _with_holding(seen, HintKind.RECOGNITION, "accepting the issuer of", trusted)
        elif aside is None:
            leaf = _misses_only(holding, ("agreement", "recognised_by", "any"), seen)
            for one in _recognitions_for(leaf) if leaf else ():
                known = replace(holding, recognised=(*holding.recognised, one))
                under = f" under {one.agreement}" if one.agreement else f" by {one.by}"
                yield _with_holding(
                    seen, HintKind.RECOGNITION, "a recognition of", known, under, leaf
                )


def _recognitions_for(leaf: Part | None) -> list[Recognition]:
    """What the leaf, or one of its alternatives, wants a credential to be recognised as."""
    if leaf is None or not isinstance(leaf.requirement, Take | Outcomes):
        return []
    select = leaf.requirement.select
    for wanted in (select, *select.any):
        if wanted.agreement or wanted.recognised_by:
            by = next(iter(wanted.recognised_by), "")
            return [Recognition(by, next(iter(wanted.agreement), ""))]
    return []


def _inclusions(seen: Seen) -> Iterator[Change]:
    question = seen.question
    for id_ in question.enrolment.excluded:
        holding = next((one for one in seen.holdings if one.id == id_), None)
        if holding is not None:
            excluded = tuple(one for one in question.enrolment.excluded if one != id_)
            changed = replace(question, enrolment=replace(question.enrolment, excluded=excluded))
            said = f"no longer keeping out {titled(holding)}"
            yield Change(HintKind.INCLUSION, said, changed, holding=id_)


def _exceptions(seen: Seen) -> Iterator[Change]:
    """Sharing between an open leaf and one that uses what could serve it."""
    tried = set()
    for leaf in _open(seen):
        for item in seen.case.items if leaf.is_leaf else ():
            for other in seen.counts_in.get(item.holding.id, ()):
                pair = (leaf.id, other.id)
                if leaf.index in item.leaves and leaf is not other and pair not in tried:
                    tried.add(pair)
                    yield _exception(seen, leaf, other)


def _exception(seen: Seen, leaf: Part, other: Part) -> Change:
    stack = seen.question.stack
    rule: NoDoubleCount = stack.constraints.no_double_count
    allowed = replace(rule, exceptions=(*rule.exceptions, (leaf.id, other.id)))
    constraints = replace(stack.constraints, no_double_count=allowed)
    changed = replace(seen.question, stack=replace(stack, constraints=constraints))
    names = listed([called(leaf.requirement), called(other.requirement)])
    said = f"an exception that lets {names} share a credential"
    return Change(HintKind.EXCEPTION, said, changed, requirement=leaf.id)


def _with_holding(
    seen: Seen,
    kind: HintKind,
    verb: str,
    changed: Holding,
    after: str = "",
    leaf: Part | None = None,
) -> Change:
    holdings = tuple(changed if one.id == changed.id else one for one in seen.question.holdings)
    return Change(
        kind,
        f"{verb} {titled(changed)}{after}",
        replace(seen.question, holdings=holdings),
        requirement=leaf.id if leaf else "",
        holding=changed.id,
    )


def _misses_only(holding: Holding, fields: tuple[str, ...], seen: Seen) -> Part | None:
    """The first open leaf that the holding misses in one of these fields and in nothing else."""
    for leaf in _open(seen):
        if leaf.is_leaf:
            missed = {miss.field for miss in seen.misses(leaf.requirement, holding)}
            if missed and missed <= set(fields):
                return leaf
    return None


def _is_over(holding: Holding, question: Question) -> bool:
    return holding.valid_until is not None and holding.valid_until < question.at
