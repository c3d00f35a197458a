"""Embedded proofs: splitting a document from its proofs (VC Data Integrity 1.0, 2 and 4).

What every cryptosuite shares stands here: the members of a proof, their types and their times.
What a suite signs is left to its own file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from credstone.errors import MalformedInput, NotCovered, UnsupportedMechanism
from credstone.formats.extension import NAMESPACE
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import jcs
from credstone.securing.multibase import multibase_decode, multibase_encode
from credstone.securing.secured import (
    STRICT,
    Proof,
    ProofOptions,
    Reading,
    SecuredDocument,
    signed_with,
)
from credstone.securing.strict_json import dumps
from credstone.securing.timestamps import parse_timestamp, render_timestamp

PROOF_TYPE = "DataIntegrityProof"
# A member of the proof: what RDF does not record of the document's JSON, as SHA-256 in hex.
DOCUMENT_SHA256 = f"{NAMESPACE}documentSha256"
_SIGNATURE_LENGTHS = frozenset({64, 96})
_MOST_PROOFS = 16
_STRING_MEMBERS = ("type", "cryptosuite", "verificationMethod", "proofPurpose", "proofValue")


def proof_options(cryptosuite: str, options: ProofOptions) -> JsonObject:
    """Answer the proof without its value, as it will stand in the document."""
    written: JsonObject = {
        "id": options.id,
        "type": PROOF_TYPE,
        "cryptosuite": cryptosuite,
        "created": render_timestamp(options.created),
        "expires": render_timestamp(options.expires) if options.expires else None,
        "verificationMethod": options.verification_method,
        "proofPurpose": options.purpose,
        "domain": _one_or_many(options.domains),
        "challenge": options.challenge,
        "nonce": options.nonce,
        "previousProof": _one_or_many(options.previous),
    }
    return {name: value for name, value in written.items() if value}


def json_binding(document: JsonObject) -> JsonObject:
    """Answer the member of a proof that fixes how ``document`` is written (RFC 8785)."""
    return {DOCUMENT_SHA256: hashlib.sha256(jcs.canonicalize(document)).hexdigest()}


def keeps_binding(statement: JsonObject, document: JsonObject) -> bool:
    """Whether ``document`` is written as its proof says; true for proofs that do not say."""
    if DOCUMENT_SHA256 not in statement:
        return True
    return statement[DOCUMENT_SHA256] == json_binding(document)[DOCUMENT_SHA256]


def to_be_signed(document: JsonObject, options: ProofOptions) -> JsonObject:
    """Answer what a new proof signs: ``document`` without its proofs, but those it follows.

    Raises ``MalformedInput`` when it follows a proof that is not there.
    """
    plain, proofs = split(document)
    return signed_with(plain, following(proofs, options.previous))


def split(document: JsonObject) -> tuple[JsonObject, list[JsonObject]]:
    """Answer ``document`` without ``proof``, and its proofs; raises ``MalformedInput``."""
    plain = {name: value for name, value in document.items() if name != "proof"}
    return plain, _proofs(document["proof"]) if "proof" in document else []


def following(proofs: Sequence[JsonObject], previous: Sequence[str]) -> tuple[JsonObject, ...]:
    """Answer the proofs of those ids, in the order of the document (4.5, matchingProofs).

    Raises ``MalformedInput`` for an id that no proof has.
    """
    missing = set(previous) - {proof.get("id") for proof in proofs}
    if missing:
        raise MalformedInput(
            f"It follows a proof that is not there: {min(missing)[:100]!r}.",
            where="/proof/previousProof",
        )
    return tuple(proof for proof in proofs if proof.get("id") in previous)


def context_of(document: JsonObject) -> Json:
    """Answer the ``@context`` under which the proof is read too; raises ``NotCovered``."""
    if "@context" not in document:
        raise NotCovered("A document without a context says nothing that could be signed.")
    return document["@context"]


def with_proof(document: JsonObject, statement: JsonObject, signature: bytes) -> bytes:
    """Answer the secured document's bytes; ``signature`` is written as ``z…`` (Multibase).

    Beside proofs that stand there already the new one is the last of their set.
    """
    plain, proofs = split(document)
    proof: JsonObject = {**statement, "proofValue": multibase_encode(signature)}
    return dumps({**plain, "proof": [*proofs, proof] if proofs else proof})


def read(raw: bytes, secured: JsonObject, reading: Reading = STRICT) -> SecuredDocument:
    """Answer the document and its proofs; ``raw`` are the bytes that ``secured`` was read from.

    Raises ``MalformedInput`` for a missing or mistyped member, an empty array, a ``proofValue``
    that is no signature in base58btc, two proofs of one id, and a proof that follows one which is
    not there; ``UnsupportedMechanism`` for proofs of another type.
    """
    document, proofs = split(secured)
    for number, proof in enumerate(proofs):
        _check_members(proof, f"/proof/{number}" if len(proofs) > 1 else "/proof")
    names = [proof["id"] for proof in proofs if "id" in proof]
    if len(names) != len(set(map(str, names))):
        raise MalformedInput("Two proofs have the same id.", where="/proof")
    if isinstance(secured["proof"], list) and len(proofs) == 1 and DOCUMENT_SHA256 in proofs[0]:
        raise MalformedInput("This proof was signed as a single object.", where="/proof")
    read_proofs = tuple(_proof(proof, proofs) for proof in proofs)
    return SecuredDocument(raw, document, read_proofs, reading=reading)


def _proofs(written: Json) -> list[JsonObject]:
    proofs = written if isinstance(written, list) else [written]
    if not proofs:
        raise MalformedInput("There is no proof in it.", where="/proof")
    if len(proofs) > _MOST_PROOFS:
        raise MalformedInput(f"It has more than {_MOST_PROOFS} proofs.", where="/proof")
    objects = [proof for proof in proofs if isinstance(proof, dict)]
    if len(objects) != len(proofs):
        raise MalformedInput("A proof is no object.", where="/proof")
    return objects


def _check_members(proof: JsonObject, where: str) -> None:
    if isinstance(proof.get("type"), str) and proof["type"] != PROOF_TYPE:
        raise UnsupportedMechanism(f"A proof of type {str(proof['type'])[:60]!r}.")
    for member in _STRING_MEMBERS:
        value = proof.get(member)
        if not isinstance(value, str) or not value:
            raise MalformedInput(f"A proof's {member} is no text.", where=f"{where}/{member}")
    for member in ("id", "challenge", "nonce"):
        if member in proof and not isinstance(proof[member], str):
            raise MalformedInput(f"A proof's {member} is no text.", where=f"{where}/{member}")


def _proof(proof: JsonObject, proofs: Sequence[JsonObject]) -> Proof:
    times = {
        member: parse_timestamp(proof[member], where=f"/proof/{member}")
        for member in ("created", "expires")
        if member in proof
    }
    previous = _texts(proof, "previousProof")
    return Proof(
        mechanism=str(proof["cryptosuite"]),
        verification_method=str(proof["verificationMethod"]),
        purpose=str(proof["proofPurpose"]),
        signature=_signature(str(proof["proofValue"])),
        statement={name: value for name, value in proof.items() if name != "proofValue"},
        id=_text(proof, "id"),
        created=times.get("created"),
        expires=times.get("expires"),
        domains=_texts(proof, "domain"),
        challenge=_text(proof, "challenge"),
        nonce=_text(proof, "nonce"),
        previous=previous,
        follows=following(proofs, previous),
    )


def _signature(proof_value: str) -> bytes:
    signature = multibase_decode(proof_value)
    if len(signature) not in _SIGNATURE_LENGTHS:
        raise MalformedInput(
            "A proofValue has another length than a signature.", where="/proof/proofValue"
        )
    return signature


def _text(proof: JsonObject, member: str) -> str | None:
    value = proof.get(member)
    return value if isinstance(value, str) else None


def _texts(proof: JsonObject, member: str) -> tuple[str, ...]:
    """A text or an array of at least one, as a tuple; () when the member is not there."""
    value = proof.get(member, [])
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or (member in proof and not listed):
        raise MalformedInput(
            f"A proof's {member} is neither a text nor an array of texts.", where=f"/proof/{member}"
        )
    texts = tuple(text for text in listed if isinstance(text, str) and text)
    if len(texts) != len(listed):
        raise MalformedInput(
            f"A proof's {member} has an entry that is no text.", where=f"/proof/{member}"
        )
    return texts


def _one_or_many(texts: Sequence[str]) -> Json:
    return texts[0] if len(texts) == 1 else list(texts)
