"""What an allocation is worth, exactly and without a solver.

Every wall and every stage of docs/reference/stacks.md is recomputed from the uses alone, in whole
numbers. The engine certifies with it what a solver found; progress tells from it how things stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from credstone.errors import Refused
from credstone.stacking.allocation import Stage, StageName, Use
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, case_of
from credstone.stacking.constraints import GATES, WALLS
from credstone.stacking.constraints.order import unmet_before
from credstone.stacking.kinds import kind_of
from credstone.stacking.question import Question
from credstone.stacking.tally import Found, GateWeight, Pair, PartWeight, Tally, Wall, tally


@dataclass(frozen=True)
class Weighing:
    """``parts`` by the index of the part, ``gates`` in the order of the stack's file.

    ``stages`` are the values of the allocation in the order of StageName.
    """

    parts: tuple[PartWeight, ...]
    gates: tuple[GateWeight, ...]
    met: bool
    stages: tuple[Stage, ...]

    @property
    def values(self) -> dict[StageName, int]:
        """The values of the stages by their names."""
        return {stage.name: stage.value for stage in self.stages}


def weigh(question: Question, uses: Iterable[Use]) -> Weighing:
    """What ``uses`` are worth as an answer to ``question``.

    Raises ``Refused`` when a use is not possible at all, or a wall is broken: then it says which.
    """
    case = case_of(question)
    pairs = list(_pairs(case, uses))
    for wall in broken_walls(case, pairs):
        raise Refused(
            f"{wall.constraint} allows {wall.bound}, and this is {wall.value}", where=wall.where
        )
    return weighed(case, pairs)


def weighed(case: Case, pairs: Iterable[Pair], *, hopeful: bool = False) -> Weighing:
    """What ``pairs`` are worth; walls are not asked."""
    laid = tally(case, pairs, hopeful=hopeful)
    parts = _settled(laid)
    gates = tuple(found for gate in GATES for found in gate.weigh(laid))
    met = _is_met(laid, parts, gates)
    values = {
        StageName.MET: int(met),
        StageName.WEIGHT: _weight(case, parts),
        StageName.PROGRESS: _toward_open(case, parts),
        StageName.PINS: _pins_honoured(laid),
        StageName.FEWEST: len(laid.used),
        StageName.EARLIEST: _lateness(laid),
    }
    stages = tuple(Stage(name, value) for name, value in values.items())
    return Weighing(parts, gates, met, stages)


def broken_walls(case: Case, pairs: Iterable[Pair]) -> Iterator[Wall]:
    """Walls beyond their bound, and beyond what the granted uses alone come to."""
    granted = [(item, leaf) for item in case.items for leaf in item.granted]
    conceded = {(wall.constraint, wall.key): wall.value for wall in _walls(tally(case, granted))}
    for wall in _walls(tally(case, pairs)):
        if wall.value > max(wall.bound, conceded.get((wall.constraint, wall.key), wall.bound)):
            yield wall


def _pairs(case: Case, uses: Iterable[Use]) -> Iterator[Pair]:
    """Raises ``Refused`` for a use that is not possible, or a granted one that is missing."""
    items = {item.holding.id: item for item in case.items}
    missing = {(item, leaf) for item in case.items for leaf in item.granted}
    for use in sorted(set(uses)):
        item, part = items.get(use.holding), case.by_id.get(use.requirement)
        if item is None or part is None or part.index not in item.leaves:
            raise Refused(f"{use.holding} may not be used there", where=use.requirement)
        missing.discard((item, part.index))
        yield item, part.index
    for item, leaf in missing:
        raise Refused(
            f"{item.holding.id} is granted there, and granted uses stay",
            where=case.asked.parts[leaf].id,
        )


def _walls(laid: Tally) -> Iterator[Wall]:
    for part in laid.case.asked.parts:
        yield from kind_of(part.requirement).walls(part, laid)
    for constraint in WALLS:
        yield from constraint.walls(laid)


def _settled(laid: Tally) -> tuple[PartWeight, ...]:
    """The parts weighed, until nothing more is blocked by what should come before it."""
    blocked: frozenset[int] = frozenset()
    while True:
        for part in reversed(laid.case.asked.parts):
            found = kind_of(part.requirement).weigh(part, laid)
            laid.weights[part.index] = _part(part, found, part.index in blocked)
        waiting = blocked | unmet_before(laid)
        if waiting == blocked:
            return tuple(laid.weights[part.index] for part in laid.case.asked.parts)
        blocked = waiting


def _part(part: Part, found: Found, blocked: bool) -> PartWeight:
    waived = part.waiver is not None
    met = waived or (found.holds and part.is_confirmed and not blocked)
    counts = met and not waived
    return PartWeight(
        met=met,
        holds=found.holds,
        blocked=blocked and not waived,
        count=found.count,
        credits=found.credits,
        contributes_count=len(found.gives) if counts else 0,
        contributes_credits=found.gives_credits if counts else 0,
        gives=found.gives if counts else (),
        stands=1 if waived else found.stands if met else 0,
        toward=found.toward,
    )


def _is_met(laid: Tally, parts: tuple[PartWeight, ...], gates: tuple[GateWeight, ...]) -> bool:
    tree = laid.case.asked
    wanted = [top for top in (tree.rules, tree.capstone) if top is not None]
    if tree.rules is None or not all(parts[top].met for top in wanted):
        return False
    if not all(gate.met for gate in gates):
        return False
    return laid.hopeful or all(
        parts[above].met for leaf in laid.uses for above in tree.parts[leaf].path
    )


def _weight(case: Case, parts: tuple[PartWeight, ...]) -> int:
    return sum(
        part.requirement.weight
        for part, weight in zip(case.asked.parts, parts, strict=True)
        if weight.met
    )


def _toward_open(case: Case, parts: tuple[PartWeight, ...]) -> int:
    """What has come together toward open parts, below open groups only."""
    return sum(
        parts[part.index].toward
        for part in case.asked.parts
        if not any(parts[above].met for above in part.path)
    )


def _pins_honoured(laid: Tally) -> int:
    parts = laid.case.asked.parts
    used = {(item.holding.id, leaf) for leaf, items in laid.uses.items() for item in items}
    return sum(
        any((award, leaf) in used for leaf in parts[pinned].leaves)
        for award, pinned in laid.case.pins()
    )


def _lateness(laid: Tally) -> int:
    parts = laid.case.asked.parts
    places = sum(parts[leaf].place * len(items) for leaf, items in laid.uses.items())
    return places + sum(item.rank for item in laid.used)
