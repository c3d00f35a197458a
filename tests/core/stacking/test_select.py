"""A selector means a credential or tells, field by field and with the numbers, why it does not."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from credstone.model.learning import Holding, Recognition, Skill
from credstone.model.selector import DefinitionRef, GradeRule, Period, Selector
from credstone.model.stack import Age, AgeClock, Constraints
from credstone.model.vocabulary import ParticipationMode, QualityAssuranceType, Supervised
from credstone.stacking.select import matches, misses
from tests.core.stacking.credentials import (
    GERMAN,
    HUB,
    PERCENT,
    STRANGER,
    UB,
    holding,
    learning,
    setting,
    stack,
)

PYTHON = "https://skills.example/python"
SQL = "https://skills.example/sql"
ONLINE = (Supervised.ONLINE, Supervised.ONSITE)

# What is asked, a credential that has it, one that has it not, and why not.
CASES: dict[str, tuple[Selector, Holding, Holding, str]] = {
    "definition by code": (
        Selector(definition=(DefinitionRef("ETH"),)),
        holding("ETH"),
        holding("LAW"),
        "LAW is not ETH",
    ),
    "definitions by how their codes begin": (
        Selector(definition=(DefinitionRef("COS-3*"),)),
        holding("COS-340"),
        holding("COS-217"),
        "COS-217 is not COS-3*",
    ),
    "definition by URI": (
        Selector(definition=(DefinitionRef("https://ub.example/ETH"),)),
        holding("ETH"),
        holding(of=learning("ETH", id="https://hub.example/ETH")),
        "ETH is not https://ub.example/ETH",
    ),
    "definition's version": (
        Selector(definition=(DefinitionRef("ETH", ">=2.0"),)),
        holding("ETH", version="2.1"),
        holding("ETH", version="1.2"),
        "version 1.2 is not in >=2.0",
    ),
    "issuer": (
        Selector(issuer=("ub", HUB)),
        holding(issuers=(STRANGER, HUB)),
        holding(issuers=(STRANGER,)),
        f"its issuer is not among ub, {HUB}",
    ),
    "subject": (
        Selector(subject=("061", "02")),
        holding(field="0613"),
        holding(field="0311"),
        "field 0311 is not in 061, 02",
    ),
    "level from": (
        Selector(eqf_min=6),
        holding(eqf=6),
        holding(eqf=5),
        "EQF level 5 is below 6",
    ),
    "level to": (
        Selector(eqf_max=6),
        holding(eqf=6),
        holding(eqf=7),
        "EQF level 7 is above 6",
    ),
    "level stated": (
        Selector(eqf_max=6),
        holding(eqf=1),
        holding(eqf=None),
        "it states no EQF level",
    ),
    "type": (
        Selector(type=("badge",)),
        holding(type="badge"),
        holding(),
        "its type is micro-credential, not badge",
    ),
    "tag": (
        Selector(tag=("core", "method")),
        holding(tags=("method",)),
        holding(tags=("elective",)),
        "it has no tag core, method",
    ),
    "skill": (
        Selector(skill=(PYTHON,)),
        holding(skills=(Skill(PYTHON, Decimal(0)),)),
        holding(skills=(Skill(SQL),)),
        f"it shows none of {PYTHON}",
    ),
    "skill's confidence": (
        Selector(skill=(PYTHON,), min_confidence=Decimal("0.6")),
        holding(skills=(Skill(PYTHON, Decimal("0.6")),)),
        holding(skills=(Skill(PYTHON, Decimal("0.4")), Skill(SQL))),
        "it shows the skill with confidence 0.4, below 0.6",
    ),
    "assessed": (
        Selector(assessed=True),
        holding(assessed=True),
        holding(assessed=False),
        "it was not assessed",
    ),
    "not assessed": (
        Selector(assessed=False),
        holding(assessed=False),
        holding(assessed=True),
        "it was assessed",
    ),
    "quality": (
        Selector(qa_min=QualityAssuranceType.SECTOR_BODY),
        holding(quality=(QualityAssuranceType.NONE, QualityAssuranceType.NATIONAL_LICENCE)),
        holding(quality=(QualityAssuranceType.INTERNAL_QA_ONLY,)),
        "its quality assurance is internal-qa-only, below sector-body",
    ),
    "supervision": (
        Selector(supervised=ONLINE),
        holding(supervised=Supervised.ONSITE),
        holding(),
        "it was not supervised, and online or onsite is asked",
    ),
    "supervision of another kind": (
        Selector(supervised=(Supervised.ONSITE,)),
        holding(supervised=Supervised.ONSITE),
        holding(supervised=Supervised.ONLINE),
        "it was supervised online, not onsite",
    ),
    "mode": (
        Selector(mode=(ParticipationMode.ONLINE,)),
        holding(mode=ParticipationMode.ONLINE),
        holding(),
        "its mode is (none), not online",
    ),
    "agreement": (
        Selector(agreement=("A-1",)),
        holding(recognised=(Recognition("x", "A-1"),)),
        holding(recognised=(Recognition("x", "A-2"),)),
        "it was not recognised under A-1",
    ),
    "recognised by a short name": (
        Selector(recognised_by=("hub",)),
        holding(recognised=(Recognition(HUB),)),
        holding(recognised=(Recognition(UB),)),
        "it was not recognised by hub",
    ),
    "recognised by a unit": (
        Selector(recognised_by=("Faculty 7",)),
        holding(recognised=(Recognition("Faculty 7"),)),
        holding(),
        "it was not recognised by Faculty 7",
    ),
    "issued after": (
        Selector(issued_after=date(2025, 12, 31)),
        holding(awarded_on=date(2026, 1, 1)),
        holding(awarded_on=date(2025, 12, 31)),
        "awarded 2025-12-31, not after 2025-12-31",
    ),
    "age": (
        Selector(max_age=Period(years=5)),
        holding(awarded_on=date(2021, 11, 22)),
        holding(awarded_on=date(2017, 3, 1)),
        "awarded 2017-03-01, older than 5 years on 2026-11-22",
    ),
    "grade": (
        Selector(grade=GradeRule("de", min="2.0")),
        holding(grading=GERMAN, grade="1,7"),
        holding(grading=GERMAN, grade="2.3"),
        "grade 2.3 does not reach 2.0 in de",
    ),
    "grade in the scheme": (
        Selector(grade=GradeRule("de", min="2.0")),
        holding(grading=GERMAN, grade="2.0"),
        holding(grading=PERCENT, grade="90"),
        "its grade 90 is in the scheme percent, not de",
    ),
    "grade stated": (
        Selector(grade=GradeRule("de", min="2.0")),
        holding(grading=GERMAN, grade="1.0"),
        holding(),
        "it states no grade",
    ),
    "not": (
        Selector(none_of=Selector(tag=("old",))),
        holding(tags=("new",)),
        holding(tags=("old",)),
        "it is what the rule excludes",
    ),
    "not of what one credential decides": (
        Selector(none_of=Selector(max_age=Period(years=1))),
        holding(awarded_on=date(2020, 1, 1)),
        holding(awarded_on=date(2026, 1, 1)),
        "it is what the rule excludes",
    ),
    "any": (
        Selector(any=(Selector(eqf_min=7), Selector(issued_after=date(2026, 1, 1)))),
        holding(eqf=6, awarded_on=date(2026, 2, 1)),
        holding(eqf=6, awarded_on=date(2025, 2, 1)),
        "no alternative fits: EQF level 6 is below 7; or awarded 2025-02-01, not after 2026-01-01",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_has_the_fact_matches(case: str) -> None:
    selector, fits, _, _ = CASES[case]
    assert misses(selector, fits, setting()) == ()
    assert matches(selector, fits, setting())


@pytest.mark.parametrize("case", CASES)
def test_what_has_it_not_is_told_why(case: str) -> None:
    selector, _, lacks, why = CASES[case]
    assert [miss.why for miss in misses(selector, lacks, setting())] == [why]
    assert not matches(selector, lacks, setting())


def test_every_field_of_the_selector_is_tried() -> None:
    tried = {
        field.name
        for selector, *_ in CASES.values()
        for field in fields(Selector)
        if getattr(selector, field.name) not in ((), None)
    }
    assert tried == {field.name for field in fields(Selector)}


def test_all_reasons_come_at_once() -> None:
    asked = Selector(eqf_min=7, issuer=("hub",), issued_after=date(2026, 6, 1))
    assert [miss.field for miss in misses(asked, holding(), setting())] == [
        "issuer",
        "level",
        "issued_after",
    ]


def test_an_empty_selector_means_everything() -> None:
    assert matches(Selector(), holding(), setting())


def test_age_begins_with_the_renewal_where_the_stack_says_so() -> None:
    asked = Selector(max_age=Period(years=5))
    renewed = holding(awarded_on=date(2017, 3, 1), renewed_on=date(2024, 3, 1))
    by_renewal = stack(constraints=Constraints(age=Age(Period(years=20), AgeClock.RENEWED)))
    assert matches(asked, renewed, setting(by_renewal))
    assert not matches(asked, renewed, setting())


def test_what_is_remembered_of_a_definition_is_not_taken_for_a_credential() -> None:
    here, asked = setting(), Selector(eqf_min=6, issued_after=date(2026, 1, 1))
    early, late = holding(awarded_on=date(2025, 1, 1)), holding(awarded_on=date(2026, 2, 1))
    same = holding(of=late.learning, awarded_on=early.awarded_on)
    assert [matches(asked, one, here) for one in (late, same, late)] == [True, False, True]


def test_one_day_is_not_taken_for_another() -> None:
    this, asked = stack(), Selector(max_age=Period(years=1))
    old = holding(awarded_on=date(2025, 6, 1))
    assert matches(asked, old, setting(this, date(2026, 1, 1)))
    assert not matches(asked, old, setting(this, date(2027, 1, 1)))
