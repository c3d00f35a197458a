"""Small catalogues, records and stacks for the stories about plans."""

# ruff: noqa: ANN401 - the stories name whatever field they are about

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from credstone.model.enrolment import Enrolment
from credstone.model.learning import Catalogue, Holding, Learning, Offer, Skill
from credstone.model.requirement import All, Requirement, Take
from credstone.model.selector import DefinitionRef, Selector
from credstone.model.stack import AwardedBy, Constraints, Stack, StackAward
from credstone.model.text import Text
from credstone.stacking.question import Question

TODAY = date(2026, 10, 1)
UB = "did:web:ub.example"
NORD = "did:web:nord.example"


def learning(code: str, credits: int | None = 5, **more: Any) -> Learning:
    """A definition of the University of Berg."""
    stated = None if credits is None else Decimal(credits)
    facts: dict[str, Any] = {"issuers": (UB,), "version": "1.0", **more}
    if "skills" in facts:
        facts["skills"] = tuple(Skill(uri) for uri in facts["skills"])
    return Learning(f"urn:{code}", code, title=Text.of({"en": code}), credits=stated, **facts)


def held(
    code: str, credits: int | None = 5, *, on: date = date(2026, 3, 1), **more: Any
) -> Holding:
    """A credential that the learner has."""
    own = {name: more.pop(name) for name in ("grade", "valid_until", "standing") if name in more}
    return Holding(f"award-{code}", learning(code, credits, **more), on, **own)


def offer(
    code: str,
    credits: int | None = 5,
    *,
    price: int | None = 100,
    weeks: int | None = 5,
    exams: int = 1,
    **more: Any,
) -> Offer:
    """Something on offer, in euros."""
    fields = ("starts_on", "ends_on", "promised", "retired_on", "successor", "currency")
    own = {name: more.pop(name) for name in fields if name in more}
    return Offer(
        learning(code, credits, **more),
        price=None if price is None else Decimal(price),
        weeks=None if weeks is None else Decimal(weeks),
        exams=exams,
        **{"currency": "EUR" if price is not None else "", **own},
    )


def catalogue(*offers: Offer) -> Catalogue:
    return Catalogue("offers", "2026", offers, prices_of=date(2026, 9, 1))


def code(name: str, **more: Any) -> Take:
    """One credential by its code; the requirement bears the code in small letters."""
    return Take(id=name.lower(), select=Selector(definition=(DefinitionRef(name),)), **more)


def tagged(tag: str, **more: Any) -> Take:
    """Credentials with a tag; the requirement bears the tag."""
    if isinstance(least := more.get("min_credits"), int):
        more["min_credits"] = Decimal(least)
    return Take(**{"id": tag, "select": Selector(tag=(tag,)), **more})


def every(*parts: Requirement, **more: Any) -> All:
    return All(**{"id": "all", "of": parts, **more})


def question(
    rules: Requirement,
    *holdings: Holding,
    enrolment: Enrolment | None = None,
    by: AwardedBy = AwardedBy.RULE,
    **constraints: Any,
) -> Question:
    """Whoever holds these asks today about a stack with these rules."""
    stack = Stack(
        id="cert",
        version="2026",
        title=Text.of({"en": "Certificate"}),
        rules=rules,
        issuers=(("ub", UB),),
        constraints=Constraints(**constraints),
        award=StackAward(by=by),
    )
    return Question(stack, holdings, TODAY, enrolment or Enrolment())
