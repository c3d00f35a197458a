"""An allocation laid out for weighing: what is used where, and what each part has come to so far.

Kinds and constraints read it and answer with ``Found``, ``Wall`` and ``GateWeight``; putting the
answers together is the affair of ``weigh``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from credstone.stacking.asked import Part
from credstone.stacking.case import Case, Item

Pair = tuple[Item, int]
"""An item used in a leaf (the index of its part)."""


@dataclass(frozen=True)
class Found:
    """What the kind of a part finds: whether its own rule holds, and what lies in it.

    ``count`` and ``credits`` (hundredths, not cut) are what it reached; ``gives`` are the items
    and ``gives_credits`` the credits it passes on upwards when it is met. ``stands`` is for how
    many parts of an ``n_of`` it stands then. ``toward`` is what stage 3 counts while it is open.
    """

    holds: bool
    count: int = 0
    credits: int = 0
    gives: tuple[Item, ...] = ()
    gives_credits: int = 0
    stands: int = 1
    toward: int = 0


@dataclass(frozen=True)
class PartWeight:
    """What a part came to. ``holds`` is its own rule alone; ``met`` also what is asked besides.

    ``blocked`` says that something before it, by ``order``, is not met. What it contributes to
    what stands above it (``contributes_…``, ``gives``, ``stands``) is nothing unless it is met.
    """

    met: bool
    holds: bool
    blocked: bool
    count: int
    credits: int
    contributes_count: int
    contributes_credits: int
    gives: tuple[Item, ...]
    stands: int
    toward: int


@dataclass(frozen=True)
class Wall:
    """``value`` may not exceed ``bound``, unless granted uses alone already do.

    ``constraint`` is the word of the rule language, ``key`` tells the walls of one constraint
    apart, ``where`` names what is concerned (requirements, definitions, a holding).
    """

    constraint: str
    key: Hashable
    where: str
    value: int
    bound: int


@dataclass(frozen=True)
class GateWeight:
    """A condition on everything used: ``value`` has to reach ``bound``, both in hundredths.

    For a share or an average ``value`` is the surplus, weighted, and ``bound`` 0; then ``part``
    and ``whole`` are the two sums of which the share or average is the quotient.
    """

    constraint: str
    index: int
    met: bool
    value: int
    bound: int
    part: int = 0
    whole: int = 0


@dataclass(eq=False)
class Tally:
    """``uses`` by leaf, ``used`` each item once in the order of the case.

    ``hopeful`` weighs every possible use at once, to see what can be met at all: rules that more
    uses can break are taken to hold then. ``weights`` fill up from the last part to the first.
    """

    case: Case
    uses: dict[int, list[Item]]
    used: list[Item]
    hopeful: bool = False
    weights: dict[int, PartWeight] = field(default_factory=dict)

    def items_in(self, part: Part) -> list[Item]:
        """All uses in or below the part; an item that is used twice stands there twice."""
        return [item for leaf in part.leaves for item in self.uses.get(leaf, ())]

    def used_in(self, part: Part) -> list[Item]:
        """The items used in or below the part, each once."""
        return list(dict.fromkeys(self.items_in(part)))


def tally(case: Case, pairs: Iterable[Pair], *, hopeful: bool = False) -> Tally:
    """Lay out ``pairs``; their order means nothing."""
    uses: dict[int, list[Item]] = {}
    for item, leaf in pairs:
        uses.setdefault(leaf, []).append(item)
    busy = {item for items in uses.values() for item in items}
    used = [item for item in case.items if item in busy]
    return Tally(case, uses, used, hopeful)
