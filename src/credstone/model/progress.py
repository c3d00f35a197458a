"""How far a learner's credentials carry them: the answer as a tree that keeps every reason.

Only the words are here. ``stacking.progress`` finds them out, ``formats.progress`` writes them as
JSON, commands and pages show them. All reasons are clauses in plain English.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from credstone.model.text import Text


class State(StrEnum):
    """How a requirement stands. ``NOT_ASKED``: it does not bind this learner."""

    MET = "met"
    OPEN = "open"
    WAIVED = "waived"
    NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Counted:
    """A credential (``holding``, its id) that counts here, and how much it contributes.

    ``credits`` are in the stack's unit; ``cut`` says why they are fewer than it has, "" when they
    are not. ``granted_on`` is the day the use was granted: from then on it never moves.
    """

    holding: str
    credits: Decimal
    cut: str = ""
    granted_on: date | None = None


@dataclass(frozen=True)
class NotCounted:
    """A credential that does not count here, and every reason why not."""

    holding: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Contest:
    """These requirements ask more together than these credentials can give (a Hall violator)."""

    requirements: tuple[str, ...]
    holdings: tuple[str, ...]
    reason: str


class HintKind(StrEnum):
    """What one change would be."""

    WAIVER = "waiver"
    ATTESTATION = "attestation"
    RENEWAL = "renewal"
    RECOGNITION = "recognition"
    INCLUSION = "inclusion"
    EXCEPTION = "exception"


@dataclass(frozen=True)
class Hint:
    """One change that would help, tried by asking again: ``meets`` are what it would meet.

    ``requirement`` and ``holding`` are what would be changed ("" where none is), ``role`` whose
    word it takes. ``stack_met`` says whether the whole stack would be met then.
    """

    kind: HintKind
    reason: str
    requirement: str = ""
    holding: str = ""
    role: str = ""
    meets: tuple[str, ...] = ()
    stack_met: bool = False


@dataclass(frozen=True)
class Branch:
    """One requirement: its state, the reason, and the branches it rests on.

    ``kind`` is the word of the rule language ("all", "take", …). ``reason`` has the numbers,
    ``notes`` are further sentences. ``not_counted`` is told for open leaves only.
    """

    id: str
    label: Text
    kind: str
    state: State
    reason: str
    notes: tuple[str, ...] = ()
    parts: tuple[Branch, ...] = ()
    counted: tuple[Counted, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    contests: tuple[Contest, ...] = ()
    hints: tuple[Hint, ...] = ()

    def __iter__(self) -> Iterator[Branch]:
        """This branch and all below it, in the order of the file."""
        yield self
        for part in self.parts:
            yield from part

    @property
    def told(self) -> tuple[str, ...]:
        """Every reason given at this branch itself."""
        return (
            self.reason,
            *self.notes,
            *(one.cut for one in self.counted if one.cut),
            *(reason for one in self.not_counted for reason in one.reasons),
            *(one.reason for one in self.contests),
            *(one.reason for one in self.hints),
        )


@dataclass(frozen=True)
class Condition:
    """A constraint beside the rules. A wall is ``kept`` always; a gate may not hold.

    ``name`` is the word of the rule language ("residency", "overlap", …).
    """

    name: str
    is_gate: bool
    holds: bool
    reason: str

    @property
    def state(self) -> str:
        """In words: "kept" for a wall, "holds" or "does not hold" for a gate."""
        if not self.is_gate:
            return "kept"
        return "holds" if self.holds else "does not hold"


@dataclass(frozen=True)
class Place:
    """A requirement (its id) in which a credential counts, and the credits it contributes."""

    requirement: str
    credits: Decimal


@dataclass(frozen=True)
class HoldingAnswer:
    """What became of one credential: where it counts, or why nowhere.

    ``nearest`` is the requirement that it misses by least ("" when it counts, or none is near).
    """

    id: str
    code: str
    title: Text
    issuer: str
    awarded_on: date
    credits: Decimal
    counts: tuple[Place, ...] = ()
    why_not: str = ""
    nearest: str = ""


@dataclass(frozen=True)
class Progress:
    """The whole answer about one stack on one day.

    ``headline`` is one sentence; ``proven`` is false when the search ended at its limit: the best
    found, perhaps not the best there is. ``holdings`` are all of them, by day and id.
    """

    stack: str
    version: str
    title: Text
    unit: str
    at: date
    met: bool
    proven: bool
    headline: str
    rules: Branch
    capstone: Branch | None
    conditions: tuple[Condition, ...]
    holdings: tuple[HoldingAnswer, ...]
    hints: tuple[Hint, ...] = ()

    @property
    def branches(self) -> tuple[Branch, ...]:
        """Every requirement, the capstone's last."""
        return (*self.rules, *(self.capstone or ()))

    def branch(self, requirement: str) -> Branch:
        """The branch of a requirement; raises ``KeyError`` when the stack has none of that id."""
        for one in self.branches:
            if one.id == requirement:
                return one
        raise KeyError(requirement)

    def holding(self, holding: str) -> HoldingAnswer:
        """What became of a credential; raises ``KeyError`` when it was not asked about."""
        for one in self.holdings:
            if one.id == holding:
                return one
        raise KeyError(holding)
