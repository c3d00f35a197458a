"""Why a stack cannot be met: a smallest set of what would have to give way.

Every requirement gets a way out, and as few as possible are taken; constraints are left out one by
one, then in pairs and threes. Which way is the cheapest otherwise is the affair of ``plan``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from credstone.model.enrolment import Attestation
from credstone.model.learning import Offer
from credstone.model.plan import Obstacle, ObstacleKind
from credstone.model.requirement import All, AnyOf, Attest, Cond, NOf, Outcomes, Requirement, Take
from credstone.model.stack import Constraints
from credstone.model.text import Text
from credstone.stacking.asked import asked
from credstone.stacking.case import Case, Option, case_of
from credstone.stacking.cheapest import in_sequence, least
from credstone.stacking.droppable import Droppable, droppable, without
from credstone.stacking.offers import Alike, OnOffer, days_matter, lacking, tomorrow
from credstone.stacking.pending import as_if_confirmed, pending
from credstone.stacking.question import Question
from credstone.stacking.rows import build
from credstone.stacking.shortlist import Market
from credstone.stacking.solvers.program import Program, Solution, Solver
from credstone.stacking.solvers.registry import HIGHS

NODE_LIMIT = 5_000
_MOST_TOGETHER = 3
_ROLE = "anyone"
_NOT_ASKED = "nothing of it is asked of this learner, so there is nothing to meet"
_CONSTRAINT = "all that is held or on offer cannot keep it together with the rest"


@dataclass(frozen=True)
class Relaxed:
    """What would have to be relaxed: ids of requirements and names of constraints."""

    requirements: tuple[str, ...]
    constraints: tuple[str, ...]
    price: int


def why_impossible(
    question: Question,
    offers: Sequence[Offer],
    solver: Solver = HIGHS,
    node_limit: int = NODE_LIMIT,
) -> tuple[Obstacle, ...]:
    """A smallest set of requirements and constraints without which the stack can be met.

    With the holdings of ``question``, every one of ``offers`` and every confirmation somebody may
    give. Empty when it can be met as it is. A group counts more than all that is in it, so that
    the requirement itself is named where it can be. The same question gives the same answer.
    """
    assumed = as_if_confirmed(question, pending(question))
    rules = question.stack.rules.id
    if asked(assumed).rules is None:
        return (Obstacle(ObstacleKind.REQUIREMENT, rules, _NOT_ASKED),)
    market = Market(OnOffer(tuple(offers), ()))
    listed = market.could_serve(asked(assumed), assumed)
    found = _fewest(assumed, listed, solver, node_limit)
    case = case_of(assumed, _options(listed, assumed))
    named = [Obstacle(ObstacleKind.REQUIREMENT, one, _why(one, case)) for one in found.requirements]
    walls = [Obstacle(ObstacleKind.CONSTRAINT, one, _CONSTRAINT) for one in found.constraints]
    return (*named, *walls)


def _fewest(
    question: Question, offers: Sequence[Offer], solver: Solver, node_limit: int
) -> Relaxed:
    """The smallest set; among equals requirements go before constraints."""
    every = droppable(question)

    def relaxed(dropped: Sequence[Droppable]) -> Relaxed | None:
        names = tuple(one.name for one in dropped)
        return _relaxed(without(question, dropped), offers, names, solver, node_limit)

    floor, best = relaxed(every), relaxed(())
    if floor is None:
        rest = _fewest(_with_rules_met(question), offers, solver, node_limit)
        return Relaxed((question.stack.rules.id, *rest.requirements), rest.constraints, rest.price)
    # Whatever constraints are left out, these requirements are in the way.
    floor_price = floor.price - len(every)
    for count in range(1, min(len(every), _MOST_TOGETHER) + 1):
        if best is not None and count + floor_price >= best.price:
            return best
        for dropped in combinations(every, count):
            found = relaxed(dropped)
            if found is not None and (best is None or found.price < best.price):
                best = found
    return best or _shrunk(every, floor, relaxed)


def _with_rules_met(question: Question) -> Question:
    """The question with a confirmation, given already, in place of all rules."""
    stack, enrolment = question.stack, question.enrolment
    rules = Attest(id=stack.rules.id, role=_ROLE, statement=Text())
    given = Attestation(stack.rules.id, _ROLE, "", question.at)
    return replace(
        question,
        stack=replace(stack, rules=rules),
        enrolment=replace(enrolment, attestations=(*enrolment.attestations, given)),
    )


def _shrunk(
    every: Sequence[Droppable],
    found: Relaxed,
    relaxed: Callable[[Sequence[Droppable]], Relaxed | None],
) -> Relaxed:
    """Leave constraints in, one after another, as long as it stays possible."""
    kept = list(every)
    for one in every:
        fewer = [other for other in kept if other is not one]
        easier = relaxed(fewer)
        if easier is not None:
            kept, found = fewer, easier
    return found


def _relaxed(
    question: Question,
    offers: Sequence[Offer],
    dropped: tuple[str, ...],
    solver: Solver,
    node_limit: int,
) -> Relaxed | None:
    """The requirements that would have to give way; None when the constraints forbid it anyway."""
    eased, ways_out = _with_ways_out(question)
    model = build(case_of(eased, _options(offers, eased)))
    program = model.program.copy()
    if not program.highs[model.stack]:
        return None
    program.fix(model.stack, 1)
    by_id = model.case.by_id
    bits = {model.met[by_id[f"?{one}"].index]: one for one in ways_out}
    price = {bit: ways_out[one] for bit, one in bits.items()}
    place = {bit: at for at, bit in enumerate(bits, 1)}

    def fewest(one: Program) -> Solution | None:
        return least(one, (price,), solver, node_limit, tie=place)

    found = in_sequence(model, program, fewest)
    if found is None:
        return None
    solution, _ = found
    chosen = tuple(one for bit, one in bits.items() if solution.values[bit])
    return Relaxed(chosen, dropped, solution.objective + len(dropped))


def _options(offers: Sequence[Offer], question: Question) -> list[Option]:
    dated = days_matter(offers, question)
    holdings = tomorrow(offers, question)
    return [
        Option(
            holding,
            key=Alike(None, offer.starts_on, offer.ends_on) if dated else None,
            lacking=lacking(offer, question),
        )
        for offer, holding in zip(offers, holdings, strict=True)
    ]


# Ways out of requirements


def _with_ways_out(question: Question) -> tuple[Question, dict[str, int]]:
    """The question with a confirmation, given already, in place of every requirement asked.

    Answers also what taking each way out costs, by the id of the requirement.
    """
    prices: dict[str, int] = {}
    tree = asked(question)
    may = {part.id for part in tree.parts if part.waiver is None}
    stack = question.stack
    # The rules themselves stay at the top: scopes are told by their direct parts.
    rules = _eased(stack.rules, may, prices, at_top=True)
    capstone = stack.constraints.capstone
    if capstone is not None:
        capstone = _eased(capstone, may, prices)
    constraints = replace(
        stack.constraints, capstone=capstone, order=_order(stack.constraints, prices)
    )
    enrolment = question.enrolment
    given = tuple(Attestation(f"?{one}", _ROLE, "", question.at) for one in prices)
    return (
        replace(
            question,
            stack=replace(stack, rules=rules, constraints=constraints),
            enrolment=replace(enrolment, attestations=(*enrolment.attestations, *given)),
        ),
        prices,
    )


def _eased(
    wish: Requirement, may: set[str], prices: dict[str, int], *, at_top: bool = False
) -> Requirement:
    """``wish`` or else the way out of it; its parts alike."""
    if wish.id not in may:
        return wish
    before = sum(prices.values())
    match wish:
        case All() | AnyOf():
            inner: Requirement = replace(
                wish, of=tuple(_eased(part, may, prices) for part in wish.of)
            )
        case NOf():
            # Only right below it a take stands for several.
            inner = replace(
                wish,
                of=tuple(
                    part
                    if isinstance(part, Take) and (part.counts_up_to or 1) > 1
                    else _eased(part, may, prices)
                    for part in wish.of
                ),
            )
        case Cond():
            other = wish.otherwise
            inner = replace(
                wish,
                then=_eased(wish.then, may, prices),
                otherwise=None if other is None else _eased(other, may, prices),
            )
        case Take() | Outcomes() | Attest():
            inner = wish
    if at_top and not isinstance(wish, Take | Outcomes):
        return inner
    prices[wish.id] = 1 + sum(prices.values()) - before
    way_out = Attest(id=f"?{wish.id}", role=_ROLE, statement=Text())
    return AnyOf(id=f"{wish.id}?", of=(inner, way_out))


def _order(constraints: Constraints, prices: dict[str, int]) -> tuple[tuple[str, str], ...]:
    """Pairs that a requirement left out of the question does not block."""
    return tuple(
        (f"{first}?" if first in prices else first, f"{second}?" if second in prices else second)
        for first, second in constraints.order
    )


def _why(requirement: str, case: Case) -> str:
    """What can be said about a requirement that has to give way."""
    part = case.by_id[requirement]
    if not part.is_leaf:
        return "what is asked of it as a whole cannot be had"
    # What could be taken several times is one thing all the same.
    fitting = {
        item.holding.id if item.option is None else item.holding.learning
        for item in case.items
        if part.index in item.leaves
    }
    count = len(fitting)
    if not count:
        return "nothing that is held or on offer can count here"
    things = "credential" if count == 1 else "credentials"
    return f"{count} {things}, held or on offer, can count here, but not with all the rest"
