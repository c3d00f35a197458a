"""A verifiable credential, clause by clause (VC Data Model 2.0, 4 and 5)."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.conforming.extension_points import extension_points
from credstone.conforming.names import names
from credstone.conforming.parties import issuer, subjects
from credstone.conforming.problem import Problem
from credstone.conforming.related import related_resources
from credstone.conforming.status_entry import status_entries
from credstone.conforming.validity import validity
from credstone.conforming.values import contexts, identifier, types
from credstone.ports import JsonObject

CONTEXT_V2 = "https://www.w3.org/ns/credentials/v2"
CREDENTIAL = "VerifiableCredential"


def credential(document: JsonObject) -> Iterator[Problem]:
    """What keeps ``document`` from being a credential, in the order of the clauses."""
    yield from contexts(document.get("@context"), "/@context", CONTEXT_V2)  # 4.3
    yield from identifier(document, "")  # 4.4
    yield from types(document.get("type"), "/type", CREDENTIAL)  # 4.5
    yield from names(document, "")  # 4.6
    yield from issuer(document.get("issuer"))  # 4.7
    yield from subjects(document.get("credentialSubject"))  # 4.8
    yield from validity(document)  # 4.9
    yield from extension_points(document)  # 4.10, 4.11, 5.4 to 5.6, 5.10
    yield from status_entries(document.get("credentialStatus", []))
    if "relatedResource" in document:
        yield from related_resources(document["relatedResource"])  # 5.3
