"""How reasons write numbers, lists and names, so that all of them read alike."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from credstone.formats import compact
from credstone.model.learning import Holding
from credstone.model.requirement import Requirement
from credstone.model.stack import Stack

_CREDITS = ("ects", "ecvet")


def number(hundredths: int) -> str:
    """Hundredths as people write them: 250 is "2.5"."""
    return compact.decimal(credits_of(hundredths)) or "0"


def credits_of(hundredths: int) -> Decimal:
    """Hundredths of a credit as credits."""
    return Decimal(hundredths) / 100


def average(thousandths: Decimal) -> str:
    """An average grade with two decimals at most; the sign only tells which end is best."""
    rounded = (abs(thousandths) / 1000).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    return compact.decimal(rounded) or "0"


def unit_word(unit: str, hundredths: int = 0) -> str:
    """What credits are called: "credits", or the unit's own name."""
    if unit not in _CREDITS:
        return unit
    return "credit" if hundredths == 100 else "credits"


def of_credits(have: int, asked: int, unit: str) -> str:
    """ "15 of 30 credits"."""
    return f"{number(have)} of {number(asked)} {unit_word(unit, asked)}"


def of_things(have: int, asked: int, thing: str) -> str:
    """ "1 of 2 credentials"; ``thing`` is the word for one."""
    return f"{have} of {asked} {thing if max(have, asked) == 1 else f'{thing}s'}"


def plural(count: int, thing: str) -> str:
    """ "1 credential", "2 credentials"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def listed(names: Sequence[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def called(requirement: Requirement) -> str:
    """A requirement as people know it: its label, or else its id."""
    return requirement.label.best() or requirement.id


def titled(holding: Holding) -> str:
    """A credential as people know it: its title, or else its code."""
    return holding.learning.title.best() or holding.learning.code or holding.id


def short_name(issuer: str, stack: Stack) -> str:
    """An issuer as the stack calls it, or else its id."""
    return next((short for short, id_ in stack.issuers if id_ == issuer), issuer)
