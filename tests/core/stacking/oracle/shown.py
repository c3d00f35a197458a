"""A question as text a person can read: the tree, the constraints, the learner; no defaults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from credstone.model.requirement import Requirement
from credstone.stacking.question import Question
from tests.core.stacking.oracle.asked import parts_of


def shown(question: Question) -> str:
    """Everything of the question that is not as by default, a line for each thing."""
    stack, enrolment = question.stack, question.enrolment
    lines = [f"on {question.at}, unit {stack.unit}, schemes {_said(stack.schemes)}"]
    lines += _tree(stack.rules, "  ")
    for name, value in _not_default(stack.constraints):
        if name == "capstone":
            lines += ["  capstone:", *_tree(value, "    ")]
        else:
            lines.append(f"  {name}: {_said(value)}")
    lines += [f"  {holding.id}: {_said(holding)}" for holding in question.holdings]
    lines += [f"  learner {name}: {_said(value)}" for name, value in _not_default(enrolment)]
    return "\n".join(lines)


def _tree(requirement: Requirement, indent: str) -> Iterator[str]:
    parts = parts_of(requirement)
    rest = ((n, v) for n, v in _not_default(requirement) if n not in _SHOWN_BELOW)
    said = ", ".join(f"{name} {_said(value)}" for name, value in rest)
    yield f"{indent}{requirement.id} {type(requirement).__name__}: {said}"
    for part in parts:
        yield from _tree(part, indent + "  ")


_SHOWN_BELOW = ("id", "of", "then", "otherwise")


def _not_default(value: object) -> Iterator[tuple[str, object]]:
    for field in fields(value):
        mine = getattr(value, field.name)
        if mine != field.default and mine != ():
            yield field.name, mine


def _said(value: object) -> str:
    if isinstance(value, Enum | Decimal | date):
        return str(value)
    if is_dataclass(value):
        said = (f"{name}={_said(mine)}" for name, mine in _not_default(value) if name != "title")
        return f"{type(value).__name__}({', '.join(said)})"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_said, value))}]"
    return repr(value)
