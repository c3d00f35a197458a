"""The mechanism ``eddsa-rdfc-2022`` (Data Integrity EdDSA Cryptosuites 1.0, 3.2).

Ed25519 over two SHA-256 digests: of the canonical proof options, then of the canonical document.
Key lookup, times and purposes are left to ``verifying``.
"""

from __future__ import annotations

import hashlib

from credstone.errors import CredstoneError, NotAllowed, NotCovered
from credstone.ports import Json, JsonObject, KeyType, PublicKey
from credstone.securing.answer import SignatureAnswer
from credstone.securing.data_integrity import (
    context_of,
    json_binding,
    keeps_binding,
    proof_options,
    to_be_signed,
    with_proof,
)
from credstone.securing.keys import verify
from credstone.securing.secured import STRICT, Proof, ProofOptions, Reading, SecuredDocument
from credstone.securing.strict_json import refuse_forbidden_characters

NAME = "eddsa-rdfc-2022"
KEY_TYPES = frozenset({KeyType.ED25519})


def signing_input(document: JsonObject, options: ProofOptions, reading: Reading = STRICT) -> bytes:
    """Answer the 64 bytes to sign (3.2.4).

    Raises ``NotCovered``, ``UnknownContext`` or ``TooComplex`` when the signature would not cover
    the whole document or verifiers would disagree on it, ``NotAllowed`` for a key of another type.
    """
    if options.key_type not in KEY_TYPES:
        raise NotAllowed(f"{NAME} needs an Ed25519 key, and this one is {options.key_type}.")
    signed = to_be_signed(document, options)
    refuse_forbidden_characters(signed)
    statement = _statement(signed, options)
    return hash_pair(statement, context_of(signed), reading.canonical(signed), reading)


def attach(document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
    """Answer the document with its proof, as the bytes that are kept and handed out."""
    statement = _statement(to_be_signed(document, options), options)
    return with_proof(document, statement, signature)


def check(secured: SecuredDocument, proof: Proof, key: PublicKey) -> SignatureAnswer:
    """Say whether the proof's signature is ``key``'s over document and proof (3.2.2).

    Raises as ``mechanism.coverage`` does, for the document and for the proof's own members.
    """
    if key.type not in KEY_TYPES:
        return SignatureAnswer(False, f"{NAME} needs an Ed25519 key, and this one is {key.type}.")
    signed = secured.input_of(proof)
    if not keeps_binding(proof.statement, signed):
        return SignatureAnswer(False, "The document is not written as it was signed.")
    quads = secured.reading.canonical(signed) if proof.follows else secured.quads
    message = hash_pair(proof.statement, context_of(signed), quads, secured.reading)
    if verify(key, proof.signature, message):
        return SignatureAnswer(True, "The signature holds.")
    return SignatureAnswer(False, "The signature does not hold: document or proof was changed.")


def hash_pair(statement: JsonObject, context: Json, quads: bytes, reading: Reading) -> bytes:
    """Answer SHA-256 of the proof options, then of the document (3.2.4), 64 bytes.

    The proof options are read under the document's own ``@context`` (3.2.5), and bring none.
    """
    if "@context" in statement:
        where = "/proof/@context"
        raise NotCovered(
            "A proof brings a context, which its signature does not cover.", where=where
        )
    try:
        options = reading.canonical({**statement, "@context": context})
    except CredstoneError as problem:
        problem.where = f"/proof{problem.where}"
        raise
    return hashlib.sha256(options).digest() + hashlib.sha256(quads).digest()


def _statement(signed: JsonObject, options: ProofOptions) -> JsonObject:
    statement = proof_options(NAME, options)
    return statement | json_binding(signed) if options.binds_json else statement
