"""Which offers a learner can still take, and what each would be once it is earned.

An offer becomes a holding of tomorrow, so that the rules judge it as they judge everything else.
What had to be assumed for that is told; what is left out keeps its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from credstone.model.learning import Catalogue, Holding, Offer, Standing
from credstone.model.outcome import GradingScheme
from credstone.model.plan import NotOffered
from credstone.model.requirement import All, AnyOf, Attest, Cond, NOf, Outcomes, Requirement, Take
from credstone.model.selector import GradeRule, Selector
from credstone.model.stack import SchemeInStack, Stack
from credstone.stacking.grades import reaches
from credstone.stacking.question import Question
from credstone.stacking.setting import setting_of


@dataclass(frozen=True)
class Alike:
    """Equal for offers that cost the same; and, where that matters, run on the same days."""

    cost: Hashable = None
    starts_on: date | None = None
    ends_on: date | None = None


PREFIX = "offer:"
"""Begins the id of a holding of tomorrow; awards have URIs or names of their own."""


@dataclass(frozen=True)
class OnOffer:
    """What can be taken, in a fixed order (by day, then code), and what cannot."""

    offers: tuple[Offer, ...]
    not_offered: tuple[NotOffered, ...]


def on_offer(
    question: Question,
    catalogue: Catalogue,
    *,
    without: Collection[str] = (),
    promised_only: bool = False,
) -> OnOffer:
    """What ``catalogue`` offers on the day of the question.

    ``without`` are ids or codes the learner does not want. With ``promised_only`` offers without
    a promise of recognition are not on offer.
    """
    kept, not_offered = [], []
    for offer in sorted(catalogue.offers, key=place):
        why = _why_not(offer, question.at, without, promised_only)
        if why:
            gone = offer.retired_on is not None and offer.retired_on < question.at
            not_offered.append(NotOffered(offer, why, offer.successor if gone else ""))
        else:
            kept.append(offer)
    startable, unreachable = _startable(question, kept)
    return OnOffer(tuple(startable), (*not_offered, *unreachable))


def place(offer: Offer) -> tuple[object, ...]:
    """The fixed order of offers: by first and last day (none is last), then code and the rest."""
    learning = offer.learning
    return (
        offer.starts_on or date.max,
        offer.ends_on or date.max,
        learning.code,
        learning.version,
        learning.id,
        learning.issuers,
        offer.currency,
        -1 if offer.price is None else offer.price,
        -1 if offer.weeks is None else offer.weeks,
        offer.exams,
    )


def names_of(offer: Offer) -> frozenset[str]:
    """What prerequisites and people may call it by."""
    return frozenset({offer.learning.id, offer.learning.code}) - {""}


def is_held(name: str, question: Question) -> bool:
    """Whether a definition (its id or code) is held on the day, valid then."""
    return any(
        name in (holding.learning.id, holding.learning.code)
        and holding.standing is Standing.CURRENT
        and holding.awarded_on <= question.at
        and (holding.valid_until is None or question.at <= holding.valid_until)
        for holding in question.holdings
    )


def lacking(offer: Offer, question: Question) -> tuple[str, ...]:
    """The prerequisites of an offer that are not held yet."""
    return tuple(name for name in offer.learning.prerequisites if not is_held(name, question))


def days_matter(offers: Iterable[Offer], question: Question) -> bool:
    """Whether anything has to come before anything else."""
    return bool(question.stack.constraints.order) or any(
        offer.learning.prerequisites for offer in offers
    )


def tomorrow(offers: Sequence[Offer], question: Question) -> tuple[Holding, ...]:
    """Each offer as the holding it would become, in the order given.

    Awarded on the day of the question, so that it is later than everything held and no older
    than any rule allows; with the best grade that the stack asks of anything in its scheme.
    """
    marks = tuple(grades_asked(question.stack))
    counted = Counter(
        one.learning.id or one.learning.code
        for one in question.holdings
        if one.id.startswith(PREFIX)
    )
    holdings = []
    for offer in offers:
        learning = offer.learning
        name = learning.id or learning.code
        counted[name] += 1
        suffix = f"#{counted[name]}" if counted[name] > 1 else ""
        holdings.append(
            Holding(
                id=f"{PREFIX}{name}{suffix}",
                learning=learning,
                awarded_on=question.at,
                grade=_grade_asked(offer, question, marks),
                recognised=offer.recognised,
            )
        )
    return tuple(holdings)


def _why_not(offer: Offer, at: date, without: Collection[str], promised_only: bool) -> str:
    """Why an offer cannot be taken on the day; "" when it can."""
    if offer.retired_on is not None and offer.retired_on < at:
        return f"offered no longer since {offer.retired_on}"
    if offer.ends_on is not None and offer.ends_on < at:
        return f"ended on {offer.ends_on}"
    if not names_of(offer).isdisjoint(without):
        return "not wanted"
    if promised_only and not offer.promised:
        return "nobody has promised to recognise it"
    return ""


def _startable(question: Question, offers: Sequence[Offer]) -> tuple[list[Offer], list[NotOffered]]:
    """Offers whose prerequisites are held or can be earned, one after another; and the others."""
    open_ = {at: set(lacking(offer, question)) for at, offer in enumerate(offers)}
    known: set[str] = set()
    reached: set[int] = set()
    while new := [at for at, names in open_.items() if at not in reached and names <= known]:
        reached.update(new)
        known.update(name for at in new for name in names_of(offers[at]))
    kept = [offer for at, offer in enumerate(offers) if at in reached]
    return kept, [
        NotOffered(offer, f"needs {', '.join(sorted(open_[at] - known))}, which is not on offer")
        for at, offer in enumerate(offers)
        if at not in reached
    ]


def _grade_asked(offer: Offer, question: Question, marks: Iterable[GradeRule]) -> str:
    """The best grade asked in the scheme of the offer, a pass; "" when none is asked there.

    An offer that names no scheme is graded in the first that the stack describes.
    """
    grading = offer.learning.grading
    schemes = setting_of(question).schemes
    name = grading.id if grading is not None else next(iter(schemes), "")
    scheme = schemes.get(name)
    asked = [one for mark in marks if mark.scheme == name for one in (mark.min, mark.avg_min)]
    if not any(asked):
        return ""
    best = ""
    for grade in (*_passes(grading, scheme), *asked):
        if grade and (not best or reaches(grade, best, grading, scheme, name)):
            best = grade
    # An average may be asked that nobody is graded: then the next better grade of the list.
    listed = () if grading is None or best in grading.allowed else grading.allowed[::-1]
    return next((one for one in listed if reaches(one, best, grading, scheme, name)), best)


def _passes(grading: GradingScheme | None, scheme: SchemeInStack | None) -> tuple[str, ...]:
    """The least grades that pass, by the definition or else by the stack; lists are best first."""
    if grading is not None and (grading.passing or grading.pass_mark):
        return (*grading.passing[-1:], grading.pass_mark)
    return () if scheme is None else (scheme.passing,)


def grades_asked(stack: Stack) -> Iterator[GradeRule]:
    """Every grade that the stack asks for anywhere."""
    constraints = stack.constraints
    for requirement in (stack.rules, constraints.capstone):
        if requirement is not None:
            yield from _marks_below(requirement)
    if (average := constraints.grade_average) is not None:
        yield GradeRule(average.scheme, min=average.min)
    if (compensation := constraints.compensation) is not None:
        yield GradeRule(compensation.scheme, min=compensation.avg_min)


def _marks_below(requirement: Requirement) -> Iterator[GradeRule]:
    match requirement:
        case All() | AnyOf() | NOf():
            for part in requirement.of:
                yield from _marks_below(part)
        case Take():
            if requirement.grade is not None:
                yield requirement.grade
            yield from _marks_in(requirement.select)
        case Outcomes():
            yield from _marks_in(requirement.select)
        case Cond():
            yield from _marks_below(requirement.then)
            if requirement.otherwise is not None:
                yield from _marks_below(requirement.otherwise)
        case Attest():
            return


def _marks_in(selector: Selector) -> Iterator[GradeRule]:
    """What ``not`` excludes is no grade to reach."""
    if selector.grade is not None:
        yield selector.grade
    for one in selector.any:
        yield from _marks_in(one)
