"""Writing small JSON values: what says nothing is left out, so equal values give equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

from credstone.model.text import Text
from credstone.ports import Json, JsonObject


def compact(members: Mapping[str, Json]) -> JsonObject:
    """``members`` without those that are None, "", or an empty list or object."""
    return {
        name: value
        for name, value in members.items()
        if value is not None and value != "" and value != [] and value != {}
    }


def listed(items: Iterable[Json]) -> list[Json]:
    """A list, typed as a JSON value."""
    return list(items)


def text(value: Text) -> JsonObject:
    """Text as language to words."""
    return dict(value.values)


def decimal(value: Decimal | None) -> str | None:
    """A decimal as digits without exponent or trailing zeros: equal numbers, equal strings."""
    if value is None:
        return None
    return f"{value.normalize():f}" if value else "0"


def instant(value: datetime | None) -> str | None:
    """An instant in UTC, with a fraction only where it has one."""
    if value is None:
        return None
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
