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
from credstone.issuing.issue import Failed, Intent, Issued, issue
from credstone.issuing.request import AwardRequest, from_json, to_json
from credstone.model.achievement import Achievement
from credstone.model.credential import CredentialState
from credstone.ports import JsonObject, KeyType, Signer
from credstone.securing import strict_json
from credstone.securing.canonical import jcs
from credstone.securing.secured import ProofOptions
from credstone.transparency.content_hash import content_bytes
from credstone.transparency.leaf import LeafKind, utc_text
from credstone.web.accounts.models import Organisation
from credstone.web.records import states
from credstone.web.records.allocation import keep_leaves, lock
from credstone.web.records.drafts import Drafts
from credstone.web.records.drafts import Order as Order
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

_LONGEST_REASON = 64  # as the column


@dataclass(frozen=True)
class Reservation:
    """What became of one request: its credentials, and whether it was awarded otherwise before.

    ``earlier`` holds the request as it was first granted when it differs from this one;
    ``refused`` why nothing was reserved for it.
    """

    credentials: tuple[UUID, ...]
    earlier: AwardRequest | None = None
    refused: CredstoneError | None = None


@dataclass(frozen=True)
class Finished:
    """What ``finish`` did: the ids it stored, and why others could not be issued."""

    issued: frozenset[UUID]
    failed: dict[UUID, CredstoneError]


def publish_achievement(
    tenant: Organisation, achievement: Achievement, now: datetime
) -> AchievementVersion:
    """Freeze a version. The same content again is fine; other content raises ``Conflict``.

    So does a URI that another achievement or version of the tenant has: it names this version,
    for verifiers and for telling awards apart.
    """
    if achievement.issuer.code != tenant.code or achievement.issuer.id != tenant.did:
        raise Refused(f"{achievement.code} is not issued by {tenant.code} ({tenant.did})")
    content = content_bytes(achievement)
    digest = sha256(content).hexdigest()
    with transaction.atomic():
        lock()
        holders = AchievementVersion.objects.filter(tenant=tenant, uri=achievement.id)
        others = holders.exclude(code=achievement.code, version=achievement.version)
        if other := others.first():
            raise Conflict(
                f"{achievement.code} {achievement.version} has the id of {other}: {achievement.id}",
                fix="Give this one an id of its own.",
            )
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
    """First transaction: write down every decision, sign nothing. One answer per request.

    A request with characters that no credential may carry is refused alone. Raises ``Conflict``
    when the issuer's key changed since the order was made.
    """
    refusals = [_refusal(request) for request in requests]
    wishes = [one for one, refused in zip(requests, refusals, strict=True) if refused is None]
    with transaction.atomic():
        sequencer = lock()
        _require_current_key(order)
        awards = _find_or_create_awards(order, wishes, now)
        existing = _existing_credentials(order, awards)
        drafts = Drafts(order, now)
        for award in awards:
            for name in order.formats:
                if (award.pk, name) not in existing:
                    request = from_json(_object(award.content))
                    existing[award.pk, name] = drafts.add(award, request, name)
        keep_leaves(sequencer, drafts.save(), now)
    reserved = iter(
        Reservation(
            tuple(existing[award.pk, name] for name in order.formats),
            _if_different(award, request),
        )
        for award, request in zip(awards, wishes, strict=True)
    )
    return [
        next(reserved) if refused is None else Reservation((), refused=refused)
        for refused in refusals
    ]


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


