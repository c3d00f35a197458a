"""The integer program of one case, and the words in which kinds and constraints write its rows.

Every bit is bounded from above only: a part may be called met when it is, and the first stages
make sure that it is called so. With all variables at their low values every row holds: these are
the granted uses alone. What the program is to be best at is decided in ``allocate``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from math import gcd

from credstone.model.requirement import All, AnyOf, DistinctBy, NOf, Take
from credstone.stacking.asked import Part
from credstone.stacking.case import Case, at_most
from credstone.stacking.eligible import value_of
from credstone.stacking.lots import Lot
from credstone.stacking.solvers.program import Program

Terms = Mapping[int, int]
"""Coefficients by variable."""


class Measure(Enum):
    """What a part passes on to the totals above it."""

    COUNT = "count"
    CREDITS = "credits"


class Model:
    """The variables of a program, by what they mean.

    ``use[lot, leaf]`` counts the uses of a lot in a leaf, ``used[lot]`` are terms that sum to how
    many of its items are used, ``met[part]`` is a bit each, ``stack`` the bit for the whole.
    ``taken[lot]`` counts the options taken of a lot of options. ``hopeful[part]`` says which
    parts can be met at all; of the others nothing is asked in rows, their bit is fixed to 0.
    """

    def __init__(
        self, case: Case, lots: Sequence[Lot], hopeful: Sequence[bool], *, stack: bool
    ) -> None:
        self.case = case
        self.lots = lots
        self.hopeful = hopeful
        self.program = Program()
        self.use: dict[tuple[int, int], int] = {}
        self.used: list[Terms] = []
        self.taken: dict[int, int] = {}
        self._in_leaf: dict[int, list[Lot]] = {}
        self._given: dict[tuple[int, Measure], Terms] = {}
        self._values: dict[tuple[int, DistinctBy], dict[str, Terms]] = {}
        self.met = [
            self.program.variable(int(hope), int(part.waiver is not None))
            for part, hope in zip(case.asked.parts, hopeful, strict=True)
        ]
        self.stack = self.program.variable(int(stack))
        for lot in lots:
            self._add(lot)
        self.grain = self._grain()

    def _add(self, lot: Lot) -> None:
        """The uses of a lot, at most one of an item in each clique, and how many are used."""
        granted = Counter(leaf for item in lot.items for leaf in item.granted)
        for leaf in lot.leaves:
            variable = self.program.variable(lot.size, granted[leaf])
            self.use[lot.index, leaf] = variable
            self._in_leaf.setdefault(leaf, []).append(lot)
        uses = {self.use[lot.index, leaf]: 1 for leaf in lot.leaves}
        if lot.is_single or not uses:
            self.used.append(uses)
            if len(uses) > 1:
                self.program.at_most(uses, lot.size)
            return
        used = self.program.variable(lot.size, int(bool(granted)))
        self.used.append({used: 1})
        self.program.at_most({used: 1, **dict.fromkeys(uses, -1)}, 0)
        for clique in lot.cliques:
            kept = sum(granted[leaf] for leaf in clique)
            in_clique = {self.use[lot.index, leaf]: 1 for leaf in clique}
            if kept > 1:
                self.program.at_most(in_clique, kept)
            else:
                self.program.at_most({**in_clique, used: -1}, 0)

    # What is used

    def lots_in(self, leaf: int) -> Sequence[Lot]:
        """The lots that may be used in the leaf."""
        return self._in_leaf.get(leaf, ())

    def uses_in(self, part: Part) -> dict[int, int]:
        """Terms that sum to the uses in or below the part."""
        return {self.use[lot.index, leaf]: 1 for leaf in part.leaves for lot in self.lots_in(leaf)}

    def worth_in(self, leaf: int) -> dict[int, int]:
        """Terms that sum to the credits contributed in the leaf, in grains."""
        return {
            self.use[lot.index, leaf]: self.case.worth(leaf, lot.first) // self.grain
            for lot in self.lots_in(leaf)
        }

    def used_in(self, part: Part, lots: Iterable[Lot]) -> list[tuple[Lot, Terms]]:
        """Lots with terms that sum to how many of their items are used in or below the part."""
        found: list[tuple[Lot, Terms]] = []
        for lot in lots:
            leaves = [leaf for leaf in lot.leaves if leaf in part.leaves]
            if leaves:
                found.append((lot, self._used_among(lot, leaves)))
        return found

    def _used_among(self, lot: Lot, leaves: Sequence[int]) -> Terms:
        if len(leaves) == len(lot.leaves):
            return self.used[lot.index]
        uses = {self.use[lot.index, leaf]: 1 for leaf in leaves}
        if len(uses) == 1 or lot.is_single:
            return uses
        return {self._busy(lot, leaves, uses): 1}

    def _busy(self, lot: Lot, leaves: Sequence[int], uses: Terms) -> int:
        """A variable no smaller than the uses of a lot of one in any clique of these leaves."""
        kept = any(self.program.lows[use] for use in uses)
        busy = self.program.variable(lot.size, int(kept))
        for clique in lot.cliques:
            within = {self.use[lot.index, leaf]: 1 for leaf in clique if leaf in leaves}
            if within and not kept:
                self.program.at_most({**within, busy: -1}, 0)
        return busy

    def sum_used(self, weights: Mapping[int, int]) -> dict[int, int]:
        """Terms that sum weight × used over lots (``weights`` by the lot's index)."""
        total: dict[int, int] = {}
        for lot, weight in weights.items():
            if weight:
                for variable, by in self.used[lot].items():
                    total[variable] = total.get(variable, 0) + weight * by
        return total

    # Rows

    def wall(self, terms: Terms, bound: int) -> None:
        """Σ terms ≤ ``bound``, or no more than what the granted uses alone come to."""
        least = sum(by * self.program.lows[variable] for variable, by in terms.items())
        most = sum(by * self.program.highs[variable] for variable, by in terms.items() if by > 0)
        if terms and most > bound:
            self.program.at_most(terms, max(bound, least))

    def when(self, part: Part, terms: Terms, bound: int) -> None:
        """The part is met only if Σ terms ≥ ``bound``."""
        if part.waiver is None and self.hopeful[part.index]:
            self.if_(self.met[part.index], terms, bound)

    def once_met(self, terms: Terms, bound: int) -> None:
        """The stack is met only if Σ terms ≥ ``bound``."""
        if self.program.highs[self.stack]:
            self.if_(self.stack, terms, bound)

    def if_(self, bit: int, terms: Terms, bound: int) -> None:
        """Σ terms ≥ ``bound`` if ``bit`` is 1, with the least slack that frees it at 0."""
        least = sum(by * self.program.highs[at] for at, by in terms.items() if by < 0)
        if least >= bound:
            return
        # A single use that more than suffices counts as just enough: sharper, and still exact.
        cut = {at: min(by, bound) for at, by in terms.items()} if least == 0 else dict(terms)
        cut[bit] = cut.get(bit, 0) - (bound - least)
        self.program.at_least(cut, least)

    def union(self, terms: Terms) -> int:
        """A bit that may be 1 only if Σ terms ≥ 1."""
        bit = self.program.variable(int(bool(terms)))
        if terms:
            self.program.at_most({bit: 1, **{at: -by for at, by in terms.items()}}, 0)
        return bit

    # What parts pass on upwards

    def given(self, part: Part, measure: Measure) -> Terms:
        """Terms for what the part contributes to the totals above it; credits in grains."""
        known = self._given.get((part.index, measure))
        if known is None:
            known = self._given[part.index, measure] = self._contributed(part, measure)
        return known

    def inside(self, part: Part, measure: Measure) -> dict[int, int]:
        """Terms for what lies in the part: its own uses, or what its direct parts contribute."""
        if part.is_leaf:
            credits = measure is Measure.CREDITS
            return self.worth_in(part.index) if credits else self.uses_in(part)
        total: dict[int, int] = {}
        for below in part.parts:
            total.update(self.given(self.case.asked.parts[below], measure))
        return total

    def _contributed(self, part: Part, measure: Measure) -> Terms:
        if part.waiver is not None or not self.hopeful[part.index]:
            return {}
        terms = self.inside(part, measure)
        most = sum(by * self.program.highs[at] for at, by in terms.items())
        ceiling = ceiling_of(part) if measure is Measure.CREDITS else None
        if ceiling is not None:
            most = min(most, ceiling // self.grain)
        if not most:
            return {}
        amount = self.program.variable(most)
        self.program.at_most({amount: 1, **{at: -by for at, by in terms.items()}}, 0)
        self.program.at_most({amount: 1, self.met[part.index]: -most}, 0)
        return {amount: 1}

    def values_given(self, part: Part, by: DistinctBy) -> dict[str, Terms]:
        """For each value (provider, field …) terms that are 0 unless the met part passes it on."""
        known = self._values.get((part.index, by))
        if known is None:
            known = self._values[part.index, by] = self._passed_on(part, by)
        return known

    def values_in(self, part: Part, by: DistinctBy) -> dict[str, dict[int, int]]:
        """For each value terms that sum to how often it lies in the part."""
        found: dict[str, dict[int, int]] = {}
        if part.is_leaf:
            for lot in self.lots_in(part.index):
                if value := value_of(lot.first.holding, by):
                    found.setdefault(value, {})[self.use[lot.index, part.index]] = 1
        for below in part.parts:
            for value, terms in self.values_given(self.case.asked.parts[below], by).items():
                found.setdefault(value, {}).update(terms)
        return found

    def _passed_on(self, part: Part, by: DistinctBy) -> dict[str, Terms]:
        if part.waiver is not None or not self.hopeful[part.index]:
            return {}
        passed: dict[str, Terms] = {}
        for value, terms in self.values_in(part, by).items():
            bit = self.union(terms)
            self.program.at_most({bit: 1, self.met[part.index]: -1}, 0)
            passed[value] = {bit: 1}
        return passed

    def _grain(self) -> int:
        """The largest amount of which all credits here are multiples, in hundredths."""
        worths = [self.case.worth(leaf, lot.first) for lot in self.lots for leaf in lot.leaves]
        ceilings = [ceiling_of(part) or 0 for part in self.case.asked.parts]
        return gcd(*worths, *ceilings) or 1


def ceiling_of(part: Part) -> int | None:
    """The credits beyond which the part contributes no more, in hundredths."""
    match part.requirement:
        case Take() | All() | AnyOf() | NOf() as wish:
            return None if wish.max_credits is None else at_most(wish.max_credits)
        case _:
            return None
