"""What the keystore tells about a key: everything but the private part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from credstone.errors import MalformedInput
from credstone.ports import Json, JsonObject, KeyType, PublicKey, Purpose
from credstone.securing.keys import from_multikey, to_multikey
from credstone.securing.timestamps import parse_timestamp, render_timestamp


class KeyState(StrEnum):
    """Active keys sign; retired ones only stay resolvable, their private part is destroyed."""

    ACTIVE = "active"
    RETIRED = "retired"


@dataclass(frozen=True)
class KeyRecord:
    """One key: whose it is, what for, and from when until when it signed (UTC, whole seconds).

    ``valid_until`` is None while the key is active. List retired keys in the controller document
    too, or what they signed stops verifying (security.md, promise P10).
    """

    id: str
    tenant: str
    purpose: Purpose
    public: PublicKey
    valid_from: datetime
    valid_until: datetime | None = None

    @property
    def state(self) -> KeyState:
        return KeyState.ACTIVE if self.valid_until is None else KeyState.RETIRED


def record_to_json(record: KeyRecord) -> JsonObject:
    """Answer the record as it stands in the file and on the wire."""
    until = record.valid_until
    return {
        "id": record.id,
        "tenant": record.tenant,
        "purpose": record.purpose,
        "type": record.public.type,
        "public": to_multikey(record.public),
        "state": record.state,
        "validFrom": render_timestamp(record.valid_from),
        "validUntil": None if until is None else render_timestamp(until),
    }


def record_from_json(value: Json) -> KeyRecord:
    """Answer the record in ``value``; raises ``MalformedInput``."""
    if not isinstance(value, dict):
        raise MalformedInput("A key record is no object.")
    until = value.get("validUntil")
    try:
        record = KeyRecord(
            id=str(value["id"]),
            tenant=str(value["tenant"]),
            purpose=Purpose(str(value["purpose"])),
            public=from_multikey(str(value["public"])),
            valid_from=parse_timestamp(value["validFrom"], where="validFrom"),
            valid_until=None if until is None else parse_timestamp(until, where="validUntil"),
        )
    except (KeyError, ValueError) as error:
        raise MalformedInput("A key record misses a member.") from error
    if record.public.type is not KeyType(str(value.get("type"))):
        raise MalformedInput("A key record contradicts itself.")
    return record
