"""One completion as steps: what to take and what for, then who confirms, then who decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from credstone.model.enrolment import Enrolment
from credstone.model.learning import Holding, Offer
from credstone.model.plan import Confirm, Criterion, Decide, Learn, Step, Sum
from credstone.model.requirement import Outcomes
from credstone.model.stack import AwardedBy
from credstone.stacking.asked import Part
from credstone.stacking.case import Item
from credstone.stacking.cheapest import Completion, Search
from credstone.stacking.costs import Costs
from credstone.stacking.eligible import covered
from credstone.stacking.lots import Lot
from credstone.stacking.question import Question
from credstone.stacking.rows import pairs_of


@dataclass(frozen=True)
class Steps:
    """The steps of a way, by what has to be done."""

    learnt: tuple[Learn, ...]
    confirmed: tuple[Confirm, ...]
    decided: tuple[Decide, ...]

    @property
    def all(self) -> tuple[Step, ...]:
        """In the order in which they can be taken."""
        return (*self.learnt, *self.confirmed, *self.decided)


def steps_of(search: Search, found: Completion, awaited: Sequence[Confirm]) -> Steps:
    """The steps of a completion; of what is ``awaited`` only what it rests on."""
    case = search.model.case
    confirmed = tuple(
        one
        for one in awaited
        if (part := case.by_id.get(one.requirement)) is not None
        and found.values[search.model.met[part.index]]
    )
    return Steps(tuple(_learnt(search, found)), confirmed, tuple(_decided(case.question)))


def sum_of(costs: Costs, offers: Iterable[int]) -> Sum:
    """What several offers, by their index, ask of a learner together."""
    chosen = tuple(offers)
    ends = [costs.offers[at].ends_on for at in chosen]
    prices = costs.figures[Criterion.COST]
    return Sum(
        credentials=len(chosen),
        credits=_stated(costs, Criterion.CREDITS, chosen),
        price=_stated(costs, Criterion.COST, chosen),
        currency=prices.unit,
        weeks=_stated(costs, Criterion.TIME, chosen),
        exams=sum(costs.offers[at].exams for at in chosen),
        last_day=max((end for end in ends if end is not None), default=None),
        unpriced=sum(prices.stated[at] is None for at in chosen),
    )


def _stated(costs: Costs, criterion: Criterion, offers: Sequence[int]) -> Decimal | None:
    stated = [costs.figures[criterion].stated[at] for at in offers]
    known = [one for one in stated if one is not None]
    return Decimal(sum(known)) / 100 if known or not offers else None


def _learnt(search: Search, found: Completion) -> Iterator[Learn]:
    served: dict[Item, list[int]] = {}
    for item, leaf in pairs_of(search.model, found.values):
        served.setdefault(item, []).append(leaf)
    used = {item.holding.id for item in served}
    idle = [one for one in search.model.case.question.holdings if one.id not in used]
    for position, lot in enumerate(found.lots):
        later = found.lots[position + 1 :]
        count = found.values[search.taken(lot)]
        # Several of which all are taken are no choice any more.
        groups = [lot.items] if count < lot.size else [(item,) for item in lot.items]
        for items in groups:
            leaves = [leaf for item in items for leaf in served.get(item, ())]
            step = _learn(search, items, min(count, len(items)), leaves, later)
            yield replace(step, renews=_renewed(step.among, idle))


def _learn(
    search: Search,
    items: Sequence[Item],
    choose: int,
    leaves: Sequence[int],
    later: Iterable[Lot],
) -> Learn:
    indexes = [search.offer(item) for item in items]
    offers = tuple(search.costs.offers[at] for at in indexes)
    parts = search.model.case.asked.parts
    return Learn(
        choose=choose,
        among=offers,
        serves=tuple(parts[leaf].id for leaf in sorted(set(leaves))),
        sum=sum_of(search.costs, indexes[:choose]),
        shows=tuple(dict.fromkeys(_shown(items[0], [parts[leaf] for leaf in leaves]))),
        opens=tuple(_opened(offers, later)),
    )


def _shown(item: Item, leaves: Iterable[Part]) -> Iterator[str]:
    """The outcomes that an option covers in the leaves it is used in."""
    for leaf in leaves:
        if isinstance(leaf.requirement, Outcomes):
            yield from covered(leaf.requirement, item.holding)


def _opened(offers: Sequence[Offer], later: Iterable[Lot]) -> Iterator[str]:
    """The codes of what is taken later and asks for one of the offers first."""
    names = {name for one in offers for name in (one.learning.id, one.learning.code)}
    for lot in later:
        option = lot.first.option
        if option is not None and not names.isdisjoint(option.lacking):
            yield from (item.holding.learning.code for item in lot.items)


def _renewed(offers: Iterable[Offer], idle: Iterable[Holding]) -> str:
    """The latest award of the same definition that does not count; "" if there is none."""
    definitions = {(one.learning.issuer, one.learning.code) for one in offers}
    same = [one for one in idle if (one.learning.issuer, one.learning.code) in definitions]
    latest = max(same, key=lambda one: (one.awarded_on, one.id), default=None)
    return "" if latest is None else latest.id


def _decided(question: Question) -> Iterator[Decide]:
    """A decision, unless the stack is awarded by rule or was granted already."""
    stack = question.stack
    if stack.award.by is AwardedBy.DECISION and not _is_granted(question.enrolment, stack.id):
        yield Decide(stack.id)


def _is_granted(enrolment: Enrolment, stack: str) -> bool:
    return any(use.stack == stack for use in enrolment.granted)
