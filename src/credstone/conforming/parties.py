"""Who says it and of whom: issuer and subjects (VC Data Model 2.0, 4.7 and 4.8)."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.conforming.names import names
from credstone.conforming.problem import DATA_MODEL, Problem
from credstone.conforming.values import identifier, is_url, placed, types
from credstone.ports import Json

_ISSUER = f"{DATA_MODEL}, 4.7"
_SUBJECT = f"{DATA_MODEL}, 4.8"


def issuer(value: Json) -> Iterator[Problem]:
    """4.7: the issuer is a URL, or an object whose id is one."""
    if not is_url(value.get("id") if isinstance(value, dict) else value):
        yield Problem("/issuer", "the issuer is not named by an address", _ISSUER)
    if isinstance(value, dict):
        yield from names(value, "/issuer")
        if "type" in value:
            yield from types(value["type"], "/issuer/type")


def subjects(value: Json) -> Iterator[Problem]:
    """4.8: one subject or more, and each says something."""
    if value == []:
        yield Problem("/credentialSubject", "it is about nobody", _SUBJECT)
    for where, subject in placed(value, "/credentialSubject"):
        if not isinstance(subject, dict) or not subject:
            yield Problem(where, "a subject says nothing", _SUBJECT)
            continue
        if "@list" in subject:
            yield Problem(where, "a list stands where a subject belongs", _SUBJECT)
        yield from identifier(subject, where)
        if "type" in subject:
            yield from types(subject["type"], f"{where}/type")
