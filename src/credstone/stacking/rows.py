"""From a question to an integer program: what may be used where, under every rule of the stack.

``build`` is where holdings, the tree and the constraints come together. It serves the engine, and
with options (what could be taken besides) the search for the cheapest way on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from credstone.model.requirement import All, Cond
from credstone.stacking.case import Case, Feature
from credstone.stacking.constraints import GATES, WALLS
from credstone.stacking.constraints.no_double_count import conflicts
from credstone.stacking.kinds import kind_of
from credstone.stacking.lots import lots_of
from credstone.stacking.model import Model
from credstone.stacking.tally import Pair
from credstone.stacking.weigh import weighed


def build(case: Case) -> Model:
    """The program of ``case``: all allocations, with bits for what they meet.

    Maximise over ``model.program`` what is wanted: ``model.stack`` is the bit for the whole stack,
    ``model.met`` those of the parts, ``model.use`` and ``model.used`` count what is used. For a
    case with options, ``model.taken[lot]`` counts how many options of a lot
    (``model.lots[lot].items``) are taken: at least those that are used, at most one of a
    definition, and never without one that each of its ``lacking`` names means. Fix ``model.stack``
    to 1 and minimise what the taken ones cost. ``pairs_of`` and ``taken_of`` read a solution back.
    Options should be awarded no earlier than anything held.
    """
    everything = [(item, leaf) for item in case.items for leaf in item.leaves]
    hopeful = weighed(case, everything, hopeful=True)
    lots = lots_of(case, list(_features(case)), conflicts(case))
    model = Model(case, lots, [part.met for part in hopeful.parts], stack=hopeful.met)
    _take(model)
    for part in case.asked.parts:
        kind_of(part.requirement).rows(part, model)
    for wall in WALLS:
        wall.rows(model)
    if hopeful.met:
        _stack(model)
        for gate in GATES:
            gate.rows(model)
    return model


def pairs_of(model: Model, values: Sequence[int]) -> list[Pair]:
    """The uses in a solution; the members of a lot are handed out earliest first."""
    pairs: list[Pair] = []
    for lot in model.lots:
        busy = sum(values[at] * by for at, by in model.used[lot.index].items())
        # One after another through all cliques: no item comes twice in one clique, and as
        # many items are used as the solver counted.
        turn = 0
        for clique in lot.cliques if lot.size > 1 else [lot.leaves]:
            for leaf in clique:
                for _ in range(values[model.use[lot.index, leaf]]):
                    pairs.append((lot.items[turn % busy], leaf))
                    turn += 1
    return pairs


def taken_of(model: Model, values: Sequence[int]) -> dict[int, int]:
    """How many options are taken of each lot that has any taken."""
    return {lot: values[at] for lot, at in model.taken.items() if values[at]}


def _features(case: Case) -> Iterator[Feature]:
    for part in case.asked.parts:
        if feature := kind_of(part.requirement).feature(part, case):
            yield feature
    for wall in WALLS:
        if feature := wall.feature(case):
            yield feature
    for gate in GATES:
        if feature := gate.feature(case):
            yield feature


def _take(model: Model) -> None:
    """Options: taken ≥ used, and not without what has to come first."""
    program = model.program
    for lot in model.lots:
        if lot.first.option is not None:
            model.taken[lot.index] = taken = program.variable(lot.size)
            program.at_least({taken: 1, **{at: -by for at, by in model.used[lot.index].items()}}, 0)
    for index, taken in model.taken.items():
        lot = model.lots[index]
        option = lot.first.option
        for name in option.lacking if option is not None else ():
            first = dict.fromkeys(_named(name, model), -lot.size)
            program.at_most({taken: 1, **first}, 0)


def _named(name: str, model: Model) -> Iterator[int]:
    """The variables of options of that definition."""
    for lot, taken in model.taken.items():
        learning = model.lots[lot].first.holding.learning
        if name in (learning.id, learning.code):
            yield taken


def _stack(model: Model) -> None:
    """The stack is met only with rules and capstone, and uses in what is met."""
    tree = model.case.asked
    for top in (tree.rules, tree.capstone):
        if top is not None:
            model.once_met({model.met[top]: 1}, 1)
    may_hold = _bits_of_use(model)
    for (_, leaf), use in model.use.items():
        if leaf in may_hold:
            high = model.program.highs[use]
            model.program.at_most({use: 1, may_hold[leaf]: -high}, 0)


def _bits_of_use(model: Model) -> dict[int, int]:
    """For each part a bit that is 0 once the stack is met though it, or one above it, is not.

    None for a part that is surely met with the stack: the tops, and what an ``all`` asks.
    """
    tree, program = model.case.asked, model.program
    surely = {tree.rules, tree.capstone}
    bits: dict[int, int] = {}
    for part in tree.parts:
        above = tree.parts[part.path[-2]] if len(part.path) > 1 else part
        if above.index in surely and isinstance(above.requirement, All | Cond):
            surely.add(part.index)
        if part.index in surely or not part.leaves:
            continue
        kept = any(
            program.lows[model.use[lot.index, leaf]]
            for leaf in part.leaves
            for lot in model.lots_in(leaf)
        )
        bits[part.index] = bit = program.variable(1, int(kept))
        program.at_most({bit: 1, model.met[part.index]: -1, model.stack: 1}, 1)
        if above.index in bits:
            program.at_most({bit: 1, bits[above.index]: -1}, 0)
    return bits
