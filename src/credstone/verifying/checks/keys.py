"""Whose key is it, may it be used so, and does its signature hold?"""

from __future__ import annotations

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


def purpose(proof: Proof, method: VerificationMethod) -> Check:
    """Whether the signature was made to assert something, by a key listed for just that."""
    if proof.purpose != ASSERTION_METHOD:
        reason = f"It was signed for {proof.purpose!r}, not to state what it says."
    elif ASSERTION_METHOD not in method.relationships:
        reason = "The signer does not use this key to state things."
    else:
        return Check("purpose", _PURPOSE, Outcome.PASSED, "The key may be used to state things.")
    return Check("purpose", _PURPOSE, Outcome.FAILED, reason)


def controller(issuer_id: str, method: VerificationMethod, *, required: bool = True) -> Check:
    """Whether the issuer named in the document is who holds the key.

    The key must stand in the issuer's own controller document: one that merely says it is
    controlled by the issuer may have been listed by anybody.
    """
    bearing = Bearing.AUTHENTIC if required else Bearing.REMARK
    if issuer_id and method.controller == issuer_id == did_of(method.id):
        reason = "It is the issuer's own key."
        return Check("controller", _CONTROLLER, Outcome.PASSED, reason, bearing)
    reason = f"It is signed with a key of {did_of(method.id)}, which is not the issuer."
    return Check("controller", _CONTROLLER, Outcome.FAILED, reason, bearing)


def in_use(method: VerificationMethod, signed_at: datetime | None, at: datetime) -> Check:
    """Whether the key was in use when it signed.

    Signatures from before a key's planned end stay good. A revoked key is no witness to the day
    it signed on, because whoever took it can write any date (threat 25).
    """
    if method.revoked is not None and method.revoked <= (signed_at or at):
        reason = f"The key was withdrawn on {method.revoked.date().isoformat()}, before it signed."
        return Check("key_validity", _VALIDITY, Outcome.FAILED, reason)
    if method.expires is not None and method.expires < (signed_at or at):
        reason = f"The key ended on {method.expires.date().isoformat()}, before it signed."
        return Check("key_validity", _VALIDITY, Outcome.FAILED, reason)
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
