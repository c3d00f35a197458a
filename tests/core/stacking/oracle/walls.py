"""Walls, which no allocation breaks (docs/reference/stacks.md, "Constraints").

All but the average of ``compensation`` hold of every part of an allocation that keeps them, so the
search may turn round as soon as one is broken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from credstone.model.learning import Holding
from credstone.model.requirement import All, AnyOf, NOf, Take
from credstone.model.stack import SharingScope
from tests.core.stacking.oracle.case import Case, Leaf, Uses
from tests.core.stacking.oracle.facts import hundredths, is_definition, matches, value_of


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


def stands(case: Case, uses: Uses) -> bool:
    """Whether no wall is broken, but for the average of ``compensation``."""
    return not any(_broken(case, uses))


def _broken(case: Case, uses: Uses) -> Iterator[bool]:
    rules = case.question.stack.constraints
    used = {i for i, _ in uses}
    yield _sharing(case, uses)
    yield _twice_the_same(case, used)
    yield from (_too_many(case, uses, node_id) for node_id in case.nodes)
    yield from (_alike(case, uses, j) for j in range(len(case.leaves)))
    for overlap in rules.overlap:
        among = {
            i
            for i in used
            if any(is_definition(case.holdings[i].learning, ref) for ref in overlap.definitions)
        }
        yield _over(case, among, overlap.count_at_most, overlap.credit_cap)
    for cap in rules.caps:
        there = {i for i, j in uses if not cap.within or case.leaves[j].is_in(cap.within)}
        among = {i for i in there if matches(cap.select, case.holdings[i], case.question)}
        yield _over(case, among, cap.max_count, cap.max_credits)
    yield from (_out_of_order(case, uses, first, then) for first, then in rules.order)
    for cross in rules.cross_stack:
        among = {i for i in used if _granted_elsewhere(case, case.holdings[i], cross.other)}
        yield _over(case, among, None, cross.max_shared_credits)
    if rules.compensation is not None:
        yield _over(case, used & case.fails, None, rules.compensation.max_compensated_credits)


def _over(case: Case, among: Iterable[int], count: object, credits: object) -> bool:
    among = set(among)
    too_many = isinstance(count, int) and len(among) > count
    total = sum(case.credits[i] for i in among)
    return too_many or (credits is not None and total > hundredths(credits))


def _sharing(case: Case, uses: Uses) -> bool:
    by_holding: dict[int, list[Leaf]] = {}
    for i, j in uses:
        by_holding.setdefault(i, []).append(case.leaves[j])
    for leaves in by_holding.values():
        if not all(may_share(case, a, b) for a, b in combinations(leaves, 2)):
            return True
    budget = case.question.stack.constraints.no_double_count.max_shared_credits
    shared = sum(case.credits[i] * (len(leaves) - 1) for i, leaves in by_holding.items())
    return budget is not None and shared > hundredths(budget)


def _twice_the_same(case: Case, used: set[int]) -> bool:
    repeatable = case.question.stack.constraints.repeatable
    kinds = Counter(
        (it.issuer, it.code)
        for it in (case.holdings[i].learning for i in used)
        if not any(is_definition(it, ref) for ref in repeatable)
    )
    return any(times > 1 for times in kinds.values())


def _too_many(case: Case, uses: Uses, node_id: str) -> bool:
    """``max_count`` of groups and leaves, and ``best``: uses below one part only."""
    node = case.nodes[node_id]
    rule = node.requirement
    below = [case.leaves[j] for _, j in uses if case.leaves[j].is_in(node_id)]
    if isinstance(rule, AnyOf) and rule.best:
        parts_used = [p for p in node.parts if any(leaf.is_in(p.id) for leaf in below)]
        if len(parts_used) > 1:
            return True
    most = rule.max_count if isinstance(rule, All | AnyOf | NOf | Take) else None
    return most is not None and len(below) > most


def _alike(case: Case, uses: Uses, j: int) -> bool:
    """A ``take`` whose uses are all to differ."""
    rule = case.leaves[j].rule
    if not isinstance(rule, Take) or rule.distinct is None or rule.distinct.at_least is not None:
        return False
    values = [value_of(case.holdings[i], rule.distinct.by) for i, k in uses if k == j]
    return len(values) > len(set(values))


def _out_of_order(case: Case, uses: Uses, first: str, then: str) -> bool:
    if first not in case.nodes or then not in case.nodes:
        return False
    days_of = {
        side: [case.holdings[i].awarded_on for i, j in uses if case.leaves[j].is_in(side)]
        for side in (first, then)
    }
    return bool(days_of[first] and days_of[then]) and max(days_of[first]) > min(days_of[then])


def _granted_elsewhere(case: Case, holding: Holding, other: str) -> bool:
    here = case.question.stack.id
    return any(
        use.award == holding.id and use.stack != here and other in ("*", use.stack)
        for use in case.question.enrolment.granted
    )


def makes_up_for_fails(case: Case, uses: Uses) -> bool:
    """The average of ``compensation``, asked only while a failed holding is used."""
    used = {i for i, _ in uses}
    rule = case.question.stack.constraints.compensation
    if rule is None or not used & case.fails:
        return True
    above = {i: case.points_above(i, rule.scheme, rule.avg_min) for i in used}
    return sum(case.credits[i] * p for i, p in above.items() if p is not None) >= 0
