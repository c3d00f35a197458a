"""Awarding many results: chunk by chunk, each finished before the next is begun.

A run may be killed anywhere and started again, or run eight times at once: every row ends with
its one credential. Works inline; what a row asks for was decided before (``documents``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from typing import TypeVar
from uuid import UUID

from credstone.issuing.request import AwardRequest
from credstone.model.credential import CredentialState
from credstone.model.party import Person
from credstone.ports import Signer
from credstone.web.accounts.models import Organisation
from credstone.web.records import commands, queries
from credstone.web.records.commands import Finished, Reservation
from credstone.web.records.drafts import Order

# Large enough that one commit is shared by many rows, small enough that the lock is brief, that
# a killed run repeats little, and that memory does not grow with the file.
CHUNK = 200

Item = TypeVar("Item")


class Status(StrEnum):
    """What a run did about a row."""

    AWARDED = "awarded"
    ALREADY = "already awarded"
    DIFFERS = "awarded otherwise"
    FAILED = "not issued"


@dataclass(frozen=True)
class RowAwarded:
    """The end of one row: its credentials (``urn:uuid:…``) and a sentence for the registrar."""

    row: int
    status: Status
    credential_ids: tuple[str, ...]
    message: str = ""


def award_rows(
    order: Order, rows: Iterable[tuple[int, AwardRequest]], signer: Signer
) -> Iterator[RowAwarded]:
    """Award ``rows`` (number, request) in order; each answer is durable when it is yielded.

    Raises ``KeyUnavailable`` when nothing can be signed; what was reserved stays for ``resume``.
    """
    for chunk in chunks(rows, CHUNK):
        now = datetime.now(UTC).replace(microsecond=0)
        reservations = commands.reserve(order, [request for _, request in chunk], now)
        wanted = [one for reservation in reservations for one in reservation.credentials]
        finished = commands.finish(wanted, signer)
        states = queries.states(wanted)
        for (row, request), reservation in zip(chunk, reservations, strict=True):
            yield _answer(row, request, reservation, finished, states)


def resume(tenant: Organisation, signer: Signer) -> Iterator[Finished]:
    """Finish what interrupted runs of ``tenant`` left reserved, chunk by chunk."""
    for chunk in chunks(queries.unfinished(tenant.pk), CHUNK):
        yield commands.finish(chunk, signer)


def chunks(items: Iterable[Item], size: int) -> Iterator[Sequence[Item]]:
    """``items`` in lists of ``size``, the last one shorter."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _answer(
    row: int,
    request: AwardRequest,
    reservation: Reservation,
    finished: Finished,
    states: dict[UUID, CredentialState],
) -> RowAwarded:
    ids = tuple(f"urn:uuid:{one}" for one in reservation.credentials)
    if reservation.refused is not None:
        return RowAwarded(row, Status.FAILED, (), str(reservation.refused))
    errors = [finished.failed[one] for one in reservation.credentials if one in finished.failed]
    if errors:
        return RowAwarded(row, Status.FAILED, ids, str(errors[0]))
    # Also when an interrupted run left it unsigned until now: it says what was asked for then.
    if reservation.earlier is not None:
        return RowAwarded(row, Status.DIFFERS, ids, _difference(reservation.earlier, request))
    if finished.issued.intersection(reservation.credentials):
        return RowAwarded(row, Status.AWARDED, ids)
    state = {states[one].value for one in reservation.credentials} - {"issued"}
    return RowAwarded(row, Status.ALREADY, ids, f"now {', '.join(sorted(state))}" if state else "")


def _difference(earlier: AwardRequest, request: AwardRequest) -> str:
    names = [*_differing(earlier, request), *_differing(earlier.learner, request.learner)]
    named = ", ".join(name.replace("_", " ") for name in names if name != "learner")
    return (
        f"awarded before, and not the same: {named}; nothing was changed. "
        "To correct it: credstone credential supersede"
    )


def _differing(one: AwardRequest | Person, other: AwardRequest | Person) -> Iterator[str]:
    for field in fields(one):
        if getattr(one, field.name) != getattr(other, field.name):
            yield field.name
