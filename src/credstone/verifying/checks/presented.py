"""What is presented, by whom, and in answer to what? The checks that only a presentation has.

Verifying the credentials themselves is left to ``verify``, with the same list as ever.
"""

from __future__ import annotations

from collections.abc import Iterator

from credstone.conforming.values import type_names
from credstone.errors import CredstoneError, Unavailable
from credstone.ports import Json, JsonObject, StatusSource, VerificationMethod
from credstone.securing.secured import ASSERTION_METHOD, Proof, SecuredDocument
from credstone.securing.strict_json import loads
from credstone.verifying.checks.authenticity import Authenticity
from credstone.verifying.checks.related import related
from credstone.verifying.checks.structure import structure
from credstone.verifying.policy import Policy
from credstone.verifying.report import (
    Bearing,
    Check,
    Outcome,
    ReasonCode,
    Verdict,
    VerificationReport,
    first_obstacle,
)

PRESENTATION = "VerifiablePresentation"
MOST_SIGNATURES = 64
"""On the credentials of one presentation together: each costs a key to find and a check (P12)."""
MOST_LISTS = 128
"""Status lists read for one presentation or record: two for each credential (P12)."""
MOST_OCTETS_OF_LISTS = 16 * 1024 * 1024
"""And so many octets of them together."""
MOST_REFUSED = 4
"""After so many credentials that are not genuine the others of a presentation are left alone."""

_PRESENTED = "VC Data Model 2.0, 4.13"
_SELF_ASSERTED = "VC Data Model 2.0, 4.13.4; VC Data Integrity 1.0, 4.5"
_SIGNED = "VC Data Model 2.0, 4.12, 4.13"
_HOLDER = "VC Data Model 2.0, 4.13 (holder), A.1"
_ASKED = "VC Data Integrity 1.0, 2.1 (domain, challenge); OpenID4VP 1.0, 14.1"


class FewLists:
    """A ``ports.StatusSource`` that reads only so much of another one: see ``MOST_LISTS``."""

    def __init__(self, statuses: StatusSource) -> None:
        self._statuses = statuses
        self._left = MOST_LISTS
        self._octets_left = MOST_OCTETS_OF_LISTS

    def status_list(self, url: str) -> bytes:
        """Answer the list; raises ``Unavailable`` when too many were asked for."""
        self._left -= 1
        if self._left < 0:
            raise Unavailable(f"For one answer at most {MOST_LISTS} status lists are read.")
        found = self._statuses.status_list(url)
        self._octets_left -= len(found)
        if self._octets_left < 0:
            raise Unavailable("For one answer no more large status lists are read.")
        return found


def unsigned(data: bytes, policy: Policy) -> SecuredDocument | None:
    """The presentation in ``data`` that nobody signed; None for everything else."""
    try:
        document = loads(data)
    except CredstoneError:
        return None
    if not isinstance(document, dict) or "proof" in document:
        return None
    if PRESENTATION not in type_names(document.get("type")):
        return None
    return SecuredDocument(data, document, (), reading=policy.reading)


def not_signed() -> Check:
    """The answer to a presentation that nobody signed: anybody may have put it together."""
    reason = "Nobody signed it, so it does not show who presents these credentials."
    return Check("signed", _SIGNED, Outcome.FAILED, reason)


def nobody_told_apart() -> Check:
    """The answer to a presentation of several signers that says of none that it is the holder."""
    reason = "Several signed it and it names no holder, so nobody can tell who presents it."
    return Check("controller", _PRESENTED, Outcome.FAILED, reason)


def credentials_of(document: JsonObject) -> list[JsonObject]:
    """The credentials in a presentation that has passed ``structure``."""
    value = document.get("verifiableCredential", [])
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def not_too_many(credentials: list[JsonObject]) -> Check:
    """Whether this verifier goes through all of them."""
    signatures = sum(map(_signatures, credentials))
    if max(signatures, len(credentials)) > MOST_SIGNATURES:
        reason = f"There are more than {MOST_SIGNATURES} signatures on what it presents."
        return Check("credentials", _PRESENTED, Outcome.FAILED, reason)
    if not credentials:
        return Check("credentials", _PRESENTED, Outcome.PASSED, "It presents no credential.")
    number = "one credential" if len(credentials) == 1 else f"{len(credentials)} credentials"
    return Check("credentials", _PRESENTED, Outcome.PASSED, f"It presents {number}.")


