"""What may happen to a credential after it was issued, from which state, and what it leads to."""

from __future__ import annotations

from dataclasses import dataclass

from credstone.errors import Conflict
from credstone.model.credential import CredentialState, StatusPurpose
from credstone.transparency.leaf import LeafKind
from credstone.web.records.models import Credential


@dataclass(frozen=True)
class Change:
    """An event: from which states it may happen, the state after it, the bit it writes."""

    allowed: frozenset[CredentialState]
    state: CredentialState
    purpose: StatusPurpose
    bit: bool
    past: str


_CURRENT = frozenset({CredentialState.ISSUED, CredentialState.SUSPENDED})
_REVOCATION, _SUSPENSION = StatusPurpose.REVOCATION, StatusPurpose.SUSPENSION

CHANGES: dict[LeafKind, Change] = {
    LeafKind.REVOKE: Change(_CURRENT, CredentialState.REVOKED, _REVOCATION, True, "revoked"),
    LeafKind.SUSPEND: Change(
        frozenset({CredentialState.ISSUED}),
        CredentialState.SUSPENDED,
        _SUSPENSION,
        True,
        "suspended",
    ),
    LeafKind.RESUME: Change(
        frozenset({CredentialState.SUSPENDED}),
        CredentialState.ISSUED,
        _SUSPENSION,
        False,
        "resumed",
    ),
    LeafKind.SUPERSEDE: Change(_CURRENT, CredentialState.SUPERSEDED, _REVOCATION, True, "replaced"),
}


def require(row: Credential, kind: LeafKind) -> Change:
    """The change that ``kind`` makes; raises ``Conflict`` when ``row``'s state forbids it."""
    change = CHANGES[kind]
    if CredentialState(row.state) in change.allowed:
        return change
    if row.replaced_by_id is not None:
        raise Conflict(
            f"urn:uuid:{row.pk} was replaced by urn:uuid:{row.replaced_by_id}",
            fix="That one is the credential to change now.",
        )
    allowed = " or ".join(sorted(one.value for one in change.allowed))
    raise Conflict(
        f"urn:uuid:{row.pk} is {row.state}, so it cannot be {change.past}",
        fix=f"Only {allowed} ones can.",
    )
