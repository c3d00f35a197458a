"""What the judge reads off one holding: days, credits, what a selector says of it.

Written from docs/reference/stacks.md alone, apart from the engine's own reading, so that a mistake
in one is not a mistake in both. Everything here is about a single holding; what several of them
make together is ``weighing``'s.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from itertools import zip_longest

from credstone.model.learning import Holding, Learning, Standing
from credstone.model.requirement import DistinctBy, WantedOutcome
from credstone.model.selector import DefinitionRef, GradeRule, Period, Selector
from credstone.model.stack import AgeClock, Stack
from credstone.model.vocabulary import QualityAssuranceType as Quality
from credstone.stacking.question import Question
from tests.core.stacking.oracle.grades import at_least_as_good, is_fail

_QUALITY_FROM_THE_LOWEST = [
    Quality.NONE,
    Quality.INTERNAL_QA_ONLY,
    Quality.EMPLOYER_VALIDATED,
    Quality.SECTOR_BODY,
    Quality.ISO_21001_CERTIFIED,
    Quality.ISO_17024_ACCREDITED,
    Quality.NATIONAL_LICENCE,
    Quality.ESG_INSTITUTIONAL_EXTERNAL,
    Quality.ESG_PROGRAMME_EXTERNAL,
]


def hundredths(credits: Decimal | None) -> int:
    return int((credits or Decimal(0)) * 100)


def credits_of(holding: Holding, stack: Stack) -> int:
    """Hundredths of a credit in the stack's unit; 0 when stated in another, or not at all."""
    if holding.learning.unit != stack.unit:
        return 0
    return hundredths(holding.learning.credits)


# Days


def plus(day: date, period: Period) -> date:
    """``day`` and the period; the 31st plus a month is the last day of a shorter month."""
    month_count = day.year * 12 + day.month - 1 + period.years * 12 + period.months
    year, month = divmod(month_count, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=period.days)


def too_old(holding: Holding, period: Period, question: Question) -> bool:
    age = question.stack.constraints.age
    begins = holding.awarded_on
    if age is not None and age.clock is AgeClock.RENEWED and holding.renewed_on is not None:
        begins = holding.renewed_on
    return question.at > plus(begins, period)


# Definitions


def _number(version: str) -> tuple[int, ...] | None:
    parts = version.split(".")
    return tuple(int(part) for part in parts) if all(p.isdigit() for p in parts) else None


def _piecewise(here: tuple[int, ...], there: tuple[int, ...]) -> int:
    """Above 0 when ``here`` is the later version; pieces that are not written are 0."""
    for one, other in zip_longest(here, there, fillvalue=0):
        if one != other:
            return one - other
    return 0


def _in_range(version: str, wanted: str) -> bool:
    """Whether one alternative ("1.x", ">=2.0 <3", "1.0") names the version."""
    for term in wanted.split():
        compared = re.fullmatch(r"(>=|<=|>|<)(.+)", term)
        if compared:
            here, there = _number(version), _number(compared[2])
            if here is None or there is None:
                return False
            ahead = _piecewise(here, there)
            sign = compared[1]
            holds = (ahead > 0 and ">" in sign) or (ahead < 0 and "<" in sign)
            holds = holds or (ahead == 0 and "=" in sign)
        elif term.endswith(".x"):
            holds = (version + ".").startswith(term.removesuffix("x"))
        else:
            here, there = _number(version), _number(term)
            holds = _piecewise(here, there) == 0 if here and there else version == term
        if not holds:
            return False
    return True


def is_definition(learning: Learning, ref: DefinitionRef) -> bool:
    begins = ref.name.endswith("*") and learning.code.startswith(ref.name.removesuffix("*"))
    if ref.name not in (learning.id, learning.code) and not begins:
        return False
    return any(_in_range(learning.version, wanted.strip()) for wanted in ref.versions.split("|"))


# Selectors


