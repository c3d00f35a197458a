"""Which version of a stack binds a learner, whether it can still be awarded, and why.

The version of enrolment decides how: it keeps its learners, hands them to the version of the day,
or gives them the better of both. What each version answers is asked of a function, so that nothing
is allocated here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from credstone.model.enrolment import Enrolment
from credstone.model.stack import Grandfather, Stack
from credstone.stacking.allocation import Allocation, StageName
from credstone.stacking.predicates import in_words

Worth = tuple[int, ...]
"""How good an answer is: compared as tuples, larger is better."""

_WORTH = (StageName.MET, StageName.WEIGHT, StageName.PROGRESS)


@dataclass(frozen=True)
class PassedOver:
    """A version that does not bind, and why (a plain clause)."""

    version: str
    why: str


@dataclass(frozen=True)
class Binding:
    """``stack`` is the version that binds, None when none does.

    ``reason`` is a sentence. ``may_be_awarded`` is false once the version is taught out; the
    reason then names what takes over.
    """

    stack: Stack | None
    reason: str
    may_be_awarded: bool = False
    passed_over: tuple[PassedOver, ...] = ()


def binding(
    versions: Sequence[Stack],
    enrolment: Enrolment,
    at: date,
    answer: Callable[[Stack], Worth],
) -> Binding:
    """The version of ``versions`` (all of one stack) that binds the learner on the day ``at``.

    Without a day or version of enrolment it is the version one may enrol in on ``at``. ``answer``
    is called only when the better of two versions binds; equally good ones leave the learner with
    that of enrolment.
    """
    own = _of_enrolment(versions, enrolment, at)
    if own is None:
        return Binding(None, _why_none(versions, enrolment, at), passed_over=_closed(versions, at))
    today = _open_on(versions, at)
    match own.grandfather:
        case Grandfather.ENROLMENT:
            chosen, why = own, f"Version {own.version} is {_how_enrolled(enrolment, at)}"
        case Grandfather.AWARD:
            chosen = today or own
            why = f"Version {chosen.version} is that of {at}, which version {own.version} grants"
        case Grandfather.BEST:
            chosen, why = _better(own, today, at, answer)
    passed = tuple(
        PassedOver(one.version, f"version {chosen.version} binds")
        for one in versions
        if one is not chosen
    )
    return _concluded(chosen, why, at, passed)


def worth(allocation: Allocation) -> Worth:
    """What versions are compared by: met at all, what is met, and progress toward the rest."""
    values = {stage.name: stage.value for stage in allocation.stages}
    return tuple(values[name] for name in _WORTH)


def may_enrol(stack: Stack, on: date) -> str:
    """Why one may not enrol into this version on the day; "" when one may."""
    if not stack.effective.holds(on):
        return f"version {stack.version} is open to enrolment {in_words(stack.effective)}"
    if stack.retirement is not None and stack.retirement.on <= on:
        return f"version {stack.version} is closed to enrolment from {stack.retirement.on}"
    return ""


def may_award(stack: Stack, on: date) -> str:
    """Why this version is not awarded any more on the day; "" when it is."""
    retired = stack.retirement
    if retired is None or retired.teach_out_until is None or on <= retired.teach_out_until:
        return ""
    return f"version {stack.version} was taught out on {retired.teach_out_until}"


def why_closed(stack: Stack, on: date) -> str:
    """Why this version is not awarded any more on the day, and what takes over; "" when it is."""
    ended = may_award(stack, on)
    if not ended or stack.retirement is None or not stack.retirement.successor:
        return ended
    return f"{ended}; {stack.retirement.successor} takes over"


def _of_enrolment(versions: Sequence[Stack], enrolment: Enrolment, at: date) -> Stack | None:
    """The version the learner enrolled in: by its name, else by the day."""
    if enrolment.version:
        return next((one for one in versions if one.version == enrolment.version), None)
    return _open_on(versions, enrolment.enrolled_on or at)


def _open_on(versions: Sequence[Stack], day: date) -> Stack | None:
    """The version one may enrol in; where several are open, the one that opened last."""
    opened = [one for one in versions if not may_enrol(one, day)]
    return max(opened, key=lambda one: (one.effective.first or date.min, one.version), default=None)


def _better(
    own: Stack, today: Stack | None, at: date, answer: Callable[[Stack], Worth]
) -> tuple[Stack, str]:
    if today is None or today is own:
        return own, f"Version {own.version} is that of enrolment, and no other is open on {at}"
    if may_award(own, at):
        return today, f"Version {today.version} is that of {at}, and {may_award(own, at)}"
    if answer(today) > answer(own):
        return today, f"Version {today.version} is better for the learner than {own.version}"
    return own, f"Version {own.version} is that of enrolment and no worse than {today.version}"


def _concluded(chosen: Stack, why: str, at: date, passed: tuple[PassedOver, ...]) -> Binding:
    ended = why_closed(chosen, at)
    if not ended:
        return Binding(chosen, f"{why}.", True, passed)
    return Binding(chosen, f"{why}, but {ended}.", False, passed)


def _how_enrolled(enrolment: Enrolment, at: date) -> str:
    if enrolment.enrolled_on is not None:
        return f"that of enrolment on {enrolment.enrolled_on}"
    return "that of enrolment" if enrolment.version else f"open to enrolment on {at}"


def _why_none(versions: Sequence[Stack], enrolment: Enrolment, at: date) -> str:
    if enrolment.version:
        known = ", ".join(one.version for one in versions) or "none"
        return f"There is no version {enrolment.version}; known: {known}."
    return f"No version is open to enrolment on {enrolment.enrolled_on or at}."


def _closed(versions: Sequence[Stack], at: date) -> tuple[PassedOver, ...]:
    reasons = ((one.version, may_enrol(one, at)) for one in versions)
    return tuple(PassedOver(version, why) for version, why in reasons if why)
