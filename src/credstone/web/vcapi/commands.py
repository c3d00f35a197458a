"""Giving out status indices, setting bits, signing lists: one transaction each."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from credstone.issuing.issue import Failed, Intent, issue
from credstone.model.credential import StatusEntry, StatusPurpose
from credstone.ports import Purpose, Signer
from credstone.securing import strict_json
from credstone.securing.did import did_key_method_id
from credstone.securing.secured import ProofOptions
from credstone.status.bitstring import MINIMUM_ENTRIES, Bits
from credstone.status.list_document import list_document
from credstone.status.permutation import index_at
from credstone.web.vcapi import queries
from credstone.web.vcapi.issuers import Issuer
from credstone.web.vcapi.models import StatusIndex, StatusList
from credstone.web.vcapi.problems import OwnFault
from credstone.web.vcapi.requests import StatusChange

_SECRET_BYTES = 32
_MECHANISM = "eddsa-rdfc-2022"
# A list is valid for twice as long as it is handed out, so nobody ever gets one that is about
# to run out.
_LIFETIME = timedelta(hours=2)
_HANDED_OUT_FOR = timedelta(hours=1)


class UnknownCredential(Exception):
    """No credential of that id has a status of that purpose here."""


class Irrevocable(Exception):
    """A revocation is for good (Bitstring Status List 1.0, 2.2: statusPurpose)."""


def draw(
    issuer: Issuer,
    address: str,
    credential_id: str,
    purposes: Sequence[StatusPurpose],
    now: datetime,
) -> tuple[StatusEntry, ...]:
    """One entry for each purpose, at indices that no other credential ever had or gets.

    Every call gives out new ones, also for an id that came before: nobody can say whether it is
    the same credential.
    """
    with transaction.atomic():
        return tuple(_draw(issuer, address, credential_id, one, now) for one in purposes)


def change_status(credential_id: str, changes: Sequence[StatusChange]) -> None:
    """Set or take back the bits of every credential of that id, all or none.

    Raises ``UnknownCredential`` and ``Irrevocable``; then nothing has changed.
    """
    with transaction.atomic():
        for change in changes:
            _change(queries.name_of(credential_id), change)


def signed_list(row: StatusList, signer: Signer, now: datetime) -> bytes:
    """The signed list, signed anew when a bit changed since or when its time is up.

    Raises ``KeyUnavailable``, and ``OwnFault`` when it cannot be signed as it must be.
    """
    current = row.signed_changes == row.changes and row.sign_again is not None
    if current and row.signed is not None and row.sign_again is not None and now < row.sign_again:
        return bytes(row.signed)
    secured = _sign(row, signer, now)
    # Where a bit changed meanwhile, whoever comes next signs again.
    StatusList.objects.filter(pk=row.pk, changes=row.changes).update(
        signed=secured, signed_changes=row.changes, sign_again=now + _HANDED_OUT_FOR
    )
    return secured


def _draw(
    issuer: Issuer, address: str, credential_id: str, purpose: StatusPurpose, now: datetime
) -> StatusEntry:
    row = _open_list(issuer, address, purpose, now)
    index = index_at(bytes(row.secret), row.next_position, row.length)
    row.next_position += 1
    row.save(update_fields=("next_position",))
    StatusIndex.objects.create(
        list=row, index=index, credential_sha256=queries.name_of(credential_id)
    )
    return StatusEntry(purpose, row.url, index)


def _open_list(issuer: Issuer, address: str, purpose: StatusPurpose, now: datetime) -> StatusList:
    """A list with room, locked to the end of the transaction."""
    found = (
        StatusList.objects.select_for_update()
        .filter(
            issuer_did=issuer.did,
            purpose=purpose.value,
            url__startswith=f"{address}/",
            length__gt=F("next_position"),
        )
        .order_by("created", "id")
        .first()
    )
    if found is not None:
        return found
    list_id = uuid4()
    return StatusList.objects.create(
        id=list_id,
        url=f"{address}/status/{list_id}",
        purpose=purpose.value,
        issuer_did=issuer.did,
        key=issuer.kind.key_id,
        length=MINIMUM_ENTRIES,
        secret=secrets.token_bytes(_SECRET_BYTES),
        created=now,
    )


def _change(name: str, change: StatusChange) -> None:
    mine = {"credential_sha256": name, "list__purpose": change.purpose.value}
    # The lists are locked in one order, so that two changes never wait for each other.
    lists = list(
        StatusList.objects.select_for_update()
        .filter(pk__in=StatusIndex.objects.filter(**mine).values("list"))
        .order_by("id")
    )
    if not lists:
        raise UnknownCredential
    wrong = StatusIndex.objects.filter(**mine, is_set=not change.is_set)
    places = dict.fromkeys(wrong.values_list("list", flat=True))
    if not places:
        return
    if change.purpose is StatusPurpose.REVOCATION and not change.is_set:
        raise Irrevocable
    wrong.update(is_set=change.is_set)
    StatusList.objects.filter(pk__in=places).update(changes=F("changes") + 1)


def _sign(row: StatusList, signer: Signer, now: datetime) -> bytes:
    document = list_document(
        list_url=row.url,
        issuer=row.issuer_did,
        purpose=StatusPurpose(row.purpose),
        bits=Bits.of(queries.set_indices(row), row.length),
        valid_from=now,
        valid_until=now + _LIFETIME,
    )
    key = signer.public(row.key)
    intent = Intent(
        credential_id=row.url,
        mechanism=_MECHANISM,
        unsigned=strict_json.dumps(document),
        options=ProofOptions(did_key_method_id(key), key.type, now),
        key_id=row.key,
    )
    [result] = issue([intent], signer, Purpose.STATUS)
    if isinstance(result, Failed):
        raise OwnFault(f"a status list was not signed: {result.error}")
    return result.secured
