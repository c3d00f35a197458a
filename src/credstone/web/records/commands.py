"""Changing the register: one transaction each, and the only place that issues.

Issuing takes two of them. ``reserve`` writes down everything that was decided: ids, indices,
times, the exact unsigned bytes, the leaf. ``finish`` signs outside any transaction and stores.
Between the two a process may die at any point: whoever comes next finishes from the same bytes
and gets the same signatures, so nothing is lost and nothing is doubled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction

from credstone.errors import Conflict, CredstoneError, Refused
from credstone.formats import registry
from credstone.home import Home
from credstone.issuing.issue import Failed, Intent, Issued, issue
from credstone.issuing.request import AwardRequest, from_json, to_award, to_json
from credstone.model.achievement import Achievement
from credstone.model.credential import CredentialState, StatusPurpose
from credstone.ports import JsonObject, KeyType, Signer
from credstone.securing import strict_json
from credstone.securing.canonical import jcs
from credstone.securing.secured import ProofOptions
from credstone.transparency.content_hash import content_bytes
from credstone.transparency.leaf import LeafKind, utc_text
from credstone.web.accounts.models import Organisation
from credstone.web.records.allocation import IndexAllocator, keep_leaves, lock
from credstone.web.records.models import (
    AchievementVersion,
    Award,
    ColumnMapping,
    Consent,
    Credential,
    SecuredDocument,
    StatusEvent,
    StatusIndex,
)
from credstone.web.records.models import (
    Intent as IntentRow,
)


@dataclass(frozen=True)
class Order:
    """What a run awards: one achievement version of one tenant, in these formats."""

    home: Home
    tenant: Organisation
    version: AchievementVersion
    achievement: Achievement
    method_id: str
    key_type: KeyType
    formats: tuple[str, ...]
    consents: tuple[JsonObject, ...] = ()


@dataclass(frozen=True)
class Reservation:
    """What became of one request: its credentials, and whether it was awarded otherwise before.

    ``earlier`` holds the request as it was first granted when it differs from this one.
    """

    credentials: tuple[UUID, ...]
    earlier: AwardRequest | None = None


@dataclass(frozen=True)
class Finished:
    """What ``finish`` did: the ids it stored, and why others could not be issued."""

    issued: frozenset[UUID]
    failed: dict[UUID, CredstoneError]


def publish_achievement(
    tenant: Organisation, achievement: Achievement, now: datetime
) -> AchievementVersion:
    """Freeze a version. The same content again is fine; other content raises ``Conflict``."""
    content = content_bytes(achievement)
    digest = sha256(content).hexdigest()
    with transaction.atomic():
        lock()
        row, created = AchievementVersion.objects.get_or_create(
            tenant=tenant,
            code=achievement.code,
            version=achievement.version,
            defaults={
                "uri": achievement.id,
                "content": content.decode(),
                "sha256": digest,
                "published": now,
            },
        )
    if not created and row.sha256 != digest:
        raise Conflict(
            f"{achievement.code} {achievement.version} is published with other content",
            fix="A published version never changes: give this one a new version.",
        )
    return row


def keep_consent(
    version: AchievementVersion, body: Organisation, document: bytes, now: datetime
) -> None:
    """Keep a joint awarding body's signed consent; a newer one takes its place."""
    with transaction.atomic():
        Consent.objects.update_or_create(
            achievement=version, body=body, defaults={"document": document, "created": now}
        )


def remember_mapping(tenant: Organisation, headers_sha256: str, mapping: str) -> None:
    """Remember how this tenant's files with these headers name their columns."""
    with transaction.atomic():
        ColumnMapping.objects.update_or_create(
            tenant=tenant, headers_sha256=headers_sha256, defaults={"mapping": mapping}
        )


