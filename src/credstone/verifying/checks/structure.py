"""Is it a credential as VC Data Model 2.0 demands? Types and names only; meaning comes later.

Everything after this check may rely on what it passed: members are of the right type, ids are
addresses, times can be read (threat 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from credstone.errors import MalformedInput
from credstone.ports import Json, JsonObject
from credstone.securing.timestamps import parse_timestamp
from credstone.verifying.report import Check, Outcome

CONTEXT_V2 = "https://www.w3.org/ns/credentials/v2"
CONTEXT_V1 = "https://www.w3.org/2018/credentials/v1"

_CLAUSE = "VC Data Model 2.0, 4"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_INDEX = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_TYPED = ("credentialStatus", "credentialSchema", "refreshService", "termsOfUse", "evidence")

Problem = tuple[str, str]  # where it is (a JSON pointer), and what is wrong there


def structure(document: JsonObject) -> Check:
    """Whether it is a credential; the reason names the first thing that is not as it must be."""
    contexts = document.get("@context")
    if isinstance(contexts, list) and contexts[:1] == [CONTEXT_V1]:
        reason = "It follows data model 1.1, which this verifier does not read."
        return Check("structure", "VC Data Model 2.0, 4.3", Outcome.UNDETERMINED, reason)
    problem = next(_problems(document), None)
    if problem is None:
        return Check("structure", _CLAUSE, Outcome.PASSED, "It is built as a credential must be.")
    where, what = problem
    return Check("structure", _CLAUSE, Outcome.FAILED, f"{where}: {what}")


def type_names(value: Json) -> tuple[str, ...]:
    """The types in a ``type`` member, which is a text or a list of them."""
    types = value if isinstance(value, list) else [value]
    return tuple(one for one in types if isinstance(one, str))


def _problems(document: JsonObject) -> Iterator[Problem]:
    yield from _context(document.get("@context"))
    yield from _identifier(document, "")
    yield from _types(document.get("type"), "/type", "VerifiableCredential")
    yield from _issuer(document.get("issuer"))
    yield from _subjects(document.get("credentialSubject"))
    yield from _validity(document)
    for name in _TYPED:
        if name in document:
            yield from _typed(document[name], f"/{name}", id_required=name == "credentialSchema")
    yield from _status_entries(document.get("credentialStatus", []))
    yield from _related(document.get("relatedResource", []))
    for name in ("name", "description"):
        if name in document:
            yield from _language_value(document[name], f"/{name}")


def _context(value: Json) -> Iterator[Problem]:
    """4.3: an ordered set whose first item is the version 2 context."""
    if not isinstance(value, list) or value[:1] != [CONTEXT_V2]:
        yield "/@context", f"the first context is not {CONTEXT_V2}"


def _identifier(value: JsonObject, where: str) -> Iterator[Problem]:
    """4.4: an id, where there is one, is a single URL."""
    if "id" in value and not _is_url(value["id"]):
        yield f"{where}/id", "the id is not one absolute address"


def _types(value: Json, where: str, required: str = "") -> Iterator[Problem]:
    """4.5: one or more types, each a text."""
    types = value if isinstance(value, list) else [value]
    if not types or not all(isinstance(one, str) and one for one in types):
        yield where, "it does not say what it is"
    elif required and required not in types:
        yield where, f"it is no {required}"


def _issuer(value: Json) -> Iterator[Problem]:
    """4.7: the issuer is a URL, or an object whose id is one."""
    if not _is_url(value.get("id") if isinstance(value, dict) else value):
        yield "/issuer", "the issuer is not named by an address"


def _subjects(value: Json) -> Iterator[Problem]:
    """4.8: one subject or more, and each says something."""
    subjects = value if isinstance(value, list) else [value]
    if not subjects:
        yield "/credentialSubject", "it is about nobody"
    for subject in subjects:
        if not isinstance(subject, dict) or not subject:
            yield "/credentialSubject", "a subject says nothing"
        else:
            yield from _identifier(subject, "/credentialSubject")


def _validity(document: JsonObject) -> Iterator[Problem]:
    """4.9: times with their offset, the first not after the last."""
    times: list[datetime] = []
    for name in ("validFrom", "validUntil"):
        if name in document:
            try:
                times.append(parse_timestamp(document[name], where=f"/{name}"))
            except MalformedInput as error:
                yield f"/{name}", error.what
    if len(times) == 2 and times[0] > times[1]:
        yield "/validUntil", "it ends before it begins"


def _typed(value: Json, where: str, *, id_required: bool) -> Iterator[Problem]:
    """4.10 to 4.14, 5.3 to 5.5: these say what they are, and their ids are addresses."""
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            yield where, "it is no object"
            continue
        yield from _types(one.get("type"), f"{where}/type")
        yield from _identifier(one, where)
        if id_required and "id" not in one:
            yield f"{where}/id", "it has no id"


def _status_entries(value: Json) -> Iterator[Problem]:
    """Bitstring Status List 1.0, 2.1: purpose, index and list as texts of the right form."""
    for entry in value if isinstance(value, list) else [value]:
        if not isinstance(entry, dict) or "BitstringStatusListEntry" not in type_names(
            entry.get("type")
        ):
            continue
        purpose, index = entry.get("statusPurpose"), entry.get("statusListIndex")
        if not isinstance(purpose, str) or not purpose:
            yield "/credentialStatus/statusPurpose", "the status does not say what it is for"
        if not isinstance(index, str) or not _INDEX.fullmatch(index):
            yield "/credentialStatus/statusListIndex", "not a number written as text"
        if not _is_url(entry.get("statusListCredential")):
            yield "/credentialStatus/statusListCredential", "not the address of a list"
        elif entry.get("id") == entry["statusListCredential"]:
            yield "/credentialStatus/id", "the id is that of the list"


def _related(value: Json) -> Iterator[Problem]:
    """5.3: related resources are told apart, and each has a digest."""
    resources = value if isinstance(value, list) else [value]
    seen: set[str] = set()
    for resource in resources:
        name = resource.get("id") if isinstance(resource, dict) else None
        if not isinstance(resource, dict) or not isinstance(name, str) or not _is_url(name):
            yield "/relatedResource/id", "a related resource is not named by an address"
            return
        if name in seen:
            yield "/relatedResource/id", "a related resource is named twice"
        seen.add(name)
        if not isinstance(resource.get("digestSRI", resource.get("digestMultibase")), str):
            yield "/relatedResource", "a related resource has no digest"


def _language_value(value: Json, where: str) -> Iterator[Problem]:
    """4.6, 11.1: a text, or texts with their language."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            continue
        known = isinstance(one, dict) and not one.keys() - {"@value", "@language", "@direction"}
        if not known or not isinstance(one, dict) or not isinstance(one.get("@value"), str):
            yield where, "neither a text nor a text with its language"


def _is_url(value: Json) -> bool:
    return isinstance(value, str) and _URL.fullmatch(value) is not None
