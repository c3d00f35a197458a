"""Gates that nothing can pass: residency at issuers nobody counts from, credits at a level.

What the gates ask together with the rules is tried in ``satisfiable``.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from credstone.formats.checking import error, warning
from credstone.formats.finding import Finding, Path
from credstone.model.learning import Holding
from credstone.model.selector import Selector
from credstone.model.stack import Residency
from credstone.stacking.facts import issued_by, listed
from credstone.stacking.lint.credit_sums import credits, least_of_stack
from credstone.stacking.lint.look import Look


def check(look: Look) -> Iterator[Finding]:
    """Gates that ask for more than the award has, or than is on offer."""
    rules = look.stack.constraints
    for index, rule in enumerate(rules.residency):
        yield from _residency(index, rule, look)
    for level, asked in rules.min_credits_at:
        yield from _level(level, asked, look)


def _level(level: int, asked: Decimal, look: Look) -> Iterator[Finding]:
    path = ("constraints", "level", "min_credits_at", str(level))
    awarded = look.stack.award.credits
    if awarded is not None and asked > awarded:
        why = f"the award has {awarded} credits"
        yield error(path, str(asked), why, "Ask for fewer at this level.")
    elif look.catalogue is not None:
        found = [one for one in _usable(look) if (one.learning.eqf or 0) >= level]
        what = f"at EQF level {level} or higher"
        yield from _on_offer(path, asked, found, what, look)


def _residency(index: int, rule: Residency, look: Look) -> Iterator[Finding]:
    path = ("constraints", "residency", index)
    who = listed(rule.issuer)
    awarded = look.stack.award.credits
    asked = rule.min_credits
    if asked is not None and awarded is not None and asked > awarded:
        yield error(
            (*path, "min_credits"),
            str(asked),
            f"the award has {awarded} credits",
            "Ask for fewer from these issuers.",
        )
    elif all(_excludes(one.leaf.select, rule, look) for one in look.leaves):
        yield error(
            (*path, "issuer"),
            who,
            "no requirement takes credentials of these issuers",
            "Name issuers whose credentials are taken.",
        )
    elif look.catalogue is not None:
        found = [one for one in _usable(look) if issued_by(rule.issuer, one.learning, look.setting)]
        if asked is not None:
            place = (*path, "min_credits")
            yield from _on_offer(place, asked, found, f"by {who}", look)
        elif rule.min_share and not any(credits(one, look) for one in found):
            # Where everything may be without credits, a share of nothing is kept.
            tell = error if least_of_stack(look) else warning
            yield tell(
                (*path, "min_share"),
                str(rule.min_share),
                f"no credits that count are offered by {who}",
                "Ask for less, or offer more.",
            )


def _on_offer(
    path: Path, asked: Decimal, found: list[Holding], what: str, look: Look
) -> Iterator[Finding]:
    offered = sum((credits(one, look) for one in found), Decimal(0))
    if offered < asked:
        yield error(
            path,
            str(asked),
            f"{offered or 'no'} credits that count are offered {what}",
            "Ask for fewer, or offer more.",
        )


def _usable(look: Look) -> list[Holding]:
    """What may be used in some leaf, each once."""
    found = {one.id: one for leaf in look.leaves for one in look.fits(leaf.leaf)}
    return list(found.values())


def _excludes(selector: Selector, rule: Residency, look: Look) -> bool:
    """Whether the selector names issuers, and none of these."""
    short = look.setting.issuers
    wanted = {short.get(name, name) for name in rule.issuer}
    named = {short.get(name, name) for name in selector.issuer}
    return bool(named) and named.isdisjoint(wanted)
