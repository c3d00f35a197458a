"""What verification answers: checks with reasons, and the verdict that follows from them.

Three-valued throughout: what could not be found out is ``undetermined``, which is neither valid
nor forged. Weighing the checks belongs to ``policy``, telling it to people to ``explain``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from credstone.ports import Json, JsonObject


class Outcome(StrEnum):
    """How one check ended."""

    PASSED = "passed"
    FAILED = "failed"
    UNDETERMINED = "undetermined"


class Bearing(StrEnum):
    """What a check tells us about; ``policy.judge`` weighs by it, the report does not print it."""

    AUTHENTIC = "authentic"  # is it what its issuer signed?
    CURRENT = "current"  # does it hold today?
    COMPLETE = "complete"  # does it say all that its format promises?
    TRUSTED = "trusted"  # what the verifier's own policy demands of the issuer
    REMARK = "remark"  # worth knowing, without weight


# The checks that each proof of a document gets; beside the issuer's, with the proof's number.
_OF_A_PROOF = frozenset(
    {
        "mechanism",
        "key",
        "key_type",
        "purpose",
        "domain",
        "challenge",
        "controller",
        "key_validity",
        "signature",
        "proof_created",
        "proof_expires",
    }
)


@dataclass(frozen=True)
class Check:
    """One check: a stable id, the clause it rests on, how it ended, and why in plain words.

    A check of another proof than the issuer's carries its number, such as ``signature:2``.
    """

    id: str
    clause: str
    outcome: Outcome
    reason: str
    bearing: Bearing = Bearing.AUTHENTIC

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASSED

    @property
    def question(self) -> str:
        """What was asked, of whichever proof: the id without the number of a co-signer's."""
        name, _, number = self.id.rpartition(":")
        return name if name in _OF_A_PROOF and number.isdecimal() else self.id


class Verdict(StrEnum):
    """What the document is: authentic and current, not so, or not found out."""

    VALID = "valid"
    INVALID = "invalid"
    UNDETERMINED = "undetermined"


class ReportClass(StrEnum):
    """The four answers a person gets (journeys.md, P5)."""

    GENUINE_VALID = "genuine_valid"
    GENUINE_BUT = "genuine_but"
    NOT_CHECKED = "not_checked"
    NOT_GENUINE = "not_genuine"


class ReasonCode(StrEnum):
    """Why a class is not ``genuine_valid``.

    ``ISSUER_NOT_SHOWN`` comes only from a policy that lets another key than the issuer's pass
    (``profiles.VC_API``): the signature holds, and that the issuer made it was not shown.
    """

    ISSUER_NOT_SHOWN = "issuer_not_shown"
    NOT_AN_AWARD = "not_an_award"
    ISSUER_UNKNOWN = "issuer_unknown"
    RIGHT_NOT_SHOWN = "right_to_award_not_shown"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    INCOMPLETE = "incomplete"
    NOT_FOUND_OUT = "not_found_out"
    LEGACY = "legacy_badge"
    NOT_AUTHENTIC = "not_authentic"


class TrustLevel(StrEnum):
    """What we know of who signed."""

    ACCREDITED = "accredited"
    DOMAIN_VERIFIED = "domain_verified"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class IssuerView:
    """Who signed. ``name`` is vouched for by a trust list, or the verified domain, or "".

    ``calls_itself`` is the name in the credential, which anybody can write (threat 24).
    """

    id: str = ""
    name: str = ""
    trust: TrustLevel = TrustLevel.UNKNOWN
    calls_itself: str = ""
    trust_reason: str = ""


@dataclass(frozen=True)
class CoSigner:
    """Somebody beside the issuer whose proof over the document was shown to hold.

    ``id`` is who controls ``key``, a DID URL; ``created`` is when they say they signed, in UTC.
    """

    id: str
    key: str
    mechanism: str
    created: datetime | None


@dataclass(frozen=True)
class TrustListView:
    """Whose trust list the verifier used; ``signer_named`` says that they named its signer."""

    id: str
    version: int
    signer: str
    signer_named: bool


@dataclass(frozen=True)
class CredentialSummary:
    """An index to what was verified; times as the credential writes them, "" where unstated."""

    id: str = ""
    types: tuple[str, ...] = ()
    title: str = ""
    subject: str = ""
    mechanism: str = ""
    valid_from: str = ""
    valid_until: str = ""
    replaced_by: str = ""


@dataclass(frozen=True)
class VerificationReport:
    """The whole answer at one moment; ``at`` is aware and in UTC.

    ``co_signers`` are those whose proofs held beside the issuer's; nobody is named beside a
    forgery. ``document`` is the document inside the secured bytes, or None when they could not be
    read. It is for reading on, not for printing, and nobody vouches for it unless the class is
    genuine.
    """

    verdict: Verdict
    class_: ReportClass
    reasons: tuple[ReasonCode, ...]
    issuer: IssuerView
    checks: tuple[Check, ...]
    credential: CredentialSummary
    at: datetime
    trust_list: TrustListView | None = None
    co_signers: tuple[CoSigner, ...] = ()
    document: JsonObject | None = field(default=None, repr=False, compare=False)

    def check(self, check_id: str) -> Check | None:
        """The first check of that id, or None when it was not reached."""
        return next((check for check in self.checks if check.id == check_id), None)

    def to_json(self) -> JsonObject:
        """The answer of ``credstone verify --json`` (verification-report.schema.json)."""
        return {
            "verdict": self.verdict.value,
            "class": self.class_.value,
            "reasons": [reason.value for reason in self.reasons],
            "issuer": {
                "id": self.issuer.id,
                "name": self.issuer.name,
                "trust": self.issuer.trust.value,
                "calls_itself": self.issuer.calls_itself,
                "trust_reason": self.issuer.trust_reason,
            },
            "trust_list": _trust_list(self.trust_list),
            "co_signers": co_signers_json(self.co_signers),
            "checks": checks_json(self.checks),
            "credential": _summary(self.credential),
            "at": moment(self.at),
        }


def first_obstacle(checks: Iterable[Check]) -> Check | None:
    """The first check that failed, else the first that is undetermined, else None."""
    by_outcome = {check.outcome: check for check in reversed(list(checks))}
    return by_outcome.get(Outcome.FAILED) or by_outcome.get(Outcome.UNDETERMINED)


def _trust_list(view: TrustListView | None) -> Json:
    if view is None:
        return None
    return {
        "id": view.id,
        "version": view.version,
        "signer": view.signer,
        "signer_named": view.signer_named,
    }


def checks_json(checks: Iterable[Check]) -> list[Json]:
    """The checks as every answer lists them."""
    return [
        {"id": c.id, "clause": c.clause, "outcome": c.outcome.value, "reason": c.reason}
        for c in checks
    ]


def co_signers_json(co_signers: Iterable[CoSigner]) -> list[Json]:
    """The co-signers as every answer lists them."""
    return [
        {
            "id": one.id,
            "key": one.key,
            "mechanism": one.mechanism,
            "created": moment(one.created) if one.created is not None else "",
        }
        for one in co_signers
    ]


def moment(when: datetime) -> str:
    """A moment as every answer writes it: UTC, to the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _summary(credential: CredentialSummary) -> JsonObject:
    return {
        "id": credential.id,
        "types": list(credential.types),
        "title": credential.title,
        "subject": credential.subject,
        "mechanism": credential.mechanism,
        "valid_from": credential.valid_from,
        "valid_until": credential.valid_until,
        "replaced_by": credential.replaced_by,
    }
