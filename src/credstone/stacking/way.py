"""One completion as steps: what to take and what for, then who confirms, then who decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from credstone.model.enrolment import Enrolment
from credstone.model.learning import Holding, Offer, Standing
from credstone.model.plan import Confirm, Criterion, Decide, Learn, Step, Sum
from credstone.model.requirement import Outcomes, Take
from credstone.model.stack import AwardedBy
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Item
from credstone.stacking.cheapest import Completion, Search
from credstone.stacking.costs import Costs
from credstone.stacking.eligible import covered, is_usable, set_aside
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
    for one in _choices(search, found):
        leaves = [leaf for item in one.items for leaf in served.get(item, ())]
        step = _learn(search, one.items, one.choose, leaves, found.lots[one.after :])
        old = _renewed(step.among, idle)
        again = old is not None and not _is_aged(old, leaves, search.model.case)
        yield replace(step, renews="" if old is None else old.id, again=again)


@dataclass(frozen=True)
class _Choice:
    """``choose`` of ``items``, of which ``found.lots`` from ``after`` on are taken later."""

    items: tuple[Item, ...]
    choose: int
    after: int


def _choices(search: Search, found: Completion) -> list[_Choice]:
    """What is taken, step by step; one offer taken again and again is one step."""

    def offer(item: Item) -> Offer:
        return search.costs.offers[search.offer(item)]

    choices: list[_Choice] = []
    for after, lot in enumerate(found.lots, 1):
        count = found.values[search.taken(lot)]
        by_offer: dict[Offer, list[Item]] = {}
        for item in lot.items:
            by_offer.setdefault(offer(item), []).append(item)
        # Nothing is taken more often than something is chosen.
        few = [tuple(items[:count]) for items in by_offer.values()]
        if len(few) > 1 and count < lot.size:
            choices.append(_Choice(tuple(item for items in few for item in items), count, after))
            continue
        # Several of which all are taken are no choice any more.
        for items in few:
            last = choices[-1] if choices else None
            if last is not None and {offer(one) for one in last.items} == {offer(items[0])}:
                choices.pop()
                items = (*last.items, *items)
            choices.append(_Choice(items, len(items), after))
    return choices


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


def _renewed(offers: Iterable[Offer], idle: Iterable[Holding]) -> Holding | None:
    """The latest award of the same definition that does not count; None if there is none."""
    definitions = {(one.learning.issuer, one.learning.code) for one in offers}
    same = [one for one in idle if (one.learning.issuer, one.learning.code) in definitions]
    return max(same, key=lambda one: (one.awarded_on, one.id), default=None)


def _is_aged(old: Holding, leaves: Iterable[int], case: Case) -> bool:
    """Whether it would count, as good as it is, if it were of today."""
    question = case.question
    fresh = replace(
        old, awarded_on=question.at, standing=Standing.CURRENT, valid_until=None, trusted=True
    )
    if set_aside(replace(question, holdings=(fresh,))):
        return False
    wishes = (case.asked.parts[leaf].requirement for leaf in leaves)
    return all(
        is_usable(wish, fresh, case.setting) for wish in wishes if isinstance(wish, Take | Outcomes)
    )


def _decided(question: Question) -> Iterator[Decide]:
    """A decision, unless the stack is awarded by rule or was granted already."""
    stack = question.stack
    if stack.award.by is AwardedBy.DECISION and not is_granted(question.enrolment, stack.id):
        yield Decide(stack.id)


def is_granted(enrolment: Enrolment, stack: str) -> bool:
    return any(use.stack == stack for use in enrolment.granted)
