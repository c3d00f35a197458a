"""Reading status lists."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from credstone.web.vcapi.models import StatusIndex, StatusList


def list_by_id(list_id: UUID) -> StatusList | None:
    return StatusList.objects.filter(pk=list_id).first()


def list_by_url(url: str) -> StatusList | None:
    return StatusList.objects.filter(url=url).first()


def set_indices(row: StatusList) -> list[int]:
    """The places of the list whose bit is set."""
    return list(StatusIndex.objects.filter(list=row, is_set=True).values_list("index", flat=True))


def name_of(credential_id: str) -> str:
    """What a credential is found by: ids may tell about people, digests of them do not."""
    return sha256(credential_id.encode()).hexdigest()
