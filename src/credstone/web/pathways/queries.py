"""Reading the ledger; every question names the organisation whose ledger is meant.

A learner is found by the awards that a grant rests on, which are one person's, and by what told
them apart when it was awarded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Max, Q

from credstone.errors import Refused
from credstone.formats.stack import read_stack
from credstone.issuing.request import AwardRequest
from credstone.model.enrolment import AwardUse
from credstone.model.stack import Stack
from credstone.securing import strict_json
from credstone.web.pathways.models import GrantedUse, GrantState, StackGrant
from credstone.web.records.models import AchievementVersion, Credential


def occasion(stack: str, version: str, number: int) -> str:
    """What tells the ``number``-th grant of a stack apart from others of the same learner."""
    return f"{stack} {version}" if number == 1 else f"{stack} {version} #{number}"


def uses_of(tenant: str, awards: Iterable[str]) -> tuple[AwardUse, ...]:
    """Where these awards are granted, in any stack of the tenant; ended uses are none."""
    rows = GrantedUse.objects.filter(
        grant__tenant_id=tenant, award__in=list(awards), ended__isnull=True
    ).exclude(grant__state=GrantState.REPLACED.value)
    rows = rows.select_related("grant").order_by("grant__created", "pk")
    return tuple(_use(row) for row in rows)


def uses_in(row: StackGrant) -> tuple[AwardUse, ...]:
    """The uses that a grant rests on, but for those that ended."""
    rows = row.uses.filter(ended__isnull=True).select_related("grant").order_by("pk")
    return tuple(_use(one) for one in rows)


def grants_of(
    version: AchievementVersion, stack: str, request: AwardRequest, awards: Iterable[str]
) -> list[StackGrant]:
    """What the learner of ``request`` was granted of a stack, in any version, oldest first.

    ``version`` is the larger credential's definition, ``awards`` are the parts it would rest on.
    """
    rows = StackGrant.objects.filter(tenant_id=version.tenant_id, stack=stack)
    found = Q(uses__award__in=list(awards))
    for granted, numbers in rows.values_list("version").annotate(Max("number")):
        wishes = (occasion(stack, granted, number) for number in range(1, numbers + 1))
        keys = {key for wish in wishes for key in _keys(version, request, wish)}
        found |= Q(award__idempotency_key__in=keys)
    return list(rows.filter(found).distinct().order_by("created", "number"))


def grants(tenant: str = "", stack: str = "", awards: Iterable[str] = ()) -> list[StackGrant]:
    """The grants of the home, of one organisation, of one stack, or resting on these awards."""
    rows = StackGrant.objects.select_related("award__achievement", "tenant")
    if tenant:
        rows = rows.filter(tenant_id=tenant)
    if stack:
        rows = rows.filter(stack=stack)
    if known := list(awards):
        rows = rows.filter(uses__award__in=known).distinct()
    return list(rows.prefetch_related("uses"))


def granted_rules(row: StackGrant) -> Stack:
    """The version of the stack that was granted, as it was then."""
    stack, _ = read_stack(strict_json.loads(row.rules.encode()))
    if stack is None:
        raise Refused(f"the rules of the grant {row.pk} cannot be read any more")
    return stack


def credential_of(row: StackGrant) -> Credential | None:
    """The newest credential of what was granted, None while there is none."""
    rows = Credential.objects.filter(award_id=row.award_id).select_related("tenant")
    return rows.order_by("-version", "-reserved").first()


def published_under(uri: str, tenant: str = "") -> list[AchievementVersion]:
    """The definitions with this URI that organisations of the home have published."""
    rows = AchievementVersion.objects.filter(uri=uri).select_related("tenant")
    return list(rows.filter(tenant_id=tenant) if tenant else rows)


def _keys(version: AchievementVersion, request: AwardRequest, wish: str) -> tuple[str, ...]:
    return replace(request, occasion=wish).keys(version.uri, version.version)


def _use(row: GrantedUse) -> AwardUse:
    return AwardUse(
        award=row.award,
        stack=row.grant.stack,
        requirement=row.requirement,
        credits=row.credits,
        decided_on=row.decided_on,
        version=row.grant.version,
    )
