"""What replaced a revoked credential, for those who hold it, and for nobody else.

A superseded credential is revoked in its list, which every verifier understands; the list then
names a second signed credential that says what took its place. Its subjects are the replaced
credentials, named by the SHA-256 of their id (RFC 6920), so that the document cannot be read as
a list of credentials, and each ``dcterms:isReplacedBy`` another.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from credstone.errors import MalformedInput
from credstone.formats.extension import NAMESPACE
from credstone.ports import Json, JsonObject
from credstone.status.list_document import VCDM_CONTEXT, timestamp

SUPERSESSION_TYPE = f"{NAMESPACE}SupersessionList"
IS_REPLACED_BY = "http://purl.org/dc/terms/isReplacedBy"


def supersession_document(
    *,
    url: str,
    issuer: str,
    replacements: Mapping[str, str],
    valid_from: datetime,
    valid_until: datetime,
) -> JsonObject:
    """The unsigned document at ``url``; ``replacements`` maps replaced id to the new one's id.

    Raises ``ValueError`` when nothing was replaced: then there is nothing to publish.
    """
    if not replacements:
        raise ValueError("no credential was replaced")
    subjects: list[Json] = [
        {"id": hidden_name(old), IS_REPLACED_BY: {"id": new}} for old, new in replacements.items()
    ]
    # Sorted by digest, so that the order tells nothing about when who was replaced.
    subjects.sort(key=str)
    return {
        "@context": [VCDM_CONTEXT],
        "id": url,
        "type": ["VerifiableCredential", SUPERSESSION_TYPE],
        "issuer": issuer,
        "validFrom": timestamp(valid_from),
        "validUntil": timestamp(valid_until),
        "credentialSubject": subjects,
    }


def replacement_of(document: JsonObject, credential_id: str) -> str | None:
    """The id of what replaced ``credential_id``, or None when the document does not name it.

    Raises ``MalformedInput`` when this is no such document or names it more than once.
    """
    types = document.get("type")
    if not isinstance(types, list) or SUPERSESSION_TYPE not in types:
        raise MalformedInput("not a list of replaced credentials", where="type")
    subjects = document.get("credentialSubject")
    name = hidden_name(credential_id)
    answers = [
        subject.get(IS_REPLACED_BY)
        for subject in (subjects if isinstance(subjects, list) else [subjects])
        if isinstance(subject, dict) and subject.get("id") == name
    ]
    if not answers:
        return None
    replacement = answers[0].get("id") if isinstance(answers[0], dict) else None
    if len(answers) > 1 or not isinstance(replacement, str):
        raise MalformedInput("it does not name one replacement", where=name)
    return replacement


def hidden_name(credential_id: str) -> str:
    """A name that only a holder of ``credential_id`` can match (RFC 6920, 3)."""
    digest = urlsafe_b64encode(sha256(credential_id.encode("utf-8")).digest()).rstrip(b"=")
    return f"ni:///sha-256;{digest.decode('ascii')}"
