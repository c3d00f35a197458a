"""Walls, which no allocation breaks (docs/reference/stacks.md, "Constraints").

Each wall is a value and the bound it may not exceed. What the granted uses alone come to is
conceded, and nothing beyond it. All but the average of ``compensation`` only grow with the uses, so
the search may turn round as soon as one is broken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from credstone.model.learning import Holding
from credstone.model.requirement import All, AnyOf, NOf, Take
from credstone.model.stack import SharingScope
from tests.core.stacking.oracle.case import Case, Leaf, Uses
from tests.core.stacking.oracle.facts import hundredths, is_definition, matches, value_of

Wall = tuple[Hashable, int | Decimal, int]
"""Which wall, its value, its bound."""
Conceded = Mapping[Hashable, int | Decimal]


def may_share(case: Case, a: Leaf, b: Leaf) -> bool:
    """Whether a holding may be used in both leaves."""
    rule = case.question.stack.constraints.no_double_count
    if a.in_capstone or b.in_capstone:
        return False
    if rule.scope is SharingScope.NONE:
        return True
    if rule.scope is SharingScope.GROUP and _group(a) != _group(b):
        return True
    return any(
        (_in(a, one) and _in(b, other)) or (_in(a, other) and _in(b, one))
        for one, other in rule.exceptions
    )


def _group(leaf: Leaf) -> tuple[str, ...]:
    """The direct part of the rules that the leaf lies in."""
    return leaf.node.way[:2]


def _in(leaf: Leaf, requirement: str) -> bool:
    return requirement == "*" or leaf.is_in(requirement)


def conceded(case: Case) -> Conceded:
    """What each wall comes to by the granted uses alone."""
    both = (*_growing(case, case.granted), *_average_over_fails(case, case.granted))
    return {name: value for name, value, _ in both}


def stands(case: Case, uses: Uses, conceded: Conceded) -> bool:
    """Whether no wall is broken, but for the average of ``compensation``."""
    return _kept(_growing(case, uses), conceded)


def makes_up_for_fails(case: Case, uses: Uses, conceded: Conceded) -> bool:
    """The average of ``compensation``, which more uses may mend."""
    return _kept(_average_over_fails(case, uses), conceded)


def _kept(walls: Iterable[Wall], conceded: Conceded) -> bool:
    return all(value <= max(bound, conceded.get(name, bound)) for name, value, bound in walls)


def _growing(case: Case, uses: Uses) -> Iterator[Wall]:
    rules = case.question.stack.constraints
    used = {i for i, _ in uses}
    yield from _sharing(case, uses)
    yield from _same_definition(case, used)
    for node_id in case.nodes:
        yield from _max_count_and_best(case, uses, node_id)
    for j in range(len(case.leaves)):
        yield from _alike(case, uses, j)
    for n, overlap in enumerate(rules.overlap):
        among = {
            i
            for i in used
            if any(is_definition(case.holdings[i].learning, ref) for ref in overlap.definitions)
        }
        yield from _at_most(case, among, overlap.count_at_most, overlap.credit_cap, ("overlap", n))
    for n, cap in enumerate(rules.caps):
        there = {i for i, j in uses if not cap.within or case.leaves[j].is_in(cap.within)}
        among = {i for i in there if matches(cap.select, case.holdings[i], case.question)}
        yield from _at_most(case, among, cap.max_count, cap.max_credits, ("cap", n))
    for first, then in rules.order:
        yield from _out_of_order(case, uses, first, then)
    for n, cross in enumerate(rules.cross_stack):
        among = {i for i in used if _granted_elsewhere(case, case.holdings[i], cross.other)}
        yield from _at_most(case, among, None, cross.max_shared_credits, ("cross_stack", n))
    if rules.compensation is not None:
        most = rules.compensation.max_compensated_credits
        yield from _at_most(case, used & case.fails, None, most, "compensated")


def _at_most(
    case: Case, among: set[int], count: int | None, credits: Decimal | None, name: Hashable
) -> Iterator[Wall]:
    if count is not None:
        yield (name, "count"), len(among), count
    if credits is not None:
        yield (name, "credits"), sum(case.credits[i] for i in among), hundredths(credits)


def _sharing(case: Case, uses: Uses) -> Iterator[Wall]:
    by_holding: dict[int, list[int]] = {}
    for i, j in sorted(uses):
        by_holding.setdefault(i, []).append(j)
    for i, leaves in by_holding.items():
        for a, b in combinations(leaves, 2):
            if not may_share(case, case.leaves[a], case.leaves[b]):
                yield ("one use", i, a, b), 1, 0
    budget = case.question.stack.constraints.no_double_count.max_shared_credits
    if budget is not None:
        shared = sum(case.credits[i] * (len(leaves) - 1) for i, leaves in by_holding.items())
        yield "shared", shared, hundredths(budget)


def _same_definition(case: Case, used: set[int]) -> Iterator[Wall]:
    repeatable = case.question.stack.constraints.repeatable
    definitions = Counter(
        (it.issuer, it.code)
        for it in (case.holdings[i].learning for i in used)
        if not any(is_definition(it, ref) for ref in repeatable)
    )
    for definition, times in definitions.items():
        yield ("one award", definition), times, 1


def _max_count_and_best(case: Case, uses: Uses, node_id: str) -> Iterator[Wall]:
    """``max_count`` of groups and leaves, and ``best``: uses below one part only."""
    node = case.nodes[node_id]
    rule = node.requirement
    below = [case.leaves[j] for _, j in uses if case.leaves[j].is_in(node_id)]
    if isinstance(rule, AnyOf) and rule.best:
        parts_used = [p for p in node.parts if any(leaf.is_in(p.id) for leaf in below)]
        yield ("best", node_id), len(parts_used), 1
    if isinstance(rule, All | AnyOf | NOf | Take) and rule.max_count is not None:
        yield ("max_count", node_id), len(below), rule.max_count


def _alike(case: Case, uses: Uses, j: int) -> Iterator[Wall]:
    """A ``take`` whose uses are all to differ."""
    rule = case.leaves[j].rule
    if not isinstance(rule, Take) or rule.distinct is None or rule.distinct.at_least is not None:
        return
    by = rule.distinct.by
    values = Counter(value_of(case.holdings[i], by) for i, k in uses if k == j)
    for value, times in values.items():
        yield ("alike", j, value), times, 1


def _out_of_order(case: Case, uses: Uses, first: str, then: str) -> Iterator[Wall]:
    """Each holding of the second that was awarded before one of the first."""
    if first not in case.nodes or then not in case.nodes:
        return
    days = [case.holdings[i].awarded_on for i, j in uses if case.leaves[j].is_in(first)]
    for i in {i for i, j in uses if case.leaves[j].is_in(then)}:
        late = any(case.holdings[i].awarded_on < day for day in days)
        yield ("order", first, then, i), int(late), 0


def _average_over_fails(case: Case, uses: Uses) -> Iterator[Wall]:
    """By how much the average misses what ``compensation`` asks while a failed one is used."""
    used = {i for i, _ in uses}
    rule = case.question.stack.constraints.compensation
    if rule is not None and used & case.fails:
        above = {i: case.points_above(i, rule.scheme, rule.avg_min) for i in used}
        yield "average", -sum(case.credits[i] * p for i, p in above.items() if p is not None), 0


def _granted_elsewhere(case: Case, holding: Holding, other: str) -> bool:
    here = case.question.stack.id
    return any(
        use.award == holding.id and use.stack != here and other in ("*", use.stack)
        for use in case.question.enrolment.granted
    )
