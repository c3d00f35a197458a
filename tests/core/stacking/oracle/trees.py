"""Walking and rewriting requirements, for the generator and for taking features away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from credstone.model.requirement import All, AnyOf, Cond, NOf, Requirement
from credstone.stacking.question import Question
from tests.core.stacking.oracle.asked import parts_of

Edit = Callable[[Requirement], Requirement]
Without = Callable[[Question], Question]


def default_of(thing: object, field: str) -> object:
    """What the field is when nothing is said."""
    return type(thing).__dataclass_fields__[field].default


def everything(requirement: Requirement) -> Iterator[Requirement]:
    yield requirement
    for part in parts_of(requirement):
        yield from everything(part)


def all_of(question: Question) -> list[Requirement]:
    """Every requirement of the stack, the capstone's after the rules'."""
    capstone = question.stack.constraints.capstone
    roots = [question.stack.rules, *([] if capstone is None else [capstone])]
    return [requirement for root in roots for requirement in everything(root)]


def rewritten(requirement: Requirement, edit: Edit) -> Requirement:
    """The tree with ``edit`` done to each requirement, from the leaves up."""
    if isinstance(requirement, All | AnyOf | NOf):
        parts = tuple(rewritten(part, edit) for part in requirement.of)
        return edit(replace(requirement, of=parts))
    if isinstance(requirement, Cond):
        other = requirement.otherwise
        return edit(
            replace(
                requirement,
                then=rewritten(requirement.then, edit),
                otherwise=None if other is None else rewritten(other, edit),
            )
        )
    return edit(requirement)


def everywhere(question: Question, edit: Edit) -> Question:
    """The question with ``edit`` done to every requirement of its stack."""
    stack = question.stack
    rules = stack.constraints
    if rules.capstone is not None:
        rules = replace(rules, capstone=rewritten(rules.capstone, edit))
    return replace(
        question, stack=replace(stack, rules=rewritten(stack.rules, edit), constraints=rules)
    )


def at(question: Question, id: str, edit: Edit) -> Question:
    """The question with ``edit`` done to the requirement of that id."""
    return everywhere(question, lambda one: edit(one) if one.id == id else one)
