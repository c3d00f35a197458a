"""Whether the stack can be met at all with everything the catalogue offers.

Decided exactly, for every kind of learner that the stack tells apart. When it cannot be met, a
smallest set of requirements and constraints is named without which it could.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from credstone.errors import TooComplex
from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding, Path
from credstone.model.plan import Obstacle, ObstacleKind
from credstone.stacking.asked import asked
from credstone.stacking.case import Option, case_of
from credstone.stacking.lint.learners import Learner, typical
from credstone.stacking.lint.look import Look
from credstone.stacking.offers import tomorrow
from credstone.stacking.question import Question
from credstone.stacking.relax import why_impossible
from credstone.stacking.rows import build
from credstone.stacking.solvers.registry import HIGHS

_NODE_LIMIT = 5_000


def check(look: Look) -> Iterator[Finding]:
    """What would have to give way so that each kind of learner can meet the stack."""
    if look.catalogue is None:
        return
    tried: dict[tuple[str, ...], Outcome] = {}
    outcomes: list[tuple[Learner, Outcome]] = []
    for learner in typical(look):
        question = Question(look.stack, (), look.day, learner.enrolment)
        tree = asked(question)
        key = tuple(part.id for part in tree.parts)
        if key not in tried:
            tried[key] = _outcome(question, look) if tree.rules is not None else Outcome.NOT_ASKED
        outcomes.append((learner, tried[key]))
    if Outcome.UNDECIDED in tried.values():
        yield _undecided()
    if set(tried.values()) <= {Outcome.UNMET, Outcome.NOT_ASKED}:
        yield from _for_learners("", outcomes, look)
        return
    told: set[tuple[str, str]] = set()
    for trait in dict.fromkeys(trait for learner, _ in outcomes for trait in learner.traits):
        these = [(learner, one) for learner, one in outcomes if trait in learner.traits]
        if all(one in (Outcome.UNMET, Outcome.NOT_ASKED) for _, one in these):
            for finding in _for_learners(trait, these, look):
                if (finding.pointer, finding.value) not in told:
                    told.add((finding.pointer, finding.value))
                    yield finding


class Outcome(Enum):
    """Whether a kind of learner can meet the stack."""

    MET = "met"
    UNMET = "unmet"
    NOT_ASKED = "not asked"
    UNDECIDED = "undecided"


def _outcome(question: Question, look: Look) -> Outcome:
    try:
        return Outcome.MET if _can_be_met(question, look) else Outcome.UNMET
    except TooComplex:
        return Outcome.UNDECIDED


def _for_learners(
    trait: str, outcomes: list[tuple[Learner, Outcome]], look: Look
) -> Iterator[Finding]:
    """Why none of these learners can meet it, told of the first who is asked anything."""
    first = next((learner for learner, one in outcomes if one is Outcome.UNMET), None)
    if first is None:
        yield _nothing_asked(trait)
        return
    question = Question(look.stack, (), look.day, first.enrolment)
    try:
        obstacles = why_impossible(question, look.earnable, HIGHS, _NODE_LIMIT)
    except TooComplex:
        yield error(
            ("rules",),
            look.stack.rules.id,
            f"{_cannot(trait)} with what is offered",
            "Relax a requirement or a constraint, or offer more.",
        )
        return
    for one in obstacles:
        yield _told(one, obstacles, trait, look)


def _can_be_met(question: Question, look: Look) -> bool:
    """With one option for each offer, and every confirmation given."""
    options = [Option(one) for one in tomorrow(look.earnable, question)]
    model = build(case_of(question, options))
    if not model.program.highs[model.stack]:
        return False
    found = HIGHS.maximise(model.program, {model.stack: 1}, node_limit=_NODE_LIMIT)
    return found is not None and bool(found.values[model.stack])


def _told(one: Obstacle, obstacles: tuple[Obstacle, ...], who: str, look: Look) -> Finding:
    others = [other.name for other in obstacles if other is not one]
    besides = f" together with {' and '.join(others)}" if others else ""
    path = _place(one, look)
    return error(
        path,
        one.name,
        f"{_cannot(who)} with what is offered; without this{besides} it could be met",
        "Relax it, or offer more.",
    )


def _place(one: Obstacle, look: Look) -> Path:
    if one.kind is ObstacleKind.REQUIREMENT:
        return next(place.path for place in look.places if place.requirement.id == one.name)
    name, _, number = one.name.partition("/")
    index = int(number or 1) - 1
    if name == "level":
        level = look.stack.constraints.min_credits_at[index][0]
        return ("constraints", "level", "min_credits_at", str(level))
    return ("constraints", name, index) if number else ("constraints", name)


def _nothing_asked(who: str) -> Finding:
    learners = f"learners {who}" if who else "anybody"
    return error(
        ("rules",),
        "",
        f"nothing is asked of {learners}, and who is asked nothing meets nothing",
        "Write a requirement that binds them, or close the version to them.",
    )


def _cannot(who: str) -> str:
    return f"learners {who} cannot meet the stack" if who else "nobody can meet the stack"


def _undecided() -> Finding:
    return warning(
        ("rules",),
        "",
        "whether everybody can meet it was not decided within the limit of the search",
        "Divide the stack, or lint it with a smaller catalogue.",
    )