def reserve(order: Order, requests: Sequence[AwardRequest], now: datetime) -> list[Reservation]:
    """First transaction: write down every decision, sign nothing. One answer per request."""
    keys = [request.key(order.achievement.id, order.achievement.version) for request in requests]
    with transaction.atomic():
        sequencer = lock()
        awards, fresh = _find_or_create_awards(order, dict(zip(keys, requests, strict=True)), now)
        existing = _existing_credentials(order, awards.values())
        drafts = _Drafts(order, now)
        for award in awards.values():
            for name in order.formats:
                if (award.pk, name) not in existing:
                    request = from_json(_object(award.content))
                    existing[award.pk, name] = drafts.add(award, request, name)
        keep_leaves(sequencer, drafts.save(), now)
    answers = []
    for key, request in zip(keys, requests, strict=True):
        award = awards[key]
        ids = tuple(existing[award.pk, name] for name in order.formats)
        earlier = None if key in fresh else _if_different(award, request)
        answers.append(Reservation(ids, earlier))
    return answers


def finish(ids: Iterable[UUID], signer: Signer) -> Finished:
    """Lint, sign and compare what is reserved among ``ids``, then store it. Safe to repeat."""
    results = issue(load_intents(ids), signer)
    return Finished(
        issued=store([result for result in results if isinstance(result, Issued)]),
        failed={UUID(one.credential_id): one.error for one in results if isinstance(one, Failed)},
    )


def load_intents(ids: Iterable[UUID]) -> list[Intent]:
    """What is reserved and unsigned among ``ids``, as it was written down."""
    rows = (
        IntentRow.objects.select_related("credential")
        .filter(credential_id__in=list(ids), credential__state=CredentialState.RESERVED.value)
        .order_by("credential__key", "credential_id")
    )
    return [
        Intent(
            credential_id=str(row.credential_id),
            mechanism=row.credential.format.split("/", 1)[1],
            unsigned=bytes(row.unsigned),
            options=ProofOptions(
                verification_method=row.credential.method_id,
                key_type=KeyType(row.credential.key_type),
                created=row.credential.reserved,
            ),
            key_id=row.credential.key,
        )
        for row in rows
    ]


def store(issued: Sequence[Issued]) -> frozenset[UUID]:
    """Second transaction: keep the verbatim bytes with their digest and flip the state.

    Only rows still reserved are touched: a second run that signed the same bytes adds nothing.
    Answers the ids that this call stored.
    """
    by_id = {UUID(one.credential_id): one.secured for one in issued}
    with transaction.atomic():
        lock()
        rows = list(
            Credential.objects.filter(
                pk__in=list(by_id), state=CredentialState.RESERVED.value
            ).values_list("pk", flat=True)
        )
        SecuredDocument.objects.bulk_create(
            SecuredDocument(
                credential_id=pk, content=by_id[pk], sha256=sha256(by_id[pk]).hexdigest()
            )
            for pk in rows
        )
        # The signed bytes hold the unsigned ones; keeping both would double the disk.
        IntentRow.objects.filter(credential_id__in=rows).delete()
        Credential.objects.filter(pk__in=rows).update(state=CredentialState.ISSUED.value)
    return frozenset(rows)


# From which states an event may happen, and which state and bits it leads to.
_EVENTS: dict[LeafKind, tuple[frozenset[CredentialState], CredentialState, StatusPurpose, bool]] = {
    LeafKind.REVOKE: (
        frozenset({CredentialState.ISSUED, CredentialState.SUSPENDED}),
        CredentialState.REVOKED,
        StatusPurpose.REVOCATION,
        True,
    ),
    LeafKind.SUSPEND: (
        frozenset({CredentialState.ISSUED}),
        CredentialState.SUSPENDED,
        StatusPurpose.SUSPENSION,
        True,
    ),
    LeafKind.RESUME: (
        frozenset({CredentialState.SUSPENDED}),
        CredentialState.ISSUED,
        StatusPurpose.SUSPENSION,
        False,
    ),
    LeafKind.SUPERSEDE: (
        frozenset({CredentialState.ISSUED, CredentialState.SUSPENDED}),
        CredentialState.SUPERSEDED,
        StatusPurpose.REVOCATION,
        True,
    ),
}


