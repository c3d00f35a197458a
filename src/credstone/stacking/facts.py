"""What a selector may ask, one entry a field: whether it agrees, and the clause when it does not.

Facts of the definition are the same for all who hold it; the others belong to one credential.
``select`` walks both lists, to decide and to tell, so that the two cannot disagree. A new field
of the selector is one entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from credstone.model.learning import Holding, Learning
from credstone.model.selector import DefinitionRef, Selector
from credstone.model.stack import AgeClock
from credstone.model.vocabulary import QualityAssuranceType as Quality
from credstone.model.vocabulary import Supervised
from credstone.stacking.grades import holding_reaches
from credstone.stacking.periods import in_words, is_older
from credstone.stacking.setting import Setting
from credstone.stacking.version_ranges import covers

# docs/reference/stacks.md, "Selectors": from the lowest to the highest.
QUALITY_RANKS = (
    Quality.NONE,
    Quality.INTERNAL_QA_ONLY,
    Quality.EMPLOYER_VALIDATED,
    Quality.SECTOR_BODY,
    Quality.ISO_21001_CERTIFIED,
    Quality.ISO_17024_ACCREDITED,
    Quality.NATIONAL_LICENCE,
    Quality.ESG_INSTITUTIONAL_EXTERNAL,
    Quality.ESG_PROGRAMME_EXTERNAL,
)
_RANK = {quality: rank for rank, quality in enumerate(QUALITY_RANKS)}


@dataclass(frozen=True)
class Fact:
    """A field that definitions answer. ``asked`` is false for a selector that leaves it empty."""

    field: str
    asked: Callable[[Selector], bool]
    agrees: Callable[[Selector, Learning, Setting], bool]
    why: Callable[[Selector, Learning, Setting], str]


@dataclass(frozen=True)
class PersonalFact:
    """A field that only the single credential answers."""

    field: str
    asked: Callable[[Selector], bool]
    agrees: Callable[[Selector, Holding, Setting], bool]
    why: Callable[[Selector, Holding, Setting], str]


def names(reference: DefinitionRef, learning: Learning) -> bool:
    """Whether ``reference`` means this definition version: by id or code, and version."""
    return is_named(reference, learning) and covers(reference.versions, learning.version)


def is_named(reference: DefinitionRef, learning: Learning) -> bool:
    """Whether ``reference`` means this definition in some version."""
    return reference.name in (learning.id, learning.code) or (
        reference.name.endswith("*") and learning.code.startswith(reference.name[:-1])
    )


def issued_by(wanted: Iterable[str], learning: Learning, setting: Setting) -> bool:
    """Whether one of the awarding bodies is wanted, by id or by the stack's short name."""
    return any(setting.issuers.get(one, one) in learning.issuers for one in wanted)


def age_begins(holding: Holding, setting: Setting) -> date:
    """The day of award, or of the last renewal where the stack's clock says so."""
    if setting.clock is AgeClock.RENEWED and holding.renewed_on is not None:
        return holding.renewed_on
    return holding.awarded_on


def why_too_old(holding: Holding, period: str, setting: Setting) -> str:
    """The clause about a credential that is older than ``period`` (in words)."""
    begins = age_begins(holding, setting)
    verb = "awarded" if begins == holding.awarded_on else "last renewed"
    return f"{verb} {begins}, older than {period} on {setting.at}"


def listed(items: Iterable[object]) -> str:
    """The first few as "a, b, c and 4 more", so that a clause stays one line."""
    words = [str(item) for item in items]
    return (
        ", ".join(words) if len(words) <= 4 else f"{', '.join(words[:3])} and {len(words) - 3} more"
    )


def shows(learning: Learning, uri: str, least: Decimal) -> bool:
    """Whether the learning shows that outcome or skill at least so surely."""
    return any(one.uri == uri and one.confidence >= least for one in learning.skills)


def _why_definition(selector: Selector, learning: Learning, setting: Setting) -> str:
    named = [one for one in selector.definition if is_named(one, learning)]
    if named:
        version = learning.version or "none"
        return f"version {version} is not in {' or '.join(one.versions for one in named)}"
    return f"{learning.code or learning.id} is not {listed(selector.definition)}"


def _level_agrees(selector: Selector, learning: Learning, setting: Setting) -> bool:
    level = learning.eqf
    return level is not None and (selector.eqf_min or 0) <= level <= (selector.eqf_max or level)


def _why_level(selector: Selector, learning: Learning, setting: Setting) -> str:
    if learning.eqf is None:
        return "it states no EQF level"
    if selector.eqf_min is not None and learning.eqf < selector.eqf_min:
        return f"EQF level {learning.eqf} is below {selector.eqf_min}"
    return f"EQF level {learning.eqf} is above {selector.eqf_max}"


def _skill_agrees(selector: Selector, learning: Learning, setting: Setting) -> bool:
    least = selector.min_confidence or Decimal(0)
    return any(shows(learning, uri, least) for uri in selector.skill)


def _why_skill(selector: Selector, learning: Learning, setting: Setting) -> str:
    shown = [one.confidence for one in learning.skills if one.uri in selector.skill]
    if shown:
        return f"it shows the skill with confidence {max(shown)}, below {selector.min_confidence}"
    return f"it shows none of {listed(selector.skill)}"


