"""What people still have to confirm: assumed given in a plan, and then told as steps of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from credstone.model.enrolment import Attestation
from credstone.model.plan import Confirm
from credstone.model.requirement import Attest
from credstone.stacking.asked import Part, asked
from credstone.stacking.question import Question


def pending(question: Question) -> tuple[Confirm, ...]:
    """Confirmations that are asked and missing, or refused so far, in the order of the file."""
    return tuple(
        found
        for part in asked(question).parts
        if part.waiver is None
        for found in _pending(part, question)
    )


def as_if_confirmed(question: Question, awaited: tuple[Confirm, ...]) -> Question:
    """The same question, had everything awaited been confirmed on its day."""
    if not awaited:
        return question
    enrolment = question.enrolment
    meant = {(one.requirement, one.role) for one in awaited}
    # A refusal of the same day would go before the word we assume.
    others = [one for one in enrolment.attestations if (one.requirement, one.role) not in meant]
    given = [Attestation(one.requirement, one.role, "", question.at) for one in awaited]
    return replace(question, enrolment=replace(enrolment, attestations=(*others, *given)))


def _pending(part: Part, question: Question) -> Iterator[Confirm]:
    wish = part.requirement
    if isinstance(wish, Attest) and part.statement is None:
        yield Confirm(wish.id, wish.role, wish.statement, _is_refused(wish.id, wish.role, question))
    if not part.is_confirmed and not (isinstance(wish, Attest) and wish.role == wish.attest):
        yield Confirm(wish.id, wish.attest, wish.label, _is_refused(wish.id, wish.attest, question))


def _is_refused(requirement: str, role: str, question: Question) -> bool:
    return any(
        (one.requirement, one.role, one.confirmed) == (requirement, role, False)
        and one.on <= question.at
        for one in question.enrolment.attestations
    )
