"""Sequence numbers and status indices, each given out once, whatever happens in between.

Every writer first takes the sequencer's row lock. That makes reservations follow one another,
so "is it there already?" and "write it" cannot be interleaved by a second run. Call only inside
a transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db.models import F

from credstone.home import Home
from credstone.model.credential import StatusEntry, StatusPurpose
from credstone.status.bitstring import MINIMUM_ENTRIES
from credstone.status.permutation import index_at
from credstone.transparency.leaf import SALT_BYTES, Leaf, LeafKind, commitment
from credstone.web.accounts.models import Organisation
from credstone.web.records.models import Credential, LeafRow, Sequencer, StatusIndex, StatusList

_SECRET_BYTES = 32


def lock() -> Sequencer:
    """Take the one lock that orders all writers; held to the end of the transaction."""
    Sequencer.objects.get_or_create(pk=1)
    return Sequencer.objects.select_for_update().get(pk=1)


def keep_leaves(
    sequencer: Sequencer,
    events: Sequence[tuple[Credential, LeafKind, bytes]],
    time: datetime,
) -> None:
    """Give each event (credential, kind, exact content) the next sequence number and a leaf."""
    rows = []
    for offset, (credential, kind, content) in enumerate(events):
        salt = secrets.token_bytes(SALT_BYTES)
        leaf = Leaf(kind, commitment(salt, content), time)
        rows.append(
            LeafRow(
                sequence=sequencer.next + offset,
                credential=credential,
                kind=kind.value,
                time=time,
                salt=salt,
                commit=leaf.commit,
                hash=leaf.hash,
            )
        )
    LeafRow.objects.bulk_create(rows)
    sequencer.next += len(rows)
    sequencer.save(update_fields=("next",))


class IndexAllocator:
    """Draws unused indices for one issuer, opening new lists as old ones fill up."""

    def __init__(self, home: Home, tenant: Organisation, now: datetime) -> None:
        self._home = home
        self._tenant = tenant
        self._now = now
        self._open = {purpose: self._newest(purpose) for purpose in StatusPurpose}
        self._drawn: list[StatusIndex] = []

    def draw(self, credential: Credential) -> tuple[StatusEntry, ...]:
        """One entry for each purpose, at indices that no other credential ever had or gets."""
        return tuple(self._draw(credential, purpose) for purpose in StatusPurpose)

    def save(self) -> None:
        """Write the drawn indices and how far each list is used, after the credentials exist."""
        StatusIndex.objects.bulk_create(self._drawn, batch_size=1000)
        for row in self._open.values():
            row.save(update_fields=("next_position",))
        self._drawn = []

    def _draw(self, credential: Credential, purpose: StatusPurpose) -> StatusEntry:
        row = self._open[purpose]
        if row.next_position >= row.length:
            row.save(update_fields=("next_position",))
            row = self._open[purpose] = self._create(purpose)
        index = index_at(bytes(row.secret), row.next_position, row.length)
        row.next_position += 1
        self._drawn.append(
            StatusIndex(list=row, index=index, credential=credential, purpose=purpose.value)
        )
        return StatusEntry(purpose, row.url, index)

    def _newest(self, purpose: StatusPurpose) -> StatusList:
        found = (
            StatusList.objects.select_for_update()
            .filter(
                tenant=self._tenant,
                purpose=purpose.value,
                issuer_did=self._tenant.did,
                length__gt=F("next_position"),
            )
            .order_by("created")
            .first()
        )
        return found or self._create(purpose)

    def _create(self, purpose: StatusPurpose) -> StatusList:
        list_id = uuid4()
        return StatusList.objects.create(
            id=list_id,
            tenant=self._tenant,
            purpose=purpose.value,
            issuer_did=self._tenant.did,
            key=self._tenant.status_key,
            url=self._home.status_list_url(str(list_id)),
            length=MINIMUM_ENTRIES,
            secret=secrets.token_bytes(_SECRET_BYTES),
            created=self._now,
        )
