"""Why a wall keeps a credential out of a leaf, in words: one clause for each constraint."""

from __future__ import annotations

from credstone.model.requirement import Take
from credstone.stacking.asked import Part
from credstone.stacking.case import Item
from credstone.stacking.facts import names
from credstone.stacking.tally import Tally, Wall
from credstone.stacking.wording import called, listed, number, plural, titled, unit_word


def why_broken(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    """What stands against using ``item`` in ``leaf`` beside the uses in ``laid``."""
    tell = _CLAUSES.get(wall.constraint)
    return wall.constraint if tell is None else tell(wall, item, leaf, laid)


def _max_count(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    part = laid.case.by_id[wall.where].requirement
    return f"no more than {plural(wall.bound, 'credential')} may count in {called(part)}"


def _distinct_by(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    wish = leaf.requirement
    by = wish.distinct.by if isinstance(wish, Take) and wish.distinct else "value"
    return f"another credential of the same {by} counts there"


def _best(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    part = laid.case.by_id[wall.where].requirement
    return f"credentials are taken for one part of {called(part)} only, and another one is used"


def _no_double_count(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    if not isinstance(wall.key, tuple):
        unit = unit_word(laid.case.setting.unit, wall.bound)
        return f"no more than {number(wall.bound)} {unit} may count twice"
    _, one, other = wall.key
    taken = laid.case.asked.parts[one if other == leaf.index else other].requirement
    return f"already counts for {called(taken)} (no double counting)"


def _one_award(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    return f"another award of {wall.where} counts already, and one definition counts once"


def _overlap(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    index, what = wall.key if isinstance(wall.key, tuple) else (0, "")
    rule = laid.case.question.stack.constraints.overlap[index]
    others = [
        titled(one.holding)
        for one in laid.used
        if one is not item and any(names(d, one.holding.learning) for d in rule.definitions)
    ]
    return f"overlaps with {listed(others)}: {_at_most(wall, what, laid)} of them may count"


def _caps(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    _, what = wall.key if isinstance(wall.key, tuple) else (0, "")
    inside = laid.case.by_id.get(wall.where)
    where = f" in {called(inside.requirement)}" if inside else ""
    return f"capped: {_at_most(wall, what, laid)} of this kind may count{where}"


def _order(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    _, late = wall.key if isinstance(wall.key, tuple) else (0, "")
    if late == item.holding.id:
        return f"awarded {item.holding.awarded_on}, before what it has to come after"
    return f"awarded {item.holding.awarded_on}, after what it has to come before"


def _cross_stack(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    other = "other stacks use" if wall.where == "*" else f"{wall.where} uses"
    return f"no more than {_amount(wall.bound, laid)} that {other} may count here too"


def _compensation(wall: Wall, item: Item, leaf: Part, laid: Tally) -> str:
    if wall.key == "credits":
        return f"no more than {_amount(wall.bound, laid)} of failed credentials may count"
    return "the average would be too low for a failed credential to count"


def _at_most(wall: Wall, what: object, laid: Tally) -> str:
    if what == "count":
        return f"no more than {wall.bound}"
    return f"no more than {_amount(wall.bound, laid)}"


def _amount(hundredths: int, laid: Tally) -> str:
    return f"{number(hundredths)} {unit_word(laid.case.setting.unit, hundredths)}"


_CLAUSES = {
    "max_count": _max_count,
    "distinct_by": _distinct_by,
    "best": _best,
    "no_double_count": _no_double_count,
    "one_award": _one_award,
    "overlap": _overlap,
    "caps": _caps,
    "order": _order,
    "cross_stack": _cross_stack,
    "compensation": _compensation,
}
