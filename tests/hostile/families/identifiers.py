"""Ids that are relative, compact, blank, respelt: wherever an address stands (threat 1)."""

# ruff: noqa: ANN401 an id may be anything

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.hostile.case import Case, Exclusion
from tests.hostile.families.delivered import Trick, delivered
from tests.hostile.touch import put

NAME = "identifiers"
_BAD: tuple[Any, ...] = (
    "",
    " ",
    "x",
    "credential-1",
    "/credentials/1",
    "./1",
    "../1",
    "//evil.example/1",
    "?x",
    "#x",
    "_:b0",
    "_:",
    "_:credential",
    ":x",
    "::",
    "1:a",
    "-a:b",
    "é:b",
    "@id",
    "@type",
    "http//a",
    "urn:uuid:a b",
    "urn:uuid:a\tb",
    "urn:uuid:a\nb",
    "urn:uuid:<x>",
    'urn:uuid:"x"',
    "urn:uuid:{x}",
    "urn:uuid:x|y",
    "urn:uuid:x\\y",
    "urn:uuid:x^y",
    "urn:uuid:`x",
    "urn:uuid:%",
    "urn:uuid:%4",
    "urn:uuid:%GG",
    " urn:uuid:1",
    "urn:uuid:1 ",
    "urn:uuid:1\n",
    "urn:uuid:1\0",
    "urn:uuid:1\u2028",
    "urn:uuid:1\u00a0",
    "urn:uuid:1\u3000",
    "\ufeffurn:uuid:1",
    "urn:uuid:\ud800",
    "https://[::1",
    "https://a.example:x/",
    "https://a b.example/",
    "https://a.example/\x7f",
    "https://a.example/\u0085",
    "VerifiableCredential",
    "did",
    "C:\\Windows",
    "javascript",
    None,
    True,
    7,
    1.5,
    [],
    {},
    ["urn:uuid:1"],
    [None],
    {"id": "urn:uuid:1"},
    {"@value": "urn:uuid:1"},
    {"@id": "urn:uuid:1"},
    ["urn:a:1", "urn:a:2"],
)
_PLACES: dict[str, tuple[str, ...]] = {
    "document": ("id",),
    "subject": ("credentialSubject", "id"),
    "evidence": ("evidence",),
    "schema": ("credentialSchema",),
    "related": ("relatedResource",),
    "status list": ("credentialStatus",),
}


def cases() -> Iterator[Case | Exclusion]:
    for place, path in _PLACES.items():
        for number, bad in enumerate(_BAD):
            yield from delivered(NAME, f"{place} {number} {str(bad)[:24]!r}", _trick(path, bad))
    for number, bad in enumerate(_BAD):
        if bad != {"id": "urn:uuid:1"}:  # that is how an issuer may be written
            yield from delivered(NAME, f"issuer {number}", lambda d, b=bad: d | {"issuer": b})
        yield from delivered(
            NAME, f"issuer object {number}", lambda d, b=bad: d | {"issuer": {"id": b, "name": "U"}}
        )
        if isinstance(bad, str):
            yield from delivered(
                NAME, f"type {number}", lambda d, b=bad: d | {"type": [*d["type"], b]}
            )


def _trick(path: tuple[str, ...], bad: Any) -> Trick:
    where = path[0]
    if where in ("id", "credentialSubject"):
        return lambda document: put(document, path, bad)
    part: dict[str, Any] = {"id": bad}
    match where:
        case "evidence":
            part["type"] = "https://uni.example/#Work"
        case "credentialSchema":
            part["type"] = "JsonSchema"
        case "relatedResource":
            part["digestSRI"] = (
                "sha384-S57yQDg1MTzF56Oi9DbSQ14u7jBy0RDdx0YbeV7shwhCS88G8SCXeFq82PafhCrW"
            )
        case _:
            part = {
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": "1",
                "statusListCredential": bad,
            }
    return lambda document: document | {where: part}
