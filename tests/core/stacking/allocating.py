"""Requirements and answers in a line each, for the tests of the engine."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from credstone.model.requirement import All, Requirement, Take
from credstone.model.selector import DefinitionRef, Selector
from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import Allocation, StageName, Use
from credstone.stacking.question import Question
from credstone.stacking.solvers.registry import SOLVERS

both = pytest.mark.parametrize("solver", SOLVERS, ids=lambda solver: solver.name)


def take(name: str, *codes: str, **wishes: object) -> Take:
    """A ``take`` of awards with these codes, or of any."""
    select = Selector(definition=tuple(DefinitionRef(code) for code in codes))
    return Take(id=name, select=select, **_any(wishes))


def every(*parts: Requirement, **wishes: object) -> All:
    """All of these, as the top of a stack."""
    return All(id="top", of=parts, **_any(wishes))


def credits(amount: str) -> Decimal:
    """Credits as the model writes them."""
    return Decimal(amount)


def uses(*pairs: tuple[str, str]) -> tuple[Use, ...]:
    """Uses in the order of an answer."""
    return tuple(sorted(Use(holding, leaf) for holding, leaf in pairs))


def value(answer: Allocation, name: StageName) -> int:
    """The value of one stage."""
    return next(stage.value for stage in answer.stages if stage.name is name)


def answers(question: Question) -> Iterable[Allocation]:
    """What each solver answers."""
    return [allocate(question, solver=solver) for solver in SOLVERS]


def answer_to(question: Question) -> Allocation:
    """What both solvers answer: the same values, proven."""
    first, *others = answers(question)
    assert first.proven
    assert all(other.stages == first.stages for other in others)
    return first


def _any(wishes: dict[str, object]) -> dict[str, Any]:
    """Keywords that the dataclass itself checks."""
    return {**wishes}
