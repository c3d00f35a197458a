"""What an allocation is worth: which requirements it meets, and the six values it is compared by.

Walls are ``walls``'s: here an allocation is taken to keep them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    CoverMode,
    NOf,
    Outcomes,
    Take,
)
from credstone.model.stack import AverageWeights
from tests.core.stacking.oracle.asked import Node
from tests.core.stacking.oracle.case import Case, Leaf, Uses
from tests.core.stacking.oracle.facts import awarded_by, hundredths, value_of

# MET, WEIGHT, PROGRESS, PINS, FEWEST, EARLIEST, as in ``Stage``.
Values = tuple[int, int, int, int, int, int]


@dataclass(frozen=True)
class Standing:
    """One requirement: whether it is met, and what it contributes to the group above.

    ``counted`` are the places of the holdings that count toward it, itself met or not. ``toward``
    is what a group's met parts have come to of the totals and the number it asks.
    """

    met: bool
    count: int = 0
    credits: int = 0
    counted: frozenset[int] = frozenset()
    toward: int = 0


def values_of(case: Case, uses: Uses) -> Values:
    """The six values of an allocation that breaks no wall."""
    standing = standings(case, uses)
    used = {i for i, _ in uses}
    return (
        int(_stack_is_met(case, uses, standing)),
        sum(case.nodes[id].requirement.weight for id, it in standing.items() if it.met),
        sum(_toward(case, uses, j, standing) for j in range(len(case.leaves)))
        + sum(_toward_group(case, id, standing) for id in standing),
        _pins_honoured(case, uses),
        len(used),
        sum(used) + sum(case.leaves[j].place for _, j in uses),
    )


def better(values: Values) -> tuple[int, ...]:
    """A key by which the larger is the better: the last two are better when smaller."""
    return (*values[:4], -values[4], -values[5])


def standings(case: Case, uses: Uses) -> dict[str, Standing]:
    """How each requirement stands, by id.

    ``order`` asks that R2 is met only when R1 is: what it denies is denied and all is asked anew,
    until nothing changes.
    """
    denied: set[str] = set()
    while True:
        found: dict[str, Standing] = {}
        for root in case.roots:
            _judge(case, uses, root, denied, found)
        more = {
            then
            for first, then in case.question.stack.constraints.order
            if first in found and then in found
            if not found[first].met and found[then].met and not case.nodes[then].waived
        }
        if not more:
            return found
        denied |= more


def _judge(
    case: Case, uses: Uses, node: Node, denied: set[str], found: dict[str, Standing]
) -> Standing:
    parts = [(part, _judge(case, uses, part, denied, found)) for part in node.parts]
    if node.waived:
        standing = Standing(met=True)
    elif isinstance(node.requirement, Take | Outcomes):
        standing = _leaf(case, uses, node.id, node.requirement)
    elif isinstance(node.requirement, Attest):
        standing = Standing(met=True)
    else:
        standing = _group(case, node, parts)
    if not node.confirmed or node.id in denied:
        standing = replace(standing, met=False)
    found[node.id] = standing
    return standing


def _leaf(case: Case, uses: Uses, id: str, rule: Take | Outcomes) -> Standing:
    here = frozenset(i for i, j in uses if case.leaves[j].node.id == id)
    credits = sum(case.contributes(i, rule) for i in here)
    if isinstance(rule, Outcomes):
        return Standing(_covers_enough(case, here, rule), len(here), credits, here)
    least = rule.min_count
    if rule.min_count is None and rule.min_credits is None:
        least = 1
    met = len(here) >= (least or 0) and credits >= hundredths(rule.min_credits)
    if rule.distinct is not None and rule.distinct.at_least is not None:
        values = {value_of(case.holdings[i], rule.distinct.by) for i in here} - {""}
        met = met and len(values) >= rule.distinct.at_least
    if rule.grade is not None and rule.grade.avg_min:
        scheme, floor = rule.grade.scheme, rule.grade.avg_min
        met = met and _on_average(case, here, scheme, floor, lambda i: case.credits[i])
    cut = credits if rule.max_credits is None else min(credits, hundredths(rule.max_credits))
    return Standing(met, len(here), cut, here)


def _covers_enough(case: Case, here: frozenset[int], rule: Outcomes) -> bool:
    covered = {uri for i in here for uri in case.covered(i, rule)}
    if any(outcome.essential and outcome.id not in covered for outcome in rule.outcomes):
        return False
    match rule.cover.mode:
        case CoverMode.ALL:
            return all(outcome.id in covered for outcome in rule.outcomes)
        case CoverMode.COUNT:
            return len(covered) >= rule.cover.at_least
        case CoverMode.WEIGHT:
            weight = sum(o.weight for o in rule.outcomes if o.id in covered)
            return weight >= rule.cover.at_least


def _on_average(
    case: Case, used: frozenset[int], scheme: str, floor: str, weight: Callable[[int], int]
) -> bool:
    above = {i: case.points_above(i, scheme, floor) for i in used}
    return sum(weight(i) * points for i, points in above.items() if points is not None) >= 0


def _group(case: Case, node: Node, parts: list[tuple[Node, Standing]]) -> Standing:
    rule = node.requirement
    met_parts = [(part, it) for part, it in parts if it.met]
    count = sum(it.count for _, it in met_parts)
    credits = sum(it.credits for _, it in met_parts)
    counted = frozenset(i for _, it in met_parts for i in it.counted)
    match rule:
        case All():
            met = len(met_parts) == len(parts)
        case AnyOf() | Cond():
            met = bool(met_parts)
        case NOf():
            met = sum(_stands_for(part, it) for part, it in met_parts) >= rule.n
            if rule.distinct is not None:
                values = {value_of(case.holdings[i], rule.distinct.by) for i in counted} - {""}
                met = met and len(values) >= (rule.distinct.at_least or rule.n)
        case _:
            raise AssertionError(rule)
    if isinstance(rule, Cond):
        return Standing(met, count, credits, counted)
    met = met and count >= (rule.min_count or 0) and credits >= hundredths(rule.min_credits)
    cut = credits if rule.max_credits is None else min(credits, hundredths(rule.max_credits))
    toward = min(100 * (rule.min_count or 0), 100 * count)
    if rule.min_credits is not None:
        toward = min(hundredths(rule.min_credits), credits)
    if isinstance(rule, NOf) and any(isinstance(one, Take) and one.counts_up_to for one in rule.of):
        toward += 100 * min(rule.n, sum(_stands_for(part, it) for part, it in met_parts))
    return Standing(met, count, cut, counted, toward)


def _stands_for(part: Node, standing: Standing) -> int:
    rule = part.requirement
    if part.waived or not isinstance(rule, Take) or rule.counts_up_to is None:
        return 1
    return min(rule.counts_up_to, standing.count - max(rule.min_count or 0, 1) + 1)


def _way_is_met(leaf: Leaf, standing: dict[str, Standing]) -> bool:
    return all(standing[id].met for id in leaf.node.way)


def _stack_is_met(case: Case, uses: Uses, standing: dict[str, Standing]) -> bool:
    if case.rules is None or not all(standing[root.id].met for root in case.roots):
        return False
    if not all(_way_is_met(case.leaves[j], standing) for _, j in uses):
        return False
    return _gates_hold(case, frozenset(i for i, _ in uses))


def _gates_hold(case: Case, used: frozenset[int]) -> bool:
    stack = case.question.stack
    rules = stack.constraints
    total = sum(case.credits[i] for i in used)
    for rule in rules.residency:
        own = sum(case.credits[i] for i in used if awarded_by(case.holdings[i], rule.issuer, stack))
        if own < hundredths(rule.min_credits) or own < (rule.min_share or 0) * total:
            return False
    for level, least in rules.min_credits_at:
        high = {i for i in used if (case.holdings[i].learning.eqf or 0) >= level}
        if sum(case.credits[i] for i in high) < hundredths(least):
            return False
    average = rules.grade_average
    if average is None:
        return True
    by_credits = average.weights is AverageWeights.CREDITS

    def weight(i: int) -> int:
        return case.credits[i] if by_credits else 1

    return _on_average(case, used, average.scheme, average.min, weight)


def _toward(case: Case, uses: Uses, j: int, standing: dict[str, Standing]) -> int:
    """Credits toward a leaf that is open, below open groups only."""
    leaf = case.leaves[j]
    if any(standing[id].met for id in leaf.node.way):
        return 0
    here = {i for i, k in uses if k == j}
    if isinstance(leaf.rule, Outcomes):
        return 100 * len({uri for i in here for uri in case.covered(i, leaf.rule)})
    if leaf.rule.min_credits is None:
        return 100 * min(leaf.rule.min_count or 1, len(here))
    credits = sum(case.contributes(i, leaf.rule) for i in here)
    return min(hundredths(leaf.rule.min_credits), credits)


def _toward_group(case: Case, id: str, standing: dict[str, Standing]) -> int:
    """Totals and numbers toward a group that is open, below open groups only."""
    if any(standing[above].met for above in case.nodes[id].way):
        return 0
    return standing[id].toward


def _pins_honoured(case: Case, uses: Uses) -> int:
    wished = {(pin.award, pin.requirement) for pin in case.question.enrolment.pins}
    return sum(
        any(case.holdings[i].id == award and case.leaves[j].is_in(there) for i, j in uses)
        for award, there in wished
    )
