"""Made-up rules: a small tree of every kind, its leaves asking what the learner could bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import count
from random import Random

from credstone.model.learning import Holding
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    Cover,
    CoverMode,
    Distinct,
    DistinctBy,
    NOf,
    Outcomes,
    Requirement,
    Take,
    WantedOutcome,
)
from credstone.model.selector import (
    Attribute,
    Declares,
    Enrolled,
    Every,
    Predicate,
    Selector,
    Some,
    Today,
    Unless,
    Window,
)
from credstone.model.text import Text
from tests.core.stacking.oracle.learners import AT, SKILLS
from tests.core.stacking.oracle.selectors import selector


@dataclass(frozen=True)
class Writer:
    """Writes requirements about ``held``, each with the next id."""

    random: Random
    held: tuple[Holding, ...]
    numbers: Iterator[int]

    @classmethod
    def about(cls, random: Random, held: tuple[Holding, ...]) -> Writer:
        return cls(random, held, count(1))

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def id(self) -> str:
        return f"r{next(self.numbers)}"

    def tree(self, leaves: int) -> Requirement:
        """A group with so many leaves below it."""
        if leaves == 1 and self.chance(0.5):
            return self.leaf()
        return self.group(leaves, top=True)

    def group(self, leaves: int, top: bool = False) -> Requirement:
        random, id = self.random, self.id()
        kind = random.choice(("all", "any", "n_of"))
        parts = tuple(self.part(share) for share in self.shares(leaves))
        if self.chance(0.1):
            parts = (*parts, self.statement())
        if kind == "all":
            return All(id=id, of=parts)
        if kind == "any":
            return AnyOf(id=id, of=parts)
        return NOf(id=id, of=parts, n=random.randint(1, max(1, len(parts) - (not top))))

    def shares(self, leaves: int) -> list[int]:
        shares = []
        while leaves > 0:
            shares.append(self.random.randint(1, min(3, leaves) if leaves > 1 else 1))
            leaves -= shares[-1]
        return shares

    def part(self, leaves: int) -> Requirement:
        if leaves > 1:
            return self.group(leaves)
        return self.cond() if self.chance(0.16) else self.leaf()

    def leaf(self) -> Take | Outcomes:
        return self.outcomes() if self.chance(0.22) else self.take()

    def take(self, select: Selector | None = None) -> Take:
        random, id = self.random, self.id()
        select = select or self.select()
        if self.chance(0.45):
            return Take(id=id, select=select, min_count=random.choice((None, 1, 1, 2)))
        least = self.credits(0.06, 0.3)
        both = 2 if self.chance(0.15) else None
        return Take(id=id, select=select, min_credits=least, min_count=both)

    def select(self) -> Selector:
        one = selector(self.random, self.held)
        return Selector(any=(one, selector(self.random, self.held))) if self.chance(0.25) else one

    def credits(self, low: float, high: float) -> Decimal:
        """A number of credits, as a share of all that the learner holds; by halves."""
        total = sum((h.learning.credits or Decimal(0) for h in self.held), Decimal(0))
        share = Decimal(str(round(self.random.uniform(low, high), 2)))
        return max(Decimal("0.5"), (total * share * 2).quantize(Decimal(1)) / 2)

    def outcomes(self) -> Outcomes:
        random, id = self.random, self.id()
        wanted = tuple(
            WantedOutcome(
                uri,
                essential=self.chance(0.3),
                min_level=random.choice((None, None, None, 5, 6)),
                weight=random.choice((1, 2, 3)),
            )
            for uri in random.sample(SKILLS, random.choice((2, 3, 3)))
        )
        cover = random.choice(
            (
                Cover(),
                Cover(CoverMode.COUNT, random.randint(1, len(wanted))),
                Cover(CoverMode.WEIGHT, random.randint(1, sum(w.weight for w in wanted) - 1)),
            )
        )
        floor = random.choice((None, Decimal("0.5"), Decimal("0.7"), Decimal("0.9")))
        some = self.select() if self.chance(0.3) else Selector()
        return Outcomes(id=id, outcomes=wanted, cover=cover, min_confidence=floor, select=some)

    def statement(self) -> Attest:
        return Attest(id=self.id(), role="tutor", statement=Text.of({"en": "A viva."}))

    def cond(self) -> Cond:
        id = self.id()
        otherwise = self.leaf() if self.chance(0.5) else None
        return Cond(id=id, when=self.predicate(), then=self.leaf(), otherwise=otherwise)

    def predicate(self) -> Predicate:
        random = self.random
        days = timedelta(days=random.choice((-1, 0, 30)))
        match random.choice((0, 0, 2, 2, 3, 4, 4, 5, 6)):
            case 0:
                return Declares(random.choice(("history", "law")))
            case 2:
                return Enrolled(random.choice((Window(first=AT - days), Window(last=AT - days))))
            case 3:
                return Today(Window(last=AT - days))
            case 4:
                return Attribute("mode", random.choice(("part-time", "full-time")))
            case 5:
                return Unless(self.predicate())
            case _:
                both = (self.predicate(), self.predicate())
                return random.choice((Every(both), Some(both)))

    def distinct(self, at_least: int | None) -> Distinct:
        return Distinct(self.random.choice(list(DistinctBy)), at_least)