def _quality(learning: Learning) -> Quality:
    return max(learning.quality, key=_RANK.__getitem__, default=Quality.NONE)


def _quality_agrees(selector: Selector, learning: Learning, setting: Setting) -> bool:
    return selector.qa_min is None or _RANK[_quality(learning)] >= _RANK[selector.qa_min]


def _why_assessed(selector: Selector, learning: Learning, setting: Setting) -> str:
    return "it was assessed" if learning.assessed else "it was not assessed"


def _why_supervised(selector: Selector, learning: Learning, setting: Setting) -> str:
    wanted = " or ".join(selector.supervised)
    if learning.supervised is Supervised.NONE:
        return f"it was not supervised, and {wanted} is asked"
    return f"it was supervised {learning.supervised}, not {wanted}"


def _why_grade(selector: Selector, holding: Holding, setting: Setting) -> str:
    assert selector.grade is not None
    return why_grade(holding, selector.grade.min, selector.grade.scheme)


def why_grade(holding: Holding, mark: str, scheme: str) -> str:
    """The clause about a grade that does not reach ``mark``."""
    if not holding.grade:
        return "it states no grade"
    grading = holding.learning.grading
    if grading is not None and grading.id != scheme:
        return f"its grade {holding.grade} is in the scheme {grading.id}, not {scheme}"
    return f"grade {holding.grade} does not reach {mark} in {scheme}"


FACTS = (
    Fact(
        "definition",
        lambda asked: bool(asked.definition),
        lambda asked, has, _: any(names(one, has) for one in asked.definition),
        _why_definition,
    ),
    Fact(
        "issuer",
        lambda asked: bool(asked.issuer),
        lambda asked, has, setting: issued_by(asked.issuer, has, setting),
        lambda asked, _has, _: f"its issuer is not among {listed(asked.issuer)}",
    ),
    Fact(
        "subject",
        lambda asked: bool(asked.subject),
        lambda asked, has, _: has.field.startswith(asked.subject),
        lambda asked, has, _: f"field {has.field or '(none)'} is not in {listed(asked.subject)}",
    ),
    Fact(
        "level",
        lambda asked: asked.eqf_min is not None or asked.eqf_max is not None,
        _level_agrees,
        _why_level,
    ),
    Fact(
        "type",
        lambda asked: bool(asked.type),
        lambda asked, has, _: has.type in asked.type,
        lambda asked, has, _: f"its type is {has.type or '(none)'}, not {listed(asked.type)}",
    ),
    Fact(
        "tag",
        lambda asked: bool(asked.tag),
        lambda asked, has, _: not set(asked.tag).isdisjoint(has.tags),
        lambda asked, _has, _: f"it has no tag {listed(asked.tag)}",
    ),
    Fact("skill", lambda asked: bool(asked.skill), _skill_agrees, _why_skill),
    Fact(
        "assessed",
        lambda asked: asked.assessed is not None,
        lambda asked, has, _: has.assessed is asked.assessed,
        _why_assessed,
    ),
    Fact(
        "qa_min",
        lambda asked: asked.qa_min is not None,
        _quality_agrees,
        lambda asked, has, _: f"its quality assurance is {_quality(has)}, below {asked.qa_min}",
    ),
    Fact(
        "supervised",
        lambda asked: bool(asked.supervised),
        lambda asked, has, _: has.supervised in asked.supervised,
        _why_supervised,
    ),
    Fact(
        "mode",
        lambda asked: bool(asked.mode),
        lambda asked, has, _: has.mode in asked.mode,
        lambda asked, has, _: f"its mode is {has.mode or '(none)'}, not {listed(asked.mode)}",
    ),
)

PERSONAL_FACTS = (
    PersonalFact(
        "agreement",
        lambda asked: bool(asked.agreement),
        lambda asked, has, _: any(one.agreement in asked.agreement for one in has.recognised),
        lambda asked, _has, _: f"it was not recognised under {listed(asked.agreement)}",
    ),
    PersonalFact(
        "recognised_by",
        lambda asked: bool(asked.recognised_by),
        lambda asked, has, setting: any(
            one.by in asked.recognised_by
            or one.by in (setting.issuers.get(name) for name in asked.recognised_by)
            for one in has.recognised
        ),
        lambda asked, _has, _: f"it was not recognised by {listed(asked.recognised_by)}",
    ),
    PersonalFact(
        "issued_after",
        lambda asked: asked.issued_after is not None,
        lambda asked, has, _: asked.issued_after is None or has.awarded_on > asked.issued_after,
        lambda asked, has, _: f"awarded {has.awarded_on}, not after {asked.issued_after}",
    ),
    PersonalFact(
        "max_age",
        lambda asked: asked.max_age is not None,
        lambda asked, has, setting: (
            asked.max_age is None
            or not is_older(age_begins(has, setting), asked.max_age, setting.at)
        ),
        lambda asked, has, setting: (
            "" if asked.max_age is None else why_too_old(has, in_words(asked.max_age), setting)
        ),
    ),
    PersonalFact(
        "grade",
        lambda asked: asked.grade is not None,
        lambda asked, has, setting: (
            asked.grade is None
            or holding_reaches(has, asked.grade.min, asked.grade.scheme, setting)
        ),
        _why_grade,
    ),
)
