"""Lint, sign, compare: what was linted is what was signed, or no signature leaves this room.

Works on exact unsigned bytes that were reserved before, so the same intent gives the same
credential however often it is tried. Signing happens elsewhere, through the ``Signer`` port.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from credstone.errors import CredstoneError
from credstone.ports import JsonObject, Purpose, Signer
from credstone.securing import keys, mechanism, strict_json
from credstone.securing.canonical import canonical_nquads
from credstone.securing.canonical.reference import reference_nquads
from credstone.securing.secured import ProofOptions


@dataclass(frozen=True)
class Intent:
    """What will be signed: ``unsigned`` are the reserved bytes, ``key_id`` a keystore key."""

    credential_id: str
    mechanism: str
    unsigned: bytes
    options: ProofOptions
    key_id: str


@dataclass(frozen=True)
class Issued:
    """A finished credential: ``secured`` are the bytes to keep verbatim."""

    credential_id: str
    secured: bytes


@dataclass(frozen=True)
class Failed:
    """An intent for which no credential may leave: nothing is signed, or the result differs."""

    credential_id: str
    error: CredstoneError


@dataclass(frozen=True)
class _Linted:
    intent: Intent
    document: JsonObject
    message: bytes


def issue(
    intents: Sequence[Intent], signer: Signer, purpose: Purpose = Purpose.ISSUING
) -> list[Issued | Failed]:
    """Answer one ``Issued`` or ``Failed`` for each intent, in order.

    Raises ``KeyUnavailable`` or ``NotAllowed`` when the signer will not sign at all.
    """
    linted = [_lint(intent) for intent in intents]
    if linted:
        linted[0] = _second_opinion(linted[0])
    signatures = iter(_sign((one for one in linted if isinstance(one, _Linted)), signer, purpose))
    return [
        one if isinstance(one, Failed) else _attach_and_compare(one, next(signatures), signer)
        for one in linted
    ]


def _lint(intent: Intent) -> _Linted | Failed:
    """Read the reserved bytes strictly and compute what a signature will cover."""
    try:
        document = strict_json.loads(intent.unsigned)
        if not isinstance(document, dict):
            raise CredstoneError("a credential is a JSON object")
        message = mechanism.signing_input(intent.mechanism, document, intent.options)
        return _Linted(intent, document, message)
    except CredstoneError as error:
        return Failed(intent.credential_id, error)


def _second_opinion(first: _Linted | Failed) -> _Linted | Failed:
    """Hold the first document of a batch against an independent reading of it.

    The documents of a batch have one shape, so a fault of ours would be in all of them.
    """
    if isinstance(first, Failed):
        return first
    try:
        same = reference_nquads(first.document) == canonical_nquads(first.document)
        if not same:
            raise CredstoneError("two implementations read this document differently")
    except CredstoneError as error:
        return Failed(first.intent.credential_id, error)
    return first


def _sign(linted: Iterable[_Linted], signer: Signer, purpose: Purpose) -> list[bytes]:
    signatures: list[bytes] = []
    for key_id, group in groupby(linted, key=lambda one: one.intent.key_id):
        signatures += signer.sign_many(key_id, purpose, [one.message for one in group])
    return signatures


def _attach_and_compare(linted: _Linted, signature: bytes, signer: Signer) -> Issued | Failed:
    """Attach the signature, then read the result back as a stranger would."""
    intent = linted.intent
    try:
        if not keys.verify(signer.public(intent.key_id), signature, linted.message):
            raise CredstoneError("the signer's signature does not verify")
        secured = mechanism.attach(intent.mechanism, linted.document, intent.options, signature)
        if mechanism.read(secured).document != linted.document:
            raise CredstoneError("the secured document differs from what was linted")
    except CredstoneError as error:
        return Failed(intent.credential_id, error)
    return Issued(intent.credential_id, secured)
