"""Which of many stacks a learner is close to, the nearest first.

A bound that needs no solver comes first; the exact way on is searched only while a stack may
still be among the nearest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from math import inf

from credstone.errors import TooComplex
from credstone.model.learning import Catalogue
from credstone.model.plan import Criterion, Near, Sum, Way
from credstone.stacking.allocate import allocate
from credstone.stacking.asked import asked
from credstone.stacking.bound import fewest_further
from credstone.stacking.offers import on_offer
from credstone.stacking.plan import NODE_LIMIT, Prepared, prepare, ways_of
from credstone.stacking.question import Question
from credstone.stacking.share import share_met
from credstone.stacking.shortlist import Market
from credstone.stacking.solvers.program import Solver
from credstone.stacking.solvers.registry import HIGHS
from credstone.stacking.weigh import weigh

_UNDECIDED = "no way was found before the search ended at its limit; there may be one"


@dataclass(frozen=True)
class _Far:
    """A stack that was only bounded so far: ``least`` in what the criterion counts."""

    question: Question
    ready: Prepared
    credentials: float
    least: Decimal | None


def near(
    questions: Sequence[Question],
    catalogue: Catalogue,
    *,
    criterion: Criterion = Criterion.CREDENTIALS,
    limit: int | None = None,
    promised_only: bool = False,
    solver: Solver = HIGHS,
    node_limit: int = NODE_LIMIT,
) -> tuple[Near, ...]:
    """How close each stack is, one question a stack: what is missing least comes first.

    Equals are ordered by the share that is met, then by id and version. With a ``limit`` only so
    many are surely reckoned exactly; the others follow by their bound. Prices in different
    currencies are never compared: what costs nothing comes first, then one currency after
    another. Behind these come ways of which some price is unknown, and last what cannot be
    completed.
    """
    markets: dict[tuple[int, date], Market] = {}

    def market_of(one: Question) -> Market:
        # What is on offer depends on the day and on what is held, not on the stack.
        key = (id(one.holdings), one.at)
        if key not in markets:
            markets[key] = Market(on_offer(one, catalogue, promised_only=promised_only))
        return markets[key]

    far = sorted((_bounded(one, market_of(one), criterion) for one in questions), key=_by_bound)
    exact: list[Near] = []
    rest: list[Near] = []
    for one in far:
        if one.least is None or (
            limit is not None and _is_beyond(one.least, _unit(one.ready, criterion), exact, limit)
        ):
            rest.append(_bound_only(one, criterion))
        else:
            exact.append(_reckoned(one, criterion, solver, node_limit))
    return tuple(sorted((*exact, *rest), key=lambda one: _by_distance(one, criterion)))


def _bounded(question: Question, market: Market, criterion: Criterion) -> _Far:
    ready = prepare(question, market)
    credentials = fewest_further(ready.case)
    if credentials == inf:
        return _Far(question, ready, credentials, None)
    figures = ready.costs.figures[criterion]
    # Of an unknown price nothing is known, not even that it is a high one.
    by_price = criterion is Criterion.COST
    cheapest = min(
        ((figures.stated[at] or 0) if by_price else figures.of(at) for at in ready.offers.values()),
        default=0,
    )
    if criterion is Criterion.TIME and ready.costs.last_days is not None:
        # Side by side: whatever is taken, nothing ends before the first of all.
        cheapest, credentials = min(ready.costs.last_days) * 100, min(credentials, 1)
    return _Far(question, ready, credentials, _amount(criterion, cheapest) * int(credentials))


def _amount(criterion: Criterion, counted: int) -> Decimal:
    """What is counted in hundredths, as people count it."""
    whole = criterion in (Criterion.CREDENTIALS, Criterion.EXAMS)
    return Decimal(counted) if whole else Decimal(counted) / 100


def _is_beyond(least: Decimal, unit: str, exact: list[Near], limit: int) -> bool:
    """Whether as many as wanted are nearer than that, whatever it turns out to be."""
    known = sorted(
        one.at_least
        for one in exact
        if one.at_least is not None
        and (one.unit == unit or not one.at_least)
        and not (one.way is not None and one.way.sum.unpriced)
    )
    return len(known) >= limit and least > known[limit - 1]


def _reckoned(one: _Far, criterion: Criterion, solver: Solver, node_limit: int) -> Near:
    allocation = allocate(one.question, solver=solver, node_limit=node_limit)
    weighing = weigh(one.question, allocation.uses)
    share = share_met(asked(one.question), weighing)
    met = Decimal(share.numerator) / share.denominator
    way, undecided = None, False
    try:
        way = next(ways_of(one.ready, criterion, solver, node_limit), None)
    except TooComplex:
        undecided = True
    stack = one.question.stack
    return Near(
        stack=stack.id,
        version=stack.version,
        title=stack.title,
        met=allocation.met,
        share=met.quantize(Decimal("0.01"), ROUND_FLOOR),
        way=way,
        at_least=_distance(way, one, criterion) if way or undecided else None,
        unit=_unit(one.ready, criterion),
        reason=_UNDECIDED if undecided else _reason(way, allocation.met, criterion),
    )


def _bound_only(one: _Far, criterion: Criterion) -> Near:
    stack = one.question.stack
    reason = (
        "it cannot be completed with what is held and on offer"
        if one.least is None
        else "others are nearer, so it was not reckoned further"
    )
    return Near(
        stack=stack.id,
        version=stack.version,
        title=stack.title,
        met=False,
        share=None,
        way=None,
        at_least=one.least,
        unit=_unit(one.ready, criterion),
        reason=reason,
    )


def _distance(way: Way | None, one: _Far, criterion: Criterion) -> Decimal | None:
    """What the way costs by the criterion; unknown figures but prices count as in the search.

    Without a way the bound is all there is.
    """
    ready = one.ready
    if way is None:
        return one.least
    if criterion is Criterion.COST:
        return way.sum.price or Decimal(0)
    if criterion is Criterion.TIME and ready.costs.last_days is not None:
        last = way.sum.last_day
        return Decimal(0 if last is None else max(0, (last - ready.question.at).days))
    figures = ready.costs.figures[criterion]
    places = {id(offer): at for at, offer in enumerate(ready.costs.offers)}
    counted = sum(
        figures.of(places[id(offer)]) for step in way.offers for offer in step.among[: step.choose]
    )
    return _amount(criterion, counted)


def _unit(ready: Prepared, criterion: Criterion) -> str:
    if criterion is Criterion.TIME and ready.costs.last_days is not None:
        return "days"
    return ready.costs.figures[criterion].unit


def _reason(way: Way | None, met: bool, criterion: Criterion) -> str:
    if way is None:
        return "it cannot be completed with what is held and on offer"
    if met:
        return "it is met"
    return "; ".join(_lacking(way, way.sum, criterion))


def _lacking(way: Way, total: Sum, criterion: Criterion) -> Iterator[str]:
    count = total.credentials
    if count:
        yield f"{count} further credential{'' if count == 1 else 's'}"
    if criterion is Criterion.COST and total.unpriced:
        price = f"{total.unpriced} of the prices are" if total.unpriced > 1 else "a price is"
        yield f"{price} unknown or in another currency, so what it costs is unknown"
    others = len(way.steps) - len(way.offers)
    if others:
        yield f"{others} confirmation{'' if others == 1 else 's'} or decision"


def _by_bound(one: _Far) -> tuple[object, ...]:
    stack = one.question.stack
    least = (1, Decimal(0)) if one.least is None else (0, one.least)
    return (*least, stack.id, stack.version)


def _by_distance(one: Near, criterion: Criterion) -> tuple[object, ...]:
    after = (-(one.share or 0), one.stack, one.version)
    if one.at_least is None:
        return (2, "", Decimal(0), *after)
    if criterion is not Criterion.COST:
        return (0, "", one.at_least, *after)
    unknown = one.way is not None and one.way.sum.unpriced > 0
    return (int(unknown), one.unit if one.at_least else "", one.at_least, *after)
