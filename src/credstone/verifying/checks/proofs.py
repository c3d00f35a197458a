"""Do its proofs hold? Steps 5 to 13 of ``verify``, for one proof, for a set and for a chain.

Every proof must hold (VC Data Integrity 1.0, 2.1.1 and 2.1.2). One of them is the signer's, who
states what the document says; it alone decides whose document it is, because anybody may add a
proof to a set. The others are co-signers, and named only once their proofs have held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from credstone.ports import KeyResolver, VerificationMethod
from credstone.securing.did import did_of
from credstone.securing.mechanism import MECHANISMS
from credstone.securing.secured import ASSERTION_METHOD, Proof, SecuredDocument
from credstone.verifying.checks import keys as key_checks
from credstone.verifying.checks import reading, times
from credstone.verifying.policy import Policy
from credstone.verifying.report import Bearing, Check, CoSigner, Outcome, first_obstacle


@dataclass(frozen=True)
class Expected:
    """What the verifier expects of every proof (VC Data Integrity 1.0, 4.4).

    ``purpose`` is the verification relationship that the keys must be listed for. ``domain`` and
    ``challenge`` are what the verifier itself asked for; None expects nothing, and a proof may
    then name any.
    """

    purpose: str = ASSERTION_METHOD
    domain: str | None = None
    challenge: str | None = None

    @property
    def signer(self) -> str:
        """Who signs for that purpose: a credential its issuer, a presentation its holder."""
        return "issuer" if self.purpose == ASSERTION_METHOD else "holder"


STATED = Expected()
# A credential may carry a crowd of consents and endorsements, and each proof of each of them makes
# its document canonical anew (P12).
_MOST_PROOFS_INSIDE = 2


def few_proofs(written: bytes) -> bool:
    """Whether a document inside another has few enough proofs to be looked at."""
    return written.count(b'"proofValue"') <= _MOST_PROOFS_INSIDE


@dataclass(frozen=True)
class Question:
    """Who should have signed, when it is asked, and with what.

    ``signer_id`` is the id of the issuer, or of the holder of a presentation. ``stated`` is the day
    from which the document itself says that it holds, for proofs that give no day of signing.
    """

    signer_id: str
    at: datetime
    keys: KeyResolver
    policy: Policy
    expected: Expected = STATED
    stated: datetime | None = None


@dataclass(frozen=True)
class Proven:
    """The checks that were reached; ``proof`` and ``method`` are the signer's.

    ``co_signers`` is empty unless every proof was shown to hold.
    """

    checks: tuple[Check, ...]
    proof: Proof
    method: VerificationMethod | None
    co_signers: tuple[CoSigner, ...] = ()


def prove(secured: SecuredDocument, question: Question) -> Proven:
    """Examine the signer's proof, then the others in their order, up to one that does not hold.

    After that one nothing more is asked: no key is fetched because a forgery names it. The checks
    of the others carry the number of their proof in the document, such as ``signature:2``.
    """
    numbered = dict(enumerate(secured.proofs, 1))
    first = _signers_own(secured, question)
    own, method = _examined(secured, numbered[first], question, own=True)
    checks, co_signers = list(own), []
    for number, proof in numbered.items():
        if _refuted(checks):
            break
        if number == first:
            continue
        found, its_method = _examined(secured, proof, question, own=False)
        checks += [replace(check, id=f"{check.id}:{number}") for check in found]
        if its_method is not None and all(check.passed for check in found):
            co_signers.append(_co_signer(proof, its_method))
    if first_obstacle(c for c in checks if c.bearing is Bearing.AUTHENTIC) is not None:
        co_signers.clear()
    others = tuple(one for one in co_signers if one.id != question.signer_id)
    return Proven(tuple(checks), numbered[first], method, others)


def _signers_own(secured: SecuredDocument, question: Question) -> int:
    """The number of the first proof by a key under the signer's id, or 1 when there is none.

    ``controller`` demands that id of the key, so no other proof could be the signer's.
    """
    for number, proof in enumerate(secured.proofs, 1):
        if did_of(proof.verification_method) == question.signer_id:
            return number
    return 1


def _refuted(checks: list[Check]) -> bool:
    failed = (check for check in checks if check.outcome is Outcome.FAILED)
    return any(check.bearing is Bearing.AUTHENTIC for check in failed)


def _examined(
    secured: SecuredDocument, proof: Proof, question: Question, *, own: bool
) -> tuple[list[Check], VerificationMethod | None]:
    policy = question.policy
    accepted = reading.accepted(proof, policy.mechanisms)  # 5
    if proof.mechanism not in MECHANISMS:
        return [accepted], None
    found, method = key_checks.resolved(proof, question.keys)  # 6
    checks = [accepted, found]
    if method is not None:
        checks += _signed(secured, proof, method, question, own=own)
    checks.append(times.created(proof, question.at, policy.clock_skew))  # 12
    checks.append(times.signature_unexpired(proof, question.at))  # 13
    return checks, method


def _signed(
    secured: SecuredDocument,
    proof: Proof,
    method: VerificationMethod,
    question: Question,
    *,
    own: bool,
) -> Iterator[Check]:
    """Steps 7 to 11: the key is one that may do this, and it did."""
    yield key_checks.fits(proof, method)  # 7
    yield key_checks.purpose(proof, method, question.expected.purpose)  # 8
    yield from key_checks.asked_for(proof, question.expected.domain, question.expected.challenge)
    if own:
        required = question.policy.issuer_controls_key
        yield key_checks.controller(  # 9
            question.signer_id, method, required=required, who=question.expected.signer
        )
    else:
        yield key_checks.co_signer(method, who=question.expected.signer)  # 9
    yield key_checks.in_use(method, proof.created, question.at, question.stated)  # 10
    yield key_checks.signature(secured, proof, method)  # 11


def _co_signer(proof: Proof, method: VerificationMethod) -> CoSigner:
    return CoSigner(method.controller, method.id, proof.mechanism, proof.created)
