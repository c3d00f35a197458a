"""A smaller question that still shows the same fault, so that a person can work it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace

from credstone.model.requirement import All, AnyOf, NOf
from credstone.stacking.question import Question
from tests.core.stacking.oracle.asked import parts_of
from tests.core.stacking.oracle.features import FEATURES, without
from tests.core.stacking.oracle.trees import all_of, at

Fault = Callable[[Question], bool]


def smaller(question: Question, fault: Fault) -> Question:
    """The question with everything left out that ``fault`` does not need."""
    while True:
        for less in _less(question):
            # Shorter to write each time, or two questions could take turns for ever.
            if len(repr(less)) < len(repr(question)) and fault(less):
                question = less
                break
        else:
            return question


def _less(question: Question) -> Iterator[Question]:
    held = question.holdings
    for left_out in held:
        yield replace(question, holdings=tuple(h for h in held if h is not left_out))
    for group in all_of(question):
        for part in parts_of(group):
            yield at(question, group.id, lambda _, part=part: part)
    for group in all_of(question):
        if isinstance(group, All | AnyOf | NOf) and len(group.of) > 1:
            for part in group.of:
                kept = tuple(one for one in group.of if one is not part)
                yield at(question, group.id, lambda it, kept=kept: replace(it, of=kept))
    yield from (without(question, feature) for feature in FEATURES if feature != "kind take")
    for field in fields(question.enrolment):
        entries = getattr(question.enrolment, field.name)
        for entry in entries if isinstance(entries, tuple) else ():
            kept = tuple(one for one in entries if one != entry)
            yield replace(question, enrolment=replace(question.enrolment, **{field.name: kept}))
