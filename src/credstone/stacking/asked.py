"""What a stack asks of this learner on this day: its requirements as numbered parts.

Conditions, windows, waivers and confirmations are resolved here, so that the engine weighs a plain
tree. What is not asked drops out and keeps its reason. Credentials are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from credstone.model.enrolment import Attestation, Enrolment, Waiver
from credstone.model.requirement import All, AnyOf, Attest, Cond, NOf, Outcomes, Requirement, Take
from credstone.stacking.predicates import holds, in_words
from credstone.stacking.question import Question


@dataclass(frozen=True, slots=True)
class Part:
    """One requirement that is asked.

    ``index`` numbers the parts in the order of the file, the capstone's last. ``parts`` are its
    direct parts, ``leaves`` all leaves in or below it that credentials may be used in, ``path``
    the way from the top to itself; all by index. ``place`` counts all leaves of the file, asked or
    not. ``attestation`` is the confirmation that ``attest`` asks for, ``statement`` that of a
    requirement of kind attest; None while it is missing or refused.
    """

    index: int
    requirement: Requirement
    path: tuple[int, ...]
    parts: tuple[int, ...]
    leaves: tuple[int, ...]
    place: int
    in_capstone: bool
    waiver: Waiver | None
    attestation: Attestation | None
    statement: Attestation | None

    @property
    def id(self) -> str:
        """The requirement's id."""
        return self.requirement.id

    @property
    def is_confirmed(self) -> bool:
        """Whether nobody has to confirm it any more."""
        return not self.requirement.attest or self.attestation is not None

    @property
    def is_leaf(self) -> bool:
        """Whether it takes credentials itself."""
        return isinstance(self.requirement, Take | Outcomes)


@dataclass(frozen=True)
class NotAsked:
    """A requirement (its id) that is not asked of this learner, and why."""

    id: str
    reason: str


@dataclass(frozen=True, eq=False)
class Asked:
    """``rules`` and ``capstone`` are the tops, None where nothing of them is asked."""

    parts: tuple[Part, ...]
    rules: int | None
    capstone: int | None
    not_asked: tuple[NotAsked, ...]

    @cached_property
    def leaves(self) -> tuple[Part, ...]:
        """The parts that credentials may be used in."""
        return tuple(part for part in self.parts if part.leaves == (part.index,))

    @cached_property
    def by_id(self) -> dict[str, Part]:
        """The parts by the ids of their requirements."""
        return {part.id: part for part in self.parts}


def asked(question: Question) -> Asked:
    """The parts that ``question`` asks about."""
    enrolment = question.enrolment
    return _asked(
        _SameWish(
            question,
            (
                id(question.stack),
                question.at,
                enrolment.enrolled_on,
                enrolment.declared,
                enrolment.attributes,
                enrolment.attestations,
                enrolment.waivers,
            ),
        )
    )


@dataclass(frozen=True)
class _SameWish:
    """Learners of a cohort are mostly asked the same; ``key`` is all that it depends on."""

    question: Question
    key: tuple[object, ...]

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameWish) and self.key == other.key


@lru_cache(maxsize=64)
def _asked(wish: _SameWish) -> Asked:
    walk = _Walk(wish.question)
    stack = wish.question.stack
    rules = walk.take(stack.rules, (), in_capstone=False)
    capstone = stack.constraints.capstone
    top = None if capstone is None else walk.take(capstone, (), in_capstone=True)
    return Asked(tuple(walk.finished()), rules, top, tuple(walk.not_asked))


@dataclass
class _Draft:
    """A part whose direct parts are still being walked."""

    requirement: Requirement
    path: tuple[int, ...]
    place: int
    in_capstone: bool
    waiver: Waiver | None
    parts: tuple[int, ...] = ()


