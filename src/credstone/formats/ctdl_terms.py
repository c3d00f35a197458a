"""The words of CTDL that a pathway needs, and what it cannot say of a stack.

Terms stand as the Registry writes them, with their prefixes (``ceterms:``, ``compare:`` …).
``prerequisite`` was withdrawn from components in 2022, so order is written as ``precedes``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from credstone.formats.compact import compact
from credstone.formats.losses import How
from credstone.model.text import Text
from credstone.ports import Json, JsonObject

CONTEXT = "https://credreg.net/ctdl/schema/context/json"

PATHWAY = "ceterms:Pathway"
CONDITION = "ceterms:ComponentCondition"
CONSTRAINT = "ceterms:Constraint"
BASIC = "ceterms:BasicComponent"
CREDENTIAL = "ceterms:CredentialComponent"
COMPETENCY = "ceterms:CompetencyComponent"

AND, OR, ONLY_ONE, IN_SEQUENCE = "logic:And", "logic:Or", "logic:OnlyOne", "logic:AndSequence"
EQUAL, AT_LEAST = "compare:EQ", "compare:GTEQ"
SUM, ANY_OF = "array:Sum", "array:AnyOf"

CREDITS = "ceterms:creditValue"
LEVEL = "ceterms:creditLevelType"
OWNER = "ceterms:ownedBy"
TYPE = "ceterms:credentialType"
KEYWORD = "ceterms:keyword"
SKILL = "ceterms:targetCompetency"

# What a stack awards, as a class of CTDL.
KINDS = {
    "badge": "ceterms:DigitalBadge",
    "bachelor": "ceterms:BachelorDegree",
    "certificate": "ceterms:Certificate",
    "certification": "ceterms:Certification",
    "degree": "ceterms:Degree",
    "diploma": "ceterms:Diploma",
    "license": "ceterms:License",
    "master": "ceterms:MasterDegree",
    "micro-credential": "ceterms:MicroCredential",
}

# Where a pathway of ours has its own names: no registry has given it any.
URN = "urn:credstone:pathway:"


@dataclass(frozen=True)
class Unsaid:
    """What CTDL does not say of a stack: at which requirement (or "stack"), what, how, and why."""

    where: str
    what: str
    how: How
    why: str


def words(text: Text) -> JsonObject:
    """Text as a language map."""
    return dict(text.values)


def number(value: Decimal) -> int | str:
    """A whole number as one, a fraction as its digits."""
    return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"


def constraint(
    left: str,
    comparator: str,
    right: Iterable[str],
    *,
    left_action: str = "",
    right_action: str = "",
) -> JsonObject:
    """One Constraint on candidate components."""
    values: list[Json] = list(right)
    return compact(
        {
            "@type": CONSTRAINT,
            "ceterms:leftSource": [left],
            "ceterms:leftAction": left_action,
            "ceterms:comparator": comparator,
            "ceterms:rightAction": right_action,
            "ceterms:rightSource": values,
        }
    )
