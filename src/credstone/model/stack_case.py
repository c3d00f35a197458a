"""Cases: a sentence, what a learner holds, and what the rules of a stack have to answer.

A registrar reads them beside the rules, and they are tried whenever either changes. Trying is
left to ``stacking.cases``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from credstone.model.enrolment import Enrolment
from credstone.model.learning import Holding

STACK = "stack"
"""What a case calls the whole stack where it names requirements."""


@dataclass(frozen=True)
class ExpectedPlan:
    """The way on with fewest further credentials: how many, and definitions among them (codes)."""

    credentials: int | None = None
    takes: tuple[str, ...] = ()


@dataclass(frozen=True)
class StackCase:
    """One case.

    ``states`` pairs ``STACK``, a requirement's id or the name of a condition ("residency") with
    "met", "open", "waived" or "not asked". ``counts`` pairs a holding with the requirements in
    which it counts; empty: in none. ``because`` pairs any of these names with words that the
    reasons given for it must hold. ``binds`` is the version that must bind, "" when unsaid.
    """

    sentence: str
    on: date
    holdings: tuple[Holding, ...] = ()
    enrolment: Enrolment = Enrolment()
    states: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    because: tuple[tuple[str, tuple[str, ...]], ...] = ()
    plan: ExpectedPlan | None = None
    binds: str = ""
