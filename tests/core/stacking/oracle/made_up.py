"""Made-up questions over the whole language, the same for the same seed.

``made_up(seed)`` draws a learner, a small tree of rules about what they hold, and then ingredients
one by one. Numbers are taken from what the learner holds, so that about half of the stacks can be
met and most constraints have something to forbid.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

from credstone.model.enrolment import Enrolment
from credstone.model.requirement import Outcomes, Take
from credstone.model.stack import Stack
from credstone.model.text import Text
from credstone.stacking.question import Question
from tests.core.stacking.oracle import constraint_ingredients as constraints
from tests.core.stacking.oracle import ingredients as options
from tests.core.stacking.oracle.brute_force import best, size
from tests.core.stacking.oracle.ingredients import Ingredient
from tests.core.stacking.oracle.learners import AT, ISSUERS, SCHEMES, holdings
from tests.core.stacking.oracle.rules import Writer
from tests.core.stacking.oracle.trees import all_of

# How often each is used. Those that seldom make a difference come more often.
INGREDIENTS: tuple[tuple[float, Ingredient], ...] = (
    (0.12, constraints.capstone),
    (0.50, options.take_max_count),
    (0.28, options.per_item_cap),
    (0.28, options.min_each),
    (0.50, options.take_all_differ),
    (0.15, options.take_some_differ),
    (0.24, options.grade_each),
    (0.16, options.grade_average),
    (0.50, options.counts_up_to),
    (0.33, options.best),
    (0.35, options.n_of_differ),
    (0.12, options.group_min_count),
    (0.28, options.group_max_count),
    (0.12, options.group_min_credits),
    (0.48, options.take_max_credits),
    (0.42, options.group_max_credits),
    (0.20, options.weight),
    (0.30, options.confirmed),
    (1.00, options.words_of_people),
    (0.10, options.waived),
    (0.20, options.effective),
    (0.80, options.cloud),
    (0.14, options.excluded),
    (0.28, constraints.scope),
    (0.22, constraints.exceptions),
    (0.22, constraints.shared_budget),
    (0.66, constraints.residency),
    (0.32, constraints.level),
    (0.45, constraints.average),
    (0.30, constraints.age),
    (0.30, constraints.overlap),
    (0.45, constraints.cap),
    (0.20, constraints.order),
    (0.12, constraints.elsewhere),
    (0.30, constraints.compensation),
    (0.50, constraints.repeatable),
    (0.10, constraints.pins),
    (0.12, constraints.granted),
)

MOST_ALLOCATIONS = 1000


def made_up(seed: int) -> Question:
    """The made-up question of this number; small enough for brute force.

    Of two drafts the one that can be met is kept, every second time.
    """
    random = Random(seed)
    question = draft(random)
    for _ in range(4 * (seed % 2)):
        if best(question).values[0]:
            break
        question = draft(random)
    return question


def draft(random: Random) -> Question:
    """A question small enough for brute force, whether it can be met or not."""
    while True:
        question = _drawn(random)
        if _leaves(question) <= 6 and size(question) <= MOST_ALLOCATIONS:
            return question


def _leaves(question: Question) -> int:
    return sum(isinstance(one, Take | Outcomes) for one in all_of(question))


def _drawn(random: Random) -> Question:
    write = Writer.about(random, holdings(random))
    question = Question(
        stack=Stack(
            id="stack",
            version="1.0",
            title=Text.of({"en": "Made up"}),
            rules=write.tree(random.choice((1, 2, 3, 3, 4, 4, 5))),
            issuers=ISSUERS,
            schemes=random.choice((SCHEMES, SCHEMES, SCHEMES[:1], SCHEMES[:2])),
        ),
        holdings=write.held,
        at=AT,
        enrolment=_enrolment(random),
    )
    for probability, ingredient in INGREDIENTS:
        if write.chance(probability):
            question = ingredient(write, question)
    return question


def _enrolment(random: Random) -> Enrolment:
    enrolled = AT - timedelta(days=random.choice((1, 1, 400)))
    return Enrolment(
        stack="stack",
        version="1.0",
        enrolled_on=random.choice((None, enrolled, enrolled)),
        declared=tuple(target for target in ("history", "law") if random.random() < 0.5),
        attributes=(("mode", random.choice(("part-time", "full-time"))),),
    )
