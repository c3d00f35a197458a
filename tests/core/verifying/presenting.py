"""Holders who present credentials, with keys of their own that no keystore knows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from credstone.ports import JsonObject, KeyType, VerificationMethod
from credstone.securing import mechanism
from credstone.securing.did import did_key_method_id
from credstone.securing.private_keys import PrivateKey, generate
from credstone.securing.secured import ProofOptions
from credstone.verifying.policy import Policy
from credstone.verifying.presentation import verify_presentation
from credstone.verifying.presentation_report import PresentationReport
from tests.core.verifying.told import well_told, whole
from tests.core.verifying.world import NOW, V2, Issuer, World, badge
from tests.fakes import MemoryResolver, MemoryStatusSource

CHALLENGE = "uG8fM0pQ2n6sVt5YxA1bC3w"
DOMAIN = "https://employer.example"


def _new_key() -> PrivateKey:
    return generate(KeyType.ED25519)[0]


@dataclass(frozen=True)
class Holder:
    """Someone with a wallet; ``method_id`` names their key, by default the did:key itself."""

    key: PrivateKey = field(default_factory=_new_key)
    method: str = ""

    @classmethod
    def of(cls, key_type: KeyType) -> Holder:
        return cls(generate(key_type)[0])

    @property
    def method_id(self) -> str:
        return self.method or did_key_method_id(self.key.public)

    @property
    def id(self) -> str:
        return self.method_id.partition("#")[0]

    def sign(self, document: JsonObject, *, suite: str, **options: object) -> bytes:
        """``document`` secured with this key, by default to show who presents it."""
        given = {"created": NOW, "purpose": "authentication", **options}
        asked = ProofOptions(self.method_id, self.key.public.type, **given)  # type: ignore[arg-type]
        message = mechanism.signing_input(suite, document, asked)
        return mechanism.attach(suite, document, asked, self.key.sign(message))

    def present(
        self,
        *credentials: bytes,
        suite: str = "eddsa-jcs-2022",
        changes: JsonObject | None = None,
        **options: object,
    ) -> bytes:
        """A presentation of these, for the employer who asked; see ``presentation``."""
        asked = {"challenge": CHALLENGE, "domains": (DOMAIN,), **options}
        document = presentation(self.id, *credentials, **(changes or {}))
        return self.sign(document, suite=suite, **asked)


def presentation(holder_id: str, /, *credentials: bytes, **changes: object) -> JsonObject:
    """An unsigned presentation; a change to None leaves the member out."""
    document = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": holder_id,
        "verifiableCredential": [json.loads(one) for one in credentials],
        **changes,
    }
    copied: JsonObject = json.loads(
        json.dumps({k: v for k, v in document.items() if v is not None})
    )
    return copied


def award_to(world: World, issuer: Issuer, holder: Holder, suite: str = "eddsa-rdfc-2022") -> bytes:
    """A badge about the holder."""
    subject = {**badge(issuer)["credentialSubject"], "id": holder.id}  # type: ignore[dict-item]
    return world.sign(issuer, badge(issuer, credentialSubject=subject), suite=suite)


def look_at(
    world: World,
    data: bytes,
    *,
    at: datetime | None = None,
    policy: Policy | None = None,
    challenge: str | None = CHALLENGE,
    domain: str | None = DOMAIN,
) -> PresentationReport:
    """What the employer's verifier answers."""
    report = verify_presentation(
        data,
        at=at or world.at + timedelta(minutes=1),
        keys=MemoryResolver(world.methods),
        statuses=MemoryStatusSource(world.lists),
        policy=policy,
        challenge=challenge,
        domain=domain,
    )
    well_told(report.checks, presentation=True)
    for one in report.credentials:
        whole(one)
    return report


def listed(world: World, holder: Holder, *relationships: str) -> None:
    """Let the holder's controller document list their key under these relationships."""
    world.methods[holder.method_id] = VerificationMethod(
        id=holder.method_id,
        controller=holder.id,
        key=holder.key.public,
        relationships=frozenset(relationships),
    )
