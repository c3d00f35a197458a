"""What a change would do: to each requirement now, and to the way on.

A change is made to the question and to what is on offer, and both are answered again; nothing is
reckoned from differences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from credstone.model.enrolment import Enrolment, Pin
from credstone.model.learning import Catalogue, Holding, Offer
from credstone.model.plan import Criterion, Difference, Learn, Plan, WhatIf
from credstone.model.stack import Stack
from credstone.model.text import Text
from credstone.stacking.allocate import allocate
from credstone.stacking.asked import asked
from credstone.stacking.offers import names_of, on_offer, tomorrow
from credstone.stacking.plan import NODE_LIMIT, plan
from credstone.stacking.question import Question
from credstone.stacking.solvers.program import Solver
from credstone.stacking.solvers.registry import HIGHS
from credstone.stacking.weigh import weigh


@dataclass(frozen=True)
class Changes:
    """What to try.

    ``take`` are ids or codes of offers that count as earned. ``without`` are ids or codes: of
    credentials to keep out, and of offers that are not wanted. ``pins`` say by id or code which
    credential should count where; ``unpin`` names credentials whose wishes are dropped.
    ``stack`` is another version of the stack, or another stack.
    """

    take: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    pins: tuple[Pin, ...] = ()
    unpin: tuple[str, ...] = ()
    stack: Stack | None = None

    def __bool__(self) -> bool:
        return self != Changes()


def what_if(
    question: Question,
    catalogue: Catalogue,
    changes: Changes,
    *,
    criterion: Criterion = Criterion.CREDENTIALS,
    k: int = 1,
    promised_only: bool = False,
    solver: Solver = HIGHS,
    node_limit: int = NODE_LIMIT,
) -> WhatIf:
    """Answer ``question`` as it is and as it would be, with the plan for each.

    Names that nothing bears change nothing; ``unknown_names`` finds them beforehand.
    """

    def planned(one: Question, without: tuple[str, ...], ways: int) -> Plan:
        return plan(
            one,
            catalogue,
            criterion=criterion,
            k=ways,
            promised_only=promised_only,
            without=without,
            solver=solver,
            node_limit=node_limit,
        )

    changed = changed_question(question, catalogue, changes)
    before, after = planned(question, (), 1), planned(changed, changes.without, k)
    met_before, met_after = (_met(one, solver, node_limit) for one in (question, changed))
    # Where there is no way at all, no step is saved.
    both = bool(before.ways and after.ways)
    steps_before, steps_after = (_best(one) if both else () for one in (before, after))
    return WhatIf(
        changes=tuple(_in_words(changes)),
        met_before=met_before.stack,
        met_after=met_after.stack,
        differences=tuple(_differences(met_before, met_after)),
        before=before,
        after=after,
        dropped=tuple(one for one in steps_before if one not in steps_after),
        added=tuple(one for one in steps_after if one not in steps_before),
    )


def changed_question(question: Question, catalogue: Catalogue, changes: Changes) -> Question:
    """``question`` with the changes made."""
    taken = _taken(question, catalogue, changes.take)
    stack = changes.stack or question.stack
    new = replace(question, stack=stack)
    holdings = (*question.holdings, *tomorrow(taken, new))
    enrolment = _changed(question.enrolment, holdings, changes)
    return replace(new, holdings=holdings, enrolment=enrolment)


def unknown_names(question: Question, catalogue: Catalogue, changes: Changes) -> tuple[str, ...]:
    """Names in ``changes`` that no credential, no offer or no requirement bears."""
    offered = {name for offer in catalogue.offers for name in names_of(offer)}
    held = {name for holding in question.holdings for name in _names(holding)}
    stack = changes.stack or question.stack
    asked_for = {part.id for part in asked(replace(question, stack=stack)).parts}
    earned = held | set(changes.take)
    unknown = (
        *(name for name in changes.take if name not in offered),
        *(name for name in changes.without if name not in offered | held),
        *(pin.award for pin in changes.pins if pin.award not in earned),
        *(name for name in changes.unpin if name not in held),
        *(pin.requirement for pin in changes.pins if pin.requirement not in asked_for),
    )
    return tuple(dict.fromkeys(unknown))


@dataclass(frozen=True)
class _Met:
    """Whether the stack is met, and each requirement that is asked, by id."""

    stack: bool
    parts: dict[str, bool]
    labels: dict[str, Text]


def _met(question: Question, solver: Solver, node_limit: int) -> _Met:
    allocation = allocate(question, solver=solver, node_limit=node_limit)
    weights = weigh(question, allocation.uses).parts
    parts = asked(question).parts
    return _Met(
        stack=allocation.met,
        parts={part.id: weight.met for part, weight in zip(parts, weights, strict=True)},
        labels={part.id: part.requirement.label for part in parts},
    )


def _differences(before: _Met, after: _Met) -> Iterator[Difference]:
    """What stands otherwise, in the order of the file; what is asked no more comes last."""
    for one in dict.fromkeys((*after.parts, *before.parts)):
        was, will = before.parts.get(one), after.parts.get(one)
        if was is not will:
            label = (after if will is not None else before).labels[one]
            yield Difference(one, label, was, will)


def _taken(question: Question, catalogue: Catalogue, names: tuple[str, ...]) -> tuple[Offer, ...]:
    """One offer for each name: the first that can be taken, or else the first at all."""
    found = on_offer(question, catalogue)
    every = (*found.offers, *(one.offer for one in found.not_offered))
    first = (next((one for one in every if name in names_of(one)), None) for name in names)
    return tuple(dict.fromkeys(offer for offer in first if offer is not None))


def _changed(enrolment: Enrolment, holdings: tuple[Holding, ...], changes: Changes) -> Enrolment:
    out = [one.id for one in holdings if not _names(one).isdisjoint(changes.without)]
    free = {one.id for one in holdings if not _names(one).isdisjoint(changes.unpin)}
    wishes = [
        Pin(one.id, pin.requirement)
        for pin in changes.pins
        for one in holdings
        if pin.award in _names(one)
    ]
    kept = [pin for pin in enrolment.pins if pin.award not in free]
    return replace(
        enrolment,
        excluded=tuple(dict.fromkeys((*enrolment.excluded, *out))),
        pins=tuple(dict.fromkeys((*kept, *wishes))),
    )


def _names(holding: Holding) -> frozenset[str]:
    """What a person may call a credential by."""
    return frozenset({holding.id, holding.learning.id, holding.learning.code}) - {""}


def _best(found: Plan) -> tuple[str, ...]:
    """The steps of the best way as people name them."""
    return tuple(map(name_of, found.ways[0].offers))


def name_of(step: Learn) -> str:
    """ "MC-1", or "2 of MC-1, MC-2, MC-3"."""
    names = dict.fromkeys(one.learning.code for one in step.among)
    codes = ", ".join(names)
    if len(names) == 1 and step.choose > 1:
        return f"{codes}, {step.choose} times"
    return codes if step.choose == len(step.among) else f"{step.choose} of {codes}"


def _in_words(changes: Changes) -> Iterator[str]:
    for name in changes.take:
        yield f"{name} is earned"
    for name in changes.without:
        yield f"without {name}"
    for pin in changes.pins:
        yield f"{pin.award} should count in {pin.requirement}"
    for name in changes.unpin:
        yield f"{name} may count anywhere"
    if changes.stack is not None:
        yield f"by version {changes.stack.version} of {changes.stack.id}"
