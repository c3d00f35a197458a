"""The issuers that the profile offers: a name, a securing mechanism, a key type. One line each.

Every issuer has a key of its own in the keystore, born when it is first served, and is the
did:key of that key.
"""

from __future__ import annotations

from dataclasses import dataclass

from credstone.errors import Conflict
from credstone.keystore.client import SignerClient
from credstone.keystore.record import KeyRecord
from credstone.ports import KeyType, Purpose
from credstone.securing.did import did_key, did_key_method_id

# Not the code of any organisation: those have no colon, so no did:web ever lists these keys.
_TENANT = "vc-api:profile"


@dataclass(frozen=True)
class IssuerKind:
    """What an issuer secures with; one that ``keeps_status`` adds entries and signs the lists."""

    name: str
    mechanism: str
    key_type: KeyType
    keeps_status: bool = False

    @property
    def purpose(self) -> Purpose:
        # A status list names the issuer of its credentials, and a did:key names one key.
        return Purpose.ISSUING_AND_STATUS if self.keeps_status else Purpose.ISSUING

    @property
    def key_id(self) -> str:
        """Its key's name in the keystore."""
        return f"vc-api/{self.name}"


KINDS: tuple[IssuerKind, ...] = (
    IssuerKind("eddsa-rdfc-2022", "eddsa-rdfc-2022", KeyType.ED25519),
    IssuerKind("eddsa-jcs-2022", "eddsa-jcs-2022", KeyType.ED25519),
    IssuerKind("ecdsa-rdfc-2019-p256", "ecdsa-rdfc-2019", KeyType.P256),
    IssuerKind("ecdsa-rdfc-2019-p384", "ecdsa-rdfc-2019", KeyType.P384),
    IssuerKind("ecdsa-jcs-2019-p256", "ecdsa-jcs-2019", KeyType.P256),
    IssuerKind("ecdsa-jcs-2019-p384", "ecdsa-jcs-2019", KeyType.P384),
    IssuerKind("vc-jwt", "vc-jwt", KeyType.P256),
    IssuerKind("status", "eddsa-rdfc-2022", KeyType.ED25519, keeps_status=True),
)


@dataclass(frozen=True)
class Issuer:
    """An issuer with its key."""

    kind: IssuerKind
    key: KeyRecord

    @property
    def did(self) -> str:
        return did_key(self.key.public)

    @property
    def method_id(self) -> str:
        """The verification method that its proofs name."""
        return did_key_method_id(self.key.public)


def make_keys(keys: SignerClient) -> None:
    """Let a key be born for every issuer that has none; safe to repeat, also at the same time."""
    known = {record.id for record in keys.records()}
    for kind in KINDS:
        if kind.key_id not in known:
            try:
                keys.generate(_TENANT, kind.purpose, kind.key_type, kind.key_id)
            except Conflict:
                continue  # another server was quicker, and it is the same key for both


def issuers(keys: SignerClient) -> dict[str, Issuer]:
    """Every issuer whose key is there, by name, in the order of ``KINDS``."""
    records = {record.id: record for record in keys.records()}
    return {
        kind.name: Issuer(kind, records[kind.key_id]) for kind in KINDS if kind.key_id in records
    }