class _Walk:
    """Walks a tree in the order of the file."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.drafts: list[_Draft] = []
        self.not_asked: list[NotAsked] = []
        self._places = 0

    def take(
        self, requirement: Requirement, path: tuple[int, ...], *, in_capstone: bool
    ) -> int | None:
        """The index of the requirement, or None when it is not asked."""
        reason = self._unbound(requirement)
        if reason:
            self._leave_out(requirement, reason)
            return None
        index = len(self.drafts)
        waiver = _waiver(requirement, self.question)
        place = self._places
        draft = _Draft(requirement, (*path, index), place, in_capstone, waiver)
        self.drafts.append(draft)
        if isinstance(requirement, Take | Outcomes):
            self._places += 1
        wanted = list(self._inside(requirement, waiver))
        found: list[int | None] = []
        for part, why in wanted:
            if why:
                self._leave_out(part, why)
            else:
                found.append(self.take(part, draft.path, in_capstone=in_capstone))
        draft.parts = tuple(part for part in found if part is not None)
        if wanted and not draft.parts and waiver is None:
            # Nothing was kept below, so the draft is still the last one.
            self.drafts.pop()
            self.not_asked.append(NotAsked(requirement.id, "nothing in it is asked"))
            return None
        return index

    def finished(self) -> Iterator[Part]:
        """The parts, once both trees are walked."""
        leaves: dict[int, list[int]] = {index: [] for index in range(len(self.drafts))}
        for index, draft in enumerate(self.drafts):
            if isinstance(draft.requirement, Take | Outcomes) and draft.waiver is None:
                for above in draft.path:
                    leaves[above].append(index)
        enrolment, at = self.question.enrolment, self.question.at
        for index, draft in enumerate(self.drafts):
            wish = draft.requirement
            yield Part(
                index=index,
                requirement=wish,
                path=draft.path,
                parts=draft.parts,
                leaves=tuple(leaves[index]),
                place=draft.place,
                in_capstone=draft.in_capstone,
                waiver=draft.waiver,
                attestation=confirmation(wish.id, wish.attest, enrolment, at),
                statement=confirmation(wish.id, wish.role, enrolment, at)
                if isinstance(wish, Attest)
                else None,
            )

    def _inside(
        self, requirement: Requirement, waiver: Waiver | None
    ) -> Iterable[tuple[Requirement, str]]:
        """The direct parts, each with the reason why it is not asked ("" when it is)."""
        waived = f"{requirement.id} is waived" if waiver else ""
        match requirement:
            case All() | AnyOf() | NOf():
                return [(part, waived) for part in requirement.of]
            case Cond():
                held, why = holds(requirement.when, self.question)
                branches = [(requirement.then, waived or ("" if held else why))]
                if requirement.otherwise is not None:
                    branches.append((requirement.otherwise, waived or (why if held else "")))
                return branches
            case _:
                return []

    def _unbound(self, requirement: Requirement) -> str:
        window, enrolled_on = requirement.effective, self.question.enrolment.enrolled_on
        day = enrolled_on or self.question.at
        if window is None or window.holds(day):
            return ""
        if enrolled_on is None:
            return f"it binds those who enrolled {in_words(window)}; {day} is not"
        return f"it binds those who enrolled {in_words(window)}, and this was on {day}"

    def _leave_out(self, requirement: Requirement, reason: str) -> None:
        self.not_asked.append(NotAsked(requirement.id, reason))
        match requirement:
            case All() | AnyOf() | NOf():
                for part in requirement.of:
                    self._leave_out(part, reason)
            case Cond():
                self._leave_out(requirement.then, reason)
                if requirement.otherwise is not None:
                    self._leave_out(requirement.otherwise, reason)
            case Take() | Outcomes():
                self._places += 1
            case Attest():
                pass


def confirmation(requirement: str, role: str, enrolment: Enrolment, at: date) -> Attestation | None:
    """The word of ``role`` on a requirement, if the last one up to the day confirms it."""
    words = [
        one
        for one in enrolment.attestations
        if role and one.requirement == requirement and one.role == role and one.on <= at
    ]
    last = max(words, key=lambda one: (one.on, not one.confirmed), default=None)
    return last if last is not None and last.confirmed else None


def _waiver(requirement: Requirement, question: Question) -> Waiver | None:
    role = requirement.waivable_by
    for waiver in question.enrolment.waivers:
        asked_for = waiver.requirement == requirement.id and waiver.role == role != ""
        if asked_for and waiver.on <= question.at:
            return waiver
    return None
