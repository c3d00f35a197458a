"""Small documents for these tests, and how to say what should be refused in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from credstone.errors import CredstoneError, NotCovered
from credstone.ports import Json, JsonObject

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
UNDEFINED_TERMS = "https://www.w3.org/ns/credentials/undefined-terms/v2"
MULTIKEY = "https://w3id.org/security/multikey/v1"
VOCABULARY = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
SCHEMA = "https://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"


def badge(**members: Json) -> JsonObject:
    """An Open Badges 3.0 credential, and further members at its top."""
    document: JsonObject = {
        "@context": [V2, OB],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:example:issuer", "type": ["Profile"], "name": "Example University"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:2",
                "type": ["Achievement"],
                "name": "Co-innovation",
                "criteria": {"narrative": "A pilot."},
            },
        },
    }
    return document | members


def node(**members: Json) -> JsonObject:
    """A document of one node about anything, under the VC and Open Badges contexts."""
    return {"@context": [V2, OB], "id": "urn:uuid:1", **members}


@contextmanager
def refused(
    where: str, why: str, error: type[CredstoneError] = NotCovered
) -> Iterator[pytest.ExceptionInfo[CredstoneError]]:
    """What happens inside is refused at exactly ``where``, for a reason that matches ``why``."""
    with pytest.raises(error, match=why) as refusal:
        yield refusal
    assert refusal.value.where == where
