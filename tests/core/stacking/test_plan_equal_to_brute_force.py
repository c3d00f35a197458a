"""The cheapest way is what trying every set of offers finds, over the whole language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, combinations
from random import Random

import pytest

from credstone.model.enrolment import Waiver
from credstone.model.learning import Catalogue, Holding, Offer, Standing
from credstone.model.plan import Criterion, Obstacle, ObstacleKind, Way
from credstone.model.requirement import All, AnyOf, Cond, NOf, Requirement
from credstone.stacking.asked import asked
from credstone.stacking.droppable import droppable, without
from credstone.stacking.offers import tomorrow
from credstone.stacking.pending import as_if_confirmed, pending
from credstone.stacking.plan import plan
from credstone.stacking.question import Question
from credstone.stacking.solvers.program import Solver
from credstone.stacking.solvers.registry import CP_SAT, HIGHS
from tests.core.stacking.oracle.brute_force import best
from tests.core.stacking.oracle.made_up import made_up

_MOST_OFFERS = 4


@dataclass(frozen=True)
class Story:
    """A learner who still lacks what is on offer."""

    question: Question
    offers: tuple[Offer, ...]

    @property
    def catalogue(self) -> Catalogue:
        return Catalogue("made-up", "1", self.offers)


def story(seed: int) -> Story:
    """Some of what the learner of a made-up question holds is taken away and put on offer."""
    random = Random(f"plan {seed}")
    question = made_up(seed)
    fixed = {use.award for use in question.enrolment.granted}
    fixed |= {pin.award for pin in question.enrolment.pins} | set(question.enrolment.excluded)
    free = [
        one
        for one in question.holdings
        if one.id not in fixed
        and one.standing is Standing.CURRENT
        and one.awarded_on <= question.at
    ]
    given_back = random.sample(free, min(len(free), random.randint(1, _MOST_OFFERS)))
    codes = [one.learning.code for one in given_back]
    # Where the stack asks for an order of its own, prerequisites could turn it round.
    may_ask = not question.stack.constraints.order
    offers = [_offer(one, codes if may_ask else [], random) for one in given_back]
    held = tuple(one for one in question.holdings if one not in given_back)
    return Story(replace(question, holdings=held), tuple(offers))


def _offer(holding: Holding, codes: Sequence[str], random: Random) -> Offer:
    first = tuple(code for code in codes if random.random() < 0.15)
    return Offer(
        replace(holding.learning, prerequisites=first),
        price=Decimal(random.randint(0, 6) * 50),
        currency="EUR",
        weeks=Decimal(random.randint(1, 8)),
        exams=random.randint(0, 2),
        recognised=holding.recognised,
    )


def judge(seed: int, criterion: Criterion, solver: Solver) -> bool:
    """Whether there was a way; fails when it is not the best, or what is in the way is not."""
    told = story(seed)
    found = plan(told.question, told.catalogue, criterion=criterion, k=3, solver=solver)
    tried = sorted(
        (cost(criterion, chosen, told.question), chosen_number)
        for chosen_number, chosen in enumerate(_sets(told))
        if _completes(told, chosen)
    )
    assert found.possible == bool(tried), seed
    if not found.possible:
        _gives_way(told, found.obstacles, seed)
        return False
    first = found.ways[0]
    assert cost(criterion, taken(first), told.question) == tried[0][0], seed
    assert all(_completes(told, taken(way)) for way in found.ways), seed
    for at, way in enumerate(found.ways):
        names = {id(offer) for offer in taken(way)}
        for later in found.ways[at + 1 :]:
            assert not names <= {id(offer) for offer in taken(later)}, seed
            assert cost(criterion, taken(later), told.question)[0] >= tried[0][0][0], seed
    return True


def taken(way: Way) -> tuple[Offer, ...]:
    return tuple(offer for step in way.offers for offer in step.among[: step.choose])


def cost(criterion: Criterion, chosen: Sequence[Offer], question: Question) -> tuple[Decimal, ...]:
    """What the criterion counts, then credentials, then the price."""
    price = sum((offer.price or Decimal(0) for offer in chosen), Decimal(0))
    match criterion:
        case Criterion.COST:
            first = price
        case Criterion.TIME:
            first = sum((offer.weeks or Decimal(0) for offer in chosen), Decimal(0))
        case Criterion.EXAMS:
            first = Decimal(sum(offer.exams for offer in chosen))
        case _:
            first = Decimal(len(chosen))
    return first, Decimal(len(chosen)), price


def _sets(told: Story) -> Iterator[tuple[Offer, ...]]:
    sizes = range(len(told.offers) + 1)
    every = chain.from_iterable(combinations(told.offers, size) for size in sizes)
    return (chosen for chosen in every if _can_be_earned(told, chosen))


def _can_be_earned(told: Story, chosen: Sequence[Offer]) -> bool:
    """One after another, each once what it asks for is there."""
    question = told.question
    known = {
        name
        for one in question.holdings
        if one.standing is Standing.CURRENT
        and one.awarded_on <= question.at
        and (one.valid_until is None or one.valid_until >= question.at)
        for name in (one.learning.id, one.learning.code)
    }
    left = list(chosen)
    while ready := [one for one in left if set(one.learning.prerequisites) <= known]:
        known |= {name for one in ready for name in (one.learning.id, one.learning.code)}
        left = [one for one in left if one not in ready]
    return not left


def _completes(told: Story, chosen: Sequence[Offer]) -> bool:
    assumed = as_if_confirmed(told.question, pending(told.question))
    # Grades depend on the stack alone, so earning one by one or all at once is the same.
    earned = tomorrow(tuple(chosen), assumed)
    return bool(best(replace(assumed, holdings=(*assumed.holdings, *earned))).values[0])


def _gives_way(told: Story, obstacles: Sequence[Obstacle], seed: int) -> None:
    """With these out of the way there is a way."""
    assert obstacles, seed
    named = {one.name for one in obstacles if one.kind is ObstacleKind.CONSTRAINT}
    waived = {one.name for one in obstacles if one.kind is ObstacleKind.REQUIREMENT}
    question = without(
        told.question, [one for one in droppable(told.question) if one.name in named]
    )
    stack = question.stack
    if asked(question).rules is None:
        return
    constraints = stack.constraints
    if constraints.capstone is not None:
        constraints = replace(constraints, capstone=_waivable(constraints.capstone, waived))
    stack = replace(stack, constraints=constraints, rules=_waivable(stack.rules, waived))
    let_off = tuple(Waiver(one, "dean", "D. Ean", question.at) for one in waived)
    enrolment = replace(question.enrolment, waivers=(*question.enrolment.waivers, *let_off))
    easier = replace(question, stack=stack, enrolment=enrolment)
    assert plan(easier, told.catalogue).possible, seed


def _waivable(wish: Requirement, names: set[str]) -> Requirement:
    role = "dean" if wish.id in names else wish.waivable_by
    match wish:
        case All() | AnyOf() | NOf():
            parts = tuple(_waivable(part, names) for part in wish.of)
            return replace(wish, waivable_by=role, of=parts)
        case Cond():
            other = None if wish.otherwise is None else _waivable(wish.otherwise, names)
            then = _waivable(wish.then, names)
            return replace(wish, waivable_by=role, then=then, otherwise=other)
        case _:
            return replace(wish, waivable_by=role)


COUNTED = (Criterion.CREDENTIALS, Criterion.COST, Criterion.TIME, Criterion.EXAMS)


@pytest.mark.parametrize("criterion", COUNTED)
def test_made_up_learners_are_told_the_cheapest_way(criterion: Criterion) -> None:
    possible = sum(judge(seed, criterion, HIGHS) for seed in range(40))
    assert 10 <= possible <= 39


def test_the_other_solver_finds_it_too() -> None:
    for seed in range(40, 70):
        judge(seed, Criterion.COST, CP_SAT)


@pytest.mark.soak
@pytest.mark.parametrize("criterion", COUNTED)
@pytest.mark.parametrize("first", range(0, 2000, 250))
def test_two_thousand_learners(first: int, criterion: Criterion) -> None:
    for seed in range(first, first + 250):
        judge(seed, criterion, HIGHS)
