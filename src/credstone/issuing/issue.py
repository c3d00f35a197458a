"""Lint, sign, compare: what was linted is what was signed, or no signature leaves this room.

Works on exact unsigned bytes that were reserved before, so the same intent gives the same
credential however often it is tried. Signing happens elsewhere, through the ``Signer`` port.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from credstone.conforming.related import KnownDigest
from credstone.errors import CredstoneError, KeyUnavailable, MalformedInput, NotAllowed, NotCovered
from credstone.issuing.lint import lint
from credstone.ports import JsonObject, Purpose, Signer
from credstone.securing import keys, mechanism, strict_json
from credstone.securing.canonical.reference import reference_nquads
from credstone.securing.did import did_of
from credstone.securing.secured import STRICT, ProofOptions, Reading


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
    intents: Sequence[Intent],
    signer: Signer,
    purpose: Purpose = Purpose.ISSUING,
    *,
    reading: Reading = STRICT,
    known: Set[KnownDigest] = frozenset(),
) -> list[Issued | Failed]:
    """Answer one ``Issued`` or ``Failed`` for each intent, in order.

    ``reading`` says which contexts the documents may name, ``known`` which digests of related
    resources are accepted beside those of the frozen bytes. Raises ``KeyUnavailable`` when the
    signer cannot be asked; a key that may not sign fails its own intents alone.
    """
    opinion = _SecondOpinion(reading)
    linted = [opinion.on(_lint(intent, signer, reading, known)) for intent in intents]
    signatures: dict[str, bytes | CredstoneError] = {}
    for key_id, group in _by_key(linted).items():
        signatures |= _signed(key_id, group, signer, purpose)
    return [
        one
        if isinstance(one, Failed)
        else _attach_and_compare(one, signatures[one.intent.credential_id], signer)
        for one in linted
    ]


def _lint(
    intent: Intent, signer: Signer, reading: Reading, known: Set[KnownDigest]
) -> _Linted | Failed:
    """Read the reserved bytes strictly and compute what a signature will cover."""
    try:
        document = strict_json.loads(intent.unsigned)
        if not isinstance(document, dict):
            raise CredstoneError("a credential is a JSON object")
        if "proof" in document:
            raise MalformedInput("It is secured already.", where="/proof")
        lint(document, known)
        named = intent.options.verification_method
        key = signer.public(intent.key_id)
        if named != mechanism.method_id(intent.mechanism, did_of(named), key):
            raise CredstoneError(f"it names the key {named}, and another one would sign it")
        message = mechanism.signing_input(
            intent.mechanism, document, intent.options, reading=reading
        )
        return _Linted(intent, document, message)
    except KeyUnavailable:
        raise
    except CredstoneError as error:
        return Failed(intent.credential_id, error)


@dataclass(frozen=True)
class _SecondOpinion:
    """Holds documents against an independent reading of them, the first of each type at least.

    The documents of a batch that have one type have one shape, so a fault of ours in the shape
    would be in the first. Where the first differs, every other one is looked at as well.
    """

    reading: Reading
    trusted: set[str] = field(default_factory=set)
    doubted: set[str] = field(default_factory=set)

    def on(self, one: _Linted | Failed) -> _Linted | Failed:
        if isinstance(one, Failed) or (shape := str(one.document.get("type"))) in self.trusted:
            return one
        doubt = _doubt(one.document, self.reading)
        if doubt is not None:
            self.doubted.add(shape)
            return Failed(one.intent.credential_id, doubt)
        if shape not in self.doubted:
            self.trusted.add(shape)
        return one


def _doubt(document: JsonObject, reading: Reading) -> CredstoneError | None:
    try:
        # Neither reads the direction of a text; whether it is signed is the mechanism's to say.
        own = reading.with_json_signed().canonical(document)
        if reference_nquads(document, reading.contexts) == own:
            return None
    except CredstoneError as error:
        return error
    return NotCovered("two implementations read this document differently")


def _by_key(linted: Iterable[_Linted | Failed]) -> dict[str, list[_Linted]]:
    groups: dict[str, list[_Linted]] = {}
    for one in linted:
        if isinstance(one, _Linted):
            groups.setdefault(one.intent.key_id, []).append(one)
    return groups


def _signed(
    key_id: str, group: Sequence[_Linted], signer: Signer, purpose: Purpose
) -> dict[str, bytes | CredstoneError]:
    """By credential its signature, or why there is none."""
    answers: Sequence[bytes | CredstoneError]
    try:
        answers = signer.sign_many(key_id, purpose, [one.message for one in group])
    except NotAllowed as error:
        answers = [error] * len(group)
    if len(answers) != len(group):
        answers = [CredstoneError("the signer answered another number of signatures")] * len(group)
    return {one.intent.credential_id: answer for one, answer in zip(group, answers, strict=True)}


def _attach_and_compare(
    linted: _Linted, signature: bytes | CredstoneError, signer: Signer
) -> Issued | Failed:
    """Attach the signature, then read the result back as a stranger would."""
    intent = linted.intent
    try:
        if isinstance(signature, CredstoneError):
            raise signature
        if not keys.verify(signer.public(intent.key_id), signature, linted.message):
            raise CredstoneError("the signer's signature does not verify")
        secured = mechanism.attach(intent.mechanism, linted.document, intent.options, signature)
        if mechanism.read(secured).document != linted.document:
            raise CredstoneError("the secured document differs from what was linted")
    except CredstoneError as error:
        return Failed(intent.credential_id, error)
    return Issued(intent.credential_id, secured)
