"""Is a document of the types that the Comprehensive Learner Record 2.0 demands?

The record itself is held against its data model; of the credentials in it only that they are
credentials. Whether those are genuine is for ``verifying``, one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

from credstone.formats.openbadges_types import Problem, class_problems
from credstone.ports import Json, JsonObject

CREDENTIAL = "ClrCredential"
# A signed part may stand in the record as a token: VC Data Model 2.0, 4.13.1.
ENVELOPED = "EnvelopedVerifiableCredential"
_PART = "/credentialSubject/verifiableCredential"


def clr_problems(document: JsonObject) -> Iterator[Problem]:
    """Say what a ClrCredential lacks; nothing when it is whole."""
    yield from class_problems(document, CREDENTIAL, "")
    parts = parts_of(document)
    if not parts:
        yield _PART, "there is no credential in it"
    for number, part in enumerate(parts):
        if not _is_credential(part):
            yield f"{_PART}/{number}", "it is no verifiable credential"


def is_clr(document: JsonObject) -> bool:
    """Whether ``document`` says that it is a Comprehensive Learner Record."""
    return CREDENTIAL in _types(document)


def parts_of(document: JsonObject) -> list[Json]:
    """The credentials in a record, as they stand there; none when it has not one subject."""
    subjects = _listed(document.get("credentialSubject"))
    if len(subjects) != 1 or not isinstance(subjects[0], dict):
        return []
    return _listed(subjects[0].get("verifiableCredential"))


def _is_credential(part: Json) -> bool:
    if not isinstance(part, dict):
        return False
    if ENVELOPED in _types(part):
        return isinstance(part.get("id"), str)
    return "VerifiableCredential" in _types(part) and "issuer" in part


def _types(document: JsonObject) -> list[Json]:
    return _listed(document.get("type"))


def _listed(value: Json) -> list[Json]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
