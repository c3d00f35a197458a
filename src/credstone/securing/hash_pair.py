"""What a cryptosuite signs: two digests, of the proof's own words and then of the document.

The suites differ in two things alone: how both are made canonical, RDF or JCS, and whose keys sign.
The first is here, twice; the second is each suite's own file. The digest follows the key: SHA-256
for Ed25519 and P-256, SHA-384 throughout for P-384, RDFC-1.0's own hash included
(Data Integrity ECDSA Cryptosuites 1.0, 3.2.3, 3.2.4 and 3.3.4).
"""

from __future__ import annotations

import hashlib
from collections.abc import Set

from credstone.errors import CredstoneError, NotAllowed, NotCovered
from credstone.ports import JsonObject, KeyType, PublicKey
from credstone.securing.answer import SignatureAnswer
from credstone.securing.canonical import HashName, jcs
from credstone.securing.data_integrity import (
    context_of,
    json_binding,
    keeps_binding,
    proof_options,
    split,
    to_be_signed,
    with_proof,
)
from credstone.securing.keys import verify
from credstone.securing.secured import Proof, ProofOptions, Reading, SecuredDocument
from credstone.securing.strict_json import refuse_forbidden_characters

_HASH: dict[KeyType, HashName] = {
    KeyType.ED25519: "sha256",
    KeyType.P256: "sha256",
    KeyType.P384: "sha384",
}


def rdfc_signing_input(
    name: str, keys: Set[KeyType], document: JsonObject, options: ProofOptions, reading: Reading
) -> bytes:
    """Answer the digests to sign: 64 bytes, 96 with P-384.

    Raises ``NotCovered``, ``UnknownContext`` or ``TooComplex`` when the signature would not cover
    the whole document or verifiers would disagree on it, ``NotAllowed`` for a key of another type.
    """
    _refuse_other_keys(name, keys, options.key_type)
    signed = to_be_signed(document, options)
    refuse_forbidden_characters(signed)
    reading = reading.with_json_signed(options.binds_json)
    quads = reading.canonical(signed, _HASH[options.key_type])
    statement = _rdfc_statement(name, signed, options)
    return rdfc_pair(statement, signed, quads, options.key_type, reading)


def rdfc_attach(name: str, document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
    """Answer the document with its proof, as the bytes that are kept and handed out."""
    statement = _rdfc_statement(name, to_be_signed(document, options), options)
    return with_proof(document, statement, signature)


def rdfc_check(
    name: str, keys: Set[KeyType], secured: SecuredDocument, proof: Proof, key: PublicKey
) -> SignatureAnswer:
    """Say whether the proof's signature is ``key``'s over document and proof.

    Raises as ``mechanism.coverage`` does, for the document and for the proof's own members.
    """
    if key.type not in keys:
        return _wrong_key(name, keys, key.type)
    signed = secured.input_of(proof)
    if not keeps_binding(proof.statement, signed):
        return SignatureAnswer(False, "The document is not written as it was signed.")
    hash = _HASH[key.type]
    if proof.follows:
        quads = secured.reading.canonical(signed, hash)
    else:
        quads = secured.quads if hash == "sha256" else secured.quads_sha384
    message = rdfc_pair(proof.statement, signed, quads, key.type, secured.reading)
    return _answer(key, proof, message)


def rdfc_pair(
    statement: JsonObject, signed: JsonObject, quads: bytes, key_type: KeyType, reading: Reading
) -> bytes:
    """Answer the digest of the proof options, then of the document's ``quads``.

    The proof options are read under the document's own ``@context``; a proof that brings one is
    refused, because what it names would be covered by nobody's signature.
    """
    context = context_of(signed)
    if "@context" in statement:
        raise NotCovered(
            "A proof brings a context, which its signature does not cover.",
            where="/proof/@context",
        )
    hash = _HASH[key_type]
    try:
        options = reading.canonical({**statement, "@context": context}, hash)
    except CredstoneError as problem:
        problem.where = f"/proof{problem.where}"
        raise
    return _digests(options, quads, hash)


def jcs_signing_input(
    name: str, keys: Set[KeyType], document: JsonObject, options: ProofOptions, reading: Reading
) -> bytes:
    """Answer the digests to sign: 64 bytes, 96 with P-384; raises as ``rdfc_signing_input`` does.

    What JSON-LD would not read is refused although its bytes are signed, so that every reader
    sees the same claims.
    """
    _refuse_other_keys(name, keys, options.key_type)
    signed = to_be_signed(document, options)
    refuse_forbidden_characters(signed)
    reading.with_json_signed().canonical(split(document)[0])
    return jcs_pair(_jcs_statement(name, signed, options), signed, options.key_type)


def jcs_attach(name: str, document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
    """Answer the document with its proof, as the bytes that are kept and handed out."""
    statement = _jcs_statement(name, to_be_signed(document, options), options)
    return with_proof(document, statement, signature)


def jcs_check(
    name: str, keys: Set[KeyType], secured: SecuredDocument, proof: Proof, key: PublicKey
) -> SignatureAnswer:
    """Say whether the proof's signature is ``key``'s over document and proof.

    A proof that names contexts must name the document's, exactly. The Recommendations ask only
    that the document's begin with the proof's, and then verify it under the proof's: whatever
    context stands after those was signed by nobody. A proof without contexts is taken, since the
    document's are signed as part of the document.
    """
    if key.type not in keys:
        return _wrong_key(name, keys, key.type)
    signed = secured.input_of(proof)
    if proof.statement.get("@context", signed.get("@context")) != context_of(signed):
        return SignatureAnswer(False, "The proof names other contexts than its document.")
    return _answer(key, proof, jcs_pair(proof.statement, signed, key.type))


def jcs_pair(statement: JsonObject, signed: JsonObject, key_type: KeyType) -> bytes:
    """Answer the digest of the proof options, then of the document, both in canonical JSON."""
    try:
        options = jcs.canonicalize(statement)
    except CredstoneError as problem:
        problem.where = f"/proof{problem.where}"
        raise
    return _digests(options, jcs.canonicalize(signed), _HASH[key_type])


def _rdfc_statement(name: str, signed: JsonObject, options: ProofOptions) -> JsonObject:
    statement = proof_options(name, options)
    return statement | json_binding(signed) if options.binds_json else statement


def _jcs_statement(name: str, signed: JsonObject, options: ProofOptions) -> JsonObject:
    return {"@context": context_of(signed), **proof_options(name, options)}


def _digests(options: bytes, document: bytes, hash: HashName) -> bytes:
    return hashlib.new(hash, options).digest() + hashlib.new(hash, document).digest()


def _answer(key: PublicKey, proof: Proof, message: bytes) -> SignatureAnswer:
    if verify(key, proof.signature, message):
        return SignatureAnswer(True, "The signature holds.")
    return SignatureAnswer(False, "The signature does not hold: document or proof was changed.")


def _refuse_other_keys(name: str, keys: Set[KeyType], key_type: KeyType) -> None:
    if key_type not in keys:
        raise NotAllowed(_needs(name, keys, key_type))


def _wrong_key(name: str, keys: Set[KeyType], key_type: KeyType) -> SignatureAnswer:
    return SignatureAnswer(False, _needs(name, keys, key_type))


def _needs(name: str, keys: Set[KeyType], key_type: KeyType) -> str:
    return f"{name} is made with keys of type {' or '.join(sorted(keys))}, not {key_type}."
