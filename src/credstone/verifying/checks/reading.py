"""Can it be read, does a signature cover all of it, and by a mechanism that this verifier takes?"""

from __future__ import annotations

from collections.abc import Set

from credstone.errors import CredstoneError, TooComplex, UnknownContext, UnsupportedMechanism
from credstone.securing import mechanism
from credstone.securing.secured import STRICT, Proof, Reading, SecuredDocument
from credstone.verifying.checks.unreadable import described, is_trust_list
from credstone.verifying.report import Check, Outcome

_READABLE = "RFC 8259; VC Data Integrity 1.0, 2; VC-JOSE-COSE 1.0, 3"
_CONTEXTS = "VC Data Model 2.0, 4.3"
_COVERED = "VC Data Integrity 1.0, 2.4.2"
_MECHANISM = "VC Data Model 2.0, 5.12"


def readable(data: bytes, how: Reading = STRICT) -> tuple[Check, SecuredDocument | None]:
    """Whether these bytes are a secured document; the document comes along when they are."""
    try:
        secured = mechanism.read(data, reading=how)
    except UnsupportedMechanism as error:
        if not is_trust_list(data):
            return Check("mechanism", _MECHANISM, Outcome.UNDETERMINED, str(error)), None
        return Check("readable", _READABLE, Outcome.FAILED, described(data, error)), None
    except CredstoneError as error:
        return Check("readable", _READABLE, Outcome.FAILED, described(data, error)), None
    return Check("readable", _READABLE, Outcome.PASSED, "It is a signed document."), secured


def covered(secured: SecuredDocument) -> tuple[Check, ...]:
    """Whether every term is one of a frozen context, and a signature would cover every part."""
    known = Check("contexts", _CONTEXTS, Outcome.PASSED, "Every term is defined where we know it.")
    try:
        mechanism.coverage(secured)
    except UnknownContext as error:
        return (Check("contexts", _CONTEXTS, Outcome.FAILED, str(error)),)
    except TooComplex as error:
        return known, Check("covered", _COVERED, Outcome.FAILED, f"Too complex: {error}")
    except CredstoneError as error:
        return known, Check("covered", _COVERED, Outcome.FAILED, str(error))
    reason = f"A signature {'covers' if secured.proofs else 'would cover'} all of it."
    return known, Check("covered", _COVERED, Outcome.PASSED, reason)


def accepted(proof: Proof, mechanisms: Set[str]) -> Check:
    """Whether this verifier takes the mechanism; one that it does not take proves nothing."""
    if proof.mechanism in mechanisms:
        return Check("mechanism", _MECHANISM, Outcome.PASSED, f"Secured by {proof.mechanism}.")
    reason = f"This verifier does not take documents secured by {proof.mechanism}."
    return Check("mechanism", _MECHANISM, Outcome.UNDETERMINED, reason)
