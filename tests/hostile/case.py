"""The words of the hostile corpus: a case, what is demanded of it, and what was left out and why.

A family is a function that yields cases, and exclusions where a touch would leave the signed
meaning as it was: such a touch is no attack, and demanding a refusal of it would be a mistake.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

Kind: TypeAlias = Literal["credential", "presentation"]
Expected: TypeAlias = Literal["invalid", "not valid", "valid", "answered"]
"""``not valid`` is invalid or undetermined. ``valid`` is demanded of what only looks hostile, and
``answered`` of what its author truly signed: any verdict, but neither an exception nor a delay."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Case:
    """One input: ``data`` as it would arrive, the verdict demanded, and an id that never moves."""

    id: str
    family: str
    data: bytes
    kind: Kind = "credential"
    expected: Expected = "not valid"


@dataclass(frozen=True)
class Exclusion:
    """A touch that was not made a case, with the reason; counted and printed."""

    family: str
    reason: str


Family: TypeAlias = Callable[[], Iterator[Case | Exclusion]]


def sampled(items: Sequence[Item], count: int, seed: str) -> Sequence[Item]:
    """At most ``count`` of ``items`` in their order, the same ones on every machine."""
    if len(items) <= count:
        return items
    kept = sorted(random.Random(seed).sample(range(len(items)), count))
    return [items[index] for index in kept]
