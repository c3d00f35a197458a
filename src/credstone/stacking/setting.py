"""What selectors need to know beside the credential: the day, and the words of the stack.

One setting serves everyone who is asked about the same stack on the same day. It remembers what
it found out about a definition, since that is the same for all who hold it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from credstone.model.learning import Learning
from credstone.model.selector import Selector
from credstone.model.stack import AgeClock, SchemeInStack, Stack
from credstone.stacking.question import Question

# A cohort knows some thousand definitions; more are strangers' and are simply weighed again.
_MOST_REMEMBERED = 20_000


@dataclass(frozen=True)
class Miss:
    """Why something does not match: the selector's or constraint's field, and a plain clause."""

    field: str
    why: str


@dataclass(frozen=True)
class Found:
    """What a definition alone answers to a selector.

    ``agrees`` is final unless ``personal``: then the day of award, the grade or the recognition
    of the single credential decide as well.
    """

    selector: Selector
    agrees: bool
    personal: bool


@dataclass
class Remembered:
    """Findings about one definition, by the identity of the selector (kept, so never reused)."""

    learning: Learning
    found: dict[int, Found] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """``issuers`` from short name to id, ``schemes`` by id, as the stack lists them.

    ``unit`` is what credits are counted in, ``clock`` when the age of a credential begins.
    """

    at: date
    issuers: Mapping[str, str]
    schemes: Mapping[str, SchemeInStack]
    unit: str
    clock: AgeClock
    _remembered: dict[int, Remembered] = field(default_factory=dict, compare=False, repr=False)

    def remembered(self, learning: Learning) -> dict[int, Found]:
        """Where findings about this very object are kept, by the ``id()`` of the selector."""
        known = self._remembered.get(id(learning))
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[id(learning)] = Remembered(learning)
        return known.found


def setting_of(question: Question) -> Setting:
    """The setting of a question; the same one for the same stack (as an object) and day."""
    return setting_on(question.stack, question.at)


def setting_on(stack: Stack, at: date) -> Setting:
    """The setting of a stack on a day, whoever asks."""
    return _setting(_ThisVery(stack), at)


class _ThisVery:
    """A stack by identity: hashing its whole tree would cost more than what is remembered."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack

    def __hash__(self) -> int:
        return id(self.stack)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ThisVery) and self.stack is other.stack


@lru_cache(maxsize=16)
def _setting(this: _ThisVery, at: date) -> Setting:
    stack = this.stack
    age = stack.constraints.age
    return Setting(
        at=at,
        issuers=dict(stack.issuers),
        schemes={one.id: one for one in stack.schemes},
        unit=stack.unit,
        clock=AgeClock.ISSUED if age is None else age.clock,
    )
