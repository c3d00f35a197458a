"""Writing credentials down before anything is signed: rows, exact unsigned bytes, indices.

Everything that a signature will depend on is decided here. Called inside the first transaction of
``commands``, which decides what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from credstone.formats import registry
from credstone.home import Home
from credstone.issuing.request import AwardRequest, to_award
from credstone.model.achievement import Achievement
from credstone.model.credential import CredentialState
from credstone.ports import JsonObject, PublicKey
from credstone.securing import mechanism, strict_json
from credstone.transparency.leaf import LeafKind
from credstone.web.accounts.models import Organisation
from credstone.web.records.allocation import IndexAllocator
from credstone.web.records.models import AchievementVersion, Award, Credential, Intent


@dataclass(frozen=True)
class Order:
    """What a run awards: one achievement version of one tenant, in these formats."""

    home: Home
    tenant: Organisation
    version: AchievementVersion
    achievement: Achievement
    key: PublicKey
    formats: tuple[str, ...]
    consents: tuple[JsonObject, ...] = ()


class Drafts:
    """Credentials being written down in one transaction: rows, exact bytes, indices."""

    def __init__(self, order: Order, now: datetime) -> None:
        self._order = order
        self._now = now
        self._indices = IndexAllocator(order.home, order.tenant, now)
        self._rows: list[tuple[Credential, bytes]] = []

    def add(self, award: Award, request: AwardRequest, name: str, version: int = 1) -> UUID:
        """Draft one credential in the format ``name``; answers its id."""
        order = self._order
        row = Credential(
            id=uuid4(),
            award=award,
            tenant=order.tenant,
            format=name,
            version=version,
            state=CredentialState.RESERVED.value,
            key=order.tenant.key,
            method_id=mechanism.method_id(name.split("/", 1)[1], order.tenant.did, order.key),
            key_type=order.key.type.value,
            reserved=self._now,
            valid_until=request.valid_until,
        )
        value = to_award(
            request,
            award_id=f"urn:uuid:{award.pk}",
            learner_id=award.learner_uri,
            issued_at=self._now,
            achievement=order.achievement,
        )
        export = registry.by_name(name.split("/", 1)[0]).export(
            value,
            credential_id=f"urn:uuid:{row.pk}",
            statuses=self._indices.draw(row),
            endorsements=order.consents,
        )
        strict_json.refuse_forbidden_characters(export.document)
        self._rows.append((row, strict_json.dumps(export.document)))
        return row.pk

    def save(self) -> list[tuple[Credential, LeafKind, bytes]]:
        """Write everything drafted; answers the events to keep leaves of."""
        Credential.objects.bulk_create([row for row, _ in self._rows])
        Intent.objects.bulk_create(
            Intent(credential=row, unsigned=unsigned) for row, unsigned in self._rows
        )
        self._indices.save()
        return [(row, LeafKind.ISSUE, unsigned) for row, unsigned in self._rows]
