"""What a group may ask of everything below it together: count and credits, level by level."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.model.requirement import All, AnyOf, NOf
from credstone.stacking.asked import Part
from credstone.stacking.case import Item, at_least, at_most
from credstone.stacking.model import Measure, Model, Terms, ceiling_of
from credstone.stacking.tally import Found, Tally, Wall
from credstone.stacking.told import Told
from credstone.stacking.wording import called, number, of_credits, of_things, plural, unit_word


def totalled(part: Part, laid: Tally, *, holds: bool) -> Found:
    """``holds`` as far as the kind goes, and the totals that its met parts give."""
    wish = _group(part)
    below = [laid.weights[index] for index in part.parts]
    count = sum(weight.contributes_count for weight in below)
    credits = sum(weight.contributes_credits for weight in below)
    ceiling = ceiling_of(part)
    asked, by_credits = _asked(wish)
    return Found(
        holds=holds
        and (wish.min_count is None or count >= wish.min_count)
        and (wish.min_credits is None or credits >= at_least(wish.min_credits)),
        count=count,
        credits=credits,
        gives=tuple(item for weight in below for item in weight.gives),
        gives_credits=credits if ceiling is None else min(credits, ceiling),
        toward=min(asked, credits if by_credits else 100 * count),
    )


def walls_around(part: Part, laid: Tally) -> Iterator[Wall]:
    """No more uses in or below the group than it allows."""
    wish = _group(part)
    if wish.max_count is not None:
        count = len(laid.items_in(part))
        yield Wall("max_count", part.index, part.id, count, wish.max_count)


def why(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    """Why ``item`` cannot be used in ``leaf`` besides: ``max_count``, of a group or a ``take``."""
    full = laid.case.by_id[wall.where].requirement
    return f"no more than {plural(wall.bound, 'credential')} may count in {called(full)}"


def told_with_totals(part: Part, reason: str, laid: Tally) -> Told:
    """``reason`` as far as the kind goes, then what is asked of everything below together."""
    wish, weight, unit = _group(part), laid.weights[part.index], laid.case.setting.unit
    reasons, notes = [reason], []
    if wish.min_count is not None:
        reasons.append(f"{of_things(weight.count, wish.min_count, 'credential')} together")
    if wish.min_credits is not None:
        reasons.append(f"{of_credits(weight.credits, at_least(wish.min_credits), unit)} together")
    if wish.max_credits is not None and weight.credits > at_most(wish.max_credits):
        have, most = number(weight.credits), number(at_most(wish.max_credits))
        notes.append(f"of its {have} {unit_word(unit)} {most} count further up: no more may")
    return Told(", ".join(reasons), tuple(notes))


def met_below(part: Part, laid: Tally) -> list[str]:
    """What people call the direct parts that are met."""
    parts = laid.case.asked.parts
    return [called(parts[one].requirement) for one in part.parts if laid.weights[one].met]


def total_rows(part: Part, model: Model) -> None:
    """The same as rows."""
    wish = _group(part)
    if wish.max_count is not None:
        model.wall(model.uses_in(part), wish.max_count)
    if part.waiver is not None or not model.hopeful[part.index]:
        return
    if wish.min_count is not None:
        model.when(part, model.inside(part, Measure.COUNT), wish.min_count)
    if wish.min_credits is not None:
        asked = -(-at_least(wish.min_credits) // model.grain)
        model.when(part, model.inside(part, Measure.CREDITS), asked)


def toward_totals(part: Part, model: Model) -> Iterator[tuple[Terms, int, int]]:
    """Terms for what stage 3 counts here, in how many hundredths each, and how many are asked."""
    asked, by_credits = _asked(_group(part))
    if asked:
        measure = Measure.CREDITS if by_credits else Measure.COUNT
        yield model.inside(part, measure), model.grain if by_credits else 100, asked


def _asked(wish: All | AnyOf | NOf) -> tuple[int, bool]:
    """What is asked of everything below together in hundredths, and whether in credits."""
    if wish.min_credits is not None:
        return at_least(wish.min_credits), True
    return 100 * (wish.min_count or 0), False


def _group(part: Part) -> All | AnyOf | NOf:
    wish = part.requirement
    assert isinstance(wish, All | AnyOf | NOf)
    return wish
