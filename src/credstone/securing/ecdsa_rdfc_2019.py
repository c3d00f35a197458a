"""The mechanism ``ecdsa-rdfc-2019`` (Data Integrity ECDSA Cryptosuites 1.0, 3.2).

ECDSA over the digests of proof and document as canonical RDF: P-256 with SHA-256, P-384 with
SHA-384, by the key. Key lookup, times and purposes are left to ``verifying``.
"""

from __future__ import annotations

from credstone.ports import JsonObject, KeyType, PublicKey
from credstone.securing.answer import SignatureAnswer
from credstone.securing.hash_pair import rdfc_attach, rdfc_check, rdfc_signing_input
from credstone.securing.secured import STRICT, Proof, ProofOptions, Reading, SecuredDocument

NAME = "ecdsa-rdfc-2019"
KEY_TYPES = frozenset({KeyType.P256, KeyType.P384})


def signing_input(document: JsonObject, options: ProofOptions, reading: Reading = STRICT) -> bytes:
    """Answer the bytes to sign (3.2.4); raises as ``hash_pair.rdfc_signing_input`` does."""
    return rdfc_signing_input(NAME, KEY_TYPES, document, options, reading)


def attach(document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
    """Answer the document with its proof, as the bytes that are kept and handed out."""
    return rdfc_attach(NAME, document, options, signature)


def check(secured: SecuredDocument, proof: Proof, key: PublicKey) -> SignatureAnswer:
    """Say whether the signature is ``key``'s over document and proof (3.2.2)."""
    return rdfc_check(NAME, KEY_TYPES, secured, proof, key)