def credential_holds(number: int, report: VerificationReport) -> Check:
    """Whether the credential at that place is good by itself."""
    check_id = f"credential:{number}"
    if report.verdict is Verdict.VALID:
        reason = "It is authentic and current."
        if ReasonCode.ISSUER_NOT_SHOWN in report.reasons:
            reason = "Its signature holds; that its issuer made it was not shown."
        return Check(check_id, _PRESENTED, Outcome.PASSED, reason)
    obstacle = first_obstacle(c for c in report.checks if c.bearing is not Bearing.REMARK)
    reason = obstacle.reason if obstacle is not None else "Nothing could be found out about it."
    failed = report.verdict is Verdict.INVALID
    outcome = Outcome.FAILED if failed else Outcome.UNDETERMINED
    return Check(check_id, _PRESENTED, outcome, reason)


def not_looked_at(number: int) -> Check:
    """The answer about a credential that comes after too many forgeries."""
    reason = f"It was not looked at: {MOST_REFUSED} of those before it are not genuine."
    return Check(f"credential:{number}", _PRESENTED, Outcome.UNDETERMINED, reason)


def holder_binding(number: int, document: JsonObject, holder: str) -> Check:
    """Whether the credential is about whoever presents it: a remark, since others may present."""
    check_id = f"holder_binding:{number}"
    subjects = sorted(set(_subject_ids(document)))
    if not subjects:
        reason = "It names nobody by an id, so nothing shows whether its holder presents it."
        return Check(check_id, _HOLDER, Outcome.UNDETERMINED, reason, Bearing.REMARK)
    if subjects == [holder]:
        reason = "It is about whoever presents it."
        return Check(check_id, _HOLDER, Outcome.PASSED, reason, Bearing.REMARK)
    reason = f"It is about {subjects[0][:200]}, and {holder[:200]} presents it."
    return Check(check_id, _HOLDER, Outcome.FAILED, reason, Bearing.REMARK)


def unasked(proof: Proof, domain: str | None, challenge: str | None) -> Iterator[Check]:
    """What the proof answers although nobody said what was asked: told, and of no weight."""
    if domain is None and proof.domains:
        reason = f"It was signed for {', '.join(proof.domains)[:200]}; no place was asked about."
        yield Check("domain", _ASKED, Outcome.PASSED, reason, Bearing.REMARK)
    if challenge is None and proof.challenge is not None:
        reason = "It answers a request; nobody said which one was made."
        yield Check("challenge", _ASKED, Outcome.PASSED, reason, Bearing.REMARK)


def is_self_asserted(document: JsonObject) -> bool:
    """Whether only the presentation secures it: a statement of its holder (4.13.4)."""
    return "proof" not in document and "VerifiableCredential" in type_names(document.get("type"))


def self_asserted(document: JsonObject, presented: Authenticity, policy: Policy) -> Authenticity:
    """The authenticity of the holder's own statement, which is that of the presentation.

    It passed ``presentation_structure``, so the holder of the presentation is its issuer. The key
    must be one to state things with as well as one to show who they are. Whoever signed beside
    them showed who they are, and stated nothing.
    """
    checks = tuple(_own(document, presented, policy))
    return Authenticity(checks, document, presented.proof, presented.method)


def _own(document: JsonObject, presented: Authenticity, policy: Policy) -> Iterator[Check]:
    for check in presented.checks:
        if check.id == "structure":
            yield (built := structure(document))
            if built.passed:
                yield from related(document, policy.known_digests)
        elif check.id == "purpose" and check.passed and presented.method is not None:
            yield _may_state(presented.method)
        elif check.question not in ("domain", "challenge"):
            yield check


def _may_state(method: VerificationMethod) -> Check:
    if ASSERTION_METHOD in method.relationships:
        reason = "Its holder states this, and nobody else; the key may be used to state things."
        return Check("purpose", _SELF_ASSERTED, Outcome.PASSED, reason)
    reason = "Its holder states this with a key that they do not use to state things."
    return Check("purpose", _SELF_ASSERTED, Outcome.FAILED, reason)


def _signatures(credential: JsonObject) -> int:
    proof: Json = credential.get("proof")
    return len(proof) if isinstance(proof, list) else 1


def _subject_ids(document: JsonObject) -> Iterator[str]:
    value = document.get("credentialSubject", [])
    for subject in value if isinstance(value, list) else [value]:
        name = subject.get("id") if isinstance(subject, dict) else subject
        if isinstance(name, str):
            yield name
