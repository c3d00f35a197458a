"""Dense sums of credits, the hardest thing stacks can ask: many fillings, hardly one that fits.

Forty credentials of uneven credits, fifteen requirements that ask for credits, and each credential
may be used in 18 % of them. No learner looks like this; a limit shows best where it is reached.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from credstone.model.learning import Holding, Learning
from credstone.model.requirement import All, Take
from credstone.model.selector import Selector
from credstone.model.stack import Stack
from credstone.model.text import Text
from credstone.stacking.question import Question

INSTANCES = 24
ITEMS = 40
LEAVES = 15
DENSITY = 0.18
_ISSUER = "https://dense.example/"


def dense(instances: int = INSTANCES) -> Iterator[tuple[str, Question]]:
    """Always the same questions, each under its name."""
    for number in range(instances):
        name = f"dense#{number}"
        yield name, _question(random.Random(name))


def _question(chance: random.Random) -> Question:
    holdings = tuple(_holding(place, chance) for place in range(ITEMS))
    supply = sum(int(one.learning.credits or 0) for one in holdings)
    leaves = tuple(
        Take(
            id=f"leaf-{place}",
            weight=chance.randint(1, 3),
            select=Selector(tag=(f"tag-{place}",)),
            min_credits=_credits(chance.uniform(0.7, 1.3) * supply / LEAVES),
        )
        for place in range(LEAVES)
    )
    stack = Stack(
        id=f"{_ISSUER}stack",
        version="1",
        title=Text.of({"en": "Dense"}),
        rules=All(id="rules", of=leaves),
        issuers=(("dense", _ISSUER),),
    )
    return Question(stack, holdings, date(2026, 6, 1))


def _holding(place: int, chance: random.Random) -> Holding:
    learning = Learning(
        id=f"{_ISSUER}{place}",
        code=f"D-{place}",
        version="1",
        title=Text.of({"en": f"D-{place}"}),
        issuers=(_ISSUER,),
        credits=_credits(chance.uniform(1, 12)),
        tags=tuple(f"tag-{leaf}" for leaf in range(LEAVES) if chance.random() < DENSITY),
    )
    awarded = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
    return Holding(f"urn:dense:{place}", learning, awarded)


def _credits(value: float) -> Decimal:
    return Decimal(round(value * 100)) / 100
