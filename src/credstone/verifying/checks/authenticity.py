"""Is this what its issuer signed? The first half of the numbered list, for every kind of document.

Credentials, status lists and endorsements all pass through here; whether they hold today, and what
follows, is asked afterwards by ``verify`` and by the checks that fetched them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from credstone.ports import JsonObject, KeyResolver, VerificationMethod
from credstone.securing.secured import Proof
from credstone.verifying.checks import reading, structure, times
from credstone.verifying.checks.proofs import STATED, Expected, Question, prove
from credstone.verifying.checks.related import related
from credstone.verifying.policy import Policy
from credstone.verifying.report import Bearing, Check, CoSigner, first_obstacle


@dataclass(frozen=True)
class Authenticity:
    """The checks that were reached, and what they were about; ``document`` is {} when unread.

    ``proof`` and ``method`` are the issuer's. ``co_signers`` are the others whose proofs held.
    """

    checks: tuple[Check, ...]
    document: JsonObject
    proof: Proof | None = None
    method: VerificationMethod | None = None
    co_signers: tuple[CoSigner, ...] = ()

    @property
    def obstacle(self) -> Check | None:
        """Why it is not known to be genuine; None when it is."""
        return first_obstacle(c for c in self.checks if c.bearing is Bearing.AUTHENTIC)

    @property
    def premature(self) -> bool:
        """Whether it says that it was signed only after the moment asked about."""
        return any(check.question == "proof_created" and not check.passed for check in self.checks)

    @property
    def run_out(self) -> bool:
        """Whether one of its proofs was only meant to hold until an earlier moment."""
        return any(check.question == "proof_expires" and not check.passed for check in self.checks)

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


def authenticate(
    data: bytes,
    *,
    at: datetime,
    keys: KeyResolver,
    policy: Policy,
    expected: Expected = STATED,
) -> Authenticity:
    """Steps 1 to 13 of ``verify``; stops where going on would mean to interpret what is broken."""
    readable, secured = reading.readable(data, policy.reading)  # 1
    if secured is None:
        return Authenticity((readable,), {})
    checks = [readable, *reading.covered(secured)]  # 2, 3
    if first_obstacle(checks) is None:
        checks.append(structure.structure(secured.document))  # 4
    if first_obstacle(checks) is None:
        checks += related(secured.document, policy.known_digests)
    unproven = Authenticity(tuple(checks), secured.document)
    if first_obstacle(checks) is not None:
        return unproven
    stated = times.first_moment(secured.document)
    question = Question(unproven.issuer_id, at, keys, policy, expected, stated)
    proven = prove(secured, question)  # 5 to 13
    return Authenticity(
        (*checks, *proven.checks),
        secured.document,
        proven.proof,
        proven.method,
        proven.co_signers,
    )
