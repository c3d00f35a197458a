"""Reading the register.

A question that an organisation asks names it as its tenant, and finds nobody else's rows; without
a tenant it is the home's own question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from credstone.errors import Refused
from credstone.model.credential import CredentialState, StatusPurpose
from credstone.transparency.leaf import LeafKind
from credstone.web.records.models import (
    AchievementVersion,
    Award,
    ColumnMapping,
    Consent,
    Credential,
    LeafRow,
    SecuredDocument,
    StatusEvent,
    StatusIndex,
    StatusList,
)


def achievement(tenant: str, code: str, version: str = "") -> AchievementVersion:
    """The named version, or the newest one; raises ``Refused`` with the codes there are."""
    rows = AchievementVersion.objects.filter(tenant_id=tenant, code=code)
    row = (rows.filter(version=version) if version else rows.order_by("-published", "-pk")).first()
    if row is None:
        wanted = f"{code} {version}".strip()
        raise Refused(
            f"no published achievement {wanted}",
            fix=f"Published here: {', '.join(_codes(tenant)) or 'none'}. "
            "Publish one with: credstone achievement publish FILE",
        )
    return row


def find_achievement(code: str, version: str = "") -> AchievementVersion:
    """The version by code alone, when one tenant of this home has it; raises ``Refused``."""
    tenants = sorted(
        set(AchievementVersion.objects.filter(code=code).values_list("tenant_id", flat=True))
    )
    if len(tenants) > 1:
        raise Refused(
            f"{code} is published by {', '.join(tenants)}", fix="Say whose: --issuer CODE"
        )
    return achievement(tenants[0] if tenants else "", code, version)


def _codes(tenant: str) -> list[str]:
    rows = AchievementVersion.objects.all()
    if tenant:
        rows = rows.filter(tenant_id=tenant)
    return sorted(set(rows.values_list("code", flat=True)))


def achievements(tenant: str = "") -> list[AchievementVersion]:
    rows = AchievementVersion.objects.select_related("tenant")
    return list(rows.filter(tenant_id=tenant) if tenant else rows)


def consents(version: AchievementVersion) -> list[bytes]:
    """The signed consents of the other awarding bodies, in the order of their codes."""
    rows = Consent.objects.filter(achievement=version).order_by("body_id")
    return [bytes(row.document) for row in rows]


def credential(credential_id: str, tenant: str = "") -> Credential:
    """The credential named ``urn:uuid:…``; raises ``Refused`` when the tenant has none."""
    try:
        key = UUID(credential_id.removeprefix("urn:uuid:"))
    except ValueError:
        raise Refused(
            f"{credential_id!r} is not a credential id", fix="Ids look like urn:uuid:0f8e…"
        ) from None
    rows = Credential.objects.select_related("award__achievement", "tenant", "replaced_by")
    row = (rows.filter(tenant_id=tenant) if tenant else rows).filter(pk=key).first()
    if row is None:
        raise Refused(f"no credential {credential_id} in this home", fix="Check the id.")
    return row


def credentials(code: str = "", state: str = "") -> Iterator[Credential]:
    """Every credential of the home, of this achievement's code and in this state, newest first.

    Read a thousand at a time, since there may be a hundred thousand.
    """
    rows = Credential.objects.select_related("award__achievement", "tenant")
    if code:
        rows = rows.filter(award__achievement__code=code)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("-reserved", "pk").iterator(chunk_size=1000)


def secured(row: Credential) -> bytes:
    """The signed bytes, verbatim; raises ``Refused`` while the credential is only reserved."""
    document = SecuredDocument.objects.filter(credential=row).first()
    if document is None:
        raise Refused(
            f"urn:uuid:{row.pk} is reserved and not signed yet",
            fix="Finish it with: credstone award resume",
        )
    return bytes(document.content)


def awarded(tenant: str, keys: Iterable[str]) -> dict[str, tuple[Award, dict[str, Credential]]]:
    """The awards with these idempotency keys, each with its newest credential by format."""
    awards = Award.objects.filter(tenant_id=tenant, idempotency_key__in=list(keys))
    found: dict[str, tuple[Award, dict[str, Credential]]] = {
        row.idempotency_key: (row, {}) for row in awards
    }
    newest = {row.pk: credentials for row, credentials in found.values()}
    rows = Credential.objects.filter(award__in=newest.keys()).order_by("version")
    for row in rows:
        newest[row.award_id][row.format] = row
    return found


def corrected_on(ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of the credentials among ``ids`` took an earlier one's place."""
    rows = StatusEvent.objects.filter(
        kind=LeafKind.SUPERSEDE.value, credential__replaced_by__in=list(ids)
    )
    pairs = rows.values_list("credential__replaced_by", "time")
    return {new: time for new, time in pairs if new is not None}


def unfinished(tenant: str) -> list[UUID]:
    """Credentials that a run reserved and did not finish, oldest first."""
    rows = Credential.objects.filter(tenant_id=tenant, state=CredentialState.RESERVED.value)
    return list(rows.order_by("reserved").values_list("pk", flat=True))


def states(ids: Iterable[UUID]) -> dict[UUID, CredentialState]:
    """The state of each credential among ``ids``."""
    rows = Credential.objects.filter(pk__in=list(ids)).values_list("pk", "state")
    return {pk: CredentialState(state) for pk, state in rows}


def status_lists(tenant: str = "") -> list[StatusList]:
    rows = StatusList.objects.select_related("tenant").order_by("created", "pk")
    return list(rows.filter(tenant_id=tenant) if tenant else rows)


def set_indices(row: StatusList) -> list[int]:
    """The indices of ``row`` whose bit is 1."""
    found = StatusIndex.objects.filter(list=row, value=True)
    return list(found.values_list("index", flat=True))


def supersessions(row: StatusList) -> list[tuple[str, str]]:
    """(old id, new id) of the replaced credentials whose revocation stands on this list."""
    found = StatusIndex.objects.filter(
        list=row,
        purpose=StatusPurpose.REVOCATION.value,
        credential__replaced_by__isnull=False,
    )
    pairs = found.values_list("credential_id", "credential__replaced_by_id")
    return [(f"urn:uuid:{old}", f"urn:uuid:{new}") for old, new in pairs]


def remembered_mapping(tenant: str, headers_sha256: str) -> str | None:
    row = ColumnMapping.objects.filter(tenant_id=tenant, headers_sha256=headers_sha256).first()
    return row.mapping if row else None


def leaves(credentials: Iterable[UUID]) -> list[LeafRow]:
    return list(LeafRow.objects.filter(credential_id__in=list(credentials)).order_by("sequence"))
