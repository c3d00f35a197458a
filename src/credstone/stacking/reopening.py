"""A grant looked at again: parts that ended since, and whether they re-open it.

The policy is the stack's own, of the version that was granted (``award.when_part_ends``). That a
part is not in the record today ends nothing: nobody has to show again what was decided on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from credstone.model.enrolment import AwardUse, Enrolment
from credstone.model.learning import Holding, Standing
from credstone.model.stack import PartEnds, Stack
from credstone.stacking.question import Question


@dataclass(frozen=True)
class PartToday:
    """How a granted part (``holding``, its id) stands today, in a plain sentence.

    ``ended`` says that it was revoked, suspended or expired since; ``reopens`` that the stack's
    policy re-opens the grant for that.
    """

    holding: str
    requirements: tuple[str, ...]
    reason: str
    ended: bool = False
    reopens: bool = False


@dataclass(frozen=True)
class Reopening:
    """A grant of ``stack`` that stands no longer as it was.

    ``because`` are the parts that re-open it; ``kept`` the uses that stay granted all the same.
    """

    stack: str
    version: str
    because: tuple[PartToday, ...]
    kept: tuple[AwardUse, ...]


def parts_today(
    uses: Sequence[AwardUse], holdings: Iterable[Holding], stack: Stack, at: date
) -> tuple[PartToday, ...]:
    """Each granted part with what the record of today says of it, in the order of the uses.

    ``stack`` is the version that was granted.
    """
    by_id = {one.id: one for one in holdings}
    return tuple(
        _today(award, _requirements(award, uses), by_id.get(award), stack, at)
        for award in dict.fromkeys(use.award for use in uses)
    )


def reopening(
    uses: Sequence[AwardUse], holdings: Iterable[Holding], stack: Stack, at: date
) -> Reopening | None:
    """Whether a grant with these uses re-opens, and what stays granted; None when it stands."""
    because = tuple(one for one in parts_today(uses, holdings, stack, at) if one.reopens)
    if not because:
        return None
    gone = {one.holding for one in because}
    kept = tuple(use for use in uses if use.award not in gone)
    return Reopening(stack.id, stack.version, because, kept)


def asked_again(question: Question, kept: Sequence[AwardUse]) -> Question:
    """The question after a re-opening: the other granted uses stay, in this stack and in others.

    Parts that ended count for nothing then, like any other credential that does not hold.
    """
    others = tuple(use for use in question.enrolment.granted if use.stack != question.stack.id)
    return replace(question, enrolment=_with(question.enrolment, (*others, *kept)))


def _with(enrolment: Enrolment, granted: tuple[AwardUse, ...]) -> Enrolment:
    return replace(enrolment, granted=granted)


def _requirements(award: str, uses: Sequence[AwardUse]) -> tuple[str, ...]:
    return tuple(use.requirement for use in uses if use.award == award)


def _today(
    award: str, requirements: tuple[str, ...], holding: Holding | None, stack: Stack, at: date
) -> PartToday:
    if holding is None:
        return PartToday(award, requirements, "It is not in the record, which ends nothing.")
    named = holding.learning.title.best() or holding.learning.code or award
    said = f" ({holding.standing_reason})" if holding.standing_reason else ""
    policy = stack.award
    match _standing(holding, at):
        case Standing.CURRENT:
            return PartToday(award, requirements, f"{named} holds.")
        case Standing.REVOKED:
            return _ended(award, requirements, f"{named} was revoked{said}", policy.revoked)
        case Standing.SUSPENDED:
            return _ended(award, requirements, f"{named} is suspended{said}", policy.suspended)
        case Standing.EXPIRED:
            until = f" on {holding.valid_until}" if holding.valid_until else ""
            return _ended(award, requirements, f"{named} expired{until}", policy.expired)
        case Standing.SUPERSEDED:
            reason = f"{named} was replaced by a newer credential, which ends nothing."
            return PartToday(award, requirements, reason)
        case Standing.NOT_GENUINE | Standing.UNVERIFIABLE | Standing.SOMEONE_ELSES:
            reason = f"What the record holds as {named} cannot be relied on{said}: look again."
            return PartToday(award, requirements, reason)
        case other:
            assert_never(other)


def _standing(holding: Holding, at: date) -> Standing:
    """The standing on the day: what was verified earlier may have expired since."""
    over = holding.valid_until is not None and holding.valid_until < at
    return Standing.EXPIRED if over and holding.standing is Standing.CURRENT else holding.standing


def _ended(award: str, requirements: tuple[str, ...], what: str, policy: PartEnds) -> PartToday:
    reopens = policy is PartEnds.REOPEN
    then = "the grant is re-opened" if reopens else "the grant stands all the same"
    return PartToday(award, requirements, f"{what}: {then}.", ended=True, reopens=reopens)
