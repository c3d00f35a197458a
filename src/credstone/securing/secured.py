"""The nouns of securing: what is asked of a signature, what a secured document says of itself.

Values only, shared by every mechanism; reading and making them is left to ``mechanism``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Protocol

from credstone.contexts import FROZEN, Contexts
from credstone.ports import JsonObject, KeyType, PublicKey
from credstone.securing.answer import SignatureAnswer
from credstone.securing.canonical import (
    WORK_LIMIT,
    Allowance,
    HashName,
    Quad,
    canonical_form,
    quads,
)

ASSERTION_METHOD = "assertionMethod"
AUTHENTICATION = "authentication"


@dataclass(frozen=True)
class Reading:
    """How documents are read: which contexts they may name.

    ``catch_all`` lets contexts stand that give a meaning to every word (``@vocab``): for the
    profiles and vectors that demand one, never for what people rely on. ``work_limit`` is what
    telling nodes apart may cost (RDFC-1.0, 7.1), and ``allowance`` what is left of it for
    everything that one answer rests on; without one each document has the limit for itself.
    ``json_signed`` says that what is signed fixes the
    JSON itself: then a text may say its direction, which RDF does not record (VCDM 2.0, 11.1).
    """

    contexts: Contexts = FROZEN
    catch_all: bool = False
    work_limit: int = WORK_LIMIT
    json_signed: bool = False
    allowance: Allowance | None = field(default=None, compare=False, repr=False)

    def for_one_answer(self) -> Reading:
        """The same reading of all that one answer rests on, which together keeps to the limit."""
        return replace(self, allowance=Allowance(self.work_limit))

    def with_json_signed(self, json_signed: bool = True) -> Reading:
        """The same reading of a document whose JSON is signed, or is not."""
        return replace(self, json_signed=json_signed)

    def canonical(self, document: JsonObject, hash: HashName = "sha256") -> bytes:
        """Answer the canonical N-Quads; raises what ``mechanism.coverage`` raises."""
        return self.canonical_form(self.statements(document), hash)

    def canonical_form(self, statements: Sequence[Quad], hash: HashName = "sha256") -> bytes:
        """Answer the canonical N-Quads of what a document says; raises ``TooComplex``."""
        allowance = self.allowance or Allowance(self.work_limit)
        return canonical_form(statements, hash=hash, allowance=allowance)

    def statements(self, document: JsonObject) -> list[Quad]:
        """Answer what the document says as RDF; raises what ``canonical.quads`` raises."""
        if self.allowance is not None:
            self.allowance.spend(0)  # Once it is spent, nothing more is read.
        return quads(
            document, self.contexts, catch_all=self.catch_all, json_signed=self.json_signed
        )


STRICT = Reading()


@dataclass(frozen=True)
class ProofOptions:
    """What a new proof shall say (VC Data Integrity 1.0, 2.1).

    ``verification_method`` is the DID URL of the key, ``created`` and ``expires`` are aware
    moments, ``id`` names the proof for those that follow it, and ``previous`` names the proofs
    that this one follows (2.1.2). With ``binds_json`` a proof over RDF also fixes how the document
    is written (docs/adr/0014).
    """

    verification_method: str
    key_type: KeyType
    created: datetime
    purpose: str = ASSERTION_METHOD
    binds_json: bool = True
    id: str = ""
    expires: datetime | None = None
    domains: tuple[str, ...] = ()
    challenge: str | None = None
    nonce: str | None = None
    previous: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proof:
    """One proof as read, not yet checked.

    ``statement`` is everything the proof says of itself besides the signature: the proof options
    of Data Integrity, or the JOSE header. ``created`` and ``expires`` limit the proof, not the
    claims; both in UTC. ``follows`` are the proofs that it names as its previous ones, as they are
    written: it signs them along with the document.
    """

    mechanism: str
    verification_method: str
    purpose: str
    signature: bytes
    statement: JsonObject
    created: datetime | None = None
    expires: datetime | None = None
    domains: tuple[str, ...] = ()
    challenge: str | None = None
    follows: tuple[JsonObject, ...] = ()


@dataclass(frozen=True)
class SecuredDocument:
    """A document with its proofs, as read from ``raw``.

    ``document`` is what the proofs are about, without them. ``signed`` holds the signing input of
    a token; it is empty for embedded proofs, whose signed bytes are computed from the document.
    """

    raw: bytes
    document: JsonObject
    proofs: tuple[Proof, ...]
    signed: bytes = b""
    reading: Reading = field(default=STRICT, repr=False)

    @cached_property
    def quads(self) -> bytes:
        """The document's canonical N-Quads, computed once; raises what ``coverage`` raises."""
        return self.reading.canonical_form(self._statements)

    @cached_property
    def quads_sha384(self) -> bytes:
        """The same, its nodes told apart by SHA-384: with P-384 (vc-di-ecdsa 3.2.3)."""
        return self.reading.canonical_form(self._statements, "sha384")

    @cached_property
    def _statements(self) -> list[Quad]:
        return self.reading.statements(self.document)

    def input_of(self, proof: Proof) -> JsonObject:
        """Answer what ``proof`` signs: the document, with the proofs that it follows, if any."""
        return signed_with(self.document, proof.follows)


def signed_with(document: JsonObject, follows: Sequence[JsonObject]) -> JsonObject:
    """Answer ``document`` with the proofs that a new one follows (VC Data Integrity 1.0, 4.3)."""
    return {**document, "proof": list(follows)} if follows else document


class Mechanism(Protocol):
    """What each mechanism's module offers; ``NAME`` is the name in the registry.

    ``signing_input`` answers the bytes that a ``ports.Signer`` signs; ``attach`` the verbatim
    secured document; ``check`` an answer, never an exception, about a signature.
    """

    NAME: str
    KEY_TYPES: frozenset[KeyType]

    def signing_input(
        self, document: JsonObject, options: ProofOptions, reading: Reading = ...
    ) -> bytes: ...

    def attach(self, document: JsonObject, options: ProofOptions, signature: bytes) -> bytes: ...

    def check(self, secured: SecuredDocument, proof: Proof, key: PublicKey) -> SignatureAnswer: ...
