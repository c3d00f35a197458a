"""Whether a selector means a credential, and every reason why it does not.

``matches`` decides and builds no words: whole cohorts pass through it. ``misses`` tells. Both
walk the same list of fields (``facts``). Trust, standing and age are not asked here but in
``eligible``.
"""

from __future__ import annotations

from dataclasses import dataclass

from credstone.model.learning import Holding
from credstone.model.selector import Selector
from credstone.stacking.facts import FACTS, PERSONAL_FACTS, Fact, PersonalFact
from credstone.stacking.setting import Found, Miss, Setting, setting_of, setting_on

__all__ = ["Miss", "Setting", "matches", "misses", "setting_of", "setting_on"]


def matches(selector: Selector, holding: Holding, setting: Setting) -> bool:
    """Whether every field that the selector fills agrees."""
    remembered = setting.remembered(holding.learning)
    found = remembered.get(id(selector))
    if found is None:
        found = remembered[id(selector)] = _found(selector, holding, setting)
    if not found.agrees or not found.personal:
        return found.agrees
    asked = _wanted(selector).personal_facts
    return all(fact.agrees(selector, holding, setting) for fact in asked) and _agree_inside(
        selector, holding, setting
    )


def misses(selector: Selector, holding: Holding, setting: Setting) -> tuple[Miss, ...]:
    """Every field that disagrees, with its reason; empty when the selector matches."""
    learning = holding.learning
    wanted = _wanted(selector)
    found = [
        Miss(fact.field, fact.why(selector, learning, setting))
        for fact in wanted.facts
        if not fact.agrees(selector, learning, setting)
    ]
    found += [
        Miss(personal.field, personal.why(selector, holding, setting))
        for personal in wanted.personal_facts
        if not personal.agrees(selector, holding, setting)
    ]
    if selector.none_of is not None and matches(selector.none_of, holding, setting):
        found.append(Miss("not", "it is what the rule excludes"))
    if selector.any:
        found.extend(_alternatives(selector.any, holding, setting))
    return tuple(found)


def _alternatives(
    alternatives: tuple[Selector, ...], holding: Holding, setting: Setting
) -> list[Miss]:
    tried = [misses(one, holding, setting) for one in alternatives]
    if not all(tried):
        return []
    reasons = "; or ".join(", ".join(miss.why for miss in one) for one in tried)
    return [Miss("any", f"no alternative fits: {reasons}")]


def _found(selector: Selector, holding: Holding, setting: Setting) -> Found:
    """What the definition alone decides; with nothing personal asked, that is everything."""
    wanted, learning = _wanted(selector), holding.learning
    agrees = all(fact.agrees(selector, learning, setting) for fact in wanted.facts)
    if agrees and not wanted.is_personal:
        agrees = _agree_inside(selector, holding, setting)
    return Found(selector, agrees, wanted.is_personal)


def _agree_inside(selector: Selector, holding: Holding, setting: Setting) -> bool:
    """Whether ``not`` does not match and one of ``any`` does."""
    if selector.none_of is not None and matches(selector.none_of, holding, setting):
        return False
    return not selector.any or any(matches(one, holding, setting) for one in selector.any)


@dataclass(frozen=True)
class _Wanted:
    """What a selector asks. It is personal when, somewhere, only the credential can answer."""

    selector: Selector
    facts: tuple[Fact, ...]
    personal_facts: tuple[PersonalFact, ...]
    is_personal: bool


# By the identity of the selector, which is kept, so that no other can take its place.
_WANTED: dict[int, _Wanted] = {}
_MOST_WANTED = 10_000


def _wanted(selector: Selector) -> _Wanted:
    known = _WANTED.get(id(selector))
    if known is None:
        if len(_WANTED) >= _MOST_WANTED:
            _WANTED.clear()
        known = _WANTED[id(selector)] = _read(selector)
    return known


def _read(selector: Selector) -> _Wanted:
    inner = (*selector.any, *(() if selector.none_of is None else (selector.none_of,)))
    facts = tuple(fact for fact in FACTS if fact.asked(selector))
    personal = tuple(fact for fact in PERSONAL_FACTS if fact.asked(selector))
    is_personal = bool(personal) or any(_read(one).is_personal for one in inner)
    return _Wanted(selector, facts, personal, is_personal)
