"""Progress in one call, for the tests that read its reasons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from credstone.model.enrolment import Enrolment
from credstone.model.learning import Holding
from credstone.model.progress import Progress
from credstone.model.requirement import All, Requirement, Take
from credstone.model.selector import DefinitionRef, Selector
from credstone.model.stack import Constraints
from credstone.model.text import Text
from credstone.stacking.allocate import allocate
from credstone.stacking.progress import DEFAULT_TRIES, progress
from tests.core.stacking.credentials import question, stack


def told(
    rules: Requirement,
    *holdings: Holding,
    constraints: Constraints = Constraints(),  # noqa: B008 - frozen
    enrolment: Enrolment = Enrolment(),
    tries: int = DEFAULT_TRIES,
    **parts: Any,  # noqa: ANN401 - fields of a stack
) -> Progress:
    """What the engine finds best for these rules and credentials, told."""
    asked = question(stack(rules, constraints=constraints, **parts), *holdings, enrolment=enrolment)
    return progress(asked, allocate(asked), tries=tries)


def take(id: str, *codes: str, label: str = "", **facts: Any) -> Take:  # noqa: ANN401
    """A leaf that takes these definitions, or whatever ``select`` in ``facts`` says."""
    select = facts.pop("select", Selector(definition=tuple(map(DefinitionRef, codes))))
    return Take(id=id, label=Text.of({"en": label}) if label else Text(), select=select, **facts)


def every(*parts: Requirement, **facts: Any) -> All:  # noqa: ANN401
    """All of these."""
    return All(id="rules", of=parts, **facts)


def credits(number: float) -> Decimal:
    """Credits as the model keeps them."""
    return Decimal(str(number))


def day(text: str) -> date:
    """A day as people write it."""
    return date.fromisoformat(text)


def why_not(answer: Progress, leaf: str, holding: str) -> tuple[str, ...]:
    """Why a credential does not count in a leaf."""
    return next(one.reasons for one in answer.branch(leaf).not_counted if one.holding == holding)


def condition(answer: Progress, name: str) -> str:
    """The state and reason of the one condition of that name."""
    [found] = [one for one in answer.conditions if one.name == name]
    return f"{found.state}: {found.reason}"
