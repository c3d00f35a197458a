"""The cheapest way to complete a stack, and the next best ones.

Puts the question to the search and its answer into steps: what to take, in which order, what it
serves and costs, who has to confirm what, and everything that had to be assumed. Nothing is
assumed silently. What stands in the way when there is none is found in ``relax``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from credstone.errors import TooComplex
from credstone.model.learning import Catalogue, Offer
from credstone.model.plan import Confirm, Criterion, NotOffered, Obstacle, Plan, Way
from credstone.stacking.asked import asked
from credstone.stacking.assumptions import of_the_plan, of_the_way
from credstone.stacking.binding import why_closed
from credstone.stacking.case import Case, Option, case_of
from credstone.stacking.cheapest import Completion, Search, completions
from credstone.stacking.costs import Costs, costs_of
from credstone.stacking.offers import Alike, days_matter, lacking, on_offer, tomorrow
from credstone.stacking.pending import as_if_confirmed, pending
from credstone.stacking.question import Question
from credstone.stacking.relax import why_impossible
from credstone.stacking.repeats import repeated
from credstone.stacking.rows import build
from credstone.stacking.shortlist import Market
from credstone.stacking.solvers.program import Solver
from credstone.stacking.solvers.registry import HIGHS
from credstone.stacking.way import is_granted, steps_of, sum_of

NODE_LIMIT = 20_000
"""Nodes for each stage of the search."""


@dataclass(frozen=True)
class Prepared:
    """A question with everything on offer laid beside it.

    ``question`` is as if everything ``awaited`` were confirmed. ``offers`` gives the index of an
    offer in ``costs`` by the id of the holding it would become.
    """

    question: Question
    awaited: tuple[Confirm, ...]
    costs: Costs
    not_offered: tuple[NotOffered, ...]
    case: Case
    offers: dict[str, int]

    @property
    def offered(self) -> tuple[Offer, ...]:
        """What could serve, in its fixed order."""
        return self.costs.offers


def plan(
    question: Question,
    catalogue: Catalogue,
    *,
    criterion: Criterion = Criterion.CREDENTIALS,
    k: int = 1,
    promised_only: bool = False,
    without: Collection[str] = (),
    solver: Solver = HIGHS,
    node_limit: int = NODE_LIMIT,
) -> Plan:
    """The ``k`` best ways to meet the stack with what ``catalogue`` offers, best first.

    Least of the criterion, then fewest credentials, lowest price, fewest confirmations, and the
    first in the order of the catalogue (by day, then code). Each way leaves out something of
    every better one. ``without`` are ids or codes that the learner does not want to take. With
    ``promised_only`` nothing is taken that nobody has promised to recognise.

    A version that is taught out has no way on, unless it is granted already. Raises ``Conflict``
    for two holdings of one id.
    """
    market = Market(on_offer(question, catalogue, without=without, promised_only=promised_only))
    ready = prepare(question, market)
    ways: list[Way] = []
    obstacles: tuple[Obstacle, ...] = ()
    decided = True
    granted = is_granted(question.enrolment, question.stack.id)
    closed = "" if granted else why_closed(question.stack, question.at)
    try:
        if closed:
            k = 0
        ways.extend(islice(ways_of(ready, criterion, solver, node_limit), k))
        if not ways and not closed:
            obstacles = why_impossible(question, ready.offered, solver)
    except TooComplex:
        # A search without a result is an answer as well. What was found before it stays.
        decided = bool(ways)
    stack = question.stack
    return Plan(
        stack=stack.id,
        version=stack.version,
        title=stack.title,
        unit=stack.unit,
        at=question.at,
        criterion=criterion,
        catalogue=catalogue.id,
        catalogue_version=catalogue.version,
        prices_of=catalogue.prices_of,
        promised_only=promised_only,
        ways=tuple(ways),
        obstacles=obstacles,
        assumptions=of_the_plan(question, catalogue, criterion, ready.costs),
        not_offered=ready.not_offered,
        decided=decided,
        closed=closed,
    )


def prepare(question: Question, market: Market) -> Prepared:
    """Lay out what could be taken; offers that serve nothing here are dropped."""
    awaited = pending(question)
    assumed = as_if_confirmed(question, awaited)
    listed = tuple(repeated(market.could_serve(asked(assumed), assumed), question.stack))
    costs = costs_of(listed, question.stack.unit, question.at)
    options = _options(listed, costs, assumed)
    offers = {option.holding.id: at for at, option in enumerate(options)}
    case = _with_useful_options(case_of(assumed, options))
    return Prepared(assumed, awaited, costs, market.found.not_offered, case, offers)


def ways_of(
    ready: Prepared, criterion: Criterion, solver: Solver, node_limit: int
) -> Iterator[Way]:
    """The best way, then the next best; and so on, as long as somebody asks."""
    model = build(ready.case)
    asked_for = {one.requirement for one in ready.awaited}
    search = Search(
        model=model,
        costs=ready.costs,
        offers=ready.offers,
        criterion=criterion,
        awaited=[part.index for part in ready.case.asked.parts if part.id in asked_for],
        solver=solver,
        node_limit=node_limit,
    )
    for found in completions(search):
        yield _way(ready, search, found)


def _way(ready: Prepared, search: Search, found: Completion) -> Way:
    steps = steps_of(search, found, ready.awaited)
    taken = [offer for step in steps.learnt for offer in step.among]
    chosen = [
        search.offer(item)
        for lot in found.lots
        for item in lot.items[: found.values[search.taken(lot)]]
    ]
    return Way(
        steps=steps.all,
        sum=sum_of(ready.costs, chosen),
        proven=found.proven,
        guaranteed=all(offer.promised for offer in taken),
        assumptions=of_the_way(ready.question, search.criterion, steps, ready.costs),
    )


def _options(offers: Sequence[Offer], costs: Costs, question: Question) -> list[Option]:
    """Each offer as something that could be taken, apart where cost or days tell them apart."""
    dated = days_matter(offers, question)
    return [
        Option(
            holding,
            key=Alike(costs.key(at), offer.starts_on, offer.ends_on)
            if dated
            else Alike(costs.key(at)),
            lacking=lacking(offer, question),
        )
        for at, (offer, holding) in enumerate(zip(offers, tomorrow(offers, question), strict=True))
    ]


def _with_useful_options(case: Case) -> Case:
    """The case with the options that may be used somewhere, and those that open them."""
    options = [item for item in case.items if item.option is not None]
    useful: set[str] = set()
    wanted = [item for item in options if item.leaves]
    while wanted:
        useful.update(item.holding.id for item in wanted)
        names = {name for item in wanted if item.option for name in item.option.lacking}
        wanted = [
            item
            for item in options
            if item.holding.id not in useful
            and not names.isdisjoint((item.holding.learning.id, item.holding.learning.code))
        ]
    items = (item for item in case.items if item.option is None or item.holding.id in useful)
    return replace(case, items=tuple(items))
