"""Which credentials can count at all, and which may be used in which leaf, with every reason.

Follows docs/reference/stacks.md, "Which holdings can count at all" and the details of ``take``
and ``outcomes``. What several credentials may do together is decided in ``weigh``.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal

from credstone.formats import compact
from credstone.model.learning import Holding, Standing
from credstone.model.requirement import DistinctBy, Outcomes, Take, WantedOutcome
from credstone.stacking.facts import age_begins, listed, shows, why_grade, why_too_old
from credstone.stacking.grades import holding_reaches, is_fail, score_of
from credstone.stacking.periods import in_words, is_older
from credstone.stacking.question import Question
from credstone.stacking.select import Miss, Setting, matches, misses, setting_of
from credstone.stacking.wording import number, unit_word

Leaf = Take | Outcomes

MOST_CREDITS = Decimal(100_000)
"""More than any credential has, in whatever unit; sums of it are still reckoned exactly."""

_STANDINGS = {
    Standing.EXPIRED: "it is expired",
    Standing.SUSPENDED: "it is suspended",
    Standing.REVOKED: "it is revoked",
    Standing.SUPERSEDED: "it was replaced by a newer one",
    Standing.NOT_GENUINE: "it is not genuine",
    Standing.UNVERIFIABLE: "it could not be verified",
    Standing.SOMEONE_ELSES: "it is someone else's",
}


def set_aside(question: Question) -> dict[str, Miss]:
    """Holding ids that cannot count at all, each with its first reason in the page's order."""
    setting = setting_of(question)
    found: dict[str, Miss] = {}
    for holding in question.holdings:
        for reason in _REASONS:
            miss = reason(holding, question, setting)
            if miss is not None:
                found[holding.id] = miss
                break
    return found


def may_be_used(leaf: Leaf, holding: Holding, setting: Setting) -> tuple[Miss, ...]:
    """Every reason why the holding may not be used in the leaf; empty when it may."""
    found = [*misses(leaf.select, holding, setting)]
    match leaf:
        case Take():
            found += [
                Miss(field, why(leaf, holding, setting))
                for field, agrees, why in _TAKE
                if not agrees(leaf, holding, setting)
            ]
        case Outcomes():
            if not covered(leaf, holding):
                found.append(Miss("outcomes", _why_uncovered(leaf, holding)))
    return tuple(found)


def is_usable(leaf: Leaf, holding: Holding, setting: Setting) -> bool:
    """Whether ``may_be_used`` finds nothing, without building words."""
    if not matches(leaf.select, holding, setting):
        return False
    match leaf:
        case Take():
            return all(agrees(leaf, holding, setting) for _, agrees, _ in _TAKE)
        case Outcomes():
            return bool(covered(leaf, holding))


def covered(leaf: Outcomes, holding: Holding) -> tuple[str, ...]:
    """Ids of the leaf's outcomes that the holding shows, surely and at the level asked."""
    least = leaf.min_confidence or Decimal(0)
    return tuple(
        one.id
        for one in leaf.outcomes
        if shows(holding.learning, one.id, least) and _is_levelled(one, holding)
    )


def credits_of(holding: Holding, setting: Setting) -> int:
    """Credits in hundredths of the stack's unit; 0 when none are stated in it.

    A finer fraction is cut off, never rounded up, and so is what goes beyond ``MOST_CREDITS``.
    """
    learning = holding.learning
    if learning.credits is None or learning.unit != setting.unit:
        return 0
    within = min(max(learning.credits, Decimal(0)), MOST_CREDITS)
    return int((within * 100).to_integral_value(ROUND_FLOOR))


def value_of(holding: Holding, by: DistinctBy) -> str:
    """What ``distinct_by`` compares: "" when the credential does not state it."""
    learning = holding.learning
    match by:
        case DistinctBy.PROVIDER:
            return learning.issuer
        case DistinctBy.FIELD:
            return learning.field
        case DistinctBy.SUBJECT:
            return learning.field[:2]


def _standing(holding: Holding, question: Question, setting: Setting) -> Miss | None:
    if holding.standing is not Standing.CURRENT:
        why = _STANDINGS[holding.standing]
        reason = f": {holding.standing_reason}" if holding.standing_reason else ""
        return Miss("standing", f"{why}{reason}")
    if holding.valid_until is not None and holding.valid_until < question.at:
        return Miss("standing", f"it is expired: valid until {holding.valid_until}")
    return None


def _trust(holding: Holding, question: Question, setting: Setting) -> Miss | None:
    if holding.trusted or holding.learning.issuer in setting.issuers.values():
        return None
    issuer = holding.learning.issuer or "an unnamed issuer"
    return Miss("trust", f"{issuer} is in no trust list, and the stack does not name it")