def change_status(
    row: Credential,
    kind: LeafKind,
    *,
    reason: str,
    now: datetime,
    note: str = "",
    replacement: Credential | None = None,
) -> Credential:
    """Revoke, suspend, resume or supersede; raises ``Conflict`` when the state forbids it.

    ``reason`` is short and goes into the leaf; ``note`` stays in the register. What supersedes a
    credential is a later, signed one of the same award and format.
    """
    if len(reason) > _LONGEST_REASON:
        raise Refused(
            f"the reason is longer than {_LONGEST_REASON} characters",
            fix="Give it in a few words, and details as the note.",
        )
    with transaction.atomic():
        sequencer = lock()
        current = Credential.objects.select_for_update().get(pk=row.pk)
        change = states.require(current, kind)
        if kind is LeafKind.SUPERSEDE:
            replacement = _fit_to_replace(current, replacement)
        current.state = change.state.value
        current.replaced_by = replacement
        current.save(update_fields=("state", "replaced_by"))
        bits = StatusIndex.objects.filter(credential=current, purpose=change.purpose.value)
        bits.update(value=change.bit)
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
    """Reserve the next version of ``row``'s credential with the corrected ``request``.

    An interrupted correction with the same request is taken up where it stopped. Raises
    ``Conflict`` when ``row`` cannot be superseded, or stopped with another request.
    """
    if refused := _refusal(request):
        raise refused
    with transaction.atomic():
        sequencer = lock()
        _require_current_key(order)
        award = Award.objects.select_for_update().get(pk=row.award_id)
        versions = Credential.objects.filter(award=award, format=row.format)
        current, *later = versions.filter(version__gte=row.version).order_by("version")
        states.require(current, LeafKind.SUPERSEDE)
        if later:
            if _if_different(award, request) is not None:
                raise Conflict(
                    f"another correction of urn:uuid:{row.pk} was begun",
                    fix="Repeat that one to finish it, then correct the new credential.",
                )
            return later[-1].pk
        award.content = _content(request)
        award.save(update_fields=("content",))
        drafts = Drafts(replace(order, formats=(row.format,)), now)
        new = drafts.add(award, request, row.format, version=current.version + 1)
        keep_leaves(sequencer, drafts.save(), now)
    return new


def _fit_to_replace(row: Credential, replacement: Credential | None) -> Credential:
    """The replacement as the register has it; raises ``Conflict`` when it is none for ``row``."""
    found = Credential.objects.filter(
        pk__in=[replacement.pk] if replacement else [],
        award=row.award_id,
        format=row.format,
        version__gt=row.version,
        state=CredentialState.ISSUED.value,
    ).first()
    if found is None:
        raise Conflict(
            f"urn:uuid:{row.pk} has no issued replacement", fix="Issue the corrected one first."
        )
    return found


def _refusal(request: AwardRequest) -> CredstoneError | None:
    """Why no credential can carry this request, or None."""
    try:
        strict_json.refuse_forbidden_characters(to_json(request))
    except CredstoneError as error:
        return error
    return None


def _require_current_key(order: Order) -> None:
    """Refuse an order that was made before a rotation: its key signs no credential any more."""
    if not Organisation.objects.filter(pk=order.tenant.pk, key=order.tenant.key).exists():
        raise Conflict(
            f"{order.tenant.code} got another key while this was prepared", fix="Start again."
        )


def _find_or_create_awards(
    order: Order, wishes: Sequence[AwardRequest], now: datetime
) -> list[Award]:
    """The award of each wish, in order; two wishes of one learner have the same."""
    version = order.achievement
    keys = [wish.keys(version.id, version.version) for wish in wishes]
    rows = Award.objects.filter(
        tenant=order.tenant, idempotency_key__in={one for some in keys for one in some}
    )
    known = {row.idempotency_key: row for row in rows}
    fresh, answers = [], []
    for some, wish in zip(keys, wishes, strict=True):
        award = next((known[one] for one in some if one in known), None)
        if award is None:
            award = known[some[0]] = Award(
                id=uuid4(),
                tenant=order.tenant,
                achievement=order.version,
                idempotency_key=some[0],
                learner_uri=wish.learner_uri or f"urn:uuid:{uuid4()}",
                content=_content(wish),
                created=now,
            )
            fresh.append(award)
        answers.append(award)
    Award.objects.bulk_create(fresh)
    return answers


def _existing_credentials(order: Order, awards: Iterable[Award]) -> dict[tuple[UUID, str], UUID]:
    """The newest credential of each award in each ordered format."""
    rows = Credential.objects.filter(
        award__in=[award.pk for award in awards], format__in=order.formats
    ).order_by("version")
    return {(row.award_id, row.format): row.pk for row in rows}


def _if_different(award: Award, request: AwardRequest) -> AwardRequest | None:
    if award.content == _content(request):
        return None
    earlier = from_json(_object(award.content))
    return None if earlier == request else earlier


def _content(request: AwardRequest) -> str:
    return jcs.canonicalize(to_json(request)).decode()


def _object(text: str) -> JsonObject:
    value = strict_json.loads(text.encode())
    if not isinstance(value, dict):
        raise Refused("a stored request is not a JSON object")
    return value
