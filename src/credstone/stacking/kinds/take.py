"""``take``: so many credentials that a selector means, or so many credits of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from decimal import Decimal

from credstone.model.requirement import Take
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Feature, Item, at_least, at_most
from credstone.stacking.eligible import value_of
from credstone.stacking.grades import above, score_of
from credstone.stacking.model import Model, Terms, ceiling_of
from credstone.stacking.tally import Found, Tally, Wall
from credstone.stacking.told import Told
from credstone.stacking.wording import average, number, of_credits, of_things, unit_word


def feature(part: Part, case: Case) -> Feature | None:
    """The value that has to differ, and how far the grade lies above the average asked."""
    wish = _wish(part)
    if wish.distinct is None and not _average(wish):
        return None

    def seen(item: Item) -> Hashable:
        if part.index not in item.leaves:
            return None
        value = value_of(item.holding, wish.distinct.by) if wish.distinct else ""
        return value, surplus(part, case, item)

    return seen


def weigh(part: Part, laid: Tally) -> Found:
    """Count, credits, values and average of what is used there."""
    wish, items = _wish(part), laid.uses.get(part.index, [])
    count = len(items)
    credits = sum(laid.case.worth(part.index, item) for item in items)
    ceiling = ceiling_of(part)
    up_to = 1 if wish.counts_up_to is None else wish.counts_up_to
    asked, by_credits = _asked(wish)
    return Found(
        holds=count >= _least(wish)
        and (wish.min_credits is None or credits >= at_least(wish.min_credits))
        and differ(part, laid) >= _differing(wish)
        and (laid.hopeful or sum(surplus(part, laid.case, item) for item in items) >= 0),
        count=count,
        credits=credits,
        gives=tuple(items),
        gives_credits=credits if ceiling is None else min(credits, ceiling),
        stands=1 if wish.counts_up_to is None else min(up_to, count - max(_least(wish), 1) + 1),
        toward=min(asked, credits if by_credits else 100 * count),
    )


def differ(part: Part, laid: Tally) -> int:
    """How many different values the uses have; 0 when none are asked for."""
    distinct = _wish(part).distinct
    if distinct is None:
        return 0
    items = laid.uses.get(part.index, [])
    return len({value_of(item.holding, distinct.by) for item in items} - {""})


def surplus(part: Part, case: Case, item: Item) -> int:
    """Credits × how far the grade lies above the average asked; 0 when none is asked."""
    rule = _wish(part).grade
    if rule is None or not rule.avg_min:
        return 0
    return item.credits * (above(item.holding, rule.avg_min, rule.scheme, case.setting) or 0)


def walls(part: Part, laid: Tally) -> Iterator[Wall]:
    """Its ``max_count``, and each value once where all have to differ."""
    wish, items = _wish(part), laid.uses.get(part.index, [])
    if wish.max_count is not None:
        yield Wall("max_count", part.index, part.id, len(items), wish.max_count)
    if wish.distinct is not None and wish.distinct.at_least is None:
        values = [value_of(item.holding, wish.distinct.by) for item in items]
        for value in dict.fromkeys(values):
            yield Wall("distinct_by", (part.index, value), part.id, values.count(value), 1)


def why(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    """Why ``item`` cannot be used in ``leaf`` besides: all have to differ there."""
    distinct = _wish(leaf).distinct
    return f"another credential of the same {distinct.by if distinct else 'kind'} counts there"


def tell(part: Part, laid: Tally) -> Told:
    """Every number that it asks, beside the one it has."""
    wish, weight, unit = _wish(part), laid.weights[part.index], laid.case.setting.unit
    reasons = []
    if wish.min_count is not None or wish.min_credits is None:
        reasons.append(of_things(weight.count, _least(wish), "credential"))
    if wish.min_credits is not None:
        reasons.append(of_credits(weight.credits, at_least(wish.min_credits), unit))
    if wish.distinct is not None and wish.distinct.at_least is not None:
        thing = f"different {wish.distinct.by}"
        reasons.append(of_things(differ(part, laid), _differing(wish), thing))
    if wish.grade is not None and wish.grade.avg_min:
        asked = f"{wish.grade.avg_min} or better is asked"
        reasons.append(f"{_averaged(part, wish.grade.scheme, laid)} ({asked})")
    notes = []
    if wish.max_credits is not None and weight.credits > at_most(wish.max_credits):
        have, most = number(weight.credits), number(at_most(wish.max_credits))
        notes.append(f"of the {have} {unit_word(unit)} here {most} count further up: no more may")
    return Told(", ".join(reasons), tuple(notes))


def _averaged(part: Part, scheme: str, laid: Tally) -> str:
    """Weighted by all the credits of each."""
    items = laid.uses.get(part.index, [])
    weight = sum(item.credits for item in items)
    if not weight:
        return "no grade to average"
    scores = (score_of(item.holding, scheme, laid.case.setting) or 0 for item in items)
    total = sum(item.credits * score for item, score in zip(items, scores, strict=True))
    return f"average grade {average(Decimal(total) / weight)}"


def rows(part: Part, model: Model) -> None:
    """min·s ≤ Σ uses, and the like for credits, values and the average."""
    wish, uses = _wish(part), model.uses_in(part)
    if wish.max_count is not None:
        model.wall(uses, wish.max_count)
    values = _by_value(part, model) if wish.distinct is not None else {}
    if wish.distinct is not None and wish.distinct.at_least is None:
        for terms in values.values():
            model.wall(terms, 1)
    if part.waiver is not None or not model.hopeful[part.index]:
        return
    model.when(part, uses, _least(wish))
    if wish.min_credits is not None:
        asked = -(-at_least(wish.min_credits) // model.grain)
        model.when(part, model.worth_in(part.index), asked)
    if _differing(wish):
        model.when(part, {model.union(terms): 1 for terms in values.values()}, _differing(wish))
    if _average(wish):
        lots = model.lots_in(part.index)
        by_lot = {lot.index: surplus(part, model.case, lot.first) for lot in lots}
        model.when(part, {model.use[lot, part.index]: by for lot, by in by_lot.items()}, 0)


def toward(part: Part, model: Model) -> tuple[Terms, int, int]:
    """Terms for what stage 3 counts here, in how many hundredths each, and how many are asked."""
    asked, by_credits = _asked(_wish(part))
    if by_credits:
        return model.worth_in(part.index), model.grain, asked
    return model.uses_in(part), 100, asked


def _by_value(part: Part, model: Model) -> dict[str, dict[int, int]]:
    """The uses by what has to differ; without a value they stand for none."""
    wish = _wish(part)
    return model.values_in(part, wish.distinct.by) if wish.distinct is not None else {}


def _least(wish: Take) -> int:
    """How many it asks for; without any minimum one."""
    if wish.min_count is None:
        return 1 if wish.min_credits is None else 0
    return wish.min_count


def _asked(wish: Take) -> tuple[int, bool]:
    """What is asked in hundredths, and whether in credits."""
    if wish.min_credits is not None:
        return at_least(wish.min_credits), True
    return 100 * _least(wish), False


def _differing(wish: Take) -> int:
    return 0 if wish.distinct is None else wish.distinct.at_least or 0


def _average(wish: Take) -> bool:
    return wish.grade is not None and bool(wish.grade.avg_min)


def _wish(part: Part) -> Take:
    assert isinstance(part.requirement, Take)
    return part.requirement
