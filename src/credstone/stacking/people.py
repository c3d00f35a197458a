"""What people said about a requirement: confirmed, refused, waived, or still awaited."""

from __future__ import annotations

from credstone.model.enrolment import Attestation, Waiver
from credstone.model.requirement import Attest, Requirement
from credstone.stacking.question import Question


def roles_of(requirement: Requirement) -> tuple[str, ...]:
    """Whose word the requirement needs: its own role as an ``attest``, and ``attest`` besides."""
    own = (requirement.role,) if isinstance(requirement, Attest) else ()
    return tuple(dict.fromkeys(role for role in (*own, requirement.attest) if role))


def last_word(requirement: str, role: str, question: Question) -> Attestation | None:
    """What that role said last, up to the day; on one day a refusal goes before a confirmation."""
    said = [
        one
        for one in question.enrolment.attestations
        if one.requirement == requirement and one.role == role and one.on <= question.at
    ]
    return max(said, key=lambda one: (one.on, not one.confirmed), default=None)


def awaited(requirement: Requirement, question: Question) -> tuple[str, ...]:
    """A clause for each role that has not confirmed, or refused to."""
    clauses = []
    for role in roles_of(requirement):
        word = last_word(requirement.id, role, question)
        if word is None:
            clauses.append(f"waiting for a confirmation by the {role}")
        elif not word.confirmed:
            clauses.append(f"not confirmed by {_signed(word)}")
    return tuple(clauses)


def confirmations(requirement: Requirement, question: Question) -> tuple[str, ...]:
    """A clause for each role that confirmed."""
    words = [last_word(requirement.id, role, question) for role in roles_of(requirement)]
    return tuple(
        f"confirmed by {_signed(word)}" for word in words if word is not None and word.confirmed
    )


def waived(waiver: Waiver) -> str:
    """Who let the learner off, when and why."""
    return f"waived by {_signed(waiver)}"


def vain_waivers(requirement: Requirement, question: Question) -> tuple[str, ...]:
    """A sentence for each waiver of it that has no effect, and why."""
    sentences = []
    for one in question.enrolment.waivers:
        if one.requirement != requirement.id:
            continue
        if not requirement.waivable_by:
            sentences.append(f"a waiver by {one.by} has no effect: this cannot be waived")
        elif one.role != requirement.waivable_by:
            sentences.append(
                f"a waiver by {one.by} ({one.role}) has no effect: only the "
                f"{requirement.waivable_by} may waive this"
            )
        elif one.on > question.at:
            sentences.append(f"a waiver by {one.by} has effect from {one.on} only")
    return tuple(sentences)


def _signed(word: Attestation | Waiver) -> str:
    said = word.note if isinstance(word, Attestation) else word.reason
    why = f": {said}" if said else ""
    return f"{word.by} ({word.role}) on {word.on}{why}"
