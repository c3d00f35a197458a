"""Made-up selectors: each begins with a holding it matches and says a fact or two of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from credstone.model.learning import Holding
from credstone.model.selector import DefinitionRef, GradeRule, Period, Selector
from credstone.model.vocabulary import ParticipationMode, Supervised
from credstone.model.vocabulary import QualityAssuranceType as Quality
from tests.core.stacking.oracle.learners import GRADES, ISSUERS

Said = dict[str, Any]
Held = tuple[Holding, ...]


def selector(random: Random, held: Held) -> Selector:
    """A selector for some of the holdings: one fact mostly, sometimes two."""
    model = random.choice(held)
    said: Said = {}
    for _ in range(random.choice((1, 1, 1, 1, 2))):
        said |= random.choice(_FACTS)(random, model, held)
    return Selector(**said)


def definitions(random: Random, held: Held, count: int) -> tuple[DefinitionRef, ...]:
    """References to so many of the holdings' definitions, by code, its beginning, or URI."""
    models = random.sample(held, min(count, len(held)))
    names = {random.choice((h.learning.code, h.learning.code, h.learning.id)) for h in models}
    if random.random() < 0.2:
        names = {models[0].learning.code[:2] + "*"}
    return tuple(DefinitionRef(name) for name in sorted(names))


def _definition(random: Random, model: Holding, held: Held) -> Said:
    refs = definitions(random, held, random.choice((2, 3, 4)))
    versions = random.choice(("", "1.x", "1.0|1.1", ">=1.1", ">=1.0 <2", model.learning.version))
    return {"definition": tuple(replace(ref, versions=versions) for ref in refs)}


def _issuer(random: Random, model: Holding, held: Held) -> Said:
    one = model.learning.issuers[-1]
    short = {id: name for name, id in ISSUERS}
    others = (random.choice(ISSUERS)[0],) if random.random() < 0.4 else ()
    return {"issuer": (random.choice((one, short.get(one, one))), *others)}


def _agreement(random: Random, model: Holding, held: Held) -> Said:
    known = [r.agreement for h in held for r in h.recognised if r.agreement]
    return {"agreement": (random.choice(known),)} if known else _tag(random, model, held)


def _recognised_by(random: Random, model: Holding, held: Held) -> Said:
    return {"recognised_by": (random.choice(("science", "arts")),)}


def _subject(random: Random, model: Holding, held: Held) -> Said:
    prefix = model.learning.field[: random.choice((2, 3, 4))]
    return {"subject": (prefix or "06", "041")}


def _level(random: Random, model: Holding, held: Held) -> Said:
    level = model.learning.eqf or 6
    return random.choice(({"eqf_min": level}, {"eqf_max": level}, {"eqf_min": 5, "eqf_max": level}))


def _type(random: Random, model: Holding, held: Held) -> Said:
    return {"type": (model.learning.type,)}


def _tag(random: Random, model: Holding, held: Held) -> Said:
    return {"tag": (random.choice(model.learning.tags or ("core",)),)}


def _skill(random: Random, model: Holding, held: Held) -> Said:
    if not model.learning.skills:
        return _tag(random, model, held)
    floor = random.choice((None, Decimal("0.5"), Decimal(1), Decimal(1)))
    return {"skill": (random.choice(model.learning.skills).uri,), "min_confidence": floor}


def _assessed(random: Random, model: Holding, held: Held) -> Said:
    return {"assessed": random.choice((True, True, model.learning.assessed))}


def _qa_min(random: Random, model: Holding, held: Held) -> Said:
    return {"qa_min": random.choice((*model.learning.quality, *list(Quality)[:7]))}


def _supervised(random: Random, model: Holding, held: Held) -> Said:
    both = (Supervised.ONLINE, Supervised.ONSITE)
    return {"supervised": random.choice((both, both[1:], (model.learning.supervised,)))}


def _mode(random: Random, model: Holding, held: Held) -> Said:
    return {"mode": (model.learning.mode or ParticipationMode.ONLINE,)}


def _issued_after(random: Random, model: Holding, held: Held) -> Said:
    return {"issued_after": model.awarded_on - timedelta(days=random.choice((0, 1)))}


def _max_age(random: Random, model: Holding, held: Held) -> Said:
    years = random.choice((1, 2, 3, 4, 5))
    return {"max_age": random.choice((Period(years=years), Period(months=12 * years - 5)))}


def _grade(random: Random, model: Holding, held: Held) -> Said:
    grading = model.learning.grading
    if grading is None:
        return _tag(random, model, held)
    floor = model.grade or GRADES[grading.id][2]
    return {"grade": GradeRule(grading.id, min=floor)}


def _none_of(random: Random, model: Holding, held: Held) -> Said:
    return {"none_of": selector(random, held)}


def _any(random: Random, model: Holding, held: Held) -> Said:
    return {"any": (selector(random, held), selector(random, held))}


_FACTS: tuple[Callable[[Random, Holding, Held], Said], ...] = (
    _definition,
    _issuer,
    _agreement,
    _recognised_by,
    _subject,
    _level,
    _type,
    _tag,
    _skill,
    _assessed,
    _qa_min,
    _supervised,
    _mode,
    _issued_after,
    _max_age,
    _grade,
    _none_of,
    _any,
)
