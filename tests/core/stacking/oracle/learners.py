"""Made-up learners: a handful of credentials whose facts are close enough to compete."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from credstone.model.learning import Holding, Learning, Recognition, Skill, Standing
from credstone.model.outcome import GradingScheme
from credstone.model.stack import SchemeInStack
from credstone.model.text import Text
from credstone.model.vocabulary import ParticipationMode, Supervised
from credstone.model.vocabulary import QualityAssuranceType as Quality

AT = date(2026, 1, 15)
ISSUERS = (("ub", "https://ub.example"), ("tu", "https://tu.example"), ("ac", "https://ac.example"))
STRANGER = "https://stranger.example"
SKILLS = tuple(f"urn:skill:{name}" for name in ("read", "draw", "code", "lead"))
FIELDS = ("0611", "0613", "0311", "0413", "0414", "")
CREDITS = tuple(Decimal(c) for c in ("2", "2.5", "3", "4", "5", "5", "6", "7.5"))

# Marks count down, points up, words by their place or by the stack's points.
SCHEMES = (
    SchemeInStack("marks", lower_is_better=True, passing="4.0"),
    SchemeInStack("points", passing="50"),
    SchemeInStack(
        "words", passing="D", points=tuple(zip("ABCDF", map(Decimal, "43210"), strict=True))
    ),
)
GRADES = {
    "marks": ("1.0", "1.3", "2.0", "2.7", "3.3", "4.0", "4.3", "5.0"),
    "points": ("92", "81", "75.5", "64", "55", "50", "44", "30"),
    "words": ("A", "B", "C", "D", "F"),
}
# What an average may be asked to be: a grade, or a number between two.
AVERAGES = {
    "marks": ("1.3", "1.85", "2.0", "2,4", "2.7"),
    "points": ("81", "75.5", "70.25", "64"),
    "words": ("B", "2.5", "C"),
}


def holdings(random: Random) -> tuple[Holding, ...]:
    """Three to six credentials of about as many definitions, one definition sometimes twice."""
    scheme = random.choice(list(GRADES))
    definitions = [_definition(random, number, scheme) for number in range(6)]
    drawn = [random.choice(definitions) for _ in range(random.choice((4, 5, 5, 6, 6)))]
    return tuple(_holding(random, f"h{i}", learning) for i, learning in enumerate(drawn))


def _definition(random: Random, number: int, scheme: str) -> Learning:
    issuer = random.choice(ISSUERS)[1]
    partner = random.choice(ISSUERS)[1]
    return Learning(
        id=f"https://definitions.example/d{number}",
        code=f"{'ABC'[number % 3]}-{number}",
        version="1.0",
        title=Text.of({"en": f"Definition {number}"}),
        issuers=(issuer,) if issuer == partner or random.random() < 0.7 else (issuer, partner),
        credits=None if random.random() < 0.04 else random.choice(CREDITS),
        eqf=random.choice((None, 4, 5, 6, 6, 7, 7)),
        field=random.choice(FIELDS),
        type=random.choice(("micro-credential", "micro-credential", "certification")),
        tags=tuple(tag for tag in ("core", "lab") if random.random() < 0.5),
        skills=tuple(
            Skill(uri, Decimal(random.choice(("0.4", "0.7", "1"))))
            for uri in SKILLS
            if random.random() < 0.5
        ),
        assessed=random.random() < 0.7,
        quality=tuple(random.sample(list(Quality), random.choice((0, 1, 1, 2)))),
        supervised=random.choice(list(Supervised)),
        mode=random.choice((None, ParticipationMode.ONLINE, ParticipationMode.BLENDED)),
        grading=_grading(random, scheme),
    )


def _grading(random: Random, main: str) -> GradingScheme | None:
    """How a definition writes its grades; what it leaves out, the stack says."""
    scheme = main if random.random() < 0.85 else random.choice(list(GRADES))
    match scheme, random.random() < 0.5:
        case "marks", True:
            return GradingScheme("marks", Text(), pass_mark="4.0", lower_is_better=True)
        case "points", True:
            return GradingScheme("points", Text(), pass_mark="50", lower_is_better=False)
        case "words", True:
            return GradingScheme("words", Text(), allowed=tuple("ABCDF"), passing=tuple("ABCD"))
        case "words", False:
            return GradingScheme("words", Text(), allowed=tuple("ABCDF"))
        case _ if random.random() < 0.3:
            return GradingScheme(scheme, Text(), allowed=GRADES[scheme])
        case _:
            return GradingScheme(scheme, Text()) if random.random() < 0.9 else None


def _holding(random: Random, id: str, learning: Learning) -> Holding:
    # Days are few, so that some are the same.
    day = AT - timedelta(days=30 * random.randrange(2, 100))
    grade = ""
    scheme = learning.grading.id if learning.grading else "marks"
    if random.random() < 0.9:
        grades = GRADES[scheme]
        fails = random.random() < 0.12
        grade = random.choice(grades[-1:] if fails else grades[:-2])
    return Holding(
        id=id,
        learning=replace(learning, version=random.choice(("1.0", "1.1", "2.0"))),
        awarded_on=day,
        grade=grade,
        recognised=tuple(
            Recognition(by, random.choice(("", "A1", "A2")))
            for by in ("science", "arts")
            if random.random() < 0.4
        ),
    )


def clouded(random: Random, holding: Holding) -> Holding:
    """The holding with something about it that may keep it from counting."""
    match random.choice((0, 0, 1, 1, 1, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 7)):
        case 0:
            return replace(holding, standing=random.choice(list(Standing)[1:]))
        case 1:
            ended = AT - timedelta(days=random.choice((0, 1, 1, 1)))
            return replace(holding, valid_until=ended)
        case 2:
            return replace(holding, awarded_on=AT + timedelta(days=random.choice((0, 1))))
        case 3:
            return replace(holding, trusted=False)
        case 4:
            stranger = replace(holding.learning, issuers=(STRANGER,))
            return replace(holding, learning=stranger, trusted=random.random() < 0.3)
        case 5:
            return replace(holding, learning=replace(holding.learning, unit="hours"))
        case 6:
            return replace(holding, learning=replace(holding.learning, grading=None))
        case _:
            years = random.choice((1, 2, 3))
            return replace(holding, renewed_on=AT - timedelta(days=365 * years))
