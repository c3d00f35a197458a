"""Awarding many results: chunk by chunk, each finished before the next is begun.

A run may be killed anywhere and started again, or run eight times at once: every row ends with
its one credential. Works inline; what a row asks for was decided before (``documents``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from typing import TypeVar
from uuid import UUID

from credstone.issuing.request import AwardRequest, from_json
from credstone.model.credential import CredentialState
from credstone.model.party import Person
from credstone.ports import Signer
from credstone.web.accounts.models import Organisation
from credstone.web.records import commands, queries
from credstone.web.records.commands import Finished, Reservation
from credstone.web.records.drafts import Order
from credstone.web.records.models import AchievementVersion, Award, Credential

# Large enough that one commit is shared by many rows, small enough that the lock is brief, that
# a killed run repeats little, and that memory does not grow with the file.
CHUNK = 200

Item = TypeVar("Item")

_AGAIN = 'To award it again, give the row an occasion of its own in a column "Occasion".'
_REMEDIES = {
    CredentialState.REVOKED: _AGAIN,
    CredentialState.SUPERSEDED: _AGAIN,
    CredentialState.SUSPENDED: "To let it hold again: credstone credential resume {id}",
}


class Status(StrEnum):
    """What a run did about a row, or would do: then a row that it would award is new."""

    NEW = "new"
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
        corrected = queries.corrected_on(wanted)
        for (row, request), reservation in zip(chunk, reservations, strict=True):
            yield _answer(row, request, reservation, finished, states, corrected)


def foresee(
    version: AchievementVersion, rows: Iterable[tuple[int, AwardRequest]]
) -> Iterator[RowAwarded]:
    """What ``award_rows`` would answer about ``rows`` now, as far as the register tells.

    Only reads, chunk by chunk. An award counts as made when it was made in any format; one that an
    interrupted run left unsigned counts as new, since a run signs it.
    """
    for chunk in chunks(rows, CHUNK):
        keys = [request.keys(version.uri, version.version) for _, request in chunk]
        known = queries.awarded(version.tenant_id, {one for some in keys for one in some})
        credentials = [one for _, newest in known.values() for one in newest.values()]
        corrected = queries.corrected_on([one.pk for one in credentials])
        for (row, request), some in zip(chunk, keys, strict=True):
            award, newest = next((known[one] for one in some if one in known), (None, {}))
            yield _foreseen(row, request, award, newest, corrected)


def _foreseen(
    row: int,
    request: AwardRequest,
    award: Award | None,
    newest: Mapping[str, Credential],
    corrected: Mapping[UUID, datetime],
) -> RowAwarded:
    if award is None:
        return RowAwarded(row, Status.NEW, ())
    ids = tuple(one.pk for one in newest.values())
    earlier = from_json(json.loads(award.content))
    if _differences(earlier, request):
        return _otherwise(row, earlier, request, ids, corrected)
    states = {one.pk: CredentialState(one.state) for one in newest.values()}
    if CredentialState.RESERVED in states.values():
        return RowAwarded(row, Status.NEW, _names(ids))
    return _already(row, ids, states)


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
    states: Mapping[UUID, CredentialState],
    corrected: Mapping[UUID, datetime],
) -> RowAwarded:
    ids = reservation.credentials
    if reservation.refused is not None:
        return RowAwarded(row, Status.FAILED, (), str(reservation.refused))
    errors = [finished.failed[one] for one in ids if one in finished.failed]
    if errors:
        return RowAwarded(row, Status.FAILED, _names(ids), str(errors[0]))
    # Also when an interrupted run left it unsigned until now: it says what was asked for then.
    if reservation.earlier is not None and _differences(reservation.earlier, request):
        return _otherwise(row, reservation.earlier, request, ids, corrected)
    if finished.issued.intersection(ids):
        return RowAwarded(row, Status.AWARDED, _names(ids))
    return _already(row, ids, states)


def _already(row: int, ids: tuple[UUID, ...], states: Mapping[UUID, CredentialState]) -> RowAwarded:
    """What was awarded before with the same words, and what to do where it does not hold."""
    told = [
        f"{name} is {states[one].value} now, and nothing was changed. "
        + _REMEDIES[states[one]].format(id=name)
        for one, name in zip(ids, _names(ids), strict=True)
        if states[one] in _REMEDIES
    ]
    return RowAwarded(row, Status.ALREADY, _names(ids), " ".join(told))


def _otherwise(
    row: int,
    earlier: AwardRequest,
    request: AwardRequest,
    ids: tuple[UUID, ...],
    corrected: Mapping[UUID, datetime],
) -> RowAwarded:
    """What was awarded before with other words: by a list, or by a correction since."""
    fields = ", ".join(_differences(earlier, request))
    names = " ".join(_names(ids))
    days = sorted({corrected[one].date().isoformat() for one in ids if one in corrected})
    if days:
        message = (
            f"{names} was corrected on {days[-1]}, and the list still has another value: {fields}; "
            "nothing was changed. Correct the list, so that both say the same."
        )
    else:
        message = (
            f"awarded before as {names}, and not the same: {fields}; nothing was changed. "
            f"To correct it: credstone credential supersede {names}"
        )
    return RowAwarded(row, Status.DIFFERS, _names(ids), message)


def _names(ids: Iterable[UUID]) -> tuple[str, ...]:
    return tuple(f"urn:uuid:{one}" for one in ids)


def _differences(earlier: AwardRequest, request: AwardRequest) -> list[str]:
    """What the two say otherwise; a birth date that is no longer told is no other birth date."""
    names = [*_differing(earlier, request), *_differing(earlier.learner, request.learner)]
    silent = {"learner"} if request.learner.birth_date else {"learner", "birth_date"}
    return [name.replace("_", " ") for name in names if name not in silent]


def _differing(one: AwardRequest | Person, other: AwardRequest | Person) -> Iterator[str]:
    for field in fields(one):
        if getattr(one, field.name) != getattr(other, field.name):
            yield field.name
