"""Credentials, stacks and questions in a line each, for the tests of this room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from credstone.model.learning import Holding, Learning
from credstone.model.outcome import GradingScheme
from credstone.model.requirement import Requirement, Take
from credstone.model.selector import Selector
from credstone.model.stack import Stack
from credstone.model.text import Text
from credstone.stacking.question import Question
from credstone.stacking.setting import Setting, setting_on

UB = "https://ub.example/issuer"
HUB = "https://hub.example/issuer"
STRANGER = "https://stranger.example/issuer"
TODAY = date(2026, 11, 22)

GERMAN = GradingScheme(
    "de", Text(), minimum="1.0", maximum="5.0", pass_mark="4.0", lower_is_better=True
)
PERCENT = GradingScheme(
    "percent", Text(), minimum="0", maximum="100", pass_mark="50", lower_is_better=False
)
WORDS = GradingScheme(
    "words", Text(), allowed=("distinction", "merit", "pass", "fail"), passing=("distinction",
    "merit", "pass")
)  # fmt: skip


def learning(code: str = "ETH", **facts: object) -> Learning:
    """A definition of UB with 5 ECTS at EQF level 6, unless ``facts`` say otherwise."""
    usual: dict[str, Any] = {
        "id": f"https://ub.example/{code}",
        "version": "1.0",
        "title": Text.of({"en": code}),
        "issuers": (UB,),
        "credits": Decimal(5),
        "eqf": 6,
        "field": "0613",
    }
    return Learning(code=code, **{**usual, **facts})


def holding(code: str = "ETH", *, of: Learning | None = None, **facts: object) -> Holding:
    """An award of that definition on 1 March 2026; its id is its code in small letters."""
    own = {name: facts.pop(name) for name in (*facts,) if name in _OF_HOLDING}
    usual: dict[str, Any] = {"id": code.lower(), "awarded_on": date(2026, 3, 1)}
    return Holding(learning=of or learning(code, **facts), **{**usual, **own})


def stack(rules: Requirement | None = None, **parts: object) -> Stack:
    """A stack that names UB and HUB."""
    usual: dict[str, Any] = {
        "id": "data",
        "version": "2026",
        "title": Text.of({"en": "Data"}),
        "rules": rules or Take(id="all", select=Selector()),
        "issuers": (("ub", UB), ("hub", HUB)),
    }
    return Stack(**{**usual, **parts})


def question(of: Stack, *holdings: Holding, **parts: object) -> Question:
    """The question about these holdings, today."""
    return replace(Question(of, holdings, TODAY), **parts)


def setting(of: Stack | None = None, at: date = TODAY) -> Setting:
    """The setting of that stack, or of one that asks nothing special."""
    return setting_on(of or stack(), at)


_OF_HOLDING = frozenset(
    {
        "id",
        "awarded_on",
        "renewed_on",
        "valid_until",
        "grade",
        "trusted",
        "standing",
        "standing_reason",
        "recognised",
    }
)