def change_status(
    row: Credential,
    kind: LeafKind,
    *,
    reason: str,
    now: datetime,
    note: str = "",
    replacement: Credential | None = None,
) -> Credential:
    """Revoke, suspend, resume or supersede; raises ``Conflict`` when the state forbids it."""
    allowed, state, purpose, bit = _EVENTS[kind]
    with transaction.atomic():
        sequencer = lock()
        current = Credential.objects.select_for_update().get(pk=row.pk)
        if CredentialState(current.state) not in allowed:
            raise Conflict(
                f"urn:uuid:{row.pk} is {current.state}, so it cannot be {_past(kind)}",
                fix=f"Only {' or '.join(sorted(one.value for one in allowed))} ones can.",
            )
        current.state = state.value
        current.replaced_by = replacement
        current.save(update_fields=("state", "replaced_by"))
        StatusIndex.objects.filter(credential=current, purpose=purpose.value).update(value=bit)
        StatusEvent.objects.create(
            credential=current, kind=kind.value, time=now, reason=reason, note=note
        )
        content: JsonObject = {
            "credential": f"urn:uuid:{current.pk}",
            "event": kind.value,
            "reason": reason,
            "time": utc_text(now),
        }
        keep_leaves(sequencer, [(current, kind, jcs.canonicalize(content))], now)
    return current


def reserve_replacement(
    order: Order, row: Credential, request: AwardRequest, now: datetime
) -> UUID:
    """Reserve the next version of ``row``'s credential with the corrected ``request``."""
    with transaction.atomic():
        sequencer = lock()
        award = Award.objects.select_for_update().get(pk=row.award_id)
        versions = Credential.objects.filter(award=award, format=row.format)
        newest = versions.order_by("-version")[0]
        if newest.state == CredentialState.RESERVED.value:
            return newest.pk  # an interrupted correction: finish that one
        if newest.pk != row.pk:
            raise Conflict(
                f"urn:uuid:{row.pk} was replaced by urn:uuid:{newest.pk}",
                fix="Correct the newest one.",
            )
        award.content = jcs.canonicalize(to_json(request)).decode()
        award.save(update_fields=("content",))
        drafts = _Drafts(replace(order, formats=(row.format,)), now)
        new = drafts.add(award, request, row.format, version=newest.version + 1)
        keep_leaves(sequencer, drafts.save(), now)
    return new


class _Drafts:
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
            method_id=order.method_id,
            key_type=order.key_type.value,
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
        IntentRow.objects.bulk_create(
            IntentRow(credential=row, unsigned=unsigned) for row, unsigned in self._rows
        )
        self._indices.save()
        return [(row, LeafKind.ISSUE, unsigned) for row, unsigned in self._rows]


def _find_or_create_awards(
    order: Order, wishes: dict[str, AwardRequest], now: datetime
) -> tuple[dict[str, Award], frozenset[str]]:
    """The award of each key, and the keys whose award this call created."""
    found = {
        row.idempotency_key: row
        for row in Award.objects.filter(tenant=order.tenant, idempotency_key__in=list(wishes))
    }
    fresh = [
        Award(
            id=uuid4(),
            tenant=order.tenant,
            achievement=order.version,
            idempotency_key=key,
            learner_uri=f"urn:uuid:{uuid4()}",
            content=jcs.canonicalize(to_json(request)).decode(),
            created=now,
        )
        for key, request in wishes.items()
        if key not in found
    ]
    Award.objects.bulk_create(fresh)
    created = {row.idempotency_key: row for row in fresh}
    return found | created, frozenset(created)


def _existing_credentials(order: Order, awards: Iterable[Award]) -> dict[tuple[UUID, str], UUID]:
    """The newest credential of each award in each ordered format."""
    rows = Credential.objects.filter(
        award__in=[award.pk for award in awards], format__in=order.formats
    ).order_by("version")
    return {(row.award_id, row.format): row.pk for row in rows}


def _if_different(award: Award, request: AwardRequest) -> AwardRequest | None:
    earlier = from_json(_object(award.content))
    return None if earlier == request else earlier


def _object(text: str) -> JsonObject:
    value = strict_json.loads(text.encode())
    if not isinstance(value, dict):
        raise Refused("a stored request is not a JSON object")
    return value


def _past(kind: LeafKind) -> str:
    return {
        LeafKind.REVOKE: "revoked",
        LeafKind.SUSPEND: "suspended",
        LeafKind.RESUME: "resumed",
        LeafKind.SUPERSEDE: "replaced",
    }.get(kind, kind.value)
