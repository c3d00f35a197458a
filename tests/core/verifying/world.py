"""A small world to verify in: issuers with real keys, their credentials, their status lists."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from credstone.model.credential import StatusPurpose
from credstone.ports import JsonObject, KeyType, Purpose, VerificationMethod
from credstone.securing import mechanism
from credstone.securing.secured import ProofOptions
from credstone.status.bitstring import Bits
from credstone.status.list_document import list_document
from credstone.status.supersession import supersession_document
from credstone.verifying.policy import Policy
from credstone.verifying.report import VerificationReport
from credstone.verifying.verify import verify
from tests.core.verifying.told import whole
from tests.fakes import MemoryResolver, MemorySigner, MemoryStatusSource

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CREDENTIAL_ID = "urn:uuid:6f1f6c3e-4b1a-4e0c-9a38-0d7d7f4b7a10"
SUBJECT_ID = "urn:uuid:0a9c1f2e-1111-4222-8333-444455556666"

_KEPT = Purpose.ISSUING_AND_STATUS  # one key each, for what they state and for its status


@dataclass(frozen=True)
class Issuer:
    """Someone who signs: ``id`` stands in credentials, ``method_id`` names the signing key."""

    id: str
    method_id: str
    name: str = "Example University"


@dataclass
class World:
    """Keys, published lists and the moment; every test has one of its own."""

    signer: MemorySigner = field(default_factory=MemorySigner)
    methods: dict[str, VerificationMethod] = field(default_factory=dict)
    lists: dict[str, bytes] = field(default_factory=dict)
    at: datetime = NOW

    def did_key(self, key_type: KeyType = KeyType.ED25519) -> Issuer:
        """An issuer who is a key and nothing else."""
        method_id = self.signer.generate(key_type, _KEPT)
        return Issuer(method_id.partition("#")[0], method_id)

    def did_web(self, domain: str = "uni.example", **limits: datetime | None) -> Issuer:
        """An issuer with a domain, whose key stands in its own controller document."""
        did = f"did:web:{domain}"
        method_id = self.signer.generate(purpose=_KEPT, key_id=f"{did}#key-1")
        self.methods[method_id] = VerificationMethod(
            id=method_id,
            controller=did,
            key=self.signer.public(method_id),
            relationships=frozenset({"assertionMethod"}),
            **limits,
        )
        return Issuer(did, method_id)

    def relist(self, issuer: Issuer, **changes: object) -> None:
        """Change what the controller document says about the issuer's key."""
        self.methods[issuer.method_id] = replace(self.methods[issuer.method_id], **changes)

    def sign(
        self,
        issuer: Issuer,
        document: JsonObject,
        *,
        suite: str = "eddsa-rdfc-2022",
        created: datetime | None = None,
        purpose: str = "assertionMethod",
        binds_json: bool = True,
        **further: object,
    ) -> bytes:
        """The secured document; without ``binds_json`` as strangers secure theirs.

        A proof joins those that the document carries already; ``further`` are more of its options.
        """
        key_type = self.signer.public(issuer.method_id).type
        options = ProofOptions(
            issuer.method_id,
            key_type,
            created or self.at - timedelta(days=1),
            purpose,
            binds_json,
        )
        options = replace(options, **further)
        message = mechanism.signing_input(suite, document, options)
        signature = self.signer.sign_many(issuer.method_id, Purpose.ISSUING, [message])[0]
        return mechanism.attach(suite, document, options, signature)

    def publish(
        self,
        issuer: Issuer,
        purpose: StatusPurpose,
        set_indices: Iterable[int] = (),
        *,
        url: str = "",
        replacements: dict[str, str] | None = None,
    ) -> str:
        """Publish a list (and what replaced its credentials); answers its address."""
        url = url or list_url(purpose)
        replaced = f"{url}/replaced" if replacements else ""
        document = list_document(
            list_url=url,
            issuer=issuer.id,
            purpose=purpose,
            bits=Bits.of(set_indices),
            valid_from=self.at - timedelta(hours=1),
            valid_until=self.at + timedelta(hours=47),
            supersessions_url=replaced,
        )
        self.lists[url] = self.sign(issuer, document)
        if replacements:
            self.lists[replaced] = self.sign(
                issuer,
                supersession_document(
                    url=replaced,
                    issuer=issuer.id,
                    replacements=replacements,
                    valid_from=self.at - timedelta(hours=1),
                    valid_until=self.at + timedelta(hours=47),
                ),
            )
        return url

    def verify(self, data: bytes, policy: Policy | None = None) -> VerificationReport:
        """What a verifier with this world's keys and lists answers at this world's moment."""
        report = verify(
            data,
            at=self.at,
            keys=MemoryResolver(self.methods),
            statuses=MemoryStatusSource(self.lists),
            policy=policy,
        )
        return whole(report)


def list_url(purpose: StatusPurpose) -> str:
    return f"https://uni.example/status/{purpose}"


def status_entry(
    purpose: StatusPurpose | str, index: int | str = 4711, url: str = ""
) -> JsonObject:
    return {
        "type": "BitstringStatusListEntry",
        "statusPurpose": str(purpose),
        "statusListIndex": str(index),
        "statusListCredential": url or f"https://uni.example/status/{purpose}",
    }


def badge(issuer: Issuer, /, **changes: object) -> JsonObject:
    """A small Open Badge 3.0; a change to None leaves the member out."""
    document: JsonObject = {
        "@context": [V2, OB3],
        "id": CREDENTIAL_ID,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Ethics of data",
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": issuer.name},
        "validFrom": "2026-11-01T00:00:00Z",
        "validUntil": "2031-11-01T00:00:00Z",
        "credentialSubject": {
            "id": SUBJECT_ID,
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:0a9c1f2e-7777-4222-8333-444455556666",
                "type": ["Achievement"],
                "name": "Ethics of data",
                "description": "Weighs what data may be used for.",
                "criteria": {"narrative": "A written examination."},
            },
        },
    }
    merged = {**document, **changes}
    # A copy through JSON, so that tests may change parts of it.
    copied: JsonObject = json.loads(json.dumps({k: v for k, v in merged.items() if v is not None}))
    return copied
