"""Embedded proofs: splitting a document from its proofs (VC Data Integrity 1.0, 2 and 4).

What every cryptosuite shares stands here: which proofs there are, which of them follow others,
and how a new one joins them. One proof's members are ``proof_members``; what a suite signs is left
to its own file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Sequence

from credstone.errors import MalformedInput, NotCovered, TooComplex, UnsupportedMechanism
from credstone.formats.extension import NAMESPACE
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import jcs
from credstone.securing.multibase import multibase_encode
from credstone.securing.proof_members import (
    PROOF_TYPE,
    foreign,
    read_foreign,
    read_proof,
    read_texts,
)
from credstone.securing.secured import (
    STRICT,
    ProofOptions,
    Reading,
    SecuredDocument,
    signed_with,
)
from credstone.securing.strict_json import dumps
from credstone.securing.timestamps import render_timestamp

# A member of the proof: what RDF does not record of the document's JSON, as SHA-256 in hex.
DOCUMENT_SHA256 = f"{NAMESPACE}documentSha256"
_MOST_PROOFS = 16
_MOST_SIGNED = 512 * 1024  # bytes, read by all proofs together: each makes them canonical anew
_PREVIOUS = "previousProof"


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
        _PREVIOUS: _one_or_many(options.previous),
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
    missing = set(previous) - {name for name in map(_id, proofs) if name is not None}
    if missing:
        raise MalformedInput(
            f"It follows a proof that is not there: {min(missing)[:100]!r}.",
            where=f"/proof/{_PREVIOUS}",
        )
    return tuple(proof for proof in proofs if _id(proof) in previous)


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


def read(
    raw: bytes, secured: JsonObject, cryptosuites: Container[str], reading: Reading = STRICT
) -> SecuredDocument:
    """Answer the document and its proofs; ``raw`` are the bytes that ``secured`` was read from.

    In a set, a proof of a kind that is not in ``cryptosuites`` is named and not read: what follows
    is for the verifier to say. Raises ``MalformedInput`` as ``read_proof`` does, and for proofs
    that share an id, stand there twice, follow one that is not there or follow one another in a
    circle; ``TooComplex`` for more than 512 KiB divided by the number of several proofs;
    ``UnsupportedMechanism`` when there is no proof of a kind that we have.
    """
    document, proofs = split(secured)
    if len(proofs) > 1 and len(proofs) * len(raw) > _MOST_SIGNED:
        raise TooComplex(
            f"It is too large for {len(proofs)} proofs, each of which reads all of it anew.",
            where="/proof",
        )
    placed = list(zip(proofs, _places(proofs), strict=True))
    kinds = [foreign(proof, cryptosuites, where) for proof, where in placed]
    if all(kinds):
        raise UnsupportedMechanism(f"A proof of {kinds[0]}.")
    _refuse_doubles(proofs)
    _refuse_circles([(_id(proof), read_texts(proof, _PREVIOUS, at)) for proof, at in placed])
    read_proofs = tuple(
        read_foreign(proof, kind)
        if kind
        else read_proof(proof, following(proofs, read_texts(proof, _PREVIOUS, where)), where)
        for (proof, where), kind in zip(placed, kinds, strict=True)
    )
    _refuse_second_spellings(secured["proof"], proofs)
    return SecuredDocument(raw, document, read_proofs, reading=reading)


def _proofs(written: Json) -> list[JsonObject]:
    proofs = written if isinstance(written, list) else [written]
    if not proofs:
        raise MalformedInput("There is no proof in it.", where="/proof")
    if len(proofs) > _MOST_PROOFS:
        raise MalformedInput(f"It has more than {_MOST_PROOFS} proofs.", where="/proof")
    objects = [proof for proof in proofs if isinstance(proof, dict) and proof]
    if len(objects) != len(proofs):
        raise MalformedInput("A proof is no object, or an empty one.", where="/proof")
    return objects


def _id(proof: JsonObject) -> str | None:
    name = proof.get("id")
    return name if isinstance(name, str) else None


def _places(proofs: Sequence[JsonObject]) -> list[str]:
    if len(proofs) == 1:
        return ["/proof"]
    return [f"/proof/{number}" for number in range(len(proofs))]


def _refuse_second_spellings(written: Json, proofs: Sequence[JsonObject]) -> None:
    """What RDF would not tell from the way our own proofs are written (docs/adr/0014)."""
    ours = [proof for proof in proofs if DOCUMENT_SHA256 in proof]
    if isinstance(written, list) and len(written) == len(ours) == 1:
        raise MalformedInput("This proof was signed as a single object.", where="/proof")
    for proof in ours:
        for member in ("domain", _PREVIOUS):
            value = proof.get(member)
            if isinstance(value, list) and len(value) == 1:
                raise MalformedInput(
                    "This proof was signed with a text here, not with a list.",
                    where=f"/proof/{member}",
                )


def _refuse_doubles(proofs: Sequence[JsonObject]) -> None:
    ids = [proof["id"] for proof in proofs if "id" in proof]
    if any(one in ids[:number] for number, one in enumerate(ids)):
        raise MalformedInput("Two proofs have the same id.", where="/proof")
    if any(one in proofs[:number] for number, one in enumerate(proofs)):
        raise MalformedInput("The same proof stands there twice.", where="/proof")


def _refuse_circles(followed: Sequence[tuple[str | None, tuple[str, ...]]]) -> None:
    """A proof is made after those that it follows, so going back from any of them has an end."""
    open_ends = list(followed)
    while open_ends:
        waiting = {name for name, _ in open_ends}
        left = [(name, previous) for name, previous in open_ends if waiting & set(previous)]
        if len(left) == len(open_ends):
            raise MalformedInput("Its proofs follow one another in a circle.", where="/proof")
        open_ends = left


def _one_or_many(texts: Sequence[str]) -> Json:
    return texts[0] if len(texts) == 1 else list(texts)
