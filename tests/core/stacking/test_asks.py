"""What a requirement asks, as a registrar reads it before anybody has earned anything."""

from __future__ import annotations

import pytest

from credstone.model.requirement import (
    AnyOf,
    Attest,
    Cond,
    Cover,
    CoverMode,
    Distinct,
    DistinctBy,
    NOf,
    Outcomes,
    Requirement,
    WantedOutcome,
)
from credstone.model.selector import (
    Attribute,
    Declares,
    Enrolled,
    Every,
    GradeRule,
    Period,
    Selector,
    Some,
    Today,
    Unless,
    Window,
)
from credstone.model.text import Text
from credstone.model.vocabulary import ParticipationMode, QualityAssuranceType, Supervised
from credstone.stacking.asks import asks
from credstone.stacking.selector_words import meant
from tests.core.stacking.answers import credits, day, every, take

A, B = take("a", "A"), take("b", "B")
OUTCOMES = tuple(WantedOutcome(f"urn:{n}") for n in range(3))
YEAR = Window(day("2026-01-01"), day("2026-12-31"))


@pytest.mark.parametrize(
    ("requirement", "words"),
    [
        (every(A, B), "all of 2 parts"),
        (
            every(A, min_count=2, min_credits=credits(6), max_count=3, max_credits=credits(9)),
            "all of 1 part, at least 2 credentials and at least 6 credits and at most 3 "
            "credentials and at most 9 credits together",
        ),
        (AnyOf(id="x", of=(A, B), best=True), "one of 2 parts, the best one"),
        (
            NOf(id="x", n=2, of=(A, B), distinct=Distinct(DistinctBy.PROVIDER)),
            "2 of 2 parts, 2 different providers",
        ),
        (
            take("x", "A", min_count=2, max_count=4, grade=GradeRule("de", "3.0", "2.0")),
            "2 credentials, at most 4 credentials, grade 3.0 or better, average grade 2.0 or "
            "better: A",
        ),
        (
            take("x", "A", min_credits=credits(6), distinct=Distinct(DistinctBy.FIELD)),
            "6 credits, each of another field: A",
        ),
        (
            take("x", "A", min_credits=credits(6), distinct=Distinct(DistinctBy.FIELD, 2)),
            "6 credits, 2 different fields: A",
        ),
        (Outcomes(id="x", outcomes=OUTCOMES), "all of 3 outcomes shown"),
        (
            Outcomes(id="x", outcomes=OUTCOMES, cover=Cover(CoverMode.COUNT, 2)),
            "2 of 3 outcomes shown",
        ),
        (
            Outcomes(id="x", outcomes=OUTCOMES, cover=Cover(CoverMode.WEIGHT, 5)),
            "5 by weight of 3 outcomes shown",
        ),
        (Attest(id="x", role="tutor", statement=Text()), "confirmed by the tutor"),
        (
            take("x", "A", attest="tutor", waivable_by="dean", effective=YEAR),
            "1 credential: A; besides confirmed by the tutor; may be waived by the dean; binds "
            "those who enrolled from 2026-01-01 until 2026-12-31",
        ),
        (
            Cond(id="x", when=Unless(Declares("art")), then=A, otherwise=B),
            "if not (art is declared): a, else b",
        ),
        (
            Cond(id="x", when=Every((Enrolled(YEAR), Attribute("mode", "part-time"))), then=A),
            "if enrolled from 2026-01-01 until 2026-12-31 and mode is part-time: a",
        ),
        (
            Cond(id="x", when=Some((Declares("art"), Today(Window()))), then=A),
            "if art is declared or the day is on any day: a",
        ),
    ],
)
def test_a_requirement_in_words(requirement: Requirement, words: str) -> None:
    assert asks(requirement, "ects") == words


def test_credits_are_called_by_the_stacks_unit() -> None:
    assert asks(take("x", "A", min_credits=credits(6)), "hours") == "6 hours: A"


@pytest.mark.parametrize(
    ("select", "words"),
    [
        (Selector(), "anything"),
        (Selector(issuer=("ub",), tag=("data",)), "issued by ub, tag data"),
        (Selector(eqf_min=6, eqf_max=7), "EQF level 6 or higher, EQF level 7 or lower"),
        (Selector(assessed=False), "not assessed"),
        (
            Selector(qa_min=QualityAssuranceType.SECTOR_BODY),
            "quality assurance sector-body or better",
        ),
        (
            Selector(supervised=(Supervised.ONSITE,), mode=(ParticipationMode.ONLINE,)),
            "supervision onsite, mode online",
        ),
        (
            Selector(issued_after=day("2025-01-01"), max_age=Period(years=2)),
            "awarded after 2025-01-01, not older than 2 years",
        ),
        (Selector(grade=GradeRule("de", "2.0")), "grade 2.0 or better in de"),
        (Selector(none_of=Selector(type=("course",))), "not (type course)"),
        (
            Selector(any=(Selector(agreement=("nord",)), Selector(recognised_by=("ub",)))),
            "(under nord) or (recognised by ub)",
        ),
    ],
)
def test_a_selector_in_words(select: Selector, words: str) -> None:
    assert meant(select) == words
