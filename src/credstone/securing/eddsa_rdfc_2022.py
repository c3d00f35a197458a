"""The mechanism ``eddsa-rdfc-2022`` (Data Integrity EdDSA Cryptosuites 1.0, 3.2).

Ed25519 over the SHA-256 digests of proof and document as canonical RDF. Key lookup, times and
purposes are left to ``verifying``.
"""

from __future__ import annotations

from credstone.ports import JsonObject, KeyType, PublicKey
from credstone.securing.answer import SignatureAnswer
from credstone.securing.hash_pair import rdfc_attach, rdfc_check, rdfc_signing_input
from credstone.securing.secured import STRICT, Proof, ProofOptions, Reading, SecuredDocument

NAME = "eddsa-rdfc-2022"
KEY_TYPES = frozenset({KeyType.ED25519})


def signing_input(document: JsonObject, options: ProofOptions, reading: Reading = STRICT) -> bytes:
    """Answer the bytes to sign (3.2.4); raises as ``hash_pair.rdfc_signing_input`` does."""
    return rdfc_signing_input(NAME, KEY_TYPES, document, options, reading)


def attach(document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
    """Answer the document with its proof, as the bytes that are kept and handed out."""
    return rdfc_attach(NAME, document, options, signature)


def check(secured: SecuredDocument, proof: Proof, key: PublicKey) -> SignatureAnswer:
    """Say whether the signature is ``key``'s over document and proof (3.2.2)."""
    return rdfc_check(NAME, KEY_TYPES, secured, proof, key)
