"""A verifiable presentation and the credentials in it (VC Data Model 2.0, 4.13).

Only how it is written: each credential in it is verified for itself, and whether holder and
signer are one is asked by ``verifying``.
"""

from __future__ import annotations

from collections.abc import Iterator

from credstone.conforming.credential import CONTEXT_V2, credential
from credstone.conforming.extension_points import extension_points
from credstone.conforming.problem import DATA_MODEL, Problem
from credstone.conforming.values import (
    contexts,
    identifier,
    is_url,
    listed,
    placed,
    type_names,
    types,
)
from credstone.ports import Json, JsonObject
from credstone.securing.token import id_of

PRESENTATION = "VerifiablePresentation"
ENVELOPED = "EnvelopedVerifiableCredential"
ENVELOPED_PRESENTATION = "EnvelopedVerifiablePresentation"

_CLAUSE = f"{DATA_MODEL}, 4.13"
_ENVELOPES = f"{DATA_MODEL}, 4.13.1"
_SELF_ASSERTED = f"{DATA_MODEL}, 4.13.4"
_MEMBERS = frozenset({"@context", "id", "type"})


def presentation(document: JsonObject) -> Iterator[Problem]:
    """What keeps ``document``, taken without its proof, from being a presentation."""
    yield from contexts(document.get("@context"), "/@context", CONTEXT_V2)  # 4.3
    yield from identifier(document, "")
    yield from types(document.get("type"), "/type", PRESENTATION)
    if "VerifiableCredential" in type_names(document.get("type")):
        yield Problem("/type", "it cannot be a presentation and a credential at once", _CLAUSE)
    if "holder" in document and not is_url(id_of(document["holder"])):
        yield Problem("/holder", "the holder is not named by an address", _CLAUSE)
    yield from extension_points(document)
    value = document.get("verifiableCredential")
    if value == []:
        yield Problem("/verifiableCredential", "there is no credential in it", _CLAUSE)
    elif "verifiableCredential" in document:
        for where, one in placed(value, "/verifiableCredential"):
            yield from _presented(one, where, document)


def _presented(value: Json, where: str, document: JsonObject) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(where, "what is presented is no credential", _CLAUSE)
    elif {PRESENTATION, ENVELOPED_PRESENTATION} & set(type_names(value.get("type"))):
        yield Problem(where, "a presentation stands inside a presentation", _CLAUSE)
    elif ENVELOPED in type_names(value.get("type")):
        yield from _enveloped(value, where)
    elif "proof" not in value:
        yield from _self_asserted(value, where, document)


def _enveloped(value: JsonObject, where: str) -> Iterator[Problem]:
    """4.13.1: a context that knows envelopes, one type, a ``data:`` address, and nothing else."""
    if CONTEXT_V2 not in listed(value.get("@context")):
        yield Problem(f"{where}/@context", "no context of it knows envelopes", _ENVELOPES)
    if type_names(value.get("type")) != (ENVELOPED,):
        yield Problem(f"{where}/type", f"an envelope is an {ENVELOPED} alone", _ENVELOPES)
    name = value.get("id")
    if not isinstance(name, str) or not is_url(name) or not name.startswith("data:"):
        yield Problem(
            f"{where}/id", "an envelope holds what it says in a data: address", _ENVELOPES
        )
    for member in sorted(value.keys() - _MEMBERS):
        yield Problem(
            where, f"nothing vouches for the member {member[:40]!r} beside it", _ENVELOPES
        )


def _self_asserted(value: JsonObject, where: str, document: JsonObject) -> Iterator[Problem]:
    """4.13.4: a credential that only the presentation secures is its holder's own."""
    holder = id_of(document.get("holder"))
    if holder is None or id_of(value.get("issuer")) != holder:
        yield Problem(where, "nobody secured it, and it is not the holder's own", _SELF_ASSERTED)
    for problem in credential(value):
        yield Problem(f"{where}{problem.where}", problem.what, problem.clause)
