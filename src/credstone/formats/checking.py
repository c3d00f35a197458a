"""Small questions that the checks of definitions and organisations both ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from credstone.formats.finding import Finding, Severity, pointer_of, shown
from credstone.ports import Json

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_COUNTRY = re.compile(r"[A-Z]{2}")
# What people write for two countries, and what ISO 3166-1 says.
_COUNTRY_SLIPS = {"UK": "GB", "EL": "GR"}


def error(path: Iterable[str | int], value: Json, why: str, fix: str) -> Finding:
    """A finding that stands in the way."""
    return Finding(pointer_of(path), shown(value), why, fix)


def warning(path: Iterable[str | int], value: Json, why: str, fix: str) -> Finding:
    """A finding that is advice."""
    return Finding(pointer_of(path), shown(value), why, fix, Severity.WARNING)


def is_absolute_uri(text: str) -> bool:
    """Whether ``text`` has a scheme and something after it, and no character an IRI excludes."""
    return _URI.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Whether ``text`` is an http or https address with a host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return is_absolute_uri(text) and parts.scheme in ("http", "https") and bool(parts.hostname)


def check_uri(path: tuple[str | int, ...], value: str) -> Iterator[Finding]:
    """An absolute URI or nothing."""
    if value and not is_absolute_uri(value):
        yield error(
            path, value, "it is not an absolute URI", "Write the whole address, with https: or urn:"
        )


def check_web_address(path: tuple[str | int, ...], value: str) -> Iterator[Finding]:
    """A web address or nothing."""
    if value and not is_web_address(value):
        yield error(path, value, "it is not a web address", "Begin it with https://.")


def check_country(path: tuple[str | int, ...], value: str) -> Iterator[Finding]:
    """An ISO 3166-1 alpha-2 code, which is never missing."""
    if value in _COUNTRY_SLIPS:
        yield error(
            path, value, "ISO 3166-1 writes it otherwise", f"Write {_COUNTRY_SLIPS[value]}."
        )
    elif not _COUNTRY.fullmatch(value):
        yield error(
            path, value, "it is not a country code", "Write two capital letters, such as DE."
        )


def check_unique(
    path: tuple[str | int, ...], ids: Iterable[str], member: str | None = "id"
) -> Iterator[Finding]:
    """Each of ``ids``, in order, only once; ``member`` is None when the items are the ids."""
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            place = (*path, index) if member is None else (*path, index, member)
            yield error(place, one, "it stands here twice", "Give each its own.")
        seen.add(one)
