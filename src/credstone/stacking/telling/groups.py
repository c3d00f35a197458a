"""How far groups are: how many parts are met, and what they ask of everything in them together."""

from __future__ import annotations

from credstone.model.requirement import Group, NOf
from credstone.stacking.asked import Part
from credstone.stacking.case import at_least, at_most
from credstone.stacking.kinds.n_of import differ
from credstone.stacking.tally import Tally
from credstone.stacking.telling.told import Told
from credstone.stacking.wording import (
    called,
    listed,
    number,
    of_credits,
    of_things,
    plural,
    unit_word,
)


def tell_all(part: Part, laid: Tally) -> Told:
    """So many of its parts are met."""
    reason = f"{of_things(len(_met(part, laid)), len(part.parts), 'part')} met"
    return _with_totals(part, reason, laid)


def tell_any(part: Part, laid: Tally) -> Told:
    """Which part is met, or that none is."""
    met = _met(part, laid)
    if met:
        return _with_totals(part, f"met by {listed(met)}", laid)
    whole = plural(len(part.parts), "part")
    return _with_totals(part, f"none of {whole} met; one suffices", laid)


def tell_n_of(part: Part, laid: Tally) -> Told:
    """For how many its parts stand, of how many to choose from, and how they differ."""
    wish = part.requirement
    assert isinstance(wish, NOf)
    stands = sum(laid.weights[below].stands for below in part.parts)
    reason = f"{of_things(stands, wish.n, 'part')} met, of {len(part.parts)} to choose from"
    if wish.distinct is not None:
        asked = wish.n if wish.distinct.at_least is None else wish.distinct.at_least
        have = of_things(differ(part, laid), asked, f"different {wish.distinct.by}")
        reason += f", {have}"
    return _with_totals(part, reason, laid)


def _met(part: Part, laid: Tally) -> list[str]:
    parts = laid.case.asked.parts
    return [called(parts[one].requirement) for one in part.parts if laid.weights[one].met]


def _with_totals(part: Part, reason: str, laid: Tally) -> Told:
    wish, weight, unit = part.requirement, laid.weights[part.index], laid.case.setting.unit
    assert isinstance(wish, Group)
    reasons, notes = [reason], []
    if wish.min_count is not None:
        reasons.append(f"{of_things(weight.count, wish.min_count, 'credential')} together")
    if wish.min_credits is not None:
        reasons.append(f"{of_credits(weight.credits, at_least(wish.min_credits), unit)} together")
    if wish.max_credits is not None and weight.credits > at_most(wish.max_credits):
        have, most = number(weight.credits), number(at_most(wish.max_credits))
        notes.append(f"of its {have} {unit_word(unit)} {most} count further up: no more may")
    return Told(", ".join(reasons), tuple(notes))