def _issuer_ids(names: tuple[str, ...], stack: Stack) -> set[str]:
    short = dict(stack.issuers)
    return {short.get(name, name) for name in names}


def awarded_by(holding: Holding, names: tuple[str, ...], stack: Stack) -> bool:
    return bool(_issuer_ids(names, stack) & set(holding.learning.issuers))


def shows(holding: Holding, uri: str, min_confidence: Decimal | None) -> bool:
    floor = min_confidence or Decimal(0)
    return any(s.uri == uri and s.confidence >= floor for s in holding.learning.skills)


def covers(holding: Holding, outcome: WantedOutcome, min_confidence: Decimal | None) -> bool:
    if not shows(holding, outcome.id, min_confidence):
        return False
    if outcome.min_level is None:
        return True
    return holding.learning.eqf is not None and holding.learning.eqf >= outcome.min_level


def _quality(holding: Holding) -> int:
    return max((_QUALITY_FROM_THE_LOWEST.index(q) for q in holding.learning.quality), default=0)


def matches(selector: Selector, holding: Holding, question: Question) -> bool:
    """Whether everything the selector says is true of the holding."""
    s, it, stack = selector, holding.learning, question.stack
    level_asked = s.eqf_min is not None or s.eqf_max is not None
    said = [
        not s.definition or any(is_definition(it, ref) for ref in s.definition),
        not s.issuer or awarded_by(holding, s.issuer, stack),
        not s.agreement or any(r.agreement in s.agreement for r in holding.recognised),
        not s.recognised_by or any(r.by in s.recognised_by for r in holding.recognised),
        not s.subject or any(it.field.startswith(prefix) for prefix in s.subject),
        not level_asked or (it.eqf is not None and (s.eqf_min or 0) <= it.eqf <= (s.eqf_max or 99)),
        not s.type or it.type in s.type,
        not s.tag or any(tag in s.tag for tag in it.tags),
        not s.skill or any(shows(holding, uri, s.min_confidence) for uri in s.skill),
        s.assessed is None or it.assessed == s.assessed,
        s.qa_min is None or _quality(holding) >= _QUALITY_FROM_THE_LOWEST.index(s.qa_min),
        not s.supervised or it.supervised in s.supervised,
        not s.mode or it.mode in s.mode,
        s.issued_after is None or holding.awarded_on > s.issued_after,
        s.max_age is None or not too_old(holding, s.max_age, question),
        s.grade is None or _reaches(s.grade, holding, stack),
        s.none_of is None or not matches(s.none_of, holding, question),
        not s.any or any(matches(one, holding, question) for one in s.any),
    ]
    return all(said)


def _reaches(rule: GradeRule, holding: Holding, stack: Stack) -> bool:
    return not rule.min or at_least_as_good(holding, rule.min, rule.scheme, stack)


def value_of(holding: Holding, by: DistinctBy) -> str:
    """The value in which holdings are to differ; "" when this one has none."""
    match by:
        case DistinctBy.PROVIDER:
            return holding.learning.issuer
        case DistinctBy.FIELD:
            return holding.learning.field
        case DistinctBy.SUBJECT:
            return holding.learning.field[:2]


# What can count at all


def can_count(holding: Holding, question: Question) -> bool:
    """Whether the holding is not set aside (the six reasons of the page)."""
    stack, enrolment = question.stack, question.enrolment
    rules = stack.constraints
    if holding.standing is not Standing.CURRENT:
        return False
    if holding.valid_until is not None and holding.valid_until < question.at:
        return False
    if not holding.trusted and holding.learning.issuer not in dict(stack.issuers).values():
        return False
    if holding.awarded_on > question.at or holding.id in enrolment.excluded:
        return False
    if rules.age is not None and too_old(holding, rules.age.max, question):
        return False
    if not is_fail(holding, stack):
        return True
    rule = rules.compensation
    return rule is not None and at_least_as_good(holding, rule.fail_floor, rule.scheme, stack)
