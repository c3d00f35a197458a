"""Whose key is it, may it be used so, and does its signature hold?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from credstone.errors import CredstoneError, Unavailable
from credstone.ports import KeyResolver, VerificationMethod
from credstone.securing import mechanism
from credstone.securing.did import did_of
from credstone.securing.secured import ASSERTION_METHOD, Proof, SecuredDocument
from credstone.verifying.report import Bearing, Check, Outcome

_RESOLVE = "Controlled Identifiers 1.0, 3.3"
_FITS = "VC Data Integrity 1.0, 2.2; RFC 8725, 3.1"
_PURPOSE = "VC Data Integrity 1.0, 4.5"
_DOMAIN = "VC Data Integrity 1.0, 4.4 (domain)"
_CHALLENGE = "VC Data Integrity 1.0, 4.4 (challenge)"
_CONTROLLER = "VC Data Model 2.0, 7.1; Controlled Identifiers 1.0, 3.3"
_VALIDITY = "Controlled Identifiers 1.0, 2.2"
_SIGNATURE = "VC Data Integrity 1.0, 4.4; VC-JOSE-COSE 1.0, 3.1"


def resolved(proof: Proof, keys: KeyResolver) -> tuple[Check, VerificationMethod | None]:
    """Whether the key that the signature names was found; what is not fetched proves nothing."""
    try:
        method = keys.resolve(proof.verification_method)
    except Unavailable as error:
        return Check("key", _RESOLVE, Outcome.UNDETERMINED, str(error)), None
    except CredstoneError as error:
        return Check("key", _RESOLVE, Outcome.FAILED, str(error)), None
    if method.id != proof.verification_method:
        reason = "The key that was found is not the one that the signature names."
        return Check("key", _RESOLVE, Outcome.FAILED, reason), None
    return Check("key", _RESOLVE, Outcome.PASSED, "The signer's key was found."), method


def fits(proof: Proof, method: VerificationMethod) -> Check:
    """Whether the key is of the type that the mechanism is made for."""
    if method.key.type in mechanism.mechanism_of(proof.mechanism).KEY_TYPES:
        reason = f"{method.key.type} is a key for {proof.mechanism}."
        return Check("key_type", _FITS, Outcome.PASSED, reason)
    reason = f"{method.key.type} is no key for {proof.mechanism}."
    return Check("key_type", _FITS, Outcome.FAILED, reason)


def purpose(proof: Proof, method: VerificationMethod, expected: str = ASSERTION_METHOD) -> Check:
    """Whether it was signed for the purpose that is expected, by a key listed for just that."""
    use = "state things" if expected == ASSERTION_METHOD else "show who they are"
    if proof.purpose != expected:
        reason = f"It was signed for {proof.purpose[:60]!r}, not to {use}."
    elif expected not in method.relationships:
        reason = f"The signer does not use this key to {use}."
    else:
        return Check("purpose", _PURPOSE, Outcome.PASSED, f"The key may be used to {use}.")
    return Check("purpose", _PURPOSE, Outcome.FAILED, reason)


def asked_for(proof: Proof, domain: str | None, challenge: str | None) -> Iterator[Check]:
    """Whether it was signed for this verifier and this request; nothing where none is expected.

    A proof names the expected domain and no other (Data Integrity 1.0, 4.4); the audience of a
    token is whoever stands in it (RFC 7519, 4.1.3).
    """
    if domain is not None:
        audience = proof.mechanism not in mechanism.CRYPTOSUITES
        meant = domain in proof.domains if audience else set(proof.domains) == {domain}
        outcome = Outcome.PASSED if meant else Outcome.FAILED
        reason = f"It was signed for {'' if meant else 'another place than '}{domain[:100]}."
        yield Check("domain", _DOMAIN, outcome, reason)
    if challenge is not None:
        answers = proof.challenge == challenge
        outcome = Outcome.PASSED if answers else Outcome.FAILED
        reason = "It answers this request." if answers else "It answers another request, or none."
        yield Check("challenge", _CHALLENGE, outcome, reason)


def controller(
    signer_id: str, method: VerificationMethod, *, required: bool = True, who: str = "issuer"
) -> Check:
    """Whether the issuer (or holder: ``who``) named in the document is who holds the key.

    The key must stand in their own controller document: one that merely says it is controlled by
    them may have been listed by anybody. One that its own document gives to somebody else is
    nobody's, whatever the policy (Controlled Identifiers 1.0, 3.3).
    """
    if method.controller != did_of(method.id):
        reason = f"Its key stands under {did_of(method.id)}, who does not hold it."
        return Check("controller", _CONTROLLER, Outcome.FAILED, reason)
    bearing = Bearing.AUTHENTIC if required else Bearing.REMARK
    if signer_id and method.controller == signer_id:
        reason = f"It is the {who}'s own key."
        return Check("controller", _CONTROLLER, Outcome.PASSED, reason, bearing)
    reason = f"It is signed with a key of {did_of(method.id)}, which is not the {who}."
    return Check("controller", _CONTROLLER, Outcome.FAILED, reason, bearing)


def co_signer(method: VerificationMethod, *, who: str = "issuer") -> Check:
    """Whether whoever signed beside the issuer (or holder) holds the key that they named."""
    signer = did_of(method.id)
    if method.controller == signer:
        reason = f"It is a key of {signer}, who signed beside the {who}."
        return Check("controller", _CONTROLLER, Outcome.PASSED, reason)
    reason = f"The key that signed beside the {who} stands under {signer}, who does not hold it."
    return Check("controller", _CONTROLLER, Outcome.FAILED, reason)


def in_use(
    method: VerificationMethod,
    created: datetime | None,
    at: datetime,
    stated: datetime | None = None,
) -> Check:
    """Whether the key was in use when it signed, on the day ``created`` that its proof gives.

    Signatures from before a key's planned end stay good, its last second included, since times are
    written in whole seconds. A revoked key is no witness to the day it signed on, because whoever
    took it can write any date (threat 25). Where the proof gives no day it signed by ``at``, and
    by ``stated`` where the document states that day; then a key that ended before leaves it open,
    for a document may begin to hold long after it was signed.
    """
    unsure = created is None and stated is not None
    signed_at = created or min(stated or at, at)
    if method.revoked is not None and method.revoked <= signed_at and not unsure:
        reason = f"The key was withdrawn on {method.revoked.date().isoformat()}, before it signed."
        return Check("key_validity", _VALIDITY, Outcome.FAILED, reason)
    if method.expires is not None and method.expires < signed_at:
        day = method.expires.date().isoformat()
        if not unsure:
            reason = f"The key ended on {day}, before it signed."
            return Check("key_validity", _VALIDITY, Outcome.FAILED, reason)
        reason = f"The key ended on {day}, and nothing says that it signed before."
        return Check("key_validity", _VALIDITY, Outcome.UNDETERMINED, reason)
    if method.revoked is not None and method.revoked <= at:
        day = method.revoked.date().isoformat()
        reason = f"The key was withdrawn on {day}, and nothing but its word says when it signed."
        return Check("key_validity", _VALIDITY, Outcome.UNDETERMINED, reason)
    reason = "The key was in use when it signed."
    return Check("key_validity", _VALIDITY, Outcome.PASSED, reason)


def signature(secured: SecuredDocument, proof: Proof, method: VerificationMethod) -> Check:
    """Whether the signature holds over the whole document."""
    try:
        answer = mechanism.check(secured, proof, method.key)
    except CredstoneError as error:
        return Check("signature", _SIGNATURE, Outcome.FAILED, str(error))
    outcome = Outcome.PASSED if answer.holds else Outcome.FAILED
    return Check("signature", _SIGNATURE, outcome, answer.reason)
