"""Changing the ledger: one transaction each, under the register's one lock.

A grant, its uses and the reserved credential of the larger award are written together, so that a
use without its grant, or a grant without its award, never exists. Signing comes afterwards, as
ever (``records.commands.finish``), and may be repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Field

from credstone.errors import Conflict, Refused
from credstone.formats.stack import stack_to_json
from credstone.issuing.request import AwardRequest, from_json
from credstone.model.enrolment import AwardUse
from credstone.model.stack import Stack
from credstone.securing import strict_json
from credstone.securing.canonical import jcs
from credstone.stacking.grant import Grant
from credstone.web.pathways import queries
from credstone.web.pathways.models import GrantedUse, GrantState, StackGrant
from credstone.web.records.allocation import lock
from credstone.web.records.commands import reserve
from credstone.web.records.drafts import Order
from credstone.web.records.models import Award, Credential


@dataclass(frozen=True)
class Granted:
    """The grant as the ledger has it, and the credentials to finish; ``is_new`` if it is new."""

    row: StackGrant
    credentials: tuple[UUID, ...]
    is_new: bool


def grant_stack(
    order: Order,
    stack: Stack,
    given: Grant,
    request: AwardRequest,
    *,
    judged: Collection[AwardUse],
    now: datetime,
    renews: UUID | None = None,
) -> Granted:
    """Write down ``given`` with its uses, and reserve the larger credential, all or nothing.

    What stands already is answered as it is, so that granting twice grants once. ``judged`` are
    the granted uses that the allocation took into account, of whatever stack; ``renews`` is the
    grant that this one follows. Raises ``Conflict`` when the ledger says otherwise by now, or
    when the learner holds another version of the stack, or holds it on credentials that are not
    shown; ``Refused`` for a request that no credential or no row can carry.
    """
    _refuse_too_long(given, request)
    awards = [part.holding for part in given.parts]
    with transaction.atomic():
        lock()
        earlier = queries.grants_of(order.version, stack.id, request, awards)
        standing = _standing(earlier, renews)
        if standing is not None:
            _require_shown(standing, awards)
            return _again(standing, stack.version, order, now)
        _require_as_judged(order, awards, judged)
        number = 1 + max((one.number for one in earlier if one.version == stack.version), default=0)
        occasion = queries.occasion(stack.id, stack.version, number)
        [reservation] = reserve(order, [replace(request, occasion=occasion)], now)
        if reservation.refused is not None:
            raise reservation.refused
        row = StackGrant.objects.create(
            tenant=order.tenant,
            award_id=Credential.objects.get(pk=reservation.credentials[0]).award_id,
            stack=stack.id,
            version=stack.version,
            number=number,
            rules=jcs.canonicalize(stack_to_json(stack)).decode(),
            state=GrantState.GRANTED.value,
            by=given.by.value,
            decided_by=given.decided_by,
            decided_on=given.decided_on,
            lapses_on=given.lapses_on,
            created=now,
        )
        GrantedUse.objects.bulk_create(_use(row, use) for use in given.uses)
        StackGrant.objects.filter(pk__in=[one.pk for one in earlier]).update(
            state=GrantState.REPLACED.value
        )
    return Granted(row, reservation.credentials, is_new=True)


def grant_again(order: Order, row: StackGrant, now: datetime) -> Granted:
    """What stands already, with its credential in the ordered format."""
    with transaction.atomic():
        lock()
        return _again(row, row.version, order, now)


def reopen(row: StackGrant, because: Mapping[str, str], on: date) -> bool:
    """Mark a grant as re-opened, its uses of these awards as ended, each for its reason.

    Answers whether that is news; a replaced grant is left alone.
    """
    with transaction.atomic():
        current = StackGrant.objects.select_for_update().get(pk=row.pk)
        if current.state == GrantState.REPLACED.value:
            return False
        ended = 0
        for award, why in because.items():
            uses = GrantedUse.objects.filter(grant=current, award=award, ended__isnull=True)
            ended += uses.update(ended=on, why=why)
        if ended:
            current.state = GrantState.REOPENED.value
            current.save(update_fields=("state",))
    return bool(ended)


def _standing(earlier: list[StackGrant], renews: UUID | None) -> StackGrant | None:
    """The grant that stands in the way of another one."""
    stands = (one for one in earlier if one.state == GrantState.GRANTED.value)
    return next((one for one in stands if one.pk != renews), None)


def _require_shown(standing: StackGrant, awards: list[str]) -> None:
    """Refuse to hand out what was found by the learner's names alone: anybody may bear those."""
    if not standing.uses.filter(award__in=awards).exists():
        raise Conflict(
            f"{standing.stack} is granted to a learner of these names already, on other "
            "credentials than are shown here",
            fix="Give a record that holds those, or re-open that grant first.",
        )


def _refuse_too_long(given: Grant, request: AwardRequest) -> None:
    """Refuse what the ledger has no room for, in words, before a database does."""
    said = [
        (StackGrant, "stack", "the id of the stack", given.stack),
        (StackGrant, "version", "the version of the stack", given.version),
        (StackGrant, "decided_by", "the name of who decides", given.decided_by),
        (Award, "learner_uri", "the learner's id", request.learner_uri),
    ]
    for use in given.uses:
        said.append((GrantedUse, "award", "the id of an award", use.award))
        said.append((GrantedUse, "requirement", "the id of a requirement", use.requirement))
    for row, name, what, value in said:
        column = row._meta.get_field(name)
        most = column.max_length if isinstance(column, Field) else None
        if most is not None and len(value) > most:
            raise Refused(
                f"{what} has {len(value)} characters, and {most} are the most: {value[:40]}…",
                fix="Write a shorter one.",
            )


def _again(row: StackGrant, version: str, order: Order, now: datetime) -> Granted:
    """What stands, with its credential in the ordered format, made where it was not before."""
    if row.version != version:
        raise Conflict(
            f"{row.stack} is granted to this learner in version {row.version}",
            fix="Ask for that version, or re-open that grant first.",
        )
    if row.award.achievement_id != order.version.pk:
        raise Conflict(
            f"{row.stack} {version} was granted to this learner as {row.award.achievement}",
            fix="Order it in that version of the achievement.",
        )
    content = strict_json.loads(row.award.content.encode())
    assert isinstance(content, dict)
    [reservation] = reserve(order, [from_json(content)], now)
    return Granted(row, reservation.credentials, is_new=False)


def _require_as_judged(order: Order, awards: list[str], judged: Collection[AwardUse]) -> None:
    """Refuse what was decided on a ledger that has changed since."""
    known = queries.uses_of(order.tenant.pk, awards)
    if not _places(known) <= _places(judged):
        raise Conflict("another grant was written down while this was decided", fix="Ask again.")


def _places(uses: Iterable[AwardUse]) -> frozenset[tuple[str, str, str]]:
    return frozenset((use.award, use.stack, use.requirement) for use in uses)


def _use(row: StackGrant, use: AwardUse) -> GrantedUse:
    return GrantedUse(
        grant=row,
        award=use.award,
        requirement=use.requirement,
        credits=use.credits,
        decided_on=use.decided_on,
    )
