"""The credential that publishes a status list (Bitstring Status List 1.0, 2.2).

Builds it unsigned and reads what it claims; it uses the VCDM 2.0 context alone, so that every
verifier can check it. Signing belongs to ``securing``; whether to believe it, to ``verifying``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from credstone.errors import MalformedInput
from credstone.formats.extension import NAMESPACE
from credstone.model.credential import StatusPurpose
from credstone.ports import Json, JsonObject
from credstone.status.bitstring import Bits, encode

VCDM_CONTEXT = "https://www.w3.org/ns/credentials/v2"
LIST_TYPE = "BitstringStatusListCredential"
# Where a list names the document that says what replaced its revoked credentials.
SUPERSESSIONS = f"{NAMESPACE}supersessions"


@dataclass(frozen=True)
class ListClaims:
    """What a status list credential says of itself; nothing of it is verified here.

    ``ttl`` says when to fetch again and is None when unstated, as is ``status_size``, in bits;
    ``supersessions_url`` is "" when nothing on the list was ever replaced.
    """

    purposes: tuple[str, ...]
    encoded_list: str
    ttl: timedelta | None
    supersessions_url: str
    status_size: int | None = None


def list_document(
    *,
    list_url: str,
    issuer: str,
    purpose: StatusPurpose,
    bits: Bits,
    valid_from: datetime,
    valid_until: datetime,
    ttl: timedelta = timedelta(minutes=5),
    supersessions_url: str = "",
) -> JsonObject:
    """The unsigned list at ``list_url``, valid for a short while; times are aware.

    Raises ``ValueError`` for fewer than 131,072 entries.
    """
    document: JsonObject = {
        "@context": [VCDM_CONTEXT],
        "id": list_url,
        "type": ["VerifiableCredential", LIST_TYPE],
        "issuer": issuer,
        "validFrom": timestamp(valid_from),
        "validUntil": timestamp(valid_until),
        "credentialSubject": {
            "id": f"{list_url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose.value,
            "encodedList": encode(bits),
            "ttl": ttl // timedelta(milliseconds=1),
        },
    }
    if supersessions_url:
        document[SUPERSESSIONS] = {"id": supersessions_url}
    return document


def read_list(document: JsonObject) -> ListClaims:
    """What the list claims (section 2.2); raises ``MalformedInput`` where it breaks a MUST."""
    types = document.get("type")
    if not isinstance(types, list) or LIST_TYPE not in types:
        raise MalformedInput("not a status list credential", where="type")
    subject = _only(document.get("credentialSubject"))
    if not isinstance(subject, dict) or _only(subject.get("type")) != "BitstringStatusList":
        raise MalformedInput("its subject is no BitstringStatusList", where="credentialSubject")
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        raise MalformedInput("there is no list in it", where="encodedList")
    return ListClaims(
        purposes=_purposes(subject.get("statusPurpose")),
        encoded_list=encoded,
        ttl=_ttl(subject.get("ttl")),
        supersessions_url=_supersessions(document.get(SUPERSESSIONS)),
        status_size=_size(subject.get("statusSize")),
    )


def timestamp(moment: datetime) -> str:
    """Whole seconds in UTC, such as ``2026-11-21T09:30:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _only(value: Json) -> Json:
    """The one value, which may stand in an array (VCDM 2.0, 6)."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _purposes(value: Json) -> tuple[str, ...]:
    purposes = value if isinstance(value, list) else [value]
    texts = tuple(purpose for purpose in purposes if isinstance(purpose, str) and purpose)
    if not texts or len(texts) != len(purposes):
        raise MalformedInput("the list does not say what it is for", where="statusPurpose")
    return texts


def _ttl(value: Json) -> timedelta | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise MalformedInput("not a time to live in whole milliseconds", where="ttl")
    return timedelta(milliseconds=value)


def _size(value: Json) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise MalformedInput("not a number of bits", where="statusSize")
    return value


def _supersessions(value: Json) -> str:
    url = value.get("id") if isinstance(value, dict) else None
    return url if isinstance(url, str) else ""
