"""Whether the stack can be met at all with everything the catalogue offers.

Decided exactly, for every kind of learner that the stack tells apart. When it cannot be met, a
smallest set of requirements and constraints is named without which it could.
"""

from __future__ import annotations

from collections.abc import Iterator

from credstone.errors import TooComplex
from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding, Path
from credstone.model.plan import Obstacle, ObstacleKind
from credstone.stacking.asked import asked
from credstone.stacking.case import Option, case_of
from credstone.stacking.lint.learners import typical
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
    tried: set[tuple[str, ...]] = set()
    told: set[tuple[Path, str]] = set()
    for who, learner in typical(look):
        question = Question(look.stack, (), look.day, learner)
        parts = tuple(part.id for part in asked(question).parts)
        if parts in tried:
            continue
        tried.add(parts)
        try:
            found = tuple(_unmet(question, who, look))
        except TooComplex:
            found = (_undecided(who),)
        for finding in found:
            place = ((finding.pointer,), finding.why)
            if place not in told:
                told.add(place)
                yield finding


def _unmet(question: Question, who: str, look: Look) -> Iterator[Finding]:
    if _can_be_met(question, look):
        return
    obstacles = why_impossible(question, look.earnable, HIGHS, _NODE_LIMIT)
    for one in obstacles:
        yield _told(one, obstacles, who, look)


def _can_be_met(question: Question, look: Look) -> bool:
    """With one option for each offer, and every confirmation given."""
    options = [Option(one) for one in tomorrow(look.earnable, question)]
    model = build(case_of(question, options))
    if not model.program.highs[model.stack]:
        return False
    found = HIGHS.maximise(model.program, {model.stack: 1}, node_limit=_NODE_LIMIT)
    return found is not None and bool(found.values[model.stack])


def _told(one: Obstacle, obstacles: tuple[Obstacle, ...], who: str, look: Look) -> Finding:
    learners = f"learners {who}" if who else "nobody"
    cannot = "cannot meet the stack" if who else "can meet the stack"
    others = [other.name for other in obstacles if other is not one]
    besides = f" together with {' and '.join(others)}" if others else ""
    path = _place(one, look)
    return error(
        path,
        one.name,
        f"{learners} {cannot} with what is offered; without this{besides} it could be met",
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


def _undecided(who: str) -> Finding:
    learners = f" for learners {who}" if who else ""
    return warning(
        ("rules",),
        "",
        f"whether it can be met{learners} was not decided within the limit of the search",
        "Divide the stack, or lint it with a smaller catalogue.",
    )
