"""The constraints beside the rules: what each allows and how far that is used, in words."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.model.progress import Condition
from credstone.stacking.constraints import GATES, WALLS
from credstone.stacking.periods import in_words
from credstone.stacking.seen import Seen
from credstone.stacking.wording import plural


def conditions(seen: Seen) -> tuple[Condition, ...]:
    """Walls, which are always kept, then gates."""
    return (*_walls(seen), *_gates(seen))


def _walls(seen: Seen) -> Iterator[Condition]:
    for wall in WALLS:
        for reason in wall.tell(seen.laid):
            yield Condition(wall.NAME, False, True, reason)
    age = seen.question.stack.constraints.age
    if age is not None:
        old = sum(miss.field == "age" for miss in seen.aside.values())
        aside = f"; {plural(old, 'credential')} set aside" if old else ""
        yield Condition("age", False, True, f"nothing older than {in_words(age.max)} counts{aside}")
    granted = sum(len(item.granted) for item in seen.case.items)
    if granted:
        verb = "is" if granted == 1 else "are"
        reason = f"{plural(granted, 'use')} {verb} granted and stay as they are"
        yield Condition("granted", False, True, reason)


def _gates(seen: Seen) -> Iterator[Condition]:
    tell = {gate.NAME: gate.tell for gate in GATES}
    for gate in seen.weighing.gates:
        reason = tell[gate.constraint](gate, seen.laid)
        yield Condition(gate.constraint, True, gate.met, reason)
