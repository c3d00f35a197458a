"""Terms and types that no context defines, at every object of every document (threat 1)."""

# ruff: noqa: ANN401 a member may hold anything

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.hostile.case import Case, Exclusion, sampled
from tests.hostile.honest import SHAPES, everything
from tests.hostile.keys import ATTACKER, issuer_of, sealed
from tests.hostile.touch import Path, at, places, pointer, put

NAME = "terms"
_UNDEFINED = (
    "undefined",
    "admin",
    "grade",
    "degree",
    "verified",
    "gpa",
    "Name",
    "NAME",
    "name ",
    " name",
    "name\n",
    "nаme",
    "na\u200bme",
    "ｎａｍｅ",
    "name\0",
    "naïve",
    "nai\u0308ve",
    "\u202eeman",
    "issuer.name",
    "issuer/name",
    "$schema",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "0",
    "-1",
    "",
    " ",
    "@",
    "@@",
    "@context ",
    "schema:name",
    "cred:name",
    "xsd:string",
    "_:term",
    "_:b0",
    ":term",
    "/term",
    "#term",
    "?term",
    "./term",
    "https://evil example/#x",
    "https://evil.example/<x>",
    "a" * 3000,
    "\ud800",
    "\uffff",
    "emoji 🎓",
    "constructor.prototype",
    "validuntil",
    "ValidUntil",
    "valid_until",
    "expires",
    "revoked",
    "status",
    "vc",
    "vp",
    "verifiableCredential ",
    "holder ",
    "proofs",
)
_VALUES: tuple[Any, ...] = ("x", 7, True, {"id": "urn:uuid:x"}, ["x"], {"x": "y"}, None, [], {})
_TYPES = (
    "Undefined",
    "UniversityDegreeCredential",
    "verifiableCredential",
    "Verifiable Credential",
    "OpenBadgeCredential ",
    "_:Degree",
    "./Degree",
    "#Degree",
    "",
    "@json",
    "@vocab",
    "https://evil example/",
    "OpenBadgecredential",
    "Оpen",
    "\u200bVerifiableCredential",
)
_FOR_EACH = 18


def cases() -> Iterator[Case | Exclusion]:
    for honest in everything():
        value = honest.value
        for name, new in sampled([*_touched(value)], _FOR_EACH, f"{NAME} {honest.name}"):
            yield Case(f"{NAME}/{honest.name}{name}", NAME, honest.carrying(new))
    for shape, make in SHAPES.items():
        document = make(issuer_of(ATTACKER))
        for name, new in sampled([*_touched(document)], 12 * _FOR_EACH, f"{NAME} {shape}"):
            for way, data in sealed(new):
                yield Case(f"{NAME}/signed {shape} {way}{name}", NAME, data)


def _touched(document: Any) -> Iterator[tuple[str, Any]]:
    for path in places(document):
        here = at(document, path)
        if not isinstance(here, dict) or _is_literal(path):
            continue
        for number, term in enumerate(_UNDEFINED):
            value = _VALUES[number % len(_VALUES)]
            yield f"{pointer(path)} term {term[:24]!r}", put(document, (*path, term), value)
        types = here.get("type")
        for kind in _TYPES:
            if types is not None and path:
                listed = types if isinstance(types, list) else [types]
                yield (
                    f"{pointer(path)} type {kind[:24]!r}",
                    put(document, (*path, "type"), [*listed, kind]),
                )


def _is_literal(path: Path) -> bool:
    """Inside a JSON literal every name is good: there are no terms there."""
    return any(step == "https://uni.example/#data" for step in path)
