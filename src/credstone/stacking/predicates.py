"""Conditions on the learner (``cond: {if: …}``): whether one holds, and the reason in words.

They ask the enrolment and the day, never the credentials; which branch follows is decided where
the stack is asked.
"""

from __future__ import annotations

from typing import assert_never

from credstone.model.enrolment import Enrolment
from credstone.model.selector import (
    Attribute,
    Declares,
    Enrolled,
    Every,
    Predicate,
    Some,
    Today,
    Unless,
    Window,
)
from credstone.stacking.question import Question


def holds(predicate: Predicate, question: Question) -> tuple[bool, str]:
    """Whether the predicate holds for the learner on the day, and why (one plain clause)."""
    match predicate:
        case Declares(target):
            declared = target in question.enrolment.declared
            return declared, f"{target} is {'' if declared else 'not '}declared"
        case Enrolled(window):
            return _enrolled(window, question)
        case Today(window):
            inside = window.holds(question.at)
            return inside, f"{question.at} is {'' if inside else 'not '}{in_words(window)}"
        case Attribute(name, value):
            return _attribute(name, value, question.enrolment)
        case Every(of):
            return _every([holds(one, question) for one in of])
        case Some(of):
            return _some([holds(one, question) for one in of])
        case Unless(inner):
            held, why = holds(inner, question)
            return not held, why
        case _:
            assert_never(predicate)


def in_words(window: Window) -> str:
    """As "from 2026-01-01 until 2026-12-31", either end alone, or "on any day"."""
    first = "" if window.first is None else f"from {window.first}"
    last = "" if window.last is None else f"until {window.last}"
    return " ".join(part for part in (first, last) if part) or "on any day"


def _enrolled(window: Window, question: Question) -> tuple[bool, str]:
    """Whoever is not enrolled is asked as if they enrolled on the day."""
    day = question.enrolment.enrolled_on
    inside = window.holds(day or question.at)
    told = f"is {'' if inside else 'not '}{in_words(window)}"
    if day is None:
        return inside, f"not enrolled yet, and {question.at} {told}"
    return inside, f"enrolled on {day}, which {told}"


def _attribute(name: str, value: str, enrolment: Enrolment) -> tuple[bool, str]:
    stated = [one for key, one in enrolment.attributes if key == name]
    if value in stated:
        return True, f"{name} is {value}"
    if not stated:
        return False, f"the enrolment says nothing about {name}"
    return False, f"{name} is {', '.join(stated)}, not {value}"


def _every(answers: list[tuple[bool, str]]) -> tuple[bool, str]:
    """All hold; the reason names the ones that decide."""
    held = all(one for one, _ in answers)
    return held, " and ".join(why for one, why in answers if one is held)


def _some(answers: list[tuple[bool, str]]) -> tuple[bool, str]:
    held = any(one for one, _ in answers)
    return held, " and ".join(why for one, why in answers if one is held)
