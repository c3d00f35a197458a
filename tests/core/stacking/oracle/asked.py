"""What of a stack is asked of this learner: the tree without what does not bind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    NOf,
    Outcomes,
    Requirement,
    Take,
)
from credstone.model.selector import (
    Attribute,
    Declares,
    Enrolled,
    Every,
    Predicate,
    Some,
    Today,
    Unless,
)
from credstone.stacking.question import Question


@dataclass(frozen=True)
class Node:
    """A requirement that is asked. ``confirmed``: every confirmation it needs is there.

    ``way`` are the ids from the root down to here, itself included. A waived one has no parts.
    """

    requirement: Requirement
    parts: tuple[Node, ...]
    way: tuple[str, ...]
    waived: bool
    confirmed: bool

    @property
    def id(self) -> str:
        return self.requirement.id

    def everything(self) -> Iterator[Node]:
        yield self
        for part in self.parts:
            yield from part.everything()


def asked(requirement: Requirement, question: Question, above: tuple[str, ...] = ()) -> Node | None:
    """The tree of what is asked; None when nothing is."""
    enrolled = question.enrolment.enrolled_on or question.at
    if requirement.effective is not None and not requirement.effective.holds(enrolled):
        return None
    way = (*above, requirement.id)
    if _waived(requirement, question):
        return Node(requirement, (), way, waived=True, confirmed=True)
    children = parts_of(requirement)
    if isinstance(requirement, Cond):
        chosen = requirement.then if holds(requirement.when, question) else requirement.otherwise
        children = () if chosen is None else (chosen,)
    parts = tuple(node for child in children if (node := asked(child, question, way)))
    if not parts and isinstance(requirement, All | AnyOf | NOf | Cond):
        return None
    return Node(requirement, parts, way, waived=False, confirmed=_confirmed(requirement, question))


def parts_of(requirement: Requirement) -> tuple[Requirement, ...]:
    """The requirements right below, in the order of the file, both branches of a ``cond``."""
    match requirement:
        case All() | AnyOf() | NOf():
            return requirement.of
        case Cond():
            both = (requirement.then, requirement.otherwise)
            return tuple(branch for branch in both if branch is not None)
        case Take() | Outcomes() | Attest():
            return ()


def leaves_in_file_order(requirement: Requirement) -> Iterator[Take | Outcomes]:
    if isinstance(requirement, Take | Outcomes):
        yield requirement
    for part in parts_of(requirement):
        yield from leaves_in_file_order(part)


def _waived(requirement: Requirement, question: Question) -> bool:
    return bool(requirement.waivable_by) and any(
        w.requirement == requirement.id
        and w.role == requirement.waivable_by
        and w.on <= question.at
        for w in question.enrolment.waivers
    )


def _confirmed(requirement: Requirement, question: Question) -> bool:
    roles = [requirement.attest] if requirement.attest else []
    if isinstance(requirement, Attest):
        roles.append(requirement.role)
    return all(_has_confirmed(role, requirement.id, question) for role in roles)


def _has_confirmed(role: str, requirement: str, question: Question) -> bool:
    words: list[tuple[date, bool]] = [
        (word.on, not word.confirmed)
        for word in question.enrolment.attestations
        if word.requirement == requirement and word.role == role and word.on <= question.at
    ]
    # The last word counts, and on one day a refusal: True sorts after False.
    return bool(words) and not max(words)[1]


def holds(predicate: Predicate, question: Question) -> bool:
    enrolment = question.enrolment
    match predicate:
        case Declares(target):
            return target in enrolment.declared
        case Enrolled(window):
            return window.holds(enrolment.enrolled_on or question.at)
        case Today(window):
            return window.holds(question.at)
        case Attribute(name, value):
            return (name, value) in enrolment.attributes
        case Every(of):
            return all(holds(one, question) for one in of)
        case Some(of):
            return any(holds(one, question) for one in of)
        case Unless(one):
            return not holds(one, question)