def _awarded_later(holding: Holding, question: Question, setting: Setting) -> Miss | None:
    if holding.awarded_on <= question.at:
        return None
    return Miss("awarded_on", f"awarded {holding.awarded_on}, after {question.at}")


def _excluded(holding: Holding, question: Question, setting: Setting) -> Miss | None:
    if holding.id not in question.enrolment.excluded:
        return None
    return Miss("excluded", "the learner keeps it out of this stack")


def _age(holding: Holding, question: Question, setting: Setting) -> Miss | None:
    age = question.stack.constraints.age
    if age is None or not is_older(age_begins(holding, setting), age.max, question.at):
        return None
    return Miss("age", why_too_old(holding, in_words(age.max), setting))


def _fail(holding: Holding, question: Question, setting: Setting) -> Miss | None:
    if not is_fail(holding, setting):
        return None
    rule = question.stack.constraints.compensation
    if rule is None:
        return Miss("grade", f"grade {holding.grade} is a fail")
    if holding_reaches(holding, rule.fail_floor, rule.scheme, setting):
        return None
    floor = f"{rule.fail_floor} in {rule.scheme}"
    return Miss(
        "grade", f"grade {holding.grade} is a fail and not even {floor}, which may be compensated"
    )


def _credits(holding: Holding, question: Question, setting: Setting) -> Miss | None:
    credits = holding.learning.credits
    if credits is None or holding.learning.unit != setting.unit:
        return None
    if 0 <= credits <= MOST_CREDITS:
        return None
    stated = f"{credits.normalize():g} {unit_word(setting.unit)}"
    return Miss("credits", f"it states {stated}, which no credential has")


Reason = Callable[[Holding, Question, Setting], Miss | None]

# One line a reason, in the order of docs/reference/stacks.md.
_REASONS: tuple[Reason, ...] = (_standing, _trust, _awarded_later, _excluded, _age, _fail, _credits)


def _is_large(leaf: Take, holding: Holding, setting: Setting) -> bool:
    return leaf.min_each is None or credits_of(holding, setting) >= leaf.min_each * 100


def _why_small(leaf: Take, holding: Holding, setting: Setting) -> str:
    have, least = credits_of(holding, setting), leaf.min_each or Decimal(0)
    asked = f"{compact.decimal(least)} {unit_word(setting.unit, int(least * 100))}"
    return f"{number(have)} {unit_word(setting.unit, have)}, fewer than {asked}"


def _is_good(leaf: Take, holding: Holding, setting: Setting) -> bool:
    rule = leaf.grade
    return rule is None or not rule.min or holding_reaches(holding, rule.min, rule.scheme, setting)


def _why_not_good(leaf: Take, holding: Holding, setting: Setting) -> str:
    assert leaf.grade is not None
    return why_grade(holding, leaf.grade.min, leaf.grade.scheme)


def _can_be_averaged(leaf: Take, holding: Holding, setting: Setting) -> bool:
    rule = leaf.grade
    return rule is None or not rule.avg_min or score_of(holding, rule.scheme, setting) is not None


def _why_not_averaged(leaf: Take, holding: Holding, setting: Setting) -> str:
    assert leaf.grade is not None
    return f"it has no numeric grade in {leaf.grade.scheme}, which the average needs"


def _is_distinguishable(leaf: Take, holding: Holding, setting: Setting) -> bool:
    distinct = leaf.distinct
    return distinct is None or distinct.at_least is not None or bool(value_of(holding, distinct.by))


def _why_not_distinguishable(leaf: Take, holding: Holding, setting: Setting) -> str:
    assert leaf.distinct is not None
    return f"it states no {leaf.distinct.by}, which has to differ"


_TAKE: tuple[
    tuple[str, Callable[[Take, Holding, Setting], bool], Callable[[Take, Holding, Setting], str]],
    ...,
] = (
    ("min_each", _is_large, _why_small),
    ("grade.min", _is_good, _why_not_good),
    ("grade.avg_min", _can_be_averaged, _why_not_averaged),
    ("distinct_by", _is_distinguishable, _why_not_distinguishable),
)


def _is_levelled(outcome: WantedOutcome, holding: Holding) -> bool:
    level = holding.learning.eqf
    return outcome.min_level is None or (level is not None and level >= outcome.min_level)


def _why_uncovered(leaf: Outcomes, holding: Holding) -> str:
    shown = {one.uri: one.confidence for one in holding.learning.skills}
    for one in leaf.outcomes:
        if one.id in shown and leaf.min_confidence and shown[one.id] < leaf.min_confidence:
            return f"it shows {one.id} with confidence {shown[one.id]}, below {leaf.min_confidence}"
        if one.id in shown:
            level = holding.learning.eqf
            stated = "no EQF level" if level is None else f"EQF level {level}"
            return f"it shows {one.id} at {stated}, and {one.min_level} is asked"
    return f"it shows none of {listed(one.id for one in leaf.outcomes)}"
