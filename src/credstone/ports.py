"""What the core asks of the world, in bytes and ids.

The core is handed these; it never reaches for them. Implementations live at the edge:
``keystore`` signs, ``net`` resolves and fetches, tests bring small real stand-ins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]


class Purpose(StrEnum):
    """What a key may be used for; one key has one purpose.

    ``ISSUING_AND_STATUS`` is the exception for a did:key, which names exactly one key while
    verifiers expect credential and status list to have one issuer (docs/adr/0004).
    """

    ISSUING = "issuing"
    STATUS = "status"
    LOG = "log"
    TRUST_LIST = "trust-list"
    ISSUING_AND_STATUS = "issuing+status"

    def serves(self, asked: Purpose) -> bool:
        """Whether a key of this purpose may be used for ``asked``."""
        if self is Purpose.ISSUING_AND_STATUS:
            return asked in (Purpose.ISSUING, Purpose.STATUS)
        return self is asked


class KeyType(StrEnum):
    """The kinds of key a securing mechanism can name; values are the JOSE curve names."""

    ED25519 = "Ed25519"
    P256 = "P-256"
    P384 = "P-384"


@dataclass(frozen=True)
class PublicKey:
    """A public key as raw bytes.

    ``raw`` is 32 bytes for Ed25519 (RFC 8032), the compressed point (SEC 1, 2.3.3) for P-256
    (33 bytes) and P-384 (49), which is also what a Multikey carries after its prefix.
    """

    type: KeyType
    raw: bytes


@dataclass(frozen=True)
class VerificationMethod:
    """A public key together with who controls it and for what (Controlled Identifiers 1.0, 2.2).

    ``relationships`` names the verification relationships that list the method, such as
    ``assertionMethod``. ``expires`` and ``revoked`` are times in UTC, or None.
    """

    id: str
    controller: str
    key: PublicKey
    relationships: frozenset[str]
    expires: datetime | None = None
    revoked: datetime | None = None


class KeyResolver(Protocol):
    """From the id in a proof to the key behind it."""

    def resolve(self, method_id: str) -> VerificationMethod:
        """Answer the method that ``method_id`` (a DID URL) names.

        Raises ``Unavailable`` when it could not be fetched or the network was not allowed,
        ``KeyUnavailable`` when the controller document was read and does not hold it.
        """
        ...


class StatusSource(Protocol):
    """From the address of a status list to its signed bytes."""

    def status_list(self, url: str) -> bytes:
        """Answer the signed list verbatim; raises ``Unavailable``."""
        ...


class Signer(Protocol):
    """Signs with keys it never shows."""

    def sign_many(self, key_id: str, purpose: Purpose, messages: Sequence[bytes]) -> list[bytes]:
        """Answer one raw signature for each message, in order.

        64 bytes each (Ed25519, or r‖s on P-256), 96 with P-384 (r‖s).

        Raises ``KeyUnavailable`` for an unknown key, ``NotAllowed`` when the key has another
        purpose or is retired.
        """
        ...

    def public(self, key_id: str) -> PublicKey:
        """Answer the public half; raises ``KeyUnavailable``."""
        ...
