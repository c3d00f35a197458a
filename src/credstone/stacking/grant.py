"""The award of a stack: what it rests on, decided once, and never reshuffled.

From a met allocation comes a grant, which lists its parts and where each counts. What becomes of
it when a part ends is asked in ``reopening``; keeping grants, and awarding the larger credential,
is for whoever has a register.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from credstone.errors import Refused
from credstone.model.enrolment import AwardUse
from credstone.model.learning import Learning
from credstone.model.requirement import Requirement
from credstone.model.selector import Period
from credstone.model.stack import AwardedBy, Constraints, Renewal, Stack
from credstone.stacking.allocation import Allocation, Use
from credstone.stacking.binding import may_award
from credstone.stacking.branches import parts_of
from credstone.stacking.case import Case, case_of
from credstone.stacking.periods import after
from credstone.stacking.question import Question
from credstone.stacking.weigh import weigh

_HUNDREDTHS = Decimal(100)


@dataclass(frozen=True)
class GrantedPart:
    """A credential (``holding``, its id) that the grant rests on, and the requirements it met.

    ``credits`` are those it contributes, the most where it counts in several places.
    """

    holding: str
    learning: Learning
    awarded_on: date
    requirements: tuple[str, ...]
    credits: Decimal


@dataclass(frozen=True)
class Grant:
    """One version of a stack, met by one learner, decided on a day.

    ``decided_by`` names a person, "" when the rules alone decide. ``uses`` are in the order of the
    file. ``credits`` are those of all parts together, each once, in the stack's ``unit``.
    ``lapses_on`` is the last day it stands without a renewal, None when it needs none.
    """

    stack: str
    version: str
    by: AwardedBy
    decided_on: date
    decided_by: str
    uses: tuple[AwardUse, ...]
    parts: tuple[GrantedPart, ...]
    credits: Decimal
    unit: str
    lapses_on: date | None = None


def grant(
    question: Question, allocation: Allocation, *, decided_on: date, decided_by: str = ""
) -> Grant:
    """The award of the stack as ``allocation`` meets it.

    Raises ``Refused`` with the reason: when it is not met, when the best that was found does not
    meet it and the search had ended, when the version is taught out, when a person has to decide
    and none is named, and when the decision lies before the day the question is about.
    """
    stack = question.stack
    _require_met(stack, allocation)
    if ended := may_award(stack, decided_on):
        after_it = stack.retirement.successor if stack.retirement is not None else ""
        raise Refused(
            f"{stack.id} is awarded no longer: {ended}",
            fix=f"Ask for {after_it}." if after_it else "Ask the institution what took its place.",
        )
    if stack.award.by is AwardedBy.DECISION and not decided_by.strip():
        raise Refused(
            f"{stack.id} is awarded by decision, and nobody is named who decides",
            fix="Name the person who decides.",
        )
    if decided_on < question.at:
        raise Refused(f"it cannot be decided on {decided_on}: it was judged on {question.at}")
    weigh(question, allocation.uses)  # an answer to another question is refused here
    case = case_of(question)
    in_order = sorted(allocation.uses, key=lambda use: (case.by_id[use.requirement].index, use))
    uses = tuple(_use(use, question, case, decided_on) for use in in_order)
    parts = _parts(question, uses)
    return Grant(
        stack=stack.id,
        version=stack.version,
        by=stack.award.by,
        decided_on=decided_on,
        decided_by=decided_by.strip(),
        uses=uses,
        parts=parts,
        credits=sum((part.credits for part in parts), Decimal(0)),
        unit=stack.unit,
        lapses_on=lapses_on(stack, decided_on),
    )


def lapses_on(stack: Stack, decided_on: date) -> date | None:
    """The last day on which a grant of that day stands unless it is renewed; None without end."""
    if stack.renewal is None:
        return None
    return after(decided_on, Period(months=stack.renewal.months))


def renewing(question: Question, granted_on: date) -> Question | None:
    """What has to be answered anew for a grant of that day to be renewed.

    Only what was earned and confirmed since counts. None when the stack knows no renewal.
    Raises ``Refused`` when the renewal names a requirement that the stack has not.
    """
    renewal = question.stack.renewal
    if renewal is None:
        return None
    enrolment = question.enrolment
    return Question(
        stack=_to_renew(question.stack, renewal),
        holdings=tuple(one for one in question.holdings if one.awarded_on > granted_on),
        at=question.at,
        enrolment=replace(
            enrolment,
            attestations=tuple(one for one in enrolment.attestations if one.on > granted_on),
            waivers=tuple(one for one in enrolment.waivers if one.on > granted_on),
            granted=(),
        ),
    )


def _require_met(stack: Stack, allocation: Allocation) -> None:
    if allocation.met:
        return
    if not allocation.proven:
        raise Refused(
            f"no way was found to meet {stack.id} {stack.version}, and the search ended before "
            "it was certain that there is none",
            fix="Ask again with a higher limit of the search.",
        )
    raise Refused(
        f"{stack.id} {stack.version} is not met", fix="See what is missing: credstone pathway check"
    )


def _use(use: Use, question: Question, case: Case, decided_on: date) -> AwardUse:
    """A use with its credits; one that was granted before stays as it was written down then."""
    stack = question.stack
    for one in question.enrolment.granted:
        if (one.stack, one.award, one.requirement) == (stack.id, use.holding, use.requirement):
            return one
    item = next(one for one in case.items if one.holding.id == use.holding)
    credits = case.worth(case.by_id[use.requirement].index, item)
    return AwardUse(
        award=use.holding,
        stack=stack.id,
        requirement=use.requirement,
        credits=Decimal(credits) / _HUNDREDTHS,
        decided_on=decided_on,
        version=stack.version,
    )


def _parts(question: Question, uses: tuple[AwardUse, ...]) -> tuple[GrantedPart, ...]:
    """Each credential once, in the order of the days they were awarded."""
    holdings = sorted(question.holdings, key=lambda one: (one.awarded_on, one.id))
    found = []
    for holding in {one.id: one for one in holdings}.values():
        own = [use for use in uses if use.award == holding.id]
        if own:
            found.append(
                GrantedPart(
                    holding=holding.id,
                    learning=holding.learning,
                    awarded_on=holding.awarded_on,
                    requirements=tuple(use.requirement for use in own),
                    credits=max(use.credits for use in own),
                )
            )
    return tuple(found)


def _to_renew(stack: Stack, renewal: Renewal) -> Stack:
    """The stack of what has to be met anew: one requirement, or all of it."""
    if not renewal.requirement:
        return replace(stack, renewal=None)
    capstone = stack.constraints.capstone
    tops = [stack.rules] if capstone is None else [stack.rules, capstone]
    wanted = _find(tops, renewal.requirement)
    if wanted is None:
        raise Refused(
            f"{stack.id} is renewed by {renewal.requirement}, which it does not have",
            where="renewal",
        )
    alone = Constraints(
        no_double_count=stack.constraints.no_double_count,
        age=stack.constraints.age,
        repeatable=stack.constraints.repeatable,
    )
    return replace(stack, rules=wanted, constraints=alone, renewal=None)


def _find(tops: list[Requirement], name: str) -> Requirement | None:
    for one in tops:
        found = one if one.id == name else _find(list(parts_of(one)), name)
        if found is not None:
            return found
    return None
