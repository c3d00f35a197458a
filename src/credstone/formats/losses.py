"""What a format cannot say: the elements that a reader of the standard alone will miss.

Our extension members carry everything, so a loss is about strangers' software. It is found out by
reading the document back without them, not by promise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from credstone.model.award import Award
from credstone.model.elements import Element, elements
from credstone.ports import JsonObject


class How(StrEnum):
    """Dropped: nothing of it is said. Flattened: less is said than was meant."""

    DROPPED = "dropped"
    FLATTENED = "flattened"


@dataclass(frozen=True)
class Loss:
    """One of the sixteen elements, how it is lost, and why in plain words."""

    element: Element
    how: How
    reason: str


@dataclass(frozen=True)
class Export:
    """An unsigned document, and what a reader of the standard alone misses in it."""

    document: JsonObject
    losses: tuple[Loss, ...]


def losses(award: Award, plain: Award, reasons: Mapping[Element, str]) -> tuple[Loss, ...]:
    """How ``plain``, read from the standard's terms alone, falls short of ``award``."""
    found = elements(plain)
    return tuple(
        Loss(
            element,
            How.DROPPED if _says_nothing(found[element]) else How.FLATTENED,
            reasons[element],
        )
        for element, meant in elements(award).items()
        if found[element] != meant
    )


def _says_nothing(value: object) -> bool:
    if not value:
        return True
    if isinstance(value, tuple):
        return all(map(_says_nothing, value))
    if is_dataclass(value):
        return all(_says_nothing(getattr(value, part.name)) for part in fields(value))
    return False
