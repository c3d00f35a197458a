"""A verifiable credential of the older data model, clause by clause (VC Data Model 1.1, 4 and 5).

Verified and never issued: what was signed under these rules stays as good as it was. The two
models share most of their clauses; here stand the ones that differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from credstone.conforming.credential import CREDENTIAL
from credstone.conforming.problem import Problem
from credstone.conforming.status_entry import status_entries
from credstone.conforming.values import identifier, is_url, placed, types
from credstone.errors import MalformedInput
from credstone.ports import Json, JsonObject
from credstone.securing.timestamps import parse_timestamp

CONTEXT_V1 = "https://www.w3.org/2018/credentials/v1"
DATA_MODEL_1_1 = "VC Data Model 1.1"

# By member its clause, and whether an object of it must be named.
_POINTS = {
    "credentialStatus": (f"{DATA_MODEL_1_1}, 4.9", True),
    "credentialSchema": (f"{DATA_MODEL_1_1}, 5.4", True),
    "refreshService": (f"{DATA_MODEL_1_1}, 5.5", True),
    "termsOfUse": (f"{DATA_MODEL_1_1}, 5.6", False),
    "evidence": (f"{DATA_MODEL_1_1}, 5.7", False),
}
# The context reserves the first two for later (4.6). Whoever reads one model alone would see other
# limits than whoever reads the other, so a credential keeps to one.
_LATER = ("validFrom", "validUntil", "relatedResource", "confidenceMethod", "renderMethod")


def follows_1_1(document: JsonObject) -> bool:
    """Whether the first context of ``document`` is that of the older data model."""
    value = document.get("@context")
    contexts = value if isinstance(value, list) else [value]
    return contexts[:1] == [CONTEXT_V1]


def credential_1_1(document: JsonObject) -> Iterator[Problem]:
    """What keeps ``document``, whose first context is version 1, from being a credential."""
    if not isinstance(document.get("@context"), list):
        yield Problem("/@context", "the contexts are no ordered set", f"{DATA_MODEL_1_1}, 4.1")
    yield from identifier(document, "")  # 4.2
    yield from types(document.get("type"), "/type", CREDENTIAL)  # 4.3
    yield from _subjects(document.get("credentialSubject"))
    yield from _issuer(document.get("issuer"))
    yield from _validity(document)
    for name, (clause, is_named) in _POINTS.items():
        if name in document:
            yield from _typed(document[name], f"/{name}", clause, is_named=is_named)
    yield from status_entries(document.get("credentialStatus", []))
    for name in _LATER:
        if name in document:
            what = "a member of data model 2.0 in a credential of 1.1"
            yield Problem(f"/{name}", what, f"{DATA_MODEL_1_1}, 4.6")


def _subjects(value: Json) -> Iterator[Problem]:
    """4.4: a set of one object or more, each with one property or more."""
    clause = f"{DATA_MODEL_1_1}, 4.4"
    if value == []:
        yield Problem("/credentialSubject", "it is about nobody", clause)
    for where, subject in placed(value, "/credentialSubject"):
        if not isinstance(subject, dict) or not subject:
            yield Problem(where, "a subject says nothing", clause)
        elif "@list" in subject:
            yield Problem(where, "a list stands where a subject belongs", clause)
        else:
            yield from identifier(subject, where)


def _issuer(value: Json) -> Iterator[Problem]:
    """4.5: a URI, or an object with an id that is one."""
    if not is_url(value.get("id") if isinstance(value, dict) else value):
        clause = f"{DATA_MODEL_1_1}, 4.5"
        yield Problem("/issuer", "the issuer is not named by an address", clause)


def _validity(document: JsonObject) -> Iterator[Problem]:
    """4.6, 4.8: the first is required; an offset too, since nobody's time zone is guessed."""
    times: list[datetime] = []
    for name, clause in (("issuanceDate", "4.6"), ("expirationDate", "4.8")):
        if name not in document:
            continue
        try:
            times.append(parse_timestamp(document[name], where=f"/{name}"))
        except MalformedInput as error:
            yield Problem(f"/{name}", error.what.rstrip("."), f"{DATA_MODEL_1_1}, {clause}")
    if "issuanceDate" not in document:
        yield Problem("/issuanceDate", "it has no first day", f"{DATA_MODEL_1_1}, 4.6")
    if len(times) == 2 and times[0] > times[1]:
        yield Problem("/expirationDate", "it ends before it begins", f"{DATA_MODEL_1_1}, 4.8")


def _typed(value: Json, where: str, clause: str, *, is_named: bool) -> Iterator[Problem]:
    """One object or more, each with its type, and with an id where the clause demands it."""
    if value == []:
        yield Problem(where, "there is none in it", clause)
    for place, one in placed(value, where):
        if not isinstance(one, dict):
            yield Problem(place, "it is no object", clause)
            continue
        yield from types(one.get("type"), f"{place}/type")
        yield from identifier(one, place)
        if is_named and "id" not in one:
            yield Problem(f"{place}/id", "it has no id", clause)
