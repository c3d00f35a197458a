"""How each constraint stands beside the rules: walls with what they allow, gates with numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from credstone.model.progress import Condition
from credstone.model.stack import AverageWeights, Cap, NoDoubleCount, SharingScope
from credstone.stacking.case import at_least
from credstone.stacking.constraints import caps, compensation, cross_stack, no_double_count, overlap
from credstone.stacking.facts import listed as several
from credstone.stacking.grades import above, score_of
from credstone.stacking.periods import in_words
from credstone.stacking.seen import Seen
from credstone.stacking.tally import GateWeight, Wall
from credstone.stacking.telling.selectors import meant
from credstone.stacking.wording import (
    average,
    called,
    listed,
    number,
    of_credits,
    plural,
    short_name,
    unit_word,
)


def conditions(seen: Seen) -> tuple[Condition, ...]:
    """All of them, in the order of docs/reference/stacks.md."""
    return (*_walls(seen), *_gates(seen))


def _walls(seen: Seen) -> Iterator[Condition]:
    yield _sharing(seen)
    yield from _age(seen)
    yield from _overlap(seen)
    yield from _caps(seen)
    yield from _order(seen)
    yield from _cross_stack(seen)
    yield from _compensation(seen)
    yield from _granted(seen)


def _sharing(seen: Seen) -> Condition:
    rule: NoDoubleCount = seen.question.stack.constraints.no_double_count
    match rule.scope:
        case SharingScope.STACK:
            said = "each credential counts once"
        case SharingScope.GROUP:
            said = "each credential counts once in each part of the rules"
        case SharingScope.NONE:
            said = "a credential may count in several requirements"
    pairs = [f"{_named(one, seen)} and {_named(other, seen)}" for one, other in rule.exceptions]
    if pairs:
        said += f", except between {listed(pairs)}"
    for wall in no_double_count.walls(seen.laid):
        if wall.key == "max_shared_credits":
            said += f"; {_so_much(wall, seen)} count twice"
    return _wall("no_double_count", said)


def _age(seen: Seen) -> Iterator[Condition]:
    rule = seen.question.stack.constraints.age
    if rule is not None:
        old = sum(miss.field == "age" for miss in seen.aside.values())
        aside = f"; {plural(old, 'credential')} set aside" if old else ""
        yield _wall("age", f"nothing older than {in_words(rule.max)} counts{aside}")


def _overlap(seen: Seen) -> Iterator[Condition]:
    for wall in overlap.walls(seen.laid):
        yield _wall("overlap", f"{_so_much(wall, seen)} of {wall.where} count")


def _caps(seen: Seen) -> Iterator[Condition]:
    rules: tuple[Cap, ...] = seen.question.stack.constraints.caps
    for wall in caps.walls(seen.laid):
        index = wall.key[0] if isinstance(wall.key, tuple) else 0
        where = f" in {_named(wall.where, seen)}" if wall.where else ""
        yield _wall("caps", f"{_so_much(wall, seen)} ({meant(rules[index].select)}) count{where}")


def _order(seen: Seen) -> Iterator[Condition]:
    for first, second in seen.question.stack.constraints.order:
        names = f"{_named(first, seen)} comes before {_named(second, seen)}"
        yield _wall("order", names)


def _cross_stack(seen: Seen) -> Iterator[Condition]:
    for wall in cross_stack.walls(seen.laid):
        other = "other stacks use" if wall.where == "*" else f"{wall.where} uses"
        yield _wall("cross_stack", f"{_so_much(wall, seen)} that {other} count here too")


def _compensation(seen: Seen) -> Iterator[Condition]:
    for wall in compensation.walls(seen.laid):
        if wall.key == "credits":
            yield _wall("compensation", f"{_so_much(wall, seen)} of failed credentials count")


def _granted(seen: Seen) -> Iterator[Condition]:
    granted = sum(len(item.granted) for item in seen.case.items)
    if granted:
        verb = "is" if granted == 1 else "are"
        yield _wall("granted", f"{plural(granted, 'use')} {verb} granted and stay as they are")


def _gates(seen: Seen) -> Iterator[Condition]:
    for gate in seen.weighing.gates:
        reason = _GATES[gate.constraint](gate, seen)
        yield Condition(gate.constraint, True, gate.met, reason)


def _residency(gate: GateWeight, seen: Seen) -> str:
    rule = seen.question.stack.constraints.residency[gate.index]
    unit = seen.case.setting.unit
    issuers = several(short_name(one, seen.question.stack) for one in rule.issuer)
    said = []
    if rule.min_credits is not None:
        said.append(f"{of_credits(gate.part, at_least(rule.min_credits), unit)} from {issuers}")
    if rule.min_share is not None:
        share = f"{number(int(rule.min_share * 10_000))} %"
        whole = of_credits(gate.part, gate.whole, unit)
        said.append(f"{whole} from {issuers}, {share} is asked")
    return "; ".join(said)


def _level(gate: GateWeight, seen: Seen) -> str:
    level, _ = seen.question.stack.constraints.min_credits_at[gate.index]
    have = of_credits(gate.value, gate.bound, seen.case.setting.unit)
    return f"{have} at EQF level {level} or higher"


def _grade_average(gate: GateWeight, seen: Seen) -> str:
    rule = seen.question.stack.constraints.grade_average
    assert rule is not None
    setting = seen.case.setting
    asked = f"{rule.min} or better in {rule.scheme} is asked"
    if not gate.whole:
        return f"no grade to average yet; {asked}"
    total = sum(
        (item.credits if rule.weights is AverageWeights.CREDITS else 1)
        * (score_of(item.holding, rule.scheme, setting) or 0)
        for item in seen.laid.used
        if above(item.holding, rule.min, rule.scheme, setting) is not None
    )
    return f"average grade {average(Decimal(total) / gate.whole)}; {asked}"


_GATES = {"residency": _residency, "level": _level, "grade_average": _grade_average}


def _wall(name: str, reason: str) -> Condition:
    return Condition(name, False, True, reason)


def _so_much(wall: Wall, seen: Seen) -> str:
    """ "4 of at most 12 credits", or "1 of at most 1"."""
    if isinstance(wall.key, tuple) and wall.key[-1] == "count":
        return f"{wall.value} of at most {wall.bound}"
    unit = unit_word(seen.case.setting.unit, wall.bound)
    return f"{number(wall.value)} of at most {number(wall.bound)} {unit}"


def _named(requirement: str, seen: Seen) -> str:
    """What people call a requirement that is asked; else its id."""
    if requirement == "*":
        return "any other"
    part = seen.case.by_id.get(requirement)
    return requirement if part is None else called(part.requirement)
