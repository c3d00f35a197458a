"""Embedded proofs: splitting a document from its ``proof`` (VC Data Integrity 1.0, 2 and 4).

What every cryptosuite shares stands here: the members of a proof, their types and their times.
What a suite signs is left to its own file.
"""

from __future__ import annotations

import hashlib
from typing import NoReturn

from credstone.errors import MalformedInput, NotCovered, UnsupportedMechanism
from credstone.formats.extension import NAMESPACE
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import jcs
from credstone.securing.multibase import multibase_decode, multibase_encode
from credstone.securing.secured import STRICT, Proof, ProofOptions, Reading, SecuredDocument
from credstone.securing.strict_json import dumps
from credstone.securing.timestamps import parse_timestamp, render_timestamp

PROOF_TYPE = "DataIntegrityProof"
# A member of the proof: what RDF does not record of the document's JSON, as SHA-256 in hex.
DOCUMENT_SHA256 = f"{NAMESPACE}documentSha256"
_SIGNATURE_LENGTH = 64
_STRING_MEMBERS = ("type", "cryptosuite", "verificationMethod", "proofPurpose", "proofValue")


def proof_options(cryptosuite: str, options: ProofOptions) -> JsonObject:
    """Answer the proof without its value, as it will stand in the document."""
    return {
        "type": PROOF_TYPE,
        "cryptosuite": cryptosuite,
        "created": render_timestamp(options.created),
        "verificationMethod": options.verification_method,
        "proofPurpose": options.purpose,
    }


def json_binding(document: JsonObject) -> JsonObject:
    """Answer the member of a proof that fixes how ``document`` is written (RFC 8785)."""
    return {DOCUMENT_SHA256: hashlib.sha256(jcs.canonicalize(document)).hexdigest()}


def keeps_binding(statement: JsonObject, document: JsonObject) -> bool:
    """Whether ``document`` is written as its proof says; true for proofs that do not say."""
    if DOCUMENT_SHA256 not in statement:
        return True
    return statement[DOCUMENT_SHA256] == json_binding(document)[DOCUMENT_SHA256]


def unsecured(document: JsonObject) -> JsonObject:
    """Answer the document to be secured; raises ``MalformedInput`` when it has a proof already."""
    if "proof" in document:
        raise MalformedInput("The document is secured already.", where="/proof")
    return document


def context_of(document: JsonObject) -> Json:
    """Answer the ``@context`` under which the proof is read too; raises ``NotCovered``."""
    if "@context" not in document:
        raise NotCovered("A document without a context says nothing that could be signed.")
    return document["@context"]


def with_proof(document: JsonObject, statement: JsonObject, signature: bytes) -> bytes:
    """Answer the secured document's bytes; ``signature`` is written as ``z…`` (Multibase)."""
    proof = {**statement, "proofValue": multibase_encode(signature)}
    return dumps({**unsecured(document), "proof": proof})


def read(raw: bytes, secured: JsonObject, reading: Reading = STRICT) -> SecuredDocument:
    """Answer the document and its one proof; ``raw`` are the bytes that ``secured`` was read from.

    Raises ``MalformedInput`` for a missing or mistyped member, an empty array and a ``proofValue``
    that is not 64 bytes in base58btc; ``UnsupportedMechanism`` for proof sets, proof chains and
    proofs of another type.
    """
    document = {name: value for name, value in secured.items() if name != "proof"}
    proof = _only_proof(secured)
    _check_members(proof)
    signature = multibase_decode(str(proof["proofValue"]))
    if len(signature) != _SIGNATURE_LENGTH:
        _malformed("A proofValue has not 64 bytes.", "proofValue")
    return SecuredDocument(raw, document, (_proof(proof, signature),), reading=reading)


def _only_proof(secured: JsonObject) -> JsonObject:
    written = secured.get("proof")
    proof = written
    if isinstance(written, list):
        if len(written) > 1:
            raise UnsupportedMechanism("The document has a set or a chain of proofs.")
        proof = written[0] if written else None
    if not isinstance(proof, dict):
        raise MalformedInput("The proof is no object.", where="/proof")
    if DOCUMENT_SHA256 in proof and proof is not written:
        raise MalformedInput("This proof was signed as a single object.", where="/proof")
    return proof


def _check_members(proof: JsonObject) -> None:
    if "@context" in proof:
        _malformed("A proof brings a context, which its signature would not cover.", "@context")
    if "previousProof" in proof:
        raise UnsupportedMechanism("The document has a chain of proofs.", where="/proof")
    if isinstance(proof.get("type"), str) and proof["type"] != PROOF_TYPE:
        raise UnsupportedMechanism(f"A proof of type {str(proof['type'])[:60]!r}.")
    for member in _STRING_MEMBERS:
        value = proof.get(member)
        if not isinstance(value, str) or not value:
            _malformed(f"A proof's {member} is no text.", member)
    for member in ("id", "challenge", "nonce"):
        if member in proof and not isinstance(proof[member], str):
            _malformed(f"A proof's {member} is no text.", member)


def _proof(proof: JsonObject, signature: bytes) -> Proof:
    times = {
        member: parse_timestamp(proof[member], where=f"/proof/{member}")
        for member in ("created", "expires")
        if member in proof
    }
    identifier, challenge = proof.get("id"), proof.get("challenge")
    return Proof(
        mechanism=str(proof["cryptosuite"]),
        verification_method=str(proof["verificationMethod"]),
        purpose=str(proof["proofPurpose"]),
        signature=signature,
        statement={name: value for name, value in proof.items() if name != "proofValue"},
        id=identifier if isinstance(identifier, str) else None,
        created=times.get("created"),
        expires=times.get("expires"),
        domains=_domains(proof),
        challenge=challenge if isinstance(challenge, str) else None,
    )


def _domains(proof: JsonObject) -> tuple[str, ...]:
    value = proof.get("domain", [])
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or ("domain" in proof and not texts):
        _malformed("A proof's domain is neither a text nor an array of texts.", "domain")
    domains = tuple(text for text in texts if isinstance(text, str))
    if len(domains) != len(texts):
        _malformed("A proof's domain has an entry that is no text.", "domain")
    return domains


def _malformed(what: str, member: str) -> NoReturn:
    raise MalformedInput(what, where=f"/proof/{member}")
