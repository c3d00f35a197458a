"""Is this what its issuer signed? The first half of the numbered list, for every kind of document.

Credentials, status lists and endorsements all pass through here; whether they hold today, and what
follows, is asked afterwards by ``verify`` and by the checks that fetched them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from credstone.ports import JsonObject, KeyResolver, VerificationMethod
from credstone.securing.secured import Proof, SecuredDocument
from credstone.verifying.checks import keys as key_checks
from credstone.verifying.checks import reading, structure, times
from credstone.verifying.policy import Policy
from credstone.verifying.report import Bearing, Check, first_obstacle


@dataclass(frozen=True)
class Authenticity:
    """The checks that were reached, and what they were about; ``document`` is {} when unread."""

    checks: tuple[Check, ...]
    document: JsonObject
    proof: Proof | None = None
    method: VerificationMethod | None = None

    @property
    def obstacle(self) -> Check | None:
        """Why it is not known to be genuine; None when it is."""
        return first_obstacle(c for c in self.checks if c.bearing is Bearing.AUTHENTIC)

    @property
    def premature(self) -> bool:
        """Whether it says that it was signed only after the moment asked about."""
        return any(check.id == "proof_created" and not check.passed for check in self.checks)

    @property
    def controls_key(self) -> bool:
        """Whether the issuer was shown to hold the key, whatever the policy makes of it."""
        return any(check.id == "controller" and check.passed for check in self.checks)

    @property
    def issuer_id(self) -> str:
        """The id that the document gives its issuer, or ""."""
        issuer = self.document.get("issuer")
        name = issuer.get("id") if isinstance(issuer, dict) else issuer
        return name if isinstance(name, str) else ""


def authenticate(data: bytes, *, at: datetime, keys: KeyResolver, policy: Policy) -> Authenticity:
    """Steps 1 to 12 of ``verify``; stops where going on would mean to interpret what is broken."""
    readable, secured = reading.readable(data)  # 1
    if secured is None:
        return Authenticity((readable,), {})
    checks = [readable, *reading.covered(secured)]  # 2, 3
    if first_obstacle(checks) is None:
        checks.append(structure.structure(secured.document))  # 4
    if first_obstacle(checks) is not None or len(secured.proofs) != 1:
        return Authenticity(tuple(checks), secured.document)
    proof = secured.proofs[0]
    checks.append(reading.accepted(proof, policy.mechanisms))  # 5
    found, method = key_checks.resolved(proof, keys)  # 6
    checks.append(found)
    known = Authenticity((), secured.document, proof, method)
    if method is not None:
        checks += _signed(secured, known, method, at, policy)
    checks.append(times.created(proof, at, policy.clock_skew))  # 12
    return Authenticity(tuple(checks), secured.document, proof, method)


def _signed(
    secured: SecuredDocument,
    known: Authenticity,
    method: VerificationMethod,
    at: datetime,
    policy: Policy,
) -> list[Check]:
    """Steps 7 to 11: the key is one that may do this, and it did."""
    proof = secured.proofs[0]
    signed_at = proof.created or times.moment(secured.document, "validFrom")
    required = policy.issuer_controls_key
    return [
        key_checks.fits(proof, method),  # 7
        key_checks.purpose(proof, method),  # 8
        key_checks.controller(known.issuer_id, method, required=required),  # 9
        key_checks.in_use(method, signed_at, at),  # 10
        key_checks.signature(secured, proof, method),  # 11
    ]
